package dev.mho.emulator.energy;

import static dev.mho.device.format.LeftOut.leftOut;

import dev.mho.device.PulseTable;
import dev.mho.device.format.Check;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Coefficients of a first-order model of energy and time:
 *
 * <pre>
 * E_array = t_read V_read² Σ x'² G          E_lines = V_read² C' p Σ x'² (devices on the line)
 * E_ADC   = (k₁ b + k₂ 4^b) V_dd² a conversion, or a given energy
 * E_DAC   = k₃ b V_dd² a conversion
 * E_pulse = V² t_pulse G a pulse, SET and RESET apart
 * t       = reads (t_read + min(columns, m) (b + 1)/f) + pulse trains
 * </pre>
 *
 * with x' the driven part of the full read voltage and m columns to a converter. Published energies
 * of one 8-bit conversion differ by a factor of 18, so every coefficient can be set. What is left
 * out here stands in its usual place; volts and seconds of pulses come from the device file unless
 * they are set.
 *
 * @param name of the model, printed with every result
 * @param readVolts V_read > 0 at full input; the device file's, or 0.2
 * @param setVolts size of a pulse up, > 0
 * @param setSeconds its duration, > 0
 * @param resetVolts size of a pulse down, > 0
 * @param resetSeconds its duration, > 0
 * @param supplyVolts V_dd > 0 of converters
 * @param adcFaradsPerBit k₁ ≥ 0
 * @param adcFaradsPerSquaredLevel k₂ ≥ 0
 * @param adcJoules energy of a conversion, ≥ 0, in place of k₁ and k₂
 * @param adcHertz f > 0, bits a second
 * @param columnsPerAdc m ≥ 1
 * @param dacFaradsPerBit k₃ ≥ 0
 * @param lineFaradsPerMetre C' ≥ 0
 * @param cellPitchMetres p > 0, line for each device
 * @param sources where coefficients come from, by key
 */
public record EnergyModel(
    String name,
    Optional<Double> readVolts,
    Optional<Double> setVolts,
    Optional<Double> setSeconds,
    Optional<Double> resetVolts,
    Optional<Double> resetSeconds,
    Double supplyVolts,
    Double adcFaradsPerBit,
    Double adcFaradsPerSquaredLevel,
    Optional<Double> adcJoules,
    Double adcHertz,
    Integer columnsPerAdc,
    Double dacFaradsPerBit,
    Double lineFaradsPerMetre,
    Double cellPitchMetres,
    Map<String, String> sources) {

  /** What the key {@code mho} of a file says. */
  public static final String KIND = "energy/1";

  private static final String CONVERTERS =
      "Houshmand et al., as in ZigZag-IMC's open code: V_dd 0.9 V, 100 fF a bit and 1 aF a squared"
          + " level for an ADC, 50 fF a bit for a DAC";
  private static final String NEUROSIM =
      "Chen, Peng, Yu, NeuroSim, IEEE TCAD 37:3067 (2018), open code: 0.2 fF/um";
  private static final Map<String, String> USUAL_SOURCES =
      Map.of(
          "read_volts", "0.2 V where the device file says nothing, assumed",
          "supply_volts", CONVERTERS,
          "adc_farads_per_bit", CONVERTERS,
          "adc_farads_per_squared_level", CONVERTERS,
          "dac_farads_per_bit", CONVERTERS,
          "line_farads_per_metre", NEUROSIM,
          "adc_hertz", "1.2 GHz: Kull et al., ISSCC 2013, the converter of ISAAC (ISCA 2016)",
          "columns_per_adc", "8, assumed: neighbouring columns take turns at one converter",
          "cell_pitch_metres", "160 nm: four times a feature size of 40 nm, assumed");

  public EnergyModel {
    name = name == null ? "first-order" : name;
    supplyVolts = Check.positive("supply_volts", or(supplyVolts, 0.9));
    adcFaradsPerBit = Check.notNegative("adc_farads_per_bit", or(adcFaradsPerBit, 100e-15));
    adcFaradsPerSquaredLevel =
        Check.notNegative("adc_farads_per_squared_level", or(adcFaradsPerSquaredLevel, 1e-18));
    adcJoules.ifPresent(e -> Check.notNegative("adc_joules", e));
    adcHertz = Check.positive("adc_hertz", or(adcHertz, 1.2e9));
    columnsPerAdc =
        Check.within(
            "columns_per_adc", columnsPerAdc == null ? 8 : columnsPerAdc, 1, Integer.MAX_VALUE);
    dacFaradsPerBit = Check.notNegative("dac_farads_per_bit", or(dacFaradsPerBit, 50e-15));
    lineFaradsPerMetre = Check.notNegative("line_farads_per_metre", or(lineFaradsPerMetre, 2e-10));
    cellPitchMetres = Check.positive("cell_pitch_metres", or(cellPitchMetres, 160e-9));
    readVolts.ifPresent(v -> Check.positive("read_volts", v));
    setVolts.ifPresent(v -> Check.positive("set_volts", v));
    setSeconds.ifPresent(s -> Check.positive("set_seconds", s));
    resetVolts.ifPresent(v -> Check.positive("reset_volts", v));
    resetSeconds.ifPresent(s -> Check.positive("reset_seconds", s));
    Map<String, String> all = new TreeMap<>(USUAL_SOURCES);
    all.putAll(sources == null ? Map.of() : sources);
    sources = Collections.unmodifiableMap(all);
  }

  private static double or(@Nullable Double value, double usual) {
    return value == null ? usual : value;
  }

  /** Every coefficient in its usual place. */
  public static EnergyModel usual() {
    return new EnergyModel(
        leftOut(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        leftOut(),
        leftOut(),
        leftOut(),
        Optional.empty(),
        leftOut(),
        leftOut(),
        leftOut(),
        leftOut(),
        leftOut(),
        leftOut());
  }

  /** The same with volts and seconds of a device's pulses where none were set. */
  public EnergyModel with(Optional<PulseTable> pulses) {
    return new EnergyModel(
        name,
        readVolts.or(() -> pulses.map(p -> Math.abs(p.read().volts()))).or(() -> Optional.of(0.2)),
        setVolts.or(() -> pulses.map(p -> Math.abs(p.set().volts()))),
        setSeconds.or(() -> pulses.map(p -> p.set().seconds())),
        resetVolts.or(() -> pulses.map(p -> Math.abs(p.reset().volts()))),
        resetSeconds.or(() -> pulses.map(p -> p.reset().seconds())),
        supplyVolts,
        adcFaradsPerBit,
        adcFaradsPerSquaredLevel,
        adcJoules,
        adcHertz,
        columnsPerAdc,
        dacFaradsPerBit,
        lineFaradsPerMetre,
        cellPitchMetres,
        sources);
  }

  /** Whether the energy of pulses is known. */
  public boolean knowsPulses() {
    return setVolts.isPresent()
        && setSeconds.isPresent()
        && resetVolts.isPresent()
        && resetSeconds.isPresent();
  }

  /** Joules of one conversion behind an array. */
  public double adcJoules(int bits) {
    double farads = adcFaradsPerBit * bits + adcFaradsPerSquaredLevel * Math.pow(4, bits);
    return adcJoules.orElse(farads * supplyVolts * supplyVolts);
  }

  /** Joules of one conversion before an array. */
  public double dacJoules(int bits) {
    return dacFaradsPerBit * bits * supplyVolts * supplyVolts;
  }

  /**
   * An array as the model sees it.
   *
   * @param inputs its rows
   * @param outputs its columns
   * @param dacBits of the converters of inputs; 0 without
   * @param adcBits of the converters of outputs, taken for those of backward reads too; 0 without
   * @param readSeconds duration of one read
   */
  public record Array(int inputs, int outputs, int dacBits, int adcBits, double readSeconds) {}

  /**
   * What an array's work takes; pulses whose energy is {@linkplain #knowsPulses not known} take
   * none.
   *
   * @param work of the array
   */
  public EnergyUse use(TileWork work, Array array) {
    double volts = readVolts.orElse(0.2);
    double squared = volts * volts;
    double pulses = 0;
    if (knowsPulses()) {
      pulses =
          Math.pow(setVolts.get(), 2) * setSeconds.get() * work.upSiemens()
              + Math.pow(resetVolts.get(), 2) * resetSeconds.get() * work.downSiemens();
    }
    long reads = work.forwardReads() + work.backwardReads();
    double bit = array.adcBits() == 0 ? 0 : (array.adcBits() + 1) / adcHertz;
    double conversions =
        bit
            * (work.forwardReads() * (double) Math.min(array.outputs(), columnsPerAdc)
                + work.backwardReads() * (double) Math.min(array.inputs(), columnsPerAdc));
    return new EnergyUse(
        array.readSeconds() * squared * work.drivenSiemens(),
        squared * lineFaradsPerMetre * cellPitchMetres * work.drivenCells(),
        array.adcBits() == 0 ? 0 : work.adcConversions() * adcJoules(array.adcBits()),
        work.dacConversions() * dacJoules(array.dacBits()),
        pulses,
        reads * array.readSeconds(),
        conversions,
        work.pulseSeconds());
  }

  /** What the numbers leave out, for people. */
  public List<String> notModelled() {
    List<String> left = new ArrayList<>();
    if (!knowsPulses()) {
      left.add("pulses that move devices: their volts and seconds are not in the device file");
    }
    left.add("direct writes of weights, which name no pulses, and the reads that verify others");
    left.add("cells at half the voltage beside a pulsed one, and lines that carry pulses");
    left.add("the share of the voltage that wires and selectors take");
    left.add("amplifiers, sample-and-hold and references around converters");
    left.add("digital scaling, shifting, adding, activations, buffers and routing");
    left.add("control, clocks and leakage");
    return List.copyOf(left);
  }
}
