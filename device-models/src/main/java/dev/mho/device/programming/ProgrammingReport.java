package dev.mho.device.programming;

import dev.mho.device.state.Archive;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.apache.commons.math3.stat.descriptive.SummaryStatistics;

/**
 * What came of programming an array, device by device and over all. Conductances are normalised.
 * The error of a device is what it conducts when the last device is done, seen without read noise,
 * minus its target.
 */
public final class ProgrammingReport {
  private final float[] target;
  private final float[] reached;
  private final int[] pulses;
  private final Outcome[] outcomes;
  private final double seconds;

  /**
   * Errors of several devices, fractions of the nominal range.
   *
   * @param mean of the errors with their signs
   * @param standardDeviation of the errors, √⟨(e − mean)²⟩
   * @param largest absolute error
   */
  public record Errors(double mean, double standardDeviation, double largest) {}

  ProgrammingReport(
      float[] target, float[] reached, int[] pulses, Outcome[] outcomes, double seconds) {
    this.target = target;
    this.reached = reached;
    this.pulses = pulses;
    this.outcomes = outcomes;
    this.seconds = seconds;
  }

  /** This report as an archive keeps it: itself in saving, the one that was saved in restoring. */
  public ProgrammingReport kept(Archive archive) {
    ProgrammingReport kept =
        new ProgrammingReport(
            target.clone(),
            reached.clone(),
            pulses.clone(),
            outcomes.clone(),
            archive.value("seconds", seconds));
    int[] ordinals = Arrays.stream(outcomes).mapToInt(Outcome::ordinal).toArray();
    archive.floats("target", kept.target);
    archive.floats("reached", kept.reached);
    archive.ints("pulses", kept.pulses);
    archive.ints("outcomes", ordinals);
    Arrays.setAll(kept.outcomes, device -> Outcome.values()[ordinals[device]]);
    return kept;
  }

  /** Number of devices. */
  public int size() {
    return target.length;
  }

  /** Emulated seconds from the first read to the end of the last. */
  public double seconds() {
    return seconds;
  }

  /** Where the device should be. */
  public float target(int device) {
    return target[device];
  }

  /** What the device conducts at the end, without read noise. */
  public float reached(int device) {
    return reached[device];
  }

  /** Reached minus target. */
  public double error(int device) {
    return (double) reached[device] - target[device];
  }

  /** Pulses, resets among them, that the device was given. */
  public int pulses(int device) {
    return pulses[device];
  }

  /** What came of the device. */
  public Outcome outcome(int device) {
    return outcomes[device];
  }

  /** How many devices had each outcome; those that none had are 0. */
  public Map<Outcome, Integer> counts() {
    Map<Outcome, Integer> counts = new EnumMap<>(Outcome.class);
    for (Outcome outcome : Outcome.values()) {
      counts.put(outcome, 0);
    }
    for (Outcome outcome : outcomes) {
      counts.merge(outcome, 1, Integer::sum);
    }
    return counts;
  }

  /** Pulses of all devices together. */
  public long totalPulses() {
    return IntStream.of(pulses).asLongStream().sum();
  }

  /** Pulses of a device on average. */
  public double meanPulses() {
    return (double) totalPulses() / size();
  }

  /** Pulses of the device that took most. */
  public int mostPulses() {
    return IntStream.of(pulses).max().orElseThrow();
  }

  /** Errors of all devices. */
  public Errors errors() {
    return errors(device -> true).orElseThrow();
  }

  /** Errors of the devices that were verified; empty if none was. */
  public Optional<Errors> verifiedErrors() {
    return errors(device -> outcomes[device] == Outcome.VERIFIED);
  }

  private Optional<Errors> errors(IntPredicate which) {
    SummaryStatistics errors = new SummaryStatistics();
    IntStream.range(0, size()).filter(which).forEach(device -> errors.addValue(error(device)));
    return errors.getN() == 0
        ? Optional.empty()
        : Optional.of(
            new Errors(
                errors.getMean(),
                Math.sqrt(errors.getPopulationVariance()),
                Math.max(errors.getMax(), -errors.getMin())));
  }
}
