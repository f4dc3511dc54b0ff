package dev.mho.device.array;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.mho.device.DeviceModel;
import dev.mho.device.TestDevice;
import dev.mho.device.fault.Faults;
import dev.mho.device.format.BadInputException;
import dev.mho.device.random.NoiseStream;
import dev.mho.device.response.CycleToCycle;
import dev.mho.device.response.DeviceToDevice;
import dev.mho.device.response.Polarity;
import dev.mho.device.response.SoftBounds;
import dev.mho.device.retention.PowerLawDrift;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The split of a layer into tiles does not change a device. */
class PlacementTest {
  private static final int ROWS = 13;
  private static final int COLS = 10;

  private static final DeviceModel EVERYTHING_AT_ONCE =
      TestDevice.plain()
          .range(TestDevice.spread(1e-6, 1e-5, 0.2, 0.2))
          .response(
              new SoftBounds(
                  0.1,
                  Optional.of(0.2),
                  0.5,
                  Optional.of(CycleToCycle.ofStep(0.5)),
                  Optional.of(DeviceToDevice.ofStep(0.3, 0.1))))
          .programmingError(TestDevice.error(0.02, 0.01))
          .drift(new PowerLawDrift(1, 0.05, 0.01))
          .faults(new Faults(0.05, 0.05, 0.1))
          .model();

  @Test
  void tilesHoldTheDevicesOfTheWhole() {
    DeviceArray whole = lived(Placement.whole(ROWS, COLS), 14);
    for (Placement tile :
        List.of(
            new Placement(0, 0, 8, 4, COLS),
            new Placement(0, 4, 8, 6, COLS),
            new Placement(8, 0, 5, 4, COLS),
            new Placement(8, 4, 5, 6, COLS))) {
      DeviceArray part = lived(tile, 14);
      for (int i = 0; i < part.size(); i++) {
        assertSameDevice(whole, (int) tile.globalIndex(i), part, i);
      }
    }
  }

  @Test
  void twoRunsHaveTheSameBits() {
    DeviceArray once = lived(Placement.whole(ROWS, COLS), 14);
    DeviceArray again = lived(Placement.whole(ROWS, COLS), 14);
    for (int i = 0; i < once.size(); i++) {
      assertSameDevice(once, i, again, i);
    }
  }

  @Test
  void anotherSeedIsAnotherPopulation() {
    DeviceArray once = lived(Placement.whole(ROWS, COLS), 14);
    DeviceArray other = lived(Placement.whole(ROWS, COLS), 15);
    int same = 0;
    for (int i = 0; i < once.size(); i++) {
      same += once.low(i) == other.low(i) ? 1 : 0;
    }
    assertEquals(0, same);
  }

  @Test
  void globalIndexIsRowMajor() {
    Placement tile = new Placement(100_000, 3, 2, 4, 50_000);
    assertEquals(100_001L * 50_000 + 3 + 2, tile.globalIndex(1, 2));
    assertEquals(tile.globalIndex(1, 2), tile.globalIndex(6));
    assertEquals(8, tile.size());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0 | 2 | 1 | 3 | 4 | first_col: found 2; allowed: a whole number from 0 to 1",
        "-1 | 0 | 2147483646 | 3 | 3 | first_row: found -1; allowed: a whole number from 0 to 1",
        "0 | 0 | 0 | 3 | 3 | rows: found 0; allowed: a whole number >= 1",
        "0 | 0 | 3 | 0 | 3 | cols: found 0; allowed: a whole number from 1 to 3",
        "0 | 0 | 3 | 5 | 3 | cols: found 5; allowed: a whole number from 1 to 3"
      })
  void mustLieInTheLayer(int firstRow, int firstCol, int rows, int cols, int all, String message) {
    Exception e =
        assertThrows(
            BadInputException.class, () -> new Placement(firstRow, firstCol, rows, cols, all));
    assertEquals(message, e.getMessage());
  }

  /** A population that has been written, pulsed and left alone. */
  private static DeviceArray lived(Placement placement, long seed) {
    DeviceArray devices = new DeviceArray(EVERYTHING_AT_ONCE, placement, NoiseStream.root(seed));
    for (int day = 0; day < 3; day++) {
      float[] target = new float[devices.size()];
      for (int i = 0; i < target.length; i++) {
        target[i] = placement.globalIndex(i) % 7 / 7f;
      }
      devices.program(target, 86_400.0 * day);
      for (int i = 0; i < target.length; i++) {
        long global = placement.globalIndex(i);
        devices.pulse(i, (int) (global % 4), Polarity.UP, 86_400.0 * day + 60);
        devices.pulse(i, (int) (global % 3), Polarity.DOWN, 86_400.0 * day + 120);
      }
    }
    return devices;
  }

  private static void assertSameDevice(DeviceArray a, int i, DeviceArray b, int j) {
    assertEquals(a.low(i), b.low(j));
    assertEquals(a.high(i), b.high(j));
    assertEquals(a.isStuck(i), b.isStuck(j));
    assertEquals(a.state(i), b.state(j));
    assertEquals(a.pulseCount(i), b.pulseCount(j));
    assertEquals(a.conductance(i, 1e6), b.conductance(j, 1e6));
  }
}
