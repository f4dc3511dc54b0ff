package dev.mho.emulator.trace;

import dev.mho.emulator.cell.Role;
import java.util.Set;

/**
 * What one sample's update did to one device.
 *
 * @param update number of the sample since the tile was made
 * @param sample index of the sample in its batch
 * @param startSeconds emulated time at which the train began
 * @param endSeconds emulated time at which it ended
 * @param row input line, global in the layer
 * @param col output line, global in the layer
 * @param role which device of the pair
 * @param operation what was asked for
 * @param pulsesRequested mean number of pulses that the request amounts to, a real number ≥ 0
 * @param pulsesApplied pulses that reached the device
 * @param before conductance before, siemens
 * @param after conductance after, siemens
 * @param requested this device's half of the weight change asked for, weight units
 * @param realised this device's part of the weight change that came about, weight units
 * @param flags why it fell short, if it did
 */
public record UpdateEvent(
    long update,
    int sample,
    double startSeconds,
    double endSeconds,
    int row,
    int col,
    Role role,
    Operation operation,
    double pulsesRequested,
    int pulsesApplied,
    double before,
    double after,
    double requested,
    double realised,
    Set<UpdateFlag> flags) {}
