package dev.mho.experiments.export;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.mho.device.format.BadInputException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * Reads arrays of other people's programs: {@code .npy} (one array, named like the file), {@code
 * .npz} and {@code .safetensors}, of real or whole numbers, in their order in the file; or all
 * {@code .npy} files of a folder, ordered by name.
 */
public final class TensorFile {
  private static final long MOST_HEADER = 100_000_000;

  private TensorFile() {}

  /**
   * Reads all arrays of a file.
   *
   * @throws BadInputException if it is missing, of another kind or broken
   */
  public static List<Tensor> read(Path file) {
    String name = file.getFileName().toString();
    try {
      if (Files.isDirectory(file)) {
        return folder(file);
      }
      if (name.endsWith(".npy")) {
        String stem = name.substring(0, name.length() - 4);
        return List.of(numpy(stem, ByteBuffer.wrap(Files.readAllBytes(file)), file.toString()));
      }
      if (name.endsWith(".npz")) {
        return archive(file);
      }
      if (name.endsWith(".safetensors")) {
        return safetensors(file);
      }
    } catch (NoSuchFileException e) {
      throw new BadInputException(file + ": no such file");
    } catch (IOException e) {
      throw new BadInputException(file + ": cannot be read (" + e.getMessage() + ")");
    }
    throw BadInputException.at(
        file.toString(), "a name that ends otherwise", ".npy, .npz or .safetensors");
  }

  private static List<Tensor> folder(Path folder) throws IOException {
    List<Tensor> tensors = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      files
          .filter(file -> file.toString().endsWith(".npy"))
          .sorted()
          .forEach(file -> tensors.addAll(read(file)));
    }
    return tensors;
  }

  private static List<Tensor> archive(Path file) throws IOException {
    List<Tensor> tensors = new ArrayList<>();
    try (ZipFile zip = new ZipFile(file.toFile())) {
      for (ZipEntry entry : zip.stream().toList()) {
        String name = entry.getName().replaceAll("\\.npy$", "");
        byte[] bytes = zip.getInputStream(entry).readAllBytes();
        tensors.add(numpy(name, ByteBuffer.wrap(bytes), file + ": " + entry.getName()));
      }
    }
    return tensors;
  }

  private static Tensor numpy(String name, ByteBuffer bytes, String place) {
    NpyHeader header = NpyHeader.read(bytes, place);
    String type = header.type();
    NumberType numbers =
        NumberType.ofNumpy(type.isEmpty() ? "" : type.substring(1))
            .orElseThrow(
                () ->
                    BadInputException.at(
                        place, "numbers of type " + type, "f2, f4, f8, i1, i2, i4, i8 or u1"));
    bytes.order(type.startsWith(">") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
    double[] values = values(numbers, header.shape(), bytes, place);
    return new Tensor(
        name, header.shape(), header.fortran() ? inCOrder(values, header.shape()) : values);
  }

  private static double[] values(
      NumberType type, List<Long> shape, ByteBuffer bytes, String place) {
    long expected = type.bytes();
    for (long size : shape) {
      expected = Math.multiplyExact(expected, size);
    }
    if (bytes.remaining() != expected) {
      throw BadInputException.at(
          place, bytes.remaining() + " bytes of numbers", Long.toString(expected));
    }
    double[] values = new double[(int) (expected / type.bytes())];
    for (int i = 0; i < values.length; i++) {
      values[i] = type.next(bytes);
    }
    return values;
  }

  /** From the first index running fastest to the last. */
  private static double[] inCOrder(double[] values, List<Long> shape) {
    double[] ordered = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      int rest = i;
      long at = 0;
      for (int d = 0; d < shape.size(); d++) {
        int size = Math.toIntExact(shape.get(d));
        long stride = 1;
        for (int later = d + 1; later < shape.size(); later++) {
          stride *= shape.get(later);
        }
        at += rest % size * stride;
        rest /= size;
      }
      ordered[(int) at] = values[i];
    }
    return ordered;
  }

  /**
   * The format of https://github.com/huggingface/safetensors: the length of a JSON header in 8
   * bytes, the header, and then the numbers, little-endian, where the header says.
   */
  private static List<Tensor> safetensors(Path file) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    long length = bytes.remaining() < 8 ? -1 : bytes.getLong();
    if (length < 2 || length > Math.min(MOST_HEADER, bytes.remaining())) {
      throw BadInputException.at(file.toString(), "another kind of file", "safetensors");
    }
    byte[] header = new byte[(int) length];
    bytes.get(header);
    JsonNode tree;
    try {
      tree = new ObjectMapper().readTree(new String(header, StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw BadInputException.at(file.toString(), "a header that is no JSON", "safetensors");
    }
    ByteBuffer numbers = bytes.slice();
    List<Tensor> tensors = new ArrayList<>();
    for (Map.Entry<String, JsonNode> entry : tree.properties()) {
      if (!entry.getKey().equals("__metadata__")) {
        tensors.add(safetensor(entry.getKey(), entry.getValue(), numbers, file));
      }
    }
    return tensors;
  }

  private static Tensor safetensor(String name, JsonNode facts, ByteBuffer numbers, Path file) {
    String place = file + ": " + name;
    NumberType type =
        NumberType.ofSafetensors(facts.path("dtype").asText())
            .orElseThrow(
                () ->
                    BadInputException.at(
                        place,
                        "numbers of type " + facts.path("dtype").asText(),
                        "F64, F32, F16, BF16, I64, I32, I16, I8 or U8"));
    long from = facts.path("data_offsets").path(0).asLong(-1);
    long to = facts.path("data_offsets").path(1).asLong(-1);
    if (from < 0 || to < from || to > numbers.capacity()) {
      throw BadInputException.at(
          place, "offsets " + from + " to " + to, "0 to " + numbers.capacity());
    }
    List<Long> shape = new ArrayList<>();
    facts.path("shape").forEach(size -> shape.add(size.asLong()));
    ByteBuffer own = numbers.slice((int) from, (int) (to - from)).order(ByteOrder.LITTLE_ENDIAN);
    return new Tensor(name, shape, values(type, shape, own, place));
  }
}
