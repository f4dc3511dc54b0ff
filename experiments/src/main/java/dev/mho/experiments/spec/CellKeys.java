package dev.mho.experiments.spec;

import static dev.mho.device.format.LeftOut.leftOut;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.mho.device.DeviceModel;
import dev.mho.device.format.BadInputException;
import dev.mho.device.format.Check;
import dev.mho.emulator.cell.BitSlices;
import dev.mho.emulator.cell.DeviceGroup;
import dev.mho.emulator.cell.DifferentialPair;
import dev.mho.emulator.cell.DifferentialPair.Rest;
import dev.mho.emulator.cell.Refresh;
import dev.mho.emulator.cell.Role;
import dev.mho.emulator.cell.SingleDevice;
import dev.mho.emulator.cell.Subtraction;
import dev.mho.emulator.cell.UnitCell;
import dev.mho.emulator.cell.WeightScaling;
import dev.mho.emulator.converter.InputDigits;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * How a weight sits in devices. Each kind has keys of its own; another kind's key is a mistake.
 *
 * @param kind differential if left out
 * @param weightRange largest weight of weight and feedback matrices, 1 if left out; or {@code
 *     auto}, {@code auto-column}: fitted to the weights of each array or output when they are
 *     programmed
 * @param rangeFill part of a fitted range that the largest weight uses, 1 if left out
 * @param rangePercentile percentile of |w| that a fitted range holds, 100 if left out
 * @param decorrelationRange largest weight of decorrelation matrices, 2 if left out: they start as
 *     the identity
 * @param rest of pairs, where a zero weight sits: middle for pulsed training, minimum for
 *     programmed weights and one-directional devices
 * @param refresh when a pair of one-directional devices is made free again, upper 0.75 and lower
 *     0.25 if left out
 * @param zero of a single device: normalised conductance of a zero weight, 0.5 if left out; of an
 *     offset cell whose device has levels the level at or above the middle
 * @param reference of a single device: what it is compared with, fixed if left out
 * @param subtraction of an offset cell: digital if left out, or unit-column
 * @param of of a multi cell: what it has several of, differential if left out, or single
 * @param significances of a multi cell: how much each counts
 * @param filling of a multi cell: even if left out
 * @param turn of a multi cell: which a coincidence pulses, all if left out; only with scheme pulsed
 * @param weightBits of bit slices: bits of a weight, its sign among them, 8 if left out
 * @param slices of bit slices: how many, 2 if left out
 * @param balance of bit slices: balanced if left out, or offset
 * @param inputBits of bit slices: bits of an input without its sign, if inputs come in digits; the
 *     DAC converts them whole if left out
 * @param inputDigitBits bits of an input's digit, 1 if left out
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record CellKeys(
    Kind kind,
    WeightRange weightRange,
    Optional<Double> rangeFill,
    Optional<Double> rangePercentile,
    Double decorrelationRange,
    Optional<Rest> rest,
    Optional<Refresh> refresh,
    Optional<Double> zero,
    Optional<SingleDevice.Against> reference,
    Optional<Subtraction> subtraction,
    Optional<Kind> of,
    Optional<List<Double>> significances,
    Optional<DeviceGroup.Filling> filling,
    Optional<DeviceGroup.Turn> turn,
    Optional<Integer> weightBits,
    Optional<Integer> slices,
    Optional<BitSlices.Balance> balance,
    Optional<Integer> inputBits,
    Optional<Integer> inputDigitBits) {

  /** Kinds of cell. */
  public enum Kind {
    /** Two devices, w = κ (g⁺ − g⁻). */
    @JsonProperty("differential")
    DIFFERENTIAL,
    /** One device against a reference, w = κ (g − ρ), taken off in the array. */
    @JsonProperty("single")
    SINGLE,
    /** Several pairs or single devices. */
    @JsonProperty("multi")
    MULTI,
    /** One device, the reference taken off after the ADC. */
    @JsonProperty("offset")
    OFFSET,
    /** Whole numbers cut into slices, for programmed weights. */
    @JsonProperty("bit-sliced")
    BIT_SLICED;

    String spelling() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /**
   * A number, or how one is found.
   *
   * @param fixed the range; empty if it is fitted
   * @param scope what shares a fitted range
   */
  public record WeightRange(Optional<Double> fixed, WeightScaling.Scope scope) {
    private static final Map<String, WeightScaling.Scope> WORDS =
        Map.of("auto", WeightScaling.Scope.TILE, "auto-column", WeightScaling.Scope.COLUMN);

    static final WeightRange USUAL = new WeightRange(Optional.of(1.0), WeightScaling.Scope.NONE);

    /** As a file spells it. */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static WeightRange parse(Object spelling) {
      if (spelling instanceof Number number && number.doubleValue() > 0) {
        return new WeightRange(Optional.of(number.doubleValue()), WeightScaling.Scope.NONE);
      }
      WeightScaling.Scope scope = WORDS.get(String.valueOf(spelling));
      if (scope == null) {
        throw BadInputException.at(
            "weight-range", String.valueOf(spelling), "a number > 0, auto, or auto-column");
      }
      return new WeightRange(Optional.empty(), scope);
    }

    /** As a file spells it. */
    @JsonValue
    public Object spelling() {
      return fixed
          .<Object>map(f -> f)
          .orElse(scope == WeightScaling.Scope.TILE ? "auto" : "auto-column");
    }
  }

  public CellKeys {
    kind = Defaults.or(kind, Kind.DIFFERENTIAL);
    weightRange = Defaults.or(weightRange, WeightRange.USUAL);
    decorrelationRange =
        Check.positive("decorrelation-range", Defaults.or(decorrelationRange, 2.0));
    boolean pairs = kind == Kind.DIFFERENTIAL || kind == Kind.MULTI && of.isEmpty();
    pairs |= kind == Kind.MULTI && of.equals(Optional.of(Kind.DIFFERENTIAL));
    boolean single = kind == Kind.SINGLE || kind == Kind.MULTI && !pairs;
    refuse("rest", rest, pairs, kind);
    refuse("refresh", refresh, pairs, kind);
    refuse("zero", zero, single || kind == Kind.OFFSET, kind);
    refuse("reference", reference, single, kind);
    refuse("subtraction", subtraction, kind == Kind.OFFSET, kind);
    refuse("of", of, kind == Kind.MULTI, kind);
    refuse("significances", significances, kind == Kind.MULTI, kind);
    refuse("filling", filling, kind == Kind.MULTI, kind);
    refuse("turn", turn, kind == Kind.MULTI, kind);
    boolean sliced = kind == Kind.BIT_SLICED;
    refuse("weight-bits", weightBits, sliced, kind);
    refuse("slices", slices, sliced, kind);
    refuse("balance", balance, sliced, kind);
    refuse("input-bits", inputBits, sliced, kind);
    refuse("input-digit-bits", inputDigitBits, sliced, kind);
    if (inputBits.isEmpty() && inputDigitBits.isPresent()) {
      throw new BadInputException("input-digit-bits cannot act: input-bits is left out");
    }
    if (of.isPresent() && of.get() != Kind.DIFFERENTIAL && of.get() != Kind.SINGLE) {
      throw BadInputException.at("of", of.get().spelling(), "differential, single");
    }
    if (kind == Kind.MULTI && significances.isEmpty()) {
      throw new BadInputException("significances: missing; a list of at least two numbers > 0");
    }
    if (subtraction.equals(Optional.of(Subtraction.IN_ARRAY))) {
      throw BadInputException.at(
          "subtraction", "in-array", "digital, unit-column; or kind: single");
    }
    boolean fitted = weightRange.fixed().isEmpty();
    if (!fitted && (rangeFill.isPresent() || rangePercentile.isPresent())) {
      throw new BadInputException(
          "range-fill and range-percentile cannot act: weight-range is a number");
    }
    if (fitted) {
      rangeFill = Optional.of(rangeFill.orElse(1.0));
      rangePercentile = Optional.of(rangePercentile.orElse(100.0));
      new WeightScaling(weightRange.scope(), rangeFill.get(), rangePercentile.get());
    }
    if (kind == Kind.MULTI) {
      of = Optional.of(of.orElse(Kind.DIFFERENTIAL));
      filling = Optional.of(filling.orElse(DeviceGroup.Filling.EVEN));
    }
    if (sliced) {
      weightBits = Optional.of(weightBits.orElse(8));
      slices = Optional.of(slices.orElse(2));
      balance = Optional.of(balance.orElse(BitSlices.Balance.BALANCED));
      new BitSlices(weightBits.get(), slices.get(), balance.get());
    }
    if (inputBits.isPresent()) {
      inputDigitBits = Optional.of(inputDigitBits.orElse(1));
      new InputDigits(inputBits.get(), inputDigitBits.get());
    }
    if (single) {
      reference = Optional.of(reference.orElse(SingleDevice.Against.FIXED));
      zero = Optional.of(zero.orElse(0.5));
    }
    if (kind == Kind.OFFSET) {
      subtraction = Optional.of(subtraction.orElse(Subtraction.DIGITAL));
    }
    zero.ifPresent(z -> Check.within("zero", z, 0, 1));
    if (kind == Kind.MULTI) {
      group(new DifferentialPair(1, Rest.MIDDLE), significances, filling, turn);
    }
  }

  private static void refuse(String key, Optional<?> value, boolean acts, Kind kind) {
    if (value.isPresent() && !acts) {
      throw new BadInputException(
          key + " cannot act: a cell of kind " + kind.spelling() + " has none");
    }
  }

  /** A pair with everything left out. */
  static CellKeys usual() {
    return new CellKeys(
        leftOut(),
        leftOut(),
        Optional.empty(),
        Optional.empty(),
        leftOut(),
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
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  /** The same with what the device decides filled in. */
  CellKeys resolved(UnitCell cell, boolean pulsed, boolean oneDirectional) {
    return new CellKeys(
        kind,
        weightRange,
        rangeFill,
        rangePercentile,
        decorrelationRange,
        kind == Kind.BIT_SLICED ? rest : cell.pair().map(DifferentialPair::rest),
        cell.pair().map(DifferentialPair::refresh).filter(r -> pulsed && oneDirectional),
        cell instanceof SingleDevice single ? Optional.of(single.zero()) : zero,
        reference,
        subtraction,
        of,
        significances,
        filling,
        cell instanceof DeviceGroup group && pulsed ? Optional.of(group.turn()) : turn,
        weightBits,
        slices,
        balance,
        inputBits,
        inputDigitBits);
  }

  /** The same without what only pulses make use of. */
  CellKeys programmed() {
    return new CellKeys(
        kind,
        weightRange,
        rangeFill,
        rangePercentile,
        decorrelationRange,
        rest,
        Optional.empty(),
        zero,
        reference,
        subtraction,
        of,
        significances,
        filling,
        Optional.empty(),
        weightBits,
        slices,
        balance,
        inputBits,
        inputDigitBits);
  }

  /** Stops if a key or kind does not go with how weights get onto the arrays. */
  void require(boolean pulsed) {
    if (refresh.isPresent() && !pulsed) {
      throw new BadInputException(
          "hardware.cell.refresh cannot act: with scheme digital no update moves devices");
    }
    if (turn.isPresent() && !pulsed) {
      throw new BadInputException(
          "hardware.cell.turn cannot act: with scheme digital no pulse reaches devices");
    }
    if (kind == Kind.BIT_SLICED && pulsed) {
      throw new BadInputException(
          "hardware.cell.kind bit-sliced cannot be pulsed: pulses do not carry from slice to slice;"
              + " use scheme digital");
    }
    if (subtraction.equals(Optional.of(Subtraction.UNIT_COLUMN)) && pulsed) {
      throw new BadInputException(
          "hardware.cell.subtraction unit-column serves forward reads alone; use digital, or scheme"
              + " digital");
    }
  }

  /** Whether weights are pairs of devices over a range that is given. */
  public boolean isPlainPair() {
    return kind == Kind.DIFFERENTIAL && weightRange.fixed().isPresent();
  }

  /** How weights are cut, if they are. */
  public Optional<BitSlices> bitSlices() {
    return weightBits.map(bits -> new BitSlices(bits, slices.orElseThrow(), balance.orElseThrow()));
  }

  /** The devices of a cell, or of a slice's cell, by index. */
  public List<Role> roles() {
    DifferentialPair pair = new DifferentialPair(1, Rest.MIDDLE);
    SingleDevice single = new SingleDevice(1, 0.5, reference.orElse(SingleDevice.Against.FIXED));
    UnitCell cell =
        switch (kind) {
          case DIFFERENTIAL -> pair;
          case SINGLE, OFFSET -> single;
          case MULTI ->
              group(
                  of.equals(Optional.of(Kind.SINGLE)) ? single : pair,
                  significances,
                  filling,
                  turn);
          case BIT_SLICED -> bitSlices().orElseThrow().cell(0);
        };
    return cell.roles();
  }

  /** How inputs are cut, if they are. */
  public Optional<InputDigits> inputDigits() {
    return inputBits.map(bits -> new InputDigits(bits, inputDigitBits.orElseThrow()));
  }

  /** Whether the range is fitted to programmed weights. */
  public boolean isFitted() {
    return weightRange.fixed().isEmpty();
  }

  /** How ranges are fitted to programmed weights. */
  WeightScaling scaling() {
    return weightRange.fixed().isPresent()
        ? WeightScaling.NONE
        : new WeightScaling(
            weightRange.scope(), rangeFill.orElseThrow(), rangePercentile.orElseThrow());
  }

  /** The cell of a device; a fitted range starts from 1. */
  UnitCell cell(DeviceModel model, Rest usualRest) {
    boolean oneDirectional = model.isOneDirectional();
    if (refresh.isPresent() && !oneDirectional) {
      throw new BadInputException(
          "hardware.cell.refresh cannot act: pulses move " + model.name() + " both ways");
    }
    double range = weightRange.fixed().orElse(1.0);
    DifferentialPair pair =
        new DifferentialPair(
            range,
            rest.orElse(oneDirectional ? Rest.MINIMUM : usualRest),
            refresh.orElse(Refresh.usual()));
    return switch (kind) {
      case DIFFERENTIAL -> pair;
      case SINGLE -> single(range, model);
      case OFFSET -> offset(range, model);
      case MULTI ->
          group(
              of.equals(Optional.of(Kind.SINGLE)) ? single(range, model) : pair,
              significances,
              filling,
              turn);
      // Each slice gets a cell of its own; this one says how far weights reach.
      case BIT_SLICED -> new DifferentialPair(range, Rest.MINIMUM);
    };
  }

  private static UnitCell group(
      UnitCell element,
      Optional<List<Double>> significances,
      Optional<DeviceGroup.Filling> filling,
      Optional<DeviceGroup.Turn> turn) {
    return new DeviceGroup(
        element,
        significances.orElseThrow(),
        filling.orElseThrow(),
        turn.orElse(DeviceGroup.Turn.ALL));
  }

  private UnitCell single(double range, DeviceModel model) {
    if (reference.equals(Optional.of(SingleDevice.Against.OWN)) && model.reference().isEmpty()) {
      throw new BadInputException(
          "hardware.cell.reference: own cannot act: the device file of "
              + model.name()
              + " says nothing of a reference");
    }
    return new SingleDevice(range, zero.orElse(0.5), reference.orElseThrow());
  }

  private UnitCell offset(double range, DeviceModel model) {
    Optional<Integer> levels = model.conductance().levels().filter(n -> n > 2);
    if (zero.isEmpty() && levels.isPresent()) {
      return SingleDevice.onLevels(range, levels.get(), subtraction.orElseThrow());
    }
    return new SingleDevice(
        range, zero.orElse(0.5), SingleDevice.Against.FIXED, subtraction.orElseThrow());
  }
}
