package dev.mho.emulator.trace;

import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Why a device did not do what was asked of it. */
public enum UpdateFlag {
  /** The request was below what the trains delivered as a pulse: no coincidence. */
  BELOW_STEP,
  /** The device ended at its upper bound. */
  SATURATED_HIGH,
  /** The device ended at its lower bound. */
  SATURATED_LOW,
  /** The device is stuck. */
  STUCK,
  /** A line was asked to fire more often than in every slot, so the change fell short. */
  CLIPPED,
  /** The device can only rise and was to fall: its partner moves alone. */
  ONE_DIRECTIONAL;

  private final String label = name().toLowerCase(Locale.ROOT);

  private static final List<Set<UpdateFlag>> SETS =
      IntStream.range(0, 1 << values().length).mapToObj(UpdateFlag::collect).toList();

  private static final Set<String> TEXTS =
      SETS.stream().map(UpdateFlag::text).collect(Collectors.toUnmodifiableSet());

  /** The names of flags as a trace file has them, joined by {@code |}. */
  public static String text(Set<UpdateFlag> flags) {
    return switch (flags.size()) {
      case 0 -> "";
      case 1 -> flags.iterator().next().label;
      default -> flags.stream().map(UpdateFlag::label).collect(Collectors.joining("|"));
    };
  }

  private static Set<UpdateFlag> collect(int bits) {
    EnumSet<UpdateFlag> flags = EnumSet.noneOf(UpdateFlag.class);
    Arrays.stream(values()).filter(flag -> (bits & flag.bit()) != 0).forEach(flags::add);
    return Collections.unmodifiableSet(flags);
  }

  /** The flag as a bit of {@link #of}. */
  public int bit() {
    return 1 << ordinal();
  }

  /** The flags whose bits are set: one set for all events with the same flags. */
  public static Set<UpdateFlag> of(int bits) {
    return SETS.get(bits);
  }

  /** Whether a text is one that {@link #text} gives. */
  public static boolean areLabels(String text) {
    return TEXTS.contains(text);
  }

  /** Name in a trace file, for example {@code below_step}. */
  public String label() {
    return label;
  }
}
