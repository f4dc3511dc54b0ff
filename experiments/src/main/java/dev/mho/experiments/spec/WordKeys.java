package dev.mho.experiments.spec;

import static dev.mho.device.format.LeftOut.leftOut;

import dev.mho.device.format.BadInputException;
import dev.mho.device.format.Check;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * How a write command is packed into a word.
 *
 * @param layout fields from the most significant bit down, each {@code name:bits}, separated by
 *     commas; {@code op:2,role:1,row:8,col:8,count:5} if left out. Names: op, role, tile, row, col,
 *     count, code; {@code zero} fills
 * @param codeBits width of the conductance code, 1 to 24; 8 if left out
 */
public record WordKeys(String layout, Integer codeBits) {
  private static final String USUAL = "op:2,role:1,row:8,col:8,count:5";
  private static final int MOST_BITS = 64;

  /** What a field holds. */
  public enum Content {
    /** 1 SET, 2 RESET, 3 PROGRAM. */
    OP,
    /** 0 plus, 1 minus. */
    ROLE,
    /** Number of the array in its layer. */
    TILE,
    /** Word line of the array. */
    ROW,
    /** Bit line of the array. */
    COL,
    /** Pulses; 0 of a PROGRAM. */
    COUNT,
    /** Code of the conductance afterwards. */
    CODE,
    /** Nothing: its bits are 0. */
    ZERO;

    private String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * A field of the word.
   *
   * @param content what it holds
   * @param bits its width
   * @param shift its least significant bit
   */
  public record Field(Content content, int bits, int shift) {
    /** Puts a value into its place. */
    public long place(long value) {
      requireRoom(value);
      return value << shift;
    }

    private void requireRoom(long most) {
      if (most < 0 || bits < Long.SIZE && most >>> bits != 0) {
        throw BadInputException.at(
            "layout", content.label() + ":" + bits, "room for " + most + " in " + content.label());
      }
    }

    @Override
    public String toString() {
      return content.label() + "[" + (shift + bits - 1) + ":" + shift + "]";
    }
  }

  public WordKeys {
    layout = Defaults.or(layout, USUAL);
    codeBits = Check.within("code-bits", Defaults.or(codeBits, 8), 1, 24);
    fields(layout);
  }

  /** What stands where nothing is said. */
  public static WordKeys usual() {
    return new WordKeys(leftOut(), leftOut());
  }

  /** The fields, from the most significant bit down. */
  public List<Field> fields() {
    return fields(layout);
  }

  /** Bits of a word. */
  public int bits() {
    return fields().stream().mapToInt(Field::bits).sum();
  }

  /**
   * Makes sure that every field can hold what it may have to.
   *
   * @param tiles arrays of a layer
   * @param rows word lines of an array
   * @param cols bit lines of an array
   * @param count most pulses of a command
   */
  public void requireRoom(int tiles, int rows, int cols, int count) {
    for (Field field : fields()) {
      field.requireRoom(
          switch (field.content()) {
            case OP -> 3;
            case ROLE -> 1;
            case TILE -> tiles - 1;
            case ROW -> rows - 1;
            case COL -> cols - 1;
            case COUNT -> count;
            case CODE -> (1L << codeBits) - 1;
            case ZERO -> 0;
          });
    }
  }

  private static List<Field> fields(String layout) {
    List<Field> reversed = new ArrayList<>();
    String[] parts = layout.split(",", -1);
    int shift = 0;
    for (int p = parts.length - 1; p >= 0; p--) {
      String[] halves = parts[p].strip().split(":", -1);
      if (halves.length != 2 || !halves[1].matches("\\d{1,2}") || halves[1].matches("0+")) {
        throw BadInputException.at(
            "layout", "\"" + parts[p] + "\"", "name:bits, for example row:8");
      }
      reversed.add(new Field(content(halves[0]), Integer.parseInt(halves[1]), shift));
      shift += Integer.parseInt(halves[1]);
    }
    if (shift > MOST_BITS) {
      throw BadInputException.at("layout", shift + " bits", "at most " + MOST_BITS);
    }
    Set<Content> once = new HashSet<>();
    for (Field field : reversed) {
      if (field.content() != Content.ZERO && !once.add(field.content())) {
        throw new BadInputException("layout: " + field.content().label() + " is there twice");
      }
    }
    List<Field> fields = new ArrayList<>(reversed);
    Collections.reverse(fields);
    return List.copyOf(fields);
  }

  private static Content content(String name) {
    return Arrays.stream(Content.values())
        .filter(content -> content.label().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                BadInputException.unknown(
                    "layout",
                    "field",
                    name,
                    Arrays.stream(Content.values()).map(Content::label).toList()));
  }
}
