package dev.mho.calibration.example;

import dev.mho.device.PrintedExample;
import org.junit.jupiter.api.Test;

class ExampleTest {

  @Test
  void thePageShowsHowADeviceIsFitted() throws Exception {
    PrintedExample.assertShown(FitDevice.class, FitDevice::main, "../examples/measured/pulses.csv");
  }
}
