package dev.mho.experiments.spec;

import static dev.mho.device.format.LeftOut.leftOut;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.mho.device.ConverterFile;
import dev.mho.device.ConverterModel;
import dev.mho.device.format.BadInputException;
import dev.mho.device.format.Check;
import dev.mho.emulator.converter.Adc;
import dev.mho.emulator.converter.AdcModel;
import dev.mho.emulator.converter.CircuitFlaws;
import dev.mho.emulator.converter.Levels;
import dev.mho.emulator.converter.Limiter;
import dev.mho.emulator.converter.Measured;
import dev.mho.emulator.converter.Mismatch;
import dev.mho.emulator.converter.Ramp;
import dev.mho.emulator.converter.Rounding;
import dev.mho.emulator.converter.Staged;
import dev.mho.emulator.converter.Successive;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/**
 * Output converter.
 *
 * @param model rounding if left out, measured with a file
 * @param bits 9 if left out; a limiter has none, a file says its own
 * @param bound full scale in device currents, 12 if left out
 * @param levels of a rounding converter, mid-tread if left out
 * @param rounding of a rounding converter, nearest if left out
 * @param file a converter file, relative to the experiment file
 * @param mismatch how the converters of the lines differ, not at all if left out
 * @param flaws of the circuit of a ramp, sar, pipeline or cyclic converter, none if left out
 * @param range how the bound is found from data before training, {@code bound} if left out
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record AdcKeys(
    Optional<Kind> model,
    Optional<Integer> bits,
    Double bound,
    Optional<Levels> levels,
    Optional<DacKeys.Rounds> rounding,
    Optional<String> file,
    Optional<MismatchKeys> mismatch,
    Optional<FlawKeys> flaws,
    Optional<RangeKeys> range) {
  private static final double USUAL_BOUND = 12;

  /** Kinds of converter. */
  public enum Kind {
    /** Ideal. */
    @JsonProperty("rounding")
    ROUNDING,
    /** Clips and does not round. */
    @JsonProperty("limiter")
    LIMITER,
    /** One staircase for all lines. */
    @JsonProperty("ramp")
    RAMP,
    /** Successive approximation. */
    @JsonProperty("sar")
    SAR,
    /** Stages of 1.5 bits. */
    @JsonProperty("pipeline")
    PIPELINE,
    /** One stage of 1.5 bits, used again and again. */
    @JsonProperty("cyclic")
    CYCLIC,
    /** As a converter file says. */
    @JsonProperty("measured")
    MEASURED
  }

  /**
   * How the converters of lines differ.
   *
   * @param offsetLsb standard deviation of the offset in steps, 0 if left out
   * @param gain standard deviation of the relative gain, 0 if left out
   * @param linesEach how many neighbouring lines share a converter, 1 if left out
   */
  public record MismatchKeys(Double offsetLsb, Double gain, Integer linesEach) {
    public MismatchKeys {
      offsetLsb = Defaults.or(offsetLsb, 0.0);
      gain = Defaults.or(gain, 0.0);
      linesEach = Defaults.or(linesEach, 1);
      new Mismatch(offsetLsb, gain, linesEach);
    }

    private Mismatch mismatch() {
      return new Mismatch(offsetLsb, gain, linesEach);
    }
  }

  /**
   * What the parts of a converter's circuit are off by: {@link CircuitFlaws}.
   *
   * @param capacitorSpread standard deviation of a unit capacitor, relative, 0 to 0.3
   * @param comparatorSpread standard deviation of a comparator's offset, in units of half the
   *     range, 0 to 1
   * @param gainDb open-loop gain of the amplifier, 20 to 400 dB
   */
  public record FlawKeys(Double capacitorSpread, Double comparatorSpread, Double gainDb) {
    public FlawKeys {
      capacitorSpread = Defaults.or(capacitorSpread, 0.0);
      comparatorSpread = Defaults.or(comparatorSpread, 0.0);
      gainDb = Defaults.or(gainDb, CircuitFlaws.NONE.gainDecibels());
      new CircuitFlaws(capacitorSpread, comparatorSpread, gainDb);
    }

    private CircuitFlaws flaws() {
      return new CircuitFlaws(capacitorSpread, comparatorSpread, gainDb);
    }
  }

  public AdcKeys {
    bound = Check.positive("bound", Defaults.or(bound, USUAL_BOUND));
    if (file.isPresent() && model.orElse(Kind.MEASURED) != Kind.MEASURED) {
      throw new BadInputException("model: with a file it is measured");
    }
    if (file.isEmpty() && model.equals(Optional.of(Kind.MEASURED))) {
      throw new BadInputException("file: missing; a measured converter needs one");
    }
    Kind kind = file.isPresent() ? Kind.MEASURED : model.orElse(Kind.ROUNDING);
    model = Optional.of(kind);
    boolean rounds = kind == Kind.ROUNDING;
    refuse("bits", bits, kind != Kind.LIMITER && kind != Kind.MEASURED, kind);
    refuse("levels", levels, rounds, kind);
    refuse("rounding", rounding, rounds, kind);
    refuse("flaws", flaws, !rounds && kind != Kind.LIMITER && kind != Kind.MEASURED, kind);
    if (kind != Kind.LIMITER && kind != Kind.MEASURED) {
      bits = Optional.of(bits.orElse(9));
    }
    if (rounds) {
      levels = levels.or(() -> Optional.of(Levels.MID_TREAD));
      rounding = rounding.or(() -> Optional.of(DacKeys.Rounds.NEAREST));
    }
    if (kind != Kind.MEASURED) {
      model(kind, bits.orElse(0), levels, rounding, flaws);
    }
  }

  /** Nothing said. */
  static AdcKeys usual() {
    return of(Optional.empty());
  }

  /** A converter file, and nothing else said. */
  public static AdcKeys ofFile(String name) {
    return of(Optional.of(name));
  }

  private static AdcKeys of(Optional<String> file) {
    return new AdcKeys(
        Optional.empty(),
        Optional.empty(),
        leftOut(),
        Optional.empty(),
        Optional.empty(),
        file,
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  private static void refuse(String key, Optional<?> value, boolean acts, Kind kind) {
    if (value.isPresent() && !acts) {
      throw new BadInputException(
          key + " cannot act: the model is " + kind.name().toLowerCase(Locale.ROOT));
    }
  }

  private static AdcModel model(
      Kind kind,
      int bits,
      Optional<Levels> levels,
      Optional<DacKeys.Rounds> rounding,
      Optional<FlawKeys> flaws) {
    CircuitFlaws circuit = flaws.map(FlawKeys::flaws).orElse(CircuitFlaws.NONE);
    return switch (kind) {
      case ROUNDING ->
          new Rounding(
              levels.orElseThrow(), bits, rounding.equals(Optional.of(DacKeys.Rounds.STOCHASTIC)));
      case LIMITER -> new Limiter();
      case RAMP -> new Ramp(bits, circuit);
      case SAR -> new Successive(bits, circuit);
      case PIPELINE -> new Staged(bits, false, circuit);
      case CYCLIC -> new Staged(bits, true, circuit);
      case MEASURED -> throw new IllegalArgumentException("its file says what it is");
    };
  }

  /** The converter file, if there is one. */
  public Optional<ConverterModel> loadFile(Path directory) {
    return file.map(name -> ConverterFile.read(directory.resolve(name)));
  }

  /** The same with another name of its file, if it has one. */
  AdcKeys fromFile(String name) {
    return new AdcKeys(
        model, bits, bound, levels, rounding, file.map(f -> name), mismatch, flaws, range);
  }

  /** The converter; a measured one's range is put about zero, its larger end at the bound. */
  public Adc adc(Optional<ConverterModel> measured) {
    Mismatch differ = mismatch.map(MismatchKeys::mismatch).orElse(Mismatch.NONE);
    if (measured.isEmpty()) {
      AdcModel ideal = model(model.orElseThrow(), bits.orElse(0), levels, rounding, flaws);
      return new Adc(ideal, -bound, bound, differ);
    }
    ConverterModel file = measured.get();
    AdcModel found = new Measured(file.bits(), file.offsetLsb(), file.gainError(), file.inlLsb());
    boolean holdsZero = file.low() < 0 && file.high() > 0;
    double unit = bound / Math.max(-file.low(), file.high());
    return holdsZero
        ? new Adc(found, file.low() * unit, file.high() * unit, differ)
        : new Adc(found, -bound, bound, differ);
  }
}
