package dev.mho.device.example;

import dev.mho.device.PrintedExample;
import org.junit.jupiter.api.Test;

class ExampleTest {

  @Test
  void thePageShowsHowDevicesArePulsed() throws Exception {
    PrintedExample.assertShown(PulseDevices.class, PulseDevices::main);
  }
}
