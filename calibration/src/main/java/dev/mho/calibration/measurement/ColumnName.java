package dev.mho.calibration.measurement;

import dev.mho.calibration.measurement.Mapping.Direction;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the name of a column says: quantity, unit and direction, as far as field's words go. It is a
 * reading of words alone; numbers are never looked at.
 *
 * @param name as it stands
 * @param quantity that its words mean; none if they mean none
 * @param unit in brackets, after a stroke or comma, or as its last part
 * @param direction of the pulses, if it says so
 * @param target conductance asked for, as in {@code Target_5uS}
 */
record ColumnName(
    String name,
    Optional<Quantity> quantity,
    Optional<String> unit,
    Optional<Direction> direction,
    Optional<Amount> target) {
  private static final Pattern BRACKETS = Pattern.compile("(.*?)\\s*[\\[(]([^\\])]*)[\\])]\\s*");
  private static final Pattern STROKE = Pattern.compile("(.*\\S)\\s*[/,]\\s*(\\S+)");
  private static final Pattern TAIL = Pattern.compile("(.*[^\\s_])[\\s_]+([^\\s_]+)");
  private static final Pattern TARGET =
      Pattern.compile("(?i)target[\\s_]*([0-9.]+)\\s*([a-z\u00b5\u03bc]+)");
  private static final Pattern WORD =
      Pattern.compile("\\p{Lu}+(?!\\p{Ll})|\\p{Lu}?\\p{Ll}+|\\p{L}+|#");

  private static final Set<String> UP = Set.of("up", "ltp", "set", "pot", "potentiation");
  private static final Set<String> DOWN = Set.of("down", "ltd", "reset", "dep", "depression");

  /** Reads a name. */
  static ColumnName of(String name) {
    Matcher target = TARGET.matcher(name.strip());
    if (target.matches() && isUnitOf(target.group(2), Dimension.CONDUCTANCE)) {
      Amount amount = new Amount(target.group(1) + " " + target.group(2));
      return new ColumnName(
          name,
          Optional.of(Quantity.CONDUCTANCE),
          Optional.of(target.group(2)),
          Optional.empty(),
          Optional.of(amount));
    }
    Optional<String[]> split = split(name);
    List<String> words = words(split.map(parts -> parts[0]).orElse(name));
    Optional<Quantity> quantity = quantity(words);
    return new ColumnName(
        name, quantity, split.map(parts -> parts[1]), direction(words), Optional.empty());
  }

  /** Whether the name is the sign of its unit, as V is for volts. */
  boolean isOwnUnit() {
    return quantity.filter(q -> q == Quantity.VOLTAGE || q == Quantity.LEVEL).isPresent()
        && words(name).contains("v");
  }

  /** The name without its unit, and the unit. */
  private static Optional<String[]> split(String name) {
    for (Pattern pattern : List.of(BRACKETS, STROKE, TAIL)) {
      Matcher matcher = pattern.matcher(name);
      if (matcher.matches() && MeasuredUnit.parse(matcher.group(2)).isPresent()) {
        String[] parts = {matcher.group(1), matcher.group(2).strip()};
        boolean agrees =
            pattern == BRACKETS
                || quantity(words(parts[0]))
                    .map(q -> isUnitOf(parts[1], q.dimension()))
                    .orElse(false);
        if (agrees) {
          return Optional.of(parts);
        }
      }
    }
    return Optional.empty();
  }

  private static boolean isUnitOf(String unit, Dimension dimension) {
    return MeasuredUnit.parse(unit).filter(u -> u.measures(dimension)).isPresent();
  }

  private static List<String> words(String name) {
    List<String> words = new ArrayList<>();
    Matcher matcher = WORD.matcher(name);
    while (matcher.find()) {
      words.add(matcher.group().toLowerCase(Locale.ROOT));
    }
    return words;
  }

  private static Optional<Direction> direction(List<String> words) {
    if (words.stream().anyMatch(UP::contains)) {
      return Optional.of(Direction.UP);
    }
    return words.stream().anyMatch(DOWN::contains) ? Optional.of(Direction.DOWN) : Optional.empty();
  }

  /** The quantity that words mean; the more particular ones first. */
  private static Optional<Quantity> quantity(List<String> words) {
    if (words.isEmpty()) {
      return Optional.empty();
    }
    boolean voltage =
        any(words, "voltage", "volt", "volts", "spannung", "amplitude", "vh", "vwrite")
            || words.get(0).equals("v");
    if (any(words, "target", "soll", "ziel")) {
      return Optional.of(Quantity.TARGET);
    }
    if (any(words, "vread") || (any(words, "read") && voltage)) {
      return Optional.of(Quantity.READ_VOLTAGE);
    }
    if (any(words, "width", "breite")) {
      return Optional.of(Quantity.WIDTH);
    }
    if (any(words, "inl")) {
      return Optional.of(Quantity.INL);
    }
    if (any(words, "dnl")) {
      return Optional.of(Quantity.DNL);
    }
    if (any(words, "transition")) {
      return Optional.of(Quantity.LEVEL);
    }
    if (any(words, "code", "codes")) {
      return Optional.of(any(words, "from") ? Quantity.IGNORE : Quantity.CODE);
    }
    if (any(words, "status")) {
      return Optional.of(Quantity.STATUS);
    }
    if (any(words, "polarity", "direction")) {
      return Optional.of(Quantity.POLARITY);
    }
    if (any(words, "read") && any(words, "cycle", "index", "number", "tag")) {
      return Optional.of(Quantity.IGNORE);
    }
    if (voltage) {
      return Optional.of(Quantity.VOLTAGE);
    }
    if (any(words, "pulse", "pulses", "puls", "pulszahl", "pulsenum")
        || words.equals(List.of("n"))
        || words.equals(List.of("#"))) {
      return Optional.of(Quantity.PULSE);
    }
    if (any(words, "cycle", "rep", "repetition", "repeat", "run", "zyklus")) {
      return Optional.of(Quantity.CYCLE);
    }
    if (any(words, "device", "dev", "cell", "addr", "address", "ger\u00e4t", "geraet", "zelle")
        || any(words, "wordline", "bitline")) {
      return Optional.of(Quantity.DEVICE);
    }
    return measured(words);
  }

  private static Optional<Quantity> measured(List<String> words) {
    String first = words.get(0);
    if (any(words, "temperature", "temp", "temperatur")) {
      return Optional.of(Quantity.TEMPERATURE);
    }
    if (any(words, "step", "dg")) {
      return Optional.of(Quantity.STEP);
    }
    if (any(words, "conductance", "leitwert") || first.equals("g")) {
      return Optional.of(Quantity.CONDUCTANCE);
    }
    if (any(words, "resistance", "widerstand") || first.equals("r")) {
      return Optional.of(Quantity.RESISTANCE);
    }
    if (any(words, "current", "strom") || first.equals("i")) {
      return Optional.of(Quantity.CURRENT);
    }
    if (any(words, "time", "zeit", "timestamp") || first.equals("t")) {
      return Optional.of(Quantity.TIME);
    }
    return Optional.empty();
  }

  private static boolean any(List<String> words, String... wanted) {
    return Set.of(wanted).stream().anyMatch(words::contains);
  }
}
