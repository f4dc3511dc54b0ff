package dev.mho.experiments.spec;

import static dev.mho.device.format.LeftOut.leftOut;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.mho.device.format.BadInputException;
import dev.mho.device.format.Check;
import dev.mho.emulator.matrix.Precision;
import dev.mho.emulator.tile.Effect;
import dev.mho.emulator.update.PulseOrder;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One experiment.
 *
 * @param name names the result directory: letters, digits, dots, dashes and underscores
 * @param seed decides every random number of the run; 0 if left out
 * @param precision of exact tiles and of what lies between tiles, float64 if left out
 * @param data what is learnt
 * @param network what learns
 * @param learning how
 * @param hardware on what; exact tiles if left out
 * @param crossCheck the exact twin; only with hardware, on by default there
 * @param trace devices that are watched; only with hardware that is trained by pulses
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record ExperimentSpec(
    String name,
    Long seed,
    Precision precision,
    DataSpec data,
    NetworkSpec network,
    LearningSpec learning,
    Optional<HardwareSpec> hardware,
    Optional<CrossCheckSpec> crossCheck,
    Optional<TraceSpec> trace) {
  public ExperimentSpec {
    requireName(name);
    seed = Defaults.or(seed, 0L);
    precision = Defaults.or(precision, Precision.FLOAT64);
    Check.present("data", data);
    Check.present("network", network);
    Check.present("learning", learning);
    UpdateSpec.Scheme scheme = learning.update().scheme();
    boolean pulsed = scheme.learnsOnArrays();
    if (hardware.isEmpty() && pulsed && scheme != UpdateSpec.Scheme.PULSED) {
      throw new BadInputException(
          "learning.update.scheme " + scheme.label() + " cannot act: there is no hardware");
    }
    if (hardware.isEmpty() && crossCheck.isPresent()) {
      throw new BadInputException("cross-check cannot act: there is no hardware to compare");
    }
    if (trace.isPresent() && (hardware.isEmpty() || scheme != UpdateSpec.Scheme.PULSED)) {
      throw new BadInputException("trace cannot act: it needs hardware and update scheme pulsed");
    }
    if (trace.isPresent() && !hardware.get().effects().wanted().contains(Effect.PULSES)) {
      throw new BadInputException("trace cannot act: effect pulses is off, so no device is pulsed");
    }
    if (trace.isPresent()
        && hardware.get().pulses().order().equals(Optional.of(PulseOrder.AGGREGATED))) {
      throw new BadInputException(
          "trace cannot act: hardware.pulses.order is aggregated, so pulses are not told apart");
    }
    if (hardware.isPresent()) {
      int longest = hardware.get().pulses().length();
      learning
          .update()
          .transfer()
          .flatMap(TransferKeys::mostPulses)
          .ifPresent(
              pulses -> Check.within("learning.update.transfer.most-pulses", pulses, 1, longest));
    }
    if (trace.isPresent() && !hardware.get().cell().isPlainPair()) {
      throw new BadInputException(
          "trace cannot act: it tells of differential pairs with a weight-range in numbers");
    }
    boolean decorrelated = learning.decorrelation().isPresent();
    hardware.ifPresent(
        h -> {
          if (h.feedback().isPresent() && !learning.hasFeedback()) {
            throw new BadInputException(
                "hardware.feedback cannot act: the rule has no feedback matrices");
          }
          if (h.decorrelation().isPresent() && !decorrelated) {
            throw new BadInputException(
                "hardware.decorrelation cannot act: learning.decorrelation is left out");
          }
        });
    hardware = hardware.map(h -> h.filledIn(decorrelated, learning.hasFeedback(), pulsed));
    int depth = network.depth();
    trace.ifPresent(t -> t.layers().forEach(l -> Check.within("trace.layers", l, 0, depth - 1)));
    if (hardware.isPresent() && pulsed && crossCheck.isEmpty()) {
      crossCheck = Optional.of(new CrossCheckSpec(leftOut(), leftOut()));
    }
    if (hardware.isPresent() && !pulsed && crossCheck.isPresent()) {
      throw new BadInputException(
          "cross-check cannot act: with scheme digital the training itself is the exact run");
    }
  }

  /**
   * Checks what names a result directory.
   *
   * @throws BadInputException if it is not up to 100 letters, digits, dots, dashes and underscores
   */
  public static void requireName(String name) {
    Check.present("name", name);
    if (!name.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,99}")) {
      throw BadInputException.at(
          "name", "\"" + name + "\"", "up to 100 letters, digits, dots, dashes and underscores");
    }
  }

  /** The same experiment on hardware with more filled in. */
  public ExperimentSpec on(HardwareSpec filled) {
    return new ExperimentSpec(
        name, seed, precision, data, network, learning, Optional.of(filled), crossCheck, trace);
  }

  /**
   * The files that it names and that decide its result; those of known data sets are taken for what
   * they are.
   *
   * @param origin directory of the experiment file
   */
  public List<Path> files(Path origin) {
    return Stream.concat(
            hardware.stream().flatMap(h -> h.files(origin)),
            data.csv().stream().flatMap(csv -> csv.files(Path.of(""))))
        .toList();
  }

  /** The same experiment under another name. */
  public ExperimentSpec named(String other) {
    return new ExperimentSpec(
        other, seed, precision, data, network, learning, hardware, crossCheck, trace);
  }

  /** The same experiment without a validation split: trained on all, tested on the test samples. */
  public ExperimentSpec tested() {
    return new ExperimentSpec(
        name,
        seed,
        precision,
        data.withoutValidation(),
        network,
        learning,
        hardware,
        crossCheck,
        trace);
  }

  /**
   * The same network and hardware with weights that are programmed and read, not trained: no wait,
   * no twin, no trace.
   */
  public ExperimentSpec programmedAtOnce() {
    return new ExperimentSpec(
        name,
        seed,
        precision,
        data,
        network,
        learning.digital(),
        hardware.map(HardwareSpec::programmedAtOnce),
        Optional.empty(),
        Optional.empty());
  }

  /** Whether weights are trained by pulses on hardware. */
  public boolean trainsOnHardware() {
    return hardware.isPresent() && learning.update().scheme().learnsOnArrays();
  }
}
