package dev.mho.experiments.spec;

import static dev.mho.device.format.LeftOut.leftOut;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.mho.device.format.BadInputException;
import dev.mho.device.format.Check;
import dev.mho.emulator.compound.Chopper;
import dev.mho.emulator.compound.StepBuffer;
import dev.mho.emulator.compound.TransferRule;
import dev.mho.emulator.compound.TransferSpec;
import dev.mho.experiments.spec.UpdateSpec.Scheme;
import java.util.Optional;

/**
 * {@link TransferSpec}: the fast array and what becomes of it. Every key may be left out.
 *
 * @param fastRate factor on the learning rate for the fast array, 1 if left out
 * @param fastWeightRange κ of the fast array's cells; that of the weights if left out
 * @param every samples between two transfers, 1 if left out
 * @param lines lines read in one transfer, 1 if left out
 * @param side which lines are driven, inputs if left out
 * @param transferRate what a transfer adds to the slow array, times what it reads; 0.03 if left out
 * @param fastShare γ, the fast array's part in the weight, 0 if left out; only tiki-taka and
 *     tiki-taka-2
 * @param threshold steps of the slow array that the memory must hold for a pulse, 1 if left out;
 *     not tiki-taka
 * @param mostPulses of a cell in one transfer, 1 if left out; not tiki-taka
 * @param momentum what is left of a cell's memory after its pulse, 0.1, with choppers 0, if left
 *     out; not tiki-taka
 * @param forget whether all but that is cut from the memory, true if left out; otherwise only the
 *     pulses are taken out; not tiki-taka
 * @param chopPeriod transfers of a line until its sign turns, 10 if left out; only chopped and agad
 * @param chopping regular or random, regular if left out; only chopped and agad
 * @param tailWeight how much more the last reads of a period weigh in its mean, 5 if left out; only
 *     agad
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record TransferKeys(
    Double fastRate,
    Optional<Double> fastWeightRange,
    Integer every,
    Integer lines,
    TransferSpec.Side side,
    Double transferRate,
    Optional<Double> fastShare,
    Optional<Double> threshold,
    Optional<Integer> mostPulses,
    Optional<Double> momentum,
    Optional<Boolean> forget,
    Optional<Integer> chopPeriod,
    Optional<Chopper.Kind> chopping,
    Optional<Double> tailWeight) {
  public TransferKeys {
    fastRate = Check.positive("fast-rate", Defaults.or(fastRate, 1.0));
    fastWeightRange.ifPresent(range -> Check.positive("fast-weight-range", range));
    every = Check.within("every", Defaults.or(every, 1), 1, Integer.MAX_VALUE);
    lines = Check.within("lines", Defaults.or(lines, 1), 1, Integer.MAX_VALUE);
    side = Defaults.or(side, TransferSpec.Side.INPUTS);
    transferRate = Check.positive("transfer-rate", Defaults.or(transferRate, 0.03));
    fastShare.ifPresent(share -> Check.within("fast-share", share, 0, 1e6));
    threshold.ifPresent(steps -> Check.positive("threshold", steps));
    mostPulses.ifPresent(pulses -> Check.within("most-pulses", pulses, 1, Integer.MAX_VALUE));
    momentum.ifPresent(left -> Check.within("momentum", left, 0, Math.nextDown(1.0)));
    chopPeriod.ifPresent(period -> Check.within("chop-period", period, 1, Integer.MAX_VALUE));
    tailWeight.ifPresent(weight -> Check.positive("tail-weight", weight));
  }

  /** With everything left out. */
  static TransferKeys usual() {
    return new TransferKeys(
        leftOut(),
        Optional.empty(),
        leftOut(),
        leftOut(),
        leftOut(),
        leftOut(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  /**
   * The same with what a scheme has filled in.
   *
   * @throws BadInputException if a key cannot act with the scheme
   */
  TransferKeys filledIn(Scheme scheme) {
    boolean chops = scheme == Scheme.CHOPPED || scheme == Scheme.AGAD;
    boolean remembers = chops || scheme == Scheme.TIKI_TAKA_2;
    return new TransferKeys(
        fastRate,
        fastWeightRange,
        every,
        lines,
        side,
        transferRate,
        only("fast-share", fastShare, 0.0, !chops, scheme),
        only("threshold", threshold, 1.0, remembers, scheme),
        only("most-pulses", mostPulses, 1, remembers, scheme),
        only("momentum", momentum, chops ? 0.0 : 0.1, remembers, scheme),
        only("forget", forget, true, remembers, scheme),
        only("chop-period", chopPeriod, 10, chops, scheme),
        only("chopping", chopping, Chopper.Kind.REGULAR, chops, scheme),
        only("tail-weight", tailWeight, 5.0, scheme == Scheme.AGAD, scheme));
  }

  private static <T> Optional<T> only(
      String key, Optional<T> value, T usual, boolean acts, Scheme scheme) {
    if (value.isPresent() && !acts) {
      throw new BadInputException("transfer." + key + " cannot act with scheme " + scheme.label());
    }
    return acts ? value.or(() -> Optional.of(usual)) : value;
  }

  /** The settings for the emulator, once filled in. */
  public TransferSpec settings(Scheme scheme) {
    return new TransferSpec(
        fastRate, every, lines, side, transferRate, fastShare.orElse(0.0), rule(scheme));
  }

  private TransferRule rule(Scheme scheme) {
    return switch (scheme) {
      case TIKI_TAKA_2 -> new TransferRule.Buffered(buffer());
      case CHOPPED -> new TransferRule.Chopped(buffer(), chopper());
      case AGAD -> new TransferRule.Dynamic(buffer(), chopper(), tailWeight.orElseThrow());
      default -> new TransferRule.Direct();
    };
  }

  private StepBuffer buffer() {
    return new StepBuffer(
        threshold.orElseThrow(),
        mostPulses.orElseThrow(),
        momentum.orElseThrow(),
        forget.orElseThrow());
  }

  private Chopper chopper() {
    return new Chopper(chopPeriod.orElseThrow(), chopping.orElseThrow());
  }
}
