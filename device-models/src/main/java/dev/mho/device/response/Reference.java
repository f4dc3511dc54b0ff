package dev.mho.device.response;

import dev.mho.device.format.Check;

/**
 * The conductance that a device's own is compared with where a weight is one device against a
 * reference: g_r = z + o + σξ, z the device's symmetry point or 0. Reading against the symmetry
 * point makes pulses of alternating direction lead to a weight of zero (Gokmen and Haensch, Front.
 * Neurosci. 14:103, 2020).
 *
 * @param symmetryPoint whether z is the symmetry point
 * @param offset o in [−1, 1], fraction of the range
 * @param spread σ in [0, 1], fraction of the range, one draw a device
 */
public record Reference(boolean symmetryPoint, double offset, double spread) {
  public Reference {
    Check.within("offset", offset, -1, 1);
    Check.within("spread", spread, 0, 1);
  }
}
