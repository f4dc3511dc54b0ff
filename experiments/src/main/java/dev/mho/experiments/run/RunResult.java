package dev.mho.experiments.run;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.mho.device.format.StrictFormat;
import dev.mho.emulator.energy.EnergyUse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What came out: {@code result.json}. Nothing in it depends on wall-clock time or threads.
 *
 * @param name of the experiment
 * @param tool name and version of mho
 * @param scores final scores on the test samples by run: {@code hardware}, {@code exact}
 * @param effects which effects acted; empty without hardware
 * @param hardware what the arrays did, by matrix, for example {@code layer 0 weights}
 * @param readOuts scores at the times after training that were asked for
 * @param perturbation with node perturbation: its noise beside that of the reads, layer by layer
 * @param energyLeavesOut what the energies leave out; empty where none are counted
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record RunResult(
    String name,
    String tool,
    Map<String, Score> scores,
    Optional<EffectNames> effects,
    Map<String, ArrayFacts> hardware,
    List<ReadOut> readOuts,
    Optional<List<PerturbationSizes.Size>> perturbation,
    List<String> energyLeavesOut) {

  /** What the key {@code mho} says. */
  public static final String KIND = "result/1";

  /**
   * What came out of a run that has ended.
   *
   * @param directory of its results
   * @throws dev.mho.device.format.BadInputException if it holds none
   */
  public static RunResult read(Path directory) {
    return StrictFormat.json()
        .read(directory.resolve(ResultDirectory.RESULT), KIND, RunResult.class);
  }

  /** {@link EffectReport} by name. */
  public record EffectNames(
      List<String> active, List<String> absent, List<String> off, Map<String, String> cannotAct) {}

  /**
   * What the arrays of one matrix did.
   *
   * @param tiles number of arrays
   * @param devices number of devices
   * @param emulatedSeconds emulated time
   * @param conversions ADC conversions
   * @param saturations conversions that clipped
   * @param adcBound full scale of the ADCs of forward reads, in device currents; empty without
   * @param clipping where conversions clip most, if any do
   * @param pulses pulses that reached devices
   * @param clippedWeights weights beyond the cell's range when programmed
   * @param refreshedPairs pairs of one-directional devices that were made free again
   * @param steps what updates by pulses asked for, gave and brought about, where there were any
   * @param wires what became of its wires, where there are some
   * @param energy what it took by the model in {@code energy.json}, where that was counted
   * @param programming how it was programmed, where that was verified
   */
  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  public record ArrayFacts(
      int tiles,
      long devices,
      double emulatedSeconds,
      long conversions,
      long saturations,
      Optional<Double> adcBound,
      Optional<ClippingFacts> clipping,
      long pulses,
      long clippedWeights,
      Optional<Long> refreshedPairs,
      Optional<StepFacts> steps,
      Optional<WireFacts> wires,
      Optional<ProgrammingFacts> programming,
      Optional<EnergyUse> energy) {}

  /**
   * Where the conversions of one matrix clip most.
   *
   * @param tile number of the array, counted along the inputs first
   * @param tileShare of its conversions that clipped, forward and backward
   * @param output of the matrix
   * @param outputShare of its conversions in one array that clipped
   */
  public record ClippingFacts(int tile, double tileShare, int output, double outputShare) {}

  /**
   * Absolute changes of all cells of one matrix, summed over training, in mean steps of a cell.
   *
   * @param requested by all samples' updates
   * @param delivered as pulses
   * @param realised by what was seen of the cells, from one update to the next
   */
  public record StepFacts(double requested, double delivered, double realised) {}

  /**
   * The wires of one matrix's arrays.
   *
   * @param solves how often the circuit of an array was solved
   * @param staleError largest relative error that effective conductances had come to between two
   *     solves (Frobenius norm over an array)
   */
  public record WireFacts(long solves, double staleError) {}

  /**
   * Score of the hardware some seconds after training.
   *
   * @param compensation factors on the outputs that made up for drift, where there were any
   */
  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  public record ReadOut(double seconds, Score score, Optional<Factors> compensation) {}

  /** The smallest and the largest of several factors. */
  public record Factors(double least, double most) {}

  /**
   * How the devices of one matrix were brought to their targets by pulses and verifying reads.
   *
   * @param verifiedShare of all devices, 0 to 1
   * @param meanPulses of a device, resets among them
   * @param largestError of a device that was verified, fraction of the conductance range
   */
  public record ProgrammingFacts(double verifiedShare, double meanPulses, double largestError) {}
}
