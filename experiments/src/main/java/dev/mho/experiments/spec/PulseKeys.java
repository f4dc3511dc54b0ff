package dev.mho.experiments.spec;

import static dev.mho.device.format.LeftOut.leftOut;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.mho.device.format.BadInputException;
import dev.mho.device.format.Check;
import dev.mho.emulator.update.ImplicitTrains;
import dev.mho.emulator.update.MeanCountTrains;
import dev.mho.emulator.update.PulseOrder;
import dev.mho.emulator.update.PulseTrains;
import dev.mho.emulator.update.StochasticTrains;
import dev.mho.emulator.update.TrainLength;
import dev.mho.emulator.update.UpdateManagement;
import java.util.Optional;

/**
 * How outer products become pulses.
 *
 * @param kind stochastic if left out
 * @param length slots of the longest train, 1 to 31, of counted kinds 1 to 65536; 31 if left out
 * @param trainLength as-needed if left out
 * @param balanced whether the largest input and the largest error fire equally often, true if left
 *     out
 * @param errorScale factor on errors in planning, 1 if left out
 * @param order sequential if left out; only kind stochastic
 * @param resolution step of a line's probability to fire, 0 (any) if left out; only kind stochastic
 * @param inputResolution step of an input's probability, 0 if left out; only kind deterministic
 * @param errorResolution step of an error's probability, 0 if left out; only kind deterministic
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record PulseKeys(
    Kind kind,
    Integer length,
    TrainLength trainLength,
    Boolean balanced,
    Double errorScale,
    Optional<PulseOrder> order,
    Optional<Double> resolution,
    Optional<Double> inputResolution,
    Optional<Double> errorResolution) {

  /** Kinds of train. */
  public enum Kind {
    /** Lines fire by chance: {@link StochasticTrains}. */
    @JsonProperty("stochastic")
    STOCHASTIC,
    /** Whole numbers of firings on lines, then of coincidences: {@link MeanCountTrains}. */
    @JsonProperty("mean-count")
    MEAN_COUNT,
    /** The nearest whole number of coincidences: {@link ImplicitTrains}. */
    @JsonProperty("deterministic")
    DETERMINISTIC
  }

  public PulseKeys {
    kind = Defaults.or(kind, Kind.STOCHASTIC);
    length =
        Check.within("length", Defaults.or(length, 31), 1, kind == Kind.STOCHASTIC ? 31 : 1 << 16);
    trainLength = Defaults.or(trainLength, TrainLength.AS_NEEDED);
    balanced = Defaults.or(balanced, true);
    errorScale = Check.positive("error-scale", Defaults.or(errorScale, 1.0));
    if (trainLength == TrainLength.STRETCHED && kind == Kind.STOCHASTIC) {
      throw BadInputException.at(
          "train-length", "stretched", "as-needed or full with kind stochastic");
    }
    if (!balanced && errorScale != 1 && trainLength != TrainLength.AS_NEEDED) {
      throw new BadInputException(
          "error-scale cannot act: balanced is false and train-length not as-needed");
    }
    if (order.isPresent() && kind != Kind.STOCHASTIC) {
      throw new BadInputException("order cannot act: trains are of another kind");
    }
    if (kind == Kind.STOCHASTIC) {
      order = order.or(() -> Optional.of(PulseOrder.SEQUENTIAL));
    }
    resolution = only("resolution", resolution, kind == Kind.STOCHASTIC);
    inputResolution = only("input-resolution", inputResolution, kind == Kind.DETERMINISTIC);
    errorResolution = only("error-resolution", errorResolution, kind == Kind.DETERMINISTIC);
  }

  private static Optional<Double> only(String key, Optional<Double> step, boolean acts) {
    if (step.isPresent() && !acts) {
      throw new BadInputException(key + " cannot act: trains are of another kind");
    }
    step.ifPresent(s -> Check.within(key, s, 0, 1));
    return acts ? step.or(() -> Optional.of(0.0)) : step;
  }

  /** Trains of at most 31 slots, drawn. */
  static PulseKeys usual() {
    return new PulseKeys(
        leftOut(),
        leftOut(),
        leftOut(),
        leftOut(),
        leftOut(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  /** The trains. */
  PulseTrains trains() {
    UpdateManagement management = new UpdateManagement(balanced, errorScale, trainLength);
    return switch (kind) {
      case STOCHASTIC ->
          new StochasticTrains(length, management, resolution.orElseThrow(), order.orElseThrow());
      case MEAN_COUNT -> new MeanCountTrains(length, management);
      case DETERMINISTIC ->
          new ImplicitTrains(
              length, management, inputResolution.orElseThrow(), errorResolution.orElseThrow());
    };
  }
}
