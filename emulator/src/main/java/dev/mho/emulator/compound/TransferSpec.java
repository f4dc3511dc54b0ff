package dev.mho.emulator.compound;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.mho.device.format.BadInputException;
import dev.mho.device.format.Check;

/**
 * Settings of a {@link TransferTile}.
 *
 * @param fastRate the fast array learns at the update's rate times this, > 0. aihwkit: fast_lr with
 *     scale_fast_lr
 * @param every samples between two transfers, ≥ 1. aihwkit: transfer_every
 * @param lines lines read in one transfer, ≥ 1. aihwkit: n_reads_per_transfer
 * @param side which lines are driven. aihwkit: transfer_columns
 * @param transferRate what a transfer adds to the slow array, times what it reads, > 0. aihwkit:
 *     transfer_lr without scale_transfer_lr
 * @param fastShare γ ≥ 0, the fast array's part in the weight. aihwkit: gamma
 * @param rule what lies between the arrays
 */
public record TransferSpec(
    double fastRate,
    int every,
    int lines,
    Side side,
    double transferRate,
    double fastShare,
    TransferRule rule) {

  /** Which lines of the fast array are driven, one at a time, to be read. */
  public enum Side {
    /** Input lines: a transfer reads the weights of one input to all outputs. */
    @JsonProperty("inputs")
    INPUTS,
    /** Output lines: a transfer reads the weights of all inputs to one output. */
    @JsonProperty("outputs")
    OUTPUTS
  }

  public TransferSpec {
    Check.positive("fast_rate", fastRate);
    Check.within("every", every, 1, Integer.MAX_VALUE);
    Check.within("lines", lines, 1, Integer.MAX_VALUE);
    Check.present("side", side);
    Check.positive("transfer_rate", transferRate);
    Check.within("fast_share", fastShare, 0, 1e6);
    Check.present("rule", rule);
    if (rule.chops() && fastShare > 0) {
      throw BadInputException.at(
          "fast_share", Double.toString(fastShare), "0: the fast array's lines change their sign");
    }
  }
}
