package dev.mho.device.noise;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.mho.device.ConductanceRange;
import dev.mho.device.TestDevice;
import dev.mho.device.array.DeviceArray;
import dev.mho.device.array.Placement;
import dev.mho.device.random.NoiseStream;
import org.junit.jupiter.api.Test;

class WhiteReadNoiseTest {

  @Test
  void floorAndProportionalPartAddAsVariances() {
    assertEquals(0.05, new WhiteReadNoise(0.03, 0.1).sigma(0.4, 0.4, 0), 1e-15);
  }

  /**
   * Of 10 to 30 µS, g = 0.25 is 15 µS, and 2 % of that is 1.5 % of the range; 2 % of 30 µS are 3 %.
   */
  @Test
  void proportionalPartSeesTheWholeConductance() {
    DeviceArray device =
        array(
            TestDevice.plain()
                .range(ConductanceRange.of(10e-6, 30e-6))
                .readNoise(new WhiteReadNoise(0.02, 0.02)));
    assertEquals(0.03 * 0.03 + 0.015 * 0.015, device.readVariance(0, 0.25, 0), 1e-15);
  }

  @Test
  void withoutReadNoiseThereIsNone() {
    assertEquals(0, array(TestDevice.plain()).readVariance(0, 0.5, 0));
  }

  private static DeviceArray array(TestDevice device) {
    return new DeviceArray(device.model(), Placement.whole(1, 1), NoiseStream.root(1));
  }
}
