package dev.mho.emulator.update;

/**
 * How the outer product of one sample becomes pulses at the crossings of rows and columns: lines
 * fire in slots, and where both lines of a crossing fire, its cell gets a pulse.
 */
public sealed interface PulseTrains permits StochasticTrains, CountedTrains {

  /** L_max, slots of the longest train unless trains are stretched. */
  int length();

  /** How trains are planned. */
  UpdateManagement management();
}
