package dev.mho.emulator.energy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mho.device.PulseTable;
import dev.mho.device.PulseTable.Pulse;
import dev.mho.device.format.BadInputException;
import dev.mho.device.format.StrictFormat;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The model's terms, one by one, against numbers worked out by hand. */
class EnergyModelTest {
  private static final EnergyModel USUAL = EnergyModel.usual().with(Optional.empty());

  private static EnergyModel parse(String keys) {
    return StrictFormat.json()
        .parse(
            "{ \"mho\": \"energy/1\"" + (keys.isEmpty() ? "" : ", " + keys) + " }",
            "chip.json",
            EnergyModel.KIND,
            EnergyModel.class);
  }

  /** Eight bits: (800 fF + 65.5 fF) 0.81 V² = 0.70 pJ. */
  @Test
  void oneConversion() {
    assertEquals((8e-13 + 65536e-18) * 0.81, USUAL.adcJoules(8), 1e-20);
    assertEquals(0.701e-12, USUAL.adcJoules(8), 0.5e-15);
    assertEquals(7 * 50e-15 * 0.81, USUAL.dacJoules(7), 1e-20);
    assertEquals(1.67e-12, parse("\"adc_joules\": 1.67e-12").adcJoules(8));
  }

  /**
   * 256 × 256 devices of 50 µS, inputs uniform in ±0.2 V for 10 ns: 0.44 nJ in the devices, and
   * 0.18 nJ in 256 conversions.
   */
  @Test
  void oneReadOfALargeArray() {
    double squares = 256 / 3.0;
    TileWork work = new TileWork(1, 0, 256, 0, squares * 256 * 50e-6, squares * 256, 0, 0, 0);
    EnergyUse use = USUAL.use(work, new EnergyModel.Array(256, 256, 0, 8, 1e-8));
    assertEquals(0.437e-9, use.arrayJoules(), 0.001e-9);
    assertEquals(0.1794e-9, use.adcJoules(), 0.0001e-9);
    assertEquals(0.04 * 2e-10 * 160e-9 * squares * 256, use.lineJoules(), 1e-20);
    assertEquals(1e-8, use.readSeconds());
    assertEquals(8 * 9 / 1.2e9, use.conversionSeconds(), 1e-20);
    assertEquals(use.arrayJoules() + use.adcJoules() + use.lineJoules(), use.joules(), 1e-24);
  }

  @Test
  void pulsesTakeTheDevicesVoltsAndSeconds() {
    PulseTable table =
        new PulseTable(new Pulse(1.5, 1e-6), new Pulse(-2, 3e-7), new Pulse(0.1, 1e-8));
    EnergyModel model = EnergyModel.usual().with(Optional.of(table));
    TileWork work = new TileWork(0, 0, 0, 0, 0, 0, 10e-6, 4e-6, 5e-6);
    EnergyUse use = model.use(work, new EnergyModel.Array(1, 1, 0, 0, 1e-8));
    assertEquals(1.5 * 1.5 * 1e-6 * 10e-6 + 4 * 3e-7 * 4e-6, use.pulseJoules(), 1e-24);
    assertEquals(5e-6, use.seconds());
    assertEquals(0.1, model.readVolts().orElseThrow());
    assertFalse(model.notModelled().get(0).startsWith("pulses"));
  }

  @Test
  void whatIsNotKnownIsTold() {
    assertEquals(0.2, USUAL.readVolts().orElseThrow());
    assertTrue(USUAL.notModelled().get(0).startsWith("pulses that move devices"));
    TileWork work = new TileWork(0, 0, 0, 0, 0, 0, 1, 1, 1);
    assertEquals(0, USUAL.use(work, new EnergyModel.Array(1, 1, 0, 0, 1)).joules());
  }

  @Test
  void noWorkTakesNothing() {
    EnergyUse none = USUAL.use(TileWork.NONE, new EnergyModel.Array(256, 256, 7, 9, 1e-8));
    assertEquals(EnergyUse.NONE, none);
  }

  @Test
  void aFileMayLeaveEverythingOutAndIsPrintedInFull() {
    EnergyModel model = parse("\"adc_hertz\": 1e8, \"sources\": { \"adc_hertz\": \"our chip\" }");
    assertEquals(1e8, model.adcHertz());
    assertEquals("our chip", model.sources().get("adc_hertz"));
    assertTrue(model.sources().get("supply_volts").contains("Houshmand"));
    assertEquals(EnergyModel.usual(), parse(""));
    String printed = StrictFormat.json().print(EnergyModel.KIND, model);
    assertEquals(
        model, StrictFormat.json().parse(printed, "printed", EnergyModel.KIND, EnergyModel.class));
  }

  @Test
  void besideEachOtherEnergiesAddAndTheLongerTimeCounts() {
    EnergyUse one = new EnergyUse(1, 2, 3, 4, 5, 6, 7, 8);
    EnergyUse other = new EnergyUse(1, 1, 1, 1, 1, 30, 0, 0);
    assertEquals(new EnergyUse(2, 3, 4, 5, 6, 30, 0, 0), one.beside(other));
    assertEquals(one.beside(other), other.beside(one));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"supply_volts\": 0     | supply_volts: found 0.0; allowed: a finite number > 0",
        "\"adc_joules\": -1      | adc_joules: found -1.0; allowed: a finite number >= 0",
        "\"columns_per_adc\": 0  | columns_per_adc: found 0; allowed: a whole number >= 1",
        "\"cell_pitch_metres\": 0 | cell_pitch_metres: found 0.0; allowed: a finite number > 0",
        "\"read_volts\": 0       | read_volts: found 0.0; allowed: a finite number > 0",
        "\"adc_hertz\": \"fast\" | chip.json: adc_hertz: found",
        "\"adc_hz\": 1           | unknown key \"adc_hz\""
      })
  void badCoefficients(String keys, String message) {
    Exception e = assertThrows(BadInputException.class, () -> parse(keys));
    assertTrue(e.getMessage().contains(message), e.getMessage());
  }
}
