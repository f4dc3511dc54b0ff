package dev.mho.experiments.cli;

import dev.mho.device.format.BadInputException;
import dev.mho.device.format.Check;
import dev.mho.device.format.LeftOut;
import dev.mho.emulator.circuit.Drive;
import dev.mho.experiments.circuit.ProgrammedArrays;
import dev.mho.experiments.spec.WireKeys;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which array, with which wires, under which input. */
final class ArrayOptions {
  @Option(
      names = "--weights",
      paramLabel = "RESULT",
      description = "Result directory of a run on hardware.")
  private @Nullable Path result;

  @Option(names = "--layer", paramLabel = "L", description = "Layer of the network, 0 if left out.")
  private @Nullable Integer layer;

  @Option(
      names = "--matrix",
      paramLabel = "NAME",
      description =
          "weights, decorrelation or feedback, with the part that the result's files name"
              + " (weights-slice0); weights if left out.")
  private @Nullable String matrix;

  @Option(
      names = "--tile",
      paramLabel = "T",
      description = "Tile of the matrix, row after row of the grid; 0 if left out.")
  private @Nullable Integer tile;

  @Option(
      names = "--conductances",
      paramLabel = "CSV",
      description = "Instead of --weights: siemens, one row (input) of the array a line.")
  private @Nullable Path conductances;

  @Option(
      names = "--minus",
      paramLabel = "CSV",
      description = "With --conductances: the devices that subtract.")
  private @Nullable Path minus;

  @Option(
      names = "--inputs",
      paramLabel = "CSV",
      description = "Voltages of the rows (bits with --supply-volts), one sample a line.")
  private @Nullable Path inputs;

  @Option(names = "--sample", paramLabel = "N", description = "Line of --inputs, 0 if left out.")
  private @Nullable Integer sample;

  @Option(
      names = "--volts",
      paramLabel = "V",
      description = "Instead of --inputs: this voltage on every row.")
  private @Nullable Double volts;

  @Option(
      names = "--ohms-per-segment",
      paramLabel = "OHM",
      description =
          "Resistance of a segment, or ROW,COLUMN of either kind; the experiment's if left out.")
  private @Nullable String ohmsPerSegment;

  @Option(names = "--driver-ohms", paramLabel = "OHM", description = "Likewise of a driver.")
  private @Nullable Double driverOhms;

  @Option(
      names = "--sense-ohms",
      paramLabel = "OHM",
      description = "Likewise of a sense amplifier.")
  private @Nullable Double senseOhms;

  @Option(names = "--access-ohms", paramLabel = "OHM", description = "Likewise in each cell.")
  private @Nullable Double accessOhms;

  @Option(
      names = "--pairs",
      paramLabel = "HOW",
      description = "separate or interleaved; the experiment's, or separate.")
  private WireKeys.@Nullable Pairs pairs;

  @Option(
      names = "--supply-volts",
      paramLabel = "V",
      description =
          "Supply wires along the columns carry this voltage (and its negative, for interleaved"
              + " pairs), and --inputs are bits that open the cells of a row.")
  private @Nullable Double supplyVolts;

  @Option(
      names = "--sinh-per-volt",
      paramLabel = "K",
      description = "Devices carry G sinh(K v)/K; as in the experiment if left out.")
  private @Nullable Double sinhPerVolt;

  @Option(
      names = "--cubic-per-square-volt",
      paramLabel = "A",
      description = "Devices carry G (v + A v^3); as in the experiment if left out.")
  private @Nullable Double cubicPerSquareVolt;

  /** The arrays that were asked for. */
  ProgrammedArrays arrays() {
    if ((result == null) == (conductances == null)) {
      throw new BadInputException("give either --weights RESULT or --conductances CSV");
    }
    if (result != null) {
      IdleOption.refuse("--minus", minus, "a result has its own minus devices");
      return ProgrammedArrays.ofResult(result, place(), this::wires, supplyVolts != null);
    }
    IdleOption.refuse("--layer", layer, "a CSV is one array");
    IdleOption.refuse("--matrix", matrix, "a CSV is one array");
    IdleOption.refuse("--tile", tile, "a CSV is one array");
    return ProgrammedArrays.ofTables(
        conductances, Optional.ofNullable(minus), wires(Optional.empty()), supplyVolts != null);
  }

  private ProgrammedArrays.Place place() {
    return new ProgrammedArrays.Place(
        layer == null ? 0 : Check.within("--layer", layer, 0, Integer.MAX_VALUE),
        matrix == null ? "weights" : matrix,
        tile == null ? 0 : tile);
  }

  private WireKeys wires(Optional<WireKeys> own) {
    return new WireKeys(
        segments()
            .or(() -> own.map(WireKeys::ohmsPerSegment))
            .orElseThrow(
                () -> new BadInputException("the array has no wires: give --ohms-per-segment")),
        or(driverOhms, own.map(WireKeys::driverOhms)),
        or(senseOhms, own.map(WireKeys::senseOhms)),
        or(accessOhms, own.map(WireKeys::accessOhms)),
        or(pairs, own.map(WireKeys::pairs)),
        Optional.empty(),
        own.flatMap(WireKeys::broken),
        curve(own.flatMap(WireKeys::curve)));
  }

  private Optional<WireKeys.Segments> segments() {
    if (ohmsPerSegment == null) {
      return Optional.empty();
    }
    String[] ohms = ohmsPerSegment.split(",", -1);
    try {
      double row = Double.parseDouble(ohms[0]);
      double col = ohms.length == 1 ? row : Double.parseDouble(ohms[1]);
      return Optional.of(new WireKeys.Segments(row, col));
    } catch (NumberFormatException e) {
      throw BadInputException.at("--ohms-per-segment", ohmsPerSegment, "OHM, or ROW,COLUMN");
    }
  }

  /** The full scale of numbers plays no part here: inputs are volts. */
  private Optional<WireKeys.CurveKeys> curve(Optional<WireKeys.CurveKeys> own) {
    if (sinhPerVolt == null && cubicPerSquareVolt == null) {
      return own;
    }
    return Optional.of(
        new WireKeys.CurveKeys(
            Optional.ofNullable(sinhPerVolt), Optional.ofNullable(cubicPerSquareVolt), 1.0));
  }

  private static <T> T or(@Nullable T given, Optional<T> own) {
    return LeftOut.orLeftOut(given != null ? given : own.orElse(null));
  }

  /** What drives them. */
  Drive drive(ProgrammedArrays arrays) {
    if ((inputs == null) == (volts == null)) {
      throw new BadInputException("give either --inputs CSV or --volts V");
    }
    if (inputs != null) {
      return arrays.drive(inputs, sample == null ? 0 : sample, Optional.ofNullable(supplyVolts));
    }
    IdleOption.refuse("--sample", sample, "--volts is one voltage for all rows");
    IdleOption.refuse("--volts", supplyVolts, "with --supply-volts inputs are bits, give --inputs");
    if (volts == 0) {
      throw BadInputException.at("--volts", "0", "another voltage: without one nothing flows");
    }
    return Drive.uniform(arrays.circuit().rows(), Check.finite("--volts", volts));
  }
}
