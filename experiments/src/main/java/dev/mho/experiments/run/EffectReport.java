package dev.mho.experiments.run;

import dev.mho.device.DeviceModel;
import dev.mho.device.format.BadInputException;
import dev.mho.emulator.tile.AnalogTileSpec;
import dev.mho.emulator.tile.Effect;
import dev.mho.experiments.spec.EffectChoice;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which effects act in a run, and why the others do not.
 *
 * @param active effects that act
 * @param absent effects of which neither the device file nor the hardware says anything
 * @param off effects that the experiment switches off
 * @param idle effects that cannot act in this set-up, with the reason
 */
public record EffectReport(
    Set<Effect> active, Set<Effect> absent, Set<Effect> off, Map<Effect, String> idle) {

  /** Finds out. */
  static EffectReport of(
      AnalogTileSpec whole, EffectChoice choice, boolean pulsed, double longestWaitSeconds) {
    Set<Effect> present = whole.effects();
    EnumSet<Effect> active = EnumSet.noneOf(Effect.class);
    EnumSet<Effect> absent = EnumSet.noneOf(Effect.class);
    EnumSet<Effect> off = EnumSet.noneOf(Effect.class);
    Map<Effect, String> idle = new EnumMap<>(Effect.class);
    for (Effect effect : Effect.values()) {
      String reason = reason(effect, whole, choice, pulsed, longestWaitSeconds);
      if (!present.contains(effect)) {
        absent.add(effect);
      } else if (!choice.wanted().contains(effect)) {
        off.add(effect);
      } else if (!reason.isEmpty()) {
        idle.put(effect, reason);
      } else {
        active.add(effect);
      }
    }
    return new EffectReport(active, absent, off, idle);
  }

  private static String reason(
      Effect effect,
      AnalogTileSpec whole,
      EffectChoice choice,
      boolean pulsed,
      double longestWait) {
    DeviceModel device = whole.device();
    boolean verified = whole.verify().isPresent();
    boolean pulses = pulsed && choice.wanted().contains(Effect.PULSES) || verified;
    return switch (effect) {
      case ADC_MISMATCH -> choice.wanted().contains(Effect.ADC) ? "" : "effect adc is off";
      case PULSES -> pulsed ? "" : "weights are programmed after exact training, not pulsed";
      case CYCLE_TO_CYCLE -> pulses ? "" : "no device receives a pulse";
      case DEVICE_TO_DEVICE ->
          pulses || device.conductance().isSpread()
              ? ""
              : "only steps differ, and no device receives a pulse";
      case PROGRAMMING_ERROR ->
          verified ? "weights are brought to their targets by pulses and verifying reads" : "";
      case DRIFT -> {
        double onset = device.changesFromSeconds().orElse(0);
        yield pulsed || longestWait > onset
            ? ""
            : "the run waits at most "
                + longestWait
                + " s, drift begins "
                + onset
                + " s after a write";
      }
      default -> "";
    };
  }

  /**
   * Stops if an effect that was asked for by name is not in the device file or cannot act.
   *
   * @throws BadInputException naming the first such effect
   */
  void requireAll(Set<Effect> wanted) {
    for (Effect effect : wanted) {
      if (absent.contains(effect)) {
        throw new BadInputException(
            "effects: " + effect.label() + " cannot act: " + absence(effect));
      }
      if (idle.containsKey(effect)) {
        throw new BadInputException(
            "effects: " + effect.label() + " cannot act: " + idle.get(effect));
      }
    }
  }

  private static String absence(Effect effect) {
    return switch (effect) {
      case WIRES -> "hardware.wires is left out";
      case INPUT_NOISE -> "hardware.reads.input-noise is left out";
      case OUTPUT_NOISE -> "hardware.reads.output-noise is left out";
      case ADC_MISMATCH -> "the ADCs of hardware.adc have no mismatch, no flaws and no file";
      case DISTORTION -> "hardware.reads says nothing of it";
      case STATIC_DROP -> "hardware.reads.static-drop is left out";
      default -> "the device file says nothing of it";
    };
  }

  /** The report after a run: drift has not acted if no device waited long enough for it. */
  EffectReport after(DeviceModel device, double longestSeconds) {
    double onset = device.changesFromSeconds().orElse(0);
    if (!active.contains(Effect.DRIFT) || longestSeconds > onset) {
      return this;
    }
    EnumSet<Effect> acted = EnumSet.copyOf(active);
    acted.remove(Effect.DRIFT);
    Map<Effect, String> reasons = new EnumMap<>(Effect.class);
    reasons.putAll(idle);
    reasons.put(
        Effect.DRIFT,
        "the run took "
            + longestSeconds
            + " s of emulated time, drift begins "
            + onset
            + " s after a write");
    return new EffectReport(acted, absent, off, reasons);
  }

  /** The report by names, for a result file. */
  RunResult.EffectNames names() {
    Map<String, String> reasons = new LinkedHashMap<>();
    idle.forEach((effect, reason) -> reasons.put(effect.label(), reason));
    return new RunResult.EffectNames(labels(active), labels(absent), labels(off), reasons);
  }

  private static List<String> labels(Set<Effect> effects) {
    return effects.stream().map(Effect::label).toList();
  }

  /** Lines for people. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add("  active            " + joined(active));
    lines.add("  not described     " + joined(absent));
    if (!off.isEmpty()) {
      lines.add("  switched off      " + joined(off));
    }
    idle.forEach(
        (effect, reason) -> lines.add("  cannot act        " + effect.label() + ": " + reason));
    return lines;
  }

  private static String joined(Set<Effect> effects) {
    return effects.isEmpty() ? "none" : String.join(", ", labels(effects));
  }
}
