package dev.mho.emulator.cell;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.mho.device.format.BadInputException;
import dev.mho.device.format.Check;

/**
 * A weight as a whole number of B bits, cut into S slices of b bits that sit in arrays of their
 * own:
 *
 * <pre>
 * n = rint(w/W (2^(B−1) − 1))        |n| ≤ 2^(B−1) − 1
 * balanced   n = sign(n) Σ_i 2^(ib) d_i     each digit a pair, d_i its plus or its minus device
 * offset     n + 2^(B−1) = Σ_i 2^(ib) d_i   each digit a device, 2^(B−1) taken off digitally
 * </pre>
 *
 * so that a digit of 2^b − 1 is a device at G_max. Reads of the slices are shifted and added after
 * each one's ADC. As in CrossSim (Xiao et al., Appl. Phys. Rev. 10:041304, 2023) and ISAAC (Shafiee
 * et al., ISCA 2016).
 *
 * @param bits B, 2 to 24, the sign among them
 * @param slices S ≥ 1, at most the bits that are sliced
 * @param balance how the sign is kept
 */
public record BitSlices(int bits, int slices, Balance balance) {

  /** How the sign is kept. */
  public enum Balance {
    /** Pairs: ⌈(B − 1)/S⌉ bits a slice. */
    @JsonProperty("balanced")
    BALANCED,
    /** Single devices and an offset: ⌈B/S⌉ bits a slice. */
    @JsonProperty("offset")
    OFFSET
  }

  public BitSlices {
    Check.within("weight-bits", bits, 2, 24);
    Check.present("balance", balance);
    int sliced = balance == Balance.BALANCED ? bits - 1 : bits;
    Check.within("slices", slices, 1, sliced);
  }

  /** b, bits of a slice. */
  public int sliceBits() {
    int sliced = balance == Balance.BALANCED ? bits - 1 : bits;
    return (sliced + slices - 1) / slices;
  }

  /** Largest digit, 2^b − 1. */
  public int largestDigit() {
    return (1 << sliceBits()) - 1;
  }

  /** Largest whole number, 2^(B−1) − 1. */
  public int largest() {
    return (1 << (bits - 1)) - 1;
  }

  /** What a slice counts, 2^(ib). */
  public double significance(int slice) {
    return 1L << (slice * sliceBits());
  }

  /** The whole number of a weight; beyond ±1 it is that of ±1. */
  public int whole(double ofRange) {
    return (int) Math.rint(Math.min(1, Math.max(-1, ofRange)) * largest());
  }

  /** What a slice contributes to a whole number, with its sign; offset taken off. */
  public int digit(int slice, int whole) {
    boolean balanced = balance == Balance.BALANCED;
    int all = balanced ? Math.abs(whole) : whole + (1 << (bits - 1));
    int digit = (all >> (slice * sliceBits())) & largestDigit();
    return balanced ? Integer.signum(whole) * digit : digit - zeroDigit(slice);
  }

  /** The part of 2^(B−1) that a slice holds. */
  private int zeroDigit(int slice) {
    return ((1 << (bits - 1)) >> (slice * sliceBits())) & largestDigit();
  }

  /** The cell of a slice; its weights are digits. */
  public UnitCell cell(int slice) {
    if (balance == Balance.BALANCED) {
      return new DifferentialPair(largestDigit(), DifferentialPair.Rest.MINIMUM);
    }
    double zero = zeroDigit(slice) / (double) largestDigit();
    double range = Math.max(zeroDigit(slice), largestDigit() - zeroDigit(slice));
    return new SingleDevice(range, zero, SingleDevice.Against.FIXED, Subtraction.DIGITAL);
  }

  /**
   * Stops if the digits do not lie on levels.
   *
   * @param levels that a device holds
   */
  public void requireLevels(int levels) {
    if ((levels - 1) % largestDigit() != 0) {
      throw new BadInputException(
          "slices of "
              + sliceBits()
              + " bits do not lie on the "
              + levels
              + " levels of a device; allowed: slices of which every digit is a level, as with "
              + (largestDigit() + 1)
              + " levels");
    }
  }
}
