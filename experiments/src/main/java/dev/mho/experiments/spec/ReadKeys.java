package dev.mho.experiments.spec;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.mho.device.format.BadInputException;
import dev.mho.device.format.Check;
import dev.mho.emulator.converter.BoundManagement;
import dev.mho.emulator.converter.Distortion;
import dev.mho.emulator.converter.InputScaling;
import dev.mho.emulator.converter.OutputShape;
import dev.mho.emulator.converter.ReadPath;
import dev.mho.emulator.converter.SenseStage;
import dev.mho.emulator.converter.SignedInputs;
import dev.mho.emulator.converter.StaticDrop;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * How arrays are read, beyond their converters. All may be left out.
 *
 * @param signedInputs bipolar if left out
 * @param inputNoise standard deviation of what is on a line, in units of the full input
 * @param outputNoise standard deviation of a current, in units of one device driven over its range
 * @param inputAsymmetry share by which inputs below zero come out smaller
 * @param outputAsymmetry share by which outputs below zero come out smaller
 * @param scale details of {@code input-scaling}
 * @param repeat details of {@code bound-management}
 * @param sense series resistance and voltage offsets
 * @param shape S-shaped transfer
 * @param staticDrop approximate voltage drop along the lines
 * @param backward what is different when the outputs are driven
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record ReadKeys(
    Optional<SignedInputs> signedInputs,
    Optional<Double> inputNoise,
    Optional<Double> outputNoise,
    Optional<Double> inputAsymmetry,
    Optional<Double> outputAsymmetry,
    Optional<ScaleKeys> scale,
    Optional<RepeatKeys> repeat,
    Optional<SenseKeys> sense,
    Optional<ShapeKeys> shape,
    Optional<DropKeys> staticDrop,
    Optional<BackwardKeys> backward) {

  /** Nothing said. */
  static final ReadKeys NONE =
      new ReadKeys(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty());

  /**
   * Details of the input scale.
   *
   * @param value with {@code constant}: the scale, 1 if left out
   * @param cap with {@code abs-max}, {@code max} and {@code worst-case}: the largest one
   * @param rate with {@code average-abs-max}: 0.001 if left out
   * @param weight with {@code worst-case}: assumed largest weight over the cell's range, 0.6
   */
  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  public record ScaleKeys(
      Optional<Double> value,
      Optional<Double> cap,
      Optional<Double> rate,
      Optional<Double> weight) {
    public ScaleKeys {
      value.ifPresent(v -> Check.positive("value", v));
      cap.ifPresent(v -> Check.positive("cap", v));
      rate.ifPresent(v -> Check.fraction("rate", v));
      weight.ifPresent(v -> Check.fraction("weight", v));
    }

    private void require(ScaleKind kind) {
      refuse("value", value, kind == ScaleKind.CONSTANT, kind);
      boolean capped =
          kind == ScaleKind.ABS_MAX || kind == ScaleKind.MAX || kind == ScaleKind.WORST_CASE;
      refuse("cap", cap, capped, kind);
      refuse("rate", rate, kind == ScaleKind.AVERAGE_ABS_MAX, kind);
      refuse("weight", weight, kind == ScaleKind.WORST_CASE, kind);
    }

    private static void refuse(String key, Optional<Double> value, boolean acts, ScaleKind kind) {
      if (value.isPresent() && !acts) {
        throw new BadInputException(
            "hardware.reads.scale." + key + " cannot act: input-scaling is " + spelled(kind));
      }
    }
  }

  /**
   * Details of bound management.
   *
   * @param most largest number by which an input is divided, 1000 if left out
   * @param counts which outputs count, both ends if left out
   */
  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  public record RepeatKeys(Optional<Double> most, Optional<Ends> counts) {

    /** Ends of the ADC's range. */
    public enum Ends {
      /** Both. */
      @JsonProperty("both")
      BOTH,
      /** The upper one. */
      @JsonProperty("above")
      ABOVE
    }

    public RepeatKeys {
      most.ifPresent(v -> Check.within("most", v, 1, 1e6));
    }
  }

  /**
   * What stands between a line and its converter: {@link SenseStage}. What is left out is 0.
   *
   * @param resistance in series, ≥ 0, per unit of the current of one device driven over its range
   * @param offsetSpread standard deviation over the lines of the amplifier's offset, a share of the
   *     read voltage, ≥ 0
   * @param reference conductance of the line of reference devices that is subtracted, ≥ 0, in units
   *     of a device's range
   */
  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  public record SenseKeys(
      Optional<Double> resistance, Optional<Double> offsetSpread, Optional<Double> reference) {
    public SenseKeys {
      stage(resistance, offsetSpread, reference);
    }

    private static SenseStage stage(
        Optional<Double> resistance, Optional<Double> spread, Optional<Double> reference) {
      return new SenseStage(resistance.orElse(0.0), spread.orElse(0.0), reference.orElse(0.0));
    }
  }

  /**
   * An S-shaped transfer before the ADC: {@link OutputShape}.
   *
   * @param strength ν · bound ≥ 0: a current of the size of the bound loses strength/(1 + strength)
   *     of itself; 0 if left out
   * @param calibration ≥ 0, how far large outputs are brought back up; 0 if left out
   * @param bound > 0, a current in units of one device driven over its range; the ADC's if left out
   */
  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  public record ShapeKeys(
      Optional<Double> strength, Optional<Double> calibration, Optional<Double> bound) {
    public ShapeKeys {
      shape(strength, calibration, bound.orElse(1.0));
    }

    private static OutputShape shape(
        Optional<Double> strength, Optional<Double> calibration, double bound) {
      return new OutputShape(strength.orElse(0.0), calibration.orElse(0.0), bound);
    }
  }

  /**
   * A rough stand-in for voltage drop along the read lines: {@link StaticDrop}.
   *
   * @param factor > 0, 1 for the drop as it is
   * @param ratio conductance of a segment of the line over the range of a device's, > 0
   */
  public record DropKeys(Double factor, Double ratio) {
    public DropKeys {
      factor = Defaults.or(factor, 1.0);
      ratio = Defaults.or(ratio, StaticDrop.USUAL_RATIO);
      new StaticDrop(factor, ratio);
    }
  }

  /**
   * Converters of reads from the outputs; what is left out is as from the inputs.
   *
   * @param dac input converter of these reads
   * @param adc output converter of these reads
   * @param inputScaling how their inputs are scaled
   * @param boundManagement what is done when their outputs reach the bound
   */
  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  public record BackwardKeys(
      Optional<DacKeys> dac,
      Optional<AdcKeys> adc,
      Optional<ScaleKind> inputScaling,
      Optional<RepeatKind> boundManagement) {}

  public ReadKeys {
    inputNoise.ifPresent(v -> Check.notNegative("input-noise", v));
    outputNoise.ifPresent(v -> Check.notNegative("output-noise", v));
    inputAsymmetry.ifPresent(v -> Check.within("input-asymmetry", v, -1, 1));
    outputAsymmetry.ifPresent(v -> Check.within("output-asymmetry", v, -1, 1));
  }

  /** The same with another name of the backward converter's file, if it has one. */
  ReadKeys fromFile(String name) {
    Optional<BackwardKeys> renamed =
        backward.map(
            b ->
                new BackwardKeys(
                    b.dac(),
                    b.adc().map(adc -> adc.fromFile(name)),
                    b.inputScaling(),
                    b.boundManagement()));
    return new ReadKeys(
        signedInputs,
        inputNoise,
        outputNoise,
        inputAsymmetry,
        outputAsymmetry,
        scale,
        repeat,
        sense,
        shape,
        staticDrop,
        renamed);
  }

  private static String spelled(ScaleKind kind) {
    return kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Stops if a detail cannot act. */
  void requireEffect(ScaleKind kind, RepeatKind repeats) {
    scale.ifPresent(keys -> keys.require(kind));
    if (repeat.isPresent() && repeats == RepeatKind.NONE) {
      throw new BadInputException("hardware.reads.repeat cannot act: bound-management is none");
    }
    if (backward.flatMap(BackwardKeys::adc).flatMap(AdcKeys::range).isPresent()) {
      throw new BadInputException(
          "hardware.reads.backward.adc.range cannot act: ranges are calibrated with reads from the"
              + " inputs");
    }
  }

  /** A bare path with all that is said here, for converters with a bound. */
  ReadPath path(ScaleKind kind, RepeatKind repeats, double bound) {
    Distortion distortion =
        new Distortion(
            staticDrop.map(keys -> new StaticDrop(keys.factor(), keys.ratio())),
            sense.map(k -> SenseKeys.stage(k.resistance(), k.offsetSpread(), k.reference())),
            shape.map(k -> ShapeKeys.shape(k.strength(), k.calibration(), k.bound().orElse(bound))),
            outputAsymmetry.orElse(0.0));
    return ReadPath.BARE
        .with(scaling(kind, bound))
        .with(management(repeats))
        .with(signedInputs.orElse(SignedInputs.BIPOLAR))
        .withNoise(inputNoise.orElse(0.0), outputNoise.orElse(0.0))
        .with(inputAsymmetry.orElse(0.0), distortion);
  }

  private InputScaling scaling(ScaleKind kind, double bound) {
    OptionalDouble cap =
        scale.flatMap(ScaleKeys::cap).map(OptionalDouble::of).orElse(OptionalDouble.empty());
    return switch (kind) {
      case NONE -> new InputScaling.None();
      case ABS_MAX -> new InputScaling.AbsMax(cap);
      case MAX -> new InputScaling.Max(cap);
      case CONSTANT -> new InputScaling.Constant(scale.flatMap(ScaleKeys::value).orElse(1.0));
      case AVERAGE_ABS_MAX ->
          new InputScaling.AverageAbsMax(
              scale.flatMap(ScaleKeys::rate).orElse(InputScaling.AverageAbsMax.USUAL_RATE));
      case WORST_CASE ->
          new InputScaling.WorstCase(
              cap,
              scale.flatMap(ScaleKeys::weight).orElse(InputScaling.WorstCase.USUAL_WEIGHT),
              bound);
    };
  }

  private BoundManagement management(RepeatKind kind) {
    double most = repeat.flatMap(RepeatKeys::most).orElse(BoundManagement.Iterative.USUAL_MOST);
    boolean above = repeat.flatMap(RepeatKeys::counts).equals(Optional.of(RepeatKeys.Ends.ABOVE));
    return switch (kind) {
      case NONE -> new BoundManagement.None();
      case ITERATIVE -> new BoundManagement.Iterative(most, false, above);
      case WORST_CASE -> new BoundManagement.Iterative(most, true, above);
    };
  }
}
