package dev.mho.experiments.spec;

import static dev.mho.device.format.LeftOut.leftOut;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.mho.device.ConverterModel;
import dev.mho.device.DeviceFile;
import dev.mho.device.DeviceModel;
import dev.mho.device.Presets;
import dev.mho.device.PulseTable;
import dev.mho.device.format.BadInputException;
import dev.mho.device.format.Check;
import dev.mho.device.programming.PulseAndVerify;
import dev.mho.emulator.cell.DifferentialPair;
import dev.mho.emulator.converter.ReadPath;
import dev.mho.emulator.tile.AnalogTileSpec;
import dev.mho.emulator.tile.DriftCompensation;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the network runs on.
 *
 * @param device name of a preset, or path of a device file (relative to the experiment file)
 * @param cell how a weight sits in devices
 * @param tile largest array
 * @param dac input converter, 7 bit if left out
 * @param adc output converter, 9 bit and bound 12 if left out
 * @param inputScaling abs-max if left out
 * @param boundManagement iterative if left out
 * @param reads noise, distortion and details of reads; none if left out
 * @param wires resistance of the arrays' lines; ideal conductors if left out
 * @param verify how weights are programmed by pulses and verifying reads; by writes that miss by
 *     the device's programming error if left out; only with scheme digital
 * @param driftCompensation whether outputs are scaled before each test at {@code read-at-seconds},
 *     none if left out
 * @param energy that energy and time are counted, and by which coefficients; not counted if left
 *     out
 * @param pulses how outer products become pulses: drawn trains of at most 31 slots if left out
 * @param effects which effects are on, all if left out
 * @param decorrelation where decorrelation matrices sit, on tiles if left out
 * @param feedback where feedback matrices sit, on tiles if left out
 * @param readSeconds duration of one read; the device file's, or 1e-7
 * @param pulseSeconds duration of one slot; the device file's longer pulse, or 1e-7
 * @param readAtSeconds times after training at which the network is tested, ascending, ≥ 0; only
 *     with a device that drifts
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record HardwareSpec(
    String device,
    CellKeys cell,
    TileSize tile,
    DacKeys dac,
    AdcKeys adc,
    ScaleKind inputScaling,
    RepeatKind boundManagement,
    Optional<ReadKeys> reads,
    Optional<WireKeys> wires,
    Optional<VerifyKeys> verify,
    DriftCompensation driftCompensation,
    Optional<EnergyKeys> energy,
    PulseKeys pulses,
    EffectChoice effects,
    Optional<Memory> decorrelation,
    Optional<Memory> feedback,
    Optional<Double> readSeconds,
    Optional<Double> pulseSeconds,
    List<Double> readAtSeconds) {

  /** Name in a result directory of the file of a measured converter. */
  public static final String CONVERTER_FILE = "adc.converter.json";

  /** The same of the converter of reads from the outputs. */
  public static final String BACKWARD_CONVERTER_FILE = "backward-adc.converter.json";

  /** Where a matrix sits. */
  public enum Memory {
    /** On an emulated array of its own. */
    @JsonProperty("tile")
    TILE,
    /** In digital memory, exact. */
    @JsonProperty("digital")
    DIGITAL
  }

  /**
   * Largest array.
   *
   * @param rows word lines, 1 to 65,536
   * @param cols bit lines, 1 to 65,536
   */
  public record TileSize(Integer rows, Integer cols) {
    public TileSize {
      rows = Check.within("rows", Defaults.or(rows, 256), 1, 1 << 16);
      cols = Check.within("cols", Defaults.or(cols, 256), 1, 1 << 16);
    }
  }

  /**
   * Programming by pulses and verifying reads ({@link PulseAndVerify}).
   *
   * @param tolerance fraction of the conductance range on either side, 0.01 if left out
   * @param mostPulses after which a device is given up, 1000 if left out
   * @param reads that a verify averages, 1 if left out
   */
  public record VerifyKeys(Double tolerance, Integer mostPulses, Integer reads) {
    public VerifyKeys {
      tolerance = Defaults.or(tolerance, 0.01);
      mostPulses = Defaults.or(mostPulses, 1000);
      reads = Defaults.or(reads, 1);
      new PulseAndVerify(tolerance, mostPulses, reads, 1, 1);
    }
  }

  public HardwareSpec {
    Check.present("device", device);
    cell = Defaults.or(cell, CellKeys.usual());
    tile = Defaults.or(tile, new TileSize(leftOut(), leftOut()));
    dac = Defaults.or(dac, new DacKeys(leftOut(), leftOut(), leftOut()));
    adc = Defaults.or(adc, AdcKeys.usual());
    inputScaling = Defaults.or(inputScaling, ScaleKind.ABS_MAX);
    boundManagement = Defaults.or(boundManagement, RepeatKind.ITERATIVE);
    reads.orElse(ReadKeys.NONE).requireEffect(inputScaling, boundManagement);
    driftCompensation = Defaults.or(driftCompensation, DriftCompensation.NONE);
    pulses = Defaults.or(pulses, PulseKeys.usual());
    effects = Defaults.or(effects, EffectChoice.all());
    readSeconds.ifPresent(s -> Check.positive("read-seconds", s));
    pulseSeconds.ifPresent(s -> Check.positive("pulse-seconds", s));
    readAtSeconds = Defaults.list("read-at-seconds", Defaults.or(readAtSeconds, List.of()));
    double least = 0;
    for (double seconds : readAtSeconds) {
      Check.within("read-at-seconds (ascending)", seconds, least, 1e12);
      least = Math.nextUp(seconds);
    }
    if (driftCompensation != DriftCompensation.NONE && readAtSeconds.isEmpty()) {
      throw new BadInputException(
          "drift-compensation cannot act: read-at-seconds is left out, so no time passes");
    }
  }

  /** A device with everything else left out. */
  public static HardwareSpec ofDevice(String device) {
    return new HardwareSpec(
        device,
        leftOut(),
        leftOut(),
        leftOut(),
        leftOut(),
        leftOut(),
        leftOut(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        leftOut(),
        Optional.empty(),
        leftOut(),
        leftOut(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        leftOut());
  }

  /**
   * The same with matrices on tiles where nothing else was said and there are any, and with wires
   * refreshed if pulses move devices.
   */
  HardwareSpec filledIn(boolean decorrelated, boolean hasFeedback, boolean pulsed) {
    cell.require(pulsed);
    if (verify.isPresent() && pulsed) {
      throw new BadInputException(
          "hardware.verify cannot act: with scheme pulsed no trained weights are programmed");
    }
    Optional<Memory> tile = Optional.of(Memory.TILE);
    return with(
        device,
        cell,
        decorrelated ? decorrelation.or(() -> tile) : Optional.empty(),
        hasFeedback ? feedback.or(() -> tile) : Optional.empty(),
        wires.map(w -> w.refreshed(pulsed)),
        energy,
        readSeconds,
        pulseSeconds);
  }

  /**
   * The same with what the device decides filled in.
   *
   * @param file name of a device file that replaces a path; a preset keeps its name
   * @param energyFile name of a file of coefficients, where energy is counted
   * @param pulsed whether pulses move devices
   */
  public HardwareSpec resolved(
      AnalogTileSpec array, String file, String energyFile, boolean pulsed) {
    return with(
            isFile() ? file : device,
            cell.resolved(array.cell(), pulsed, array.device().isOneDirectional()),
            decorrelation,
            feedback,
            wires,
            energy.map(e -> new EnergyKeys(Optional.of(energyFile))),
            Optional.of(array.readSeconds()),
            Optional.of(array.pulseSeconds()))
        .withConvertersBeside();
  }

  /** The same for weights that are programmed and read at once. */
  HardwareSpec programmedAtOnce() {
    return new HardwareSpec(
        device,
        cell.programmed(),
        tile,
        dac,
        adc,
        inputScaling,
        boundManagement,
        reads,
        wires.map(WireKeys::programmed),
        verify,
        DriftCompensation.NONE,
        Optional.empty(),
        pulses,
        EffectChoice.all(),
        decorrelation,
        Optional.empty(),
        readSeconds,
        pulseSeconds,
        List.of());
  }

  /** The same with converter files under the names of {@link #converterFiles}. */
  private HardwareSpec withConvertersBeside() {
    return new HardwareSpec(
        device,
        cell,
        tile,
        dac,
        adc.fromFile(CONVERTER_FILE),
        inputScaling,
        boundManagement,
        reads.map(keys -> keys.fromFile(BACKWARD_CONVERTER_FILE)),
        wires,
        verify,
        driftCompensation,
        energy,
        pulses,
        effects,
        decorrelation,
        feedback,
        readSeconds,
        pulseSeconds,
        readAtSeconds);
  }

  /**
   * The converters that come from files, by the names that they have in a result directory.
   *
   * @param origin directory from which converter files are found
   */
  public Map<String, ConverterModel> converterFiles(Path origin) {
    Map<String, ConverterModel> files = new LinkedHashMap<>();
    adc.loadFile(origin).ifPresent(model -> files.put(CONVERTER_FILE, model));
    reads
        .flatMap(ReadKeys::backward)
        .flatMap(ReadKeys.BackwardKeys::adc)
        .flatMap(keys -> keys.loadFile(origin))
        .ifPresent(model -> files.put(BACKWARD_CONVERTER_FILE, model));
    return files;
  }

  private HardwareSpec with(
      String device,
      CellKeys cell,
      Optional<Memory> decorrelation,
      Optional<Memory> feedback,
      Optional<WireKeys> wires,
      Optional<EnergyKeys> energy,
      Optional<Double> readSeconds,
      Optional<Double> pulseSeconds) {
    return new HardwareSpec(
        device,
        cell,
        tile,
        dac,
        adc,
        inputScaling,
        boundManagement,
        reads,
        wires,
        verify,
        driftCompensation,
        energy,
        pulses,
        effects,
        decorrelation,
        feedback,
        readSeconds,
        pulseSeconds,
        readAtSeconds);
  }

  /** The files that it names. */
  Stream<Path> files(Path origin) {
    Optional<String> backward =
        reads
            .flatMap(ReadKeys::backward)
            .flatMap(ReadKeys.BackwardKeys::adc)
            .flatMap(AdcKeys::file);
    return Stream.of(
            Optional.of(device).filter(name -> isFile()),
            adc.file(),
            backward,
            energy.flatMap(EnergyKeys::file))
        .flatMap(Optional::stream)
        .map(origin::resolve);
  }

  private boolean isFile() {
    return device.endsWith(".json");
  }

  /** The device: a preset, or a file beside the experiment file. */
  public DeviceModel loadDevice(Path directory) {
    return isFile() ? DeviceFile.read(directory.resolve(device)) : Presets.get(device);
  }

  private ReadPath forward(Path origin) {
    return path(dac, adc, inputScaling, boundManagement, origin);
  }

  private ReadPath backward(Path origin) {
    Optional<ReadKeys.BackwardKeys> other = reads.flatMap(ReadKeys::backward);
    return path(
        other.flatMap(ReadKeys.BackwardKeys::dac).orElse(dac),
        other.flatMap(ReadKeys.BackwardKeys::adc).orElse(adc),
        other.flatMap(ReadKeys.BackwardKeys::inputScaling).orElse(inputScaling),
        other.flatMap(ReadKeys.BackwardKeys::boundManagement).orElse(boundManagement),
        origin);
  }

  private ReadPath path(
      DacKeys inputs, AdcKeys outputs, ScaleKind scaling, RepeatKind repeats, Path origin) {
    return reads
        .orElse(ReadKeys.NONE)
        .path(scaling, repeats, outputs.bound())
        .with(Optional.of(inputs.dac()), Optional.of(outputs.adc(outputs.loadFile(origin))));
  }

  /**
   * The array around a device, before any effect is switched off.
   *
   * @param origin directory from which converter files are found
   */
  public AnalogTileSpec array(DeviceModel model, DifferentialPair.Rest usualRest, Path origin) {
    double read = readSeconds.orElse(model.pulse().map(p -> p.read().seconds()).orElse(1e-7));
    double slot = pulseSeconds.orElse(model.pulse().map(HardwareSpec::longerPulse).orElse(1e-7));
    return new AnalogTileSpec(
        model,
        cell.cell(model, usualRest),
        cell.scaling(),
        verify.map(v -> new PulseAndVerify(v.tolerance(), v.mostPulses(), v.reads(), read, slot)),
        forward(origin),
        backward(origin),
        wires.map(WireKeys::wiring),
        Optional.of(pulses.trains()),
        read,
        slot);
  }

  private static double longerPulse(PulseTable table) {
    return Math.max(table.set().seconds(), table.reset().seconds());
  }
}
