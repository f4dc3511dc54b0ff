package dev.mho.experiments.export;

import dev.mho.device.format.BadInputException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What stands before the numbers of a NumPy file, format version 1.0: their type and shape.
 *
 * @param type NumPy's name of the type, for example {@code <f8}
 * @param fortran whether the first index runs fastest; mho writes C order
 * @param shape sizes, the last index fastest in C order; empty for a single number
 */
record NpyHeader(String type, boolean fortran, List<Long> shape) {
  private static final int ALIGNMENT = 64;
  private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
  private static final Pattern TYPE = Pattern.compile("'descr':\\s*'([^']*)'");
  private static final Pattern ORDER = Pattern.compile("'fortran_order':\\s*(True|False)");
  private static final Pattern SHAPE = Pattern.compile("'shape':\\s*\\(([\\d, ]*)\\)");

  /** A header in C order. */
  static NpyHeader of(String type, long... shape) {
    return new NpyHeader(type, false, Arrays.stream(shape).boxed().toList());
  }

  /** Its bytes, padded as NumPy pads them. */
  byte[] bytes() {
    String sizes = shape.stream().map(String::valueOf).collect(Collectors.joining(", "));
    String header =
        "{'descr': '"
            + type
            + "', 'fortran_order': "
            + (fortran ? "True" : "False")
            + ", 'shape': ("
            + sizes
            + (shape.size() == 1 ? "," : "")
            + "), }";
    int start = MAGIC.length + 4;
    int length = (start + header.length() + ALIGNMENT) / ALIGNMENT * ALIGNMENT;
    String padded = header + " ".repeat(length - start - header.length() - 1) + "\n";
    ByteBuffer bytes = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.put(MAGIC).put((byte) 1).put((byte) 0).putShort((short) padded.length());
    return bytes.put(padded.getBytes(StandardCharsets.US_ASCII)).array();
  }

  /** Number of numbers. */
  long size() {
    return shape.stream().reduce(1L, Math::multiplyExact);
  }

  /**
   * Reads a header and leaves the buffer at the first number.
   *
   * @param place stands for the file in messages
   * @throws BadInputException if it is none, or of a version after 3.0
   */
  static NpyHeader read(ByteBuffer bytes, String place) {
    bytes.order(ByteOrder.LITTLE_ENDIAN);
    byte[] magic = new byte[Math.min(MAGIC.length, bytes.remaining())];
    bytes.get(magic);
    if (!Arrays.equals(MAGIC, magic) || bytes.remaining() < 6) {
      throw BadInputException.at(place, "another kind of file", "a NumPy file");
    }
    int version = bytes.get();
    bytes.get();
    if (version < 1 || version > 3) {
      throw BadInputException.at(place, "NumPy format " + version, "1 to 3");
    }
    long length = version == 1 ? bytes.getShort() & 0xffff : bytes.getInt() & 0xffffffffL;
    byte[] header = new byte[(int) Math.min(length, bytes.remaining())];
    bytes.get(header);
    return parse(new String(header, StandardCharsets.UTF_8), place);
  }

  private static NpyHeader parse(String header, String place) {
    Matcher type = TYPE.matcher(header);
    Matcher order = ORDER.matcher(header);
    Matcher sizes = SHAPE.matcher(header);
    if (!type.find() || !order.find() || !sizes.find()) {
      throw BadInputException.at(
          place, "header " + header.strip(), "one type, fortran_order and shape");
    }
    return new NpyHeader(
        type.group(1),
        order.group(1).equals("True"),
        Arrays.stream(sizes.group(1).split(","))
            .map(String::strip)
            .filter(text -> !text.isEmpty())
            .map(Long::parseLong)
            .toList());
  }
}
