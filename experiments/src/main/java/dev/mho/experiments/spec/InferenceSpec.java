package dev.mho.experiments.spec;

import static dev.mho.device.format.LeftOut.leftOut;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.mho.device.format.BadInputException;
import dev.mho.device.format.Check;
import dev.mho.emulator.matrix.Precision;
import dev.mho.learning.loss.Loss;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A network that was trained elsewhere, on hardware.
 *
 * @param name names the result directory, as in an experiment
 * @param seed decides every random number
 * @param precision of exact tiles and of what lies between tiles, float64 if left out
 * @param data what it is tested on
 * @param network its shape: dense layers
 * @param loss by which outputs are judged, cross-entropy if left out
 * @param scaling which weight fills the cells' range, the largest of each layer if left out; none
 *     where the range is fitted by {@code hardware.cell.weight-range}
 * @param hardware on what
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record InferenceSpec(
    String name,
    Long seed,
    Precision precision,
    DataSpec data,
    NetworkSpec network,
    Loss loss,
    Scaling scaling,
    HardwareSpec hardware) {
  /** What the key {@code mho} must say. */
  public static final String KIND = "inference/1";

  /** Digital scales by which weights fill the cells' range. */
  public enum Scaling {
    /** One scale a layer: its largest weight fills the range. */
    @JsonProperty("layer")
    LAYER,
    /** One scale an output. */
    @JsonProperty("column")
    COLUMN,
    /** None: a weight is what cell.weight-range says, and clipped beyond. */
    @JsonProperty("none")
    NONE
  }

  public InferenceSpec {
    if (Check.present("network", network).kind() != NetworkSpec.Kind.DENSE) {
      throw new BadInputException(
          "network: weights from elsewhere can be given to dense layers alone");
    }
    Check.present("hardware", hardware);
    boolean fitted = hardware.cell().isFitted();
    if (fitted && scaling != null && scaling != Scaling.NONE) {
      throw new BadInputException(
          "scaling cannot act: hardware.cell.weight-range fits the cells' range to the weights");
    }
    scaling = Defaults.or(scaling, fitted ? Scaling.NONE : Scaling.LAYER);
    ExperimentSpec filled = untrained(name, seed, precision, data, network, loss, hardware);
    seed = filled.seed();
    precision = filled.precision();
    loss = filled.learning().loss();
    hardware = filled.hardware().orElseThrow();
  }

  /** The experiment whose network and hardware these are, and which learns nothing. */
  public ExperimentSpec experiment() {
    return untrained(name, seed, precision, data, network, loss, hardware);
  }

  private static ExperimentSpec untrained(
      String name,
      Long seed,
      Precision precision,
      DataSpec data,
      NetworkSpec network,
      Loss loss,
      HardwareSpec hardware) {
    UpdateSpec update =
        new UpdateSpec(
            UpdateSpec.Scheme.DIGITAL,
            Optional.of(
                new UpdateSpec.OptimizerKeys(
                    Optional.empty(), Optional.of(new UpdateSpec.SgdKeys(1.0, leftOut())))),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    LearningSpec learning =
        new LearningSpec(
            LearningSpec.CreditName.BACKPROPAGATION,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            loss,
            update,
            Optional.empty(),
            leftOut(),
            leftOut());
    return new ExperimentSpec(
        name,
        seed,
        precision,
        data,
        network,
        learning,
        Optional.of(hardware),
        Optional.empty(),
        Optional.empty());
  }

  /** The same on hardware with more filled in. */
  public InferenceSpec on(HardwareSpec filled) {
    return new InferenceSpec(name, seed, precision, data, network, loss, scaling, filled);
  }

  /**
   * Reads an inference file.
   *
   * @throws BadInputException if it is missing or wrong; one line
   */
  public static InferenceSpec read(Path file) {
    return ExperimentFile.yaml().read(file, KIND, InferenceSpec.class);
  }

  /** The text of the file with all defaults filled in. */
  public String print() {
    return ExperimentFile.yaml().print(KIND, this);
  }
}
