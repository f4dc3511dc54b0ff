package dev.mho.experiments.dataset;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mho.device.format.BadInputException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IdxDirectoryTest {
  private static final int IMAGES = 0x803;
  private static final int LABELS = 0x801;

  @TempDir private Path directory;

  /** Two images of 1 × 3 pixels to learn from, one to test with. */
  @BeforeEach
  void writeFourGoodFiles() throws IOException {
    write("train-images-idx3-ubyte", idx(IMAGES, new int[] {2, 1, 3}, 0, 51, 255, 1, 2, 3));
    write("train-labels-idx1-ubyte", idx(LABELS, new int[] {2}, 9, 0));
    write("t10k-images-idx3-ubyte", idx(IMAGES, new int[] {1, 1, 3}, 7, 8, 9));
    write("t10k-labels-idx1-ubyte", idx(LABELS, new int[] {1}, 5));
  }

  @Test
  void plainFilesAreRead() {
    requireGood(load());
  }

  @Test
  void compressedFilesAreRead() throws IOException {
    for (String name : new String[] {"train-images-idx3", "t10k-labels-idx1"}) {
      Path plain = directory.resolve(name + "-ubyte");
      write(name + "-ubyte.gz", gzip(Files.readAllBytes(plain)));
      Files.delete(plain);
    }
    requireGood(load());
  }

  @Test
  void decompressedFilesMayKeepTheirEnding() throws IOException {
    rename("train-images-idx3-ubyte", "train-images-idx3-ubyte.gz");
    requireGood(load());
  }

  @Test
  void dotVariantOfTheNamesIsRead() throws IOException {
    rename("train-images-idx3-ubyte", "train-images.idx3-ubyte");
    rename("t10k-labels-idx1-ubyte", "t10k-labels.idx1-ubyte");
    requireGood(load());
  }

  @Test
  void missingFileIsNamedWithThePlace() throws IOException {
    Files.delete(directory.resolve("t10k-labels-idx1-ubyte"));
    BadInputException e = assertThrows(BadInputException.class, this::load);
    assertEquals(
        "mnist: no file t10k-labels-idx1-ubyte[.gz] in "
            + directory
            + "; download the four files from https://ossci-datasets.s3.amazonaws.com/mnist/"
            + " and give `directory`",
        e.getMessage());
  }

  @Test
  void wrongMagicNumberIsRefused() throws IOException {
    refused(
        "train-images-idx3-ubyte",
        "<html>not found</html>".getBytes(),
        ": found magic number 0x3c68746d;"
            + " allowed: 0x00000803, an IDX file of bytes in 3 dimensions");
    refused(
        "train-labels-idx1-ubyte",
        idx(IMAGES, new int[] {2}, 9, 0),
        ": found magic number 0x00000803;"
            + " allowed: 0x00000801, an IDX file of bytes in 1 dimension");
  }

  @Test
  void truncatedFileIsRefused() throws IOException {
    byte[] whole = idx(IMAGES, new int[] {2, 1, 3}, 0, 51, 255, 1, 2, 3);
    refused(
        "train-images-idx3-ubyte",
        Arrays.copyOf(whole, whole.length - 2),
        ": found 4 values; allowed: 2 x 1 x 3 values, as its header says");
    String early = ": found an end too early; allowed: a whole IDX file";
    refused("train-images-idx3-ubyte", Arrays.copyOf(whole, 10), early);
    refused("train-images-idx3-ubyte", new byte[0], early);
    byte[] packed = gzip(whole);
    refused("train-images-idx3-ubyte", Arrays.copyOf(packed, packed.length - 9), early);
    refused("train-images-idx3-ubyte", Arrays.copyOf(packed, packed.length - 1), early);
  }

  @Test
  void trailingBytesAreRefused() throws IOException {
    refused(
        "t10k-images-idx3-ubyte",
        idx(IMAGES, new int[] {1, 1, 3}, 7, 8, 9, 0),
        ": found more values; allowed: 1 x 1 x 3 values, as its header says");
  }

  @Test
  void damagedCompressionIsRefused() throws IOException {
    byte[] packed = gzip(idx(LABELS, new int[] {1}, 5));
    packed[packed.length - 6] ^= 1;
    write("t10k-labels-idx1-ubyte", packed);
    String message = assertThrows(BadInputException.class, this::load).getMessage();
    assertTrue(
        message.startsWith(directory.resolve("t10k-labels-idx1-ubyte") + ": cannot be read"));
  }

  @Test
  void absurdSizesAreRefusedBeforeMemoryIsTaken() throws IOException {
    refused(
        "train-images-idx3-ubyte",
        idx(IMAGES, new int[] {60000, 65536, 65536}),
        ": found sizes 60000 x 65536 x 65536; allowed: 1 to 2147483639 values in all");
    refused(
        "train-images-idx3-ubyte",
        idx(IMAGES, new int[] {-1, 28, 28}),
        ": found sizes 4294967295 x 28 x 28; allowed: 1 to 2147483639 values in all");
    refused(
        "train-images-idx3-ubyte",
        idx(IMAGES, new int[] {0, 28, 28}),
        ": found sizes 0 x 28 x 28; allowed: 1 to 2147483639 values in all");
    refused(
        "train-images-idx3-ubyte",
        idx(IMAGES, new int[] {2000000000, 1, 1}, 1),
        ": found 1 values; allowed: 2000000000 x 1 x 1 values, as its header says");
  }

  @Test
  void labelsOutsideTheClassesAreRefused() throws IOException {
    refused(
        "train-labels-idx1-ubyte",
        idx(LABELS, new int[] {2}, 9, 10),
        ": label 1: found 10; allowed: a whole number from 0 to 9");
  }

  @Test
  void everyImageNeedsOneLabel() throws IOException {
    refused(
        "train-labels-idx1-ubyte",
        idx(LABELS, new int[] {3}, 9, 0, 0),
        ": found 3 labels; allowed: 2, one for each image in train-images-idx3-ubyte");
  }

  @Test
  void trainAndTestImagesMustBeAlike() throws IOException {
    write("t10k-images-idx3-ubyte", idx(IMAGES, new int[] {1, 2, 2}, 1, 2, 3, 4));
    assertEquals(
        "mnist: test: found 4 features; allowed: 3, as in train",
        assertThrows(BadInputException.class, this::load).getMessage());
  }

  private Dataset load() {
    return DatasetSource.of(DatasetName.MNIST).in(directory).load();
  }

  private static void requireGood(Dataset found) {
    assertEquals("mnist", found.name());
    assertEquals(10, found.classes());
    assertEquals(2, found.train().size());
    assertEquals(1, found.test().size());
    assertEquals(9, found.train().label(0));
    assertEquals(0, found.train().label(1));
    assertEquals(5, found.test().label(0));
    double[] pixels = new double[3];
    found.train().copyFeatures(0, pixels);
    assertArrayEquals(new double[] {0, 0.2f, 1}, pixels);
    found.test().copyFeatures(0, pixels);
    assertArrayEquals(new double[] {7 / 255f, 8 / 255f, 9 / 255f}, pixels);
  }

  private void refused(String name, byte[] content, String message) throws IOException {
    write(name, content);
    assertEquals(
        directory.resolve(name) + message,
        assertThrows(BadInputException.class, this::load).getMessage());
  }

  private void write(String name, byte[] content) throws IOException {
    Files.write(directory.resolve(name), content);
  }

  private void rename(String from, String to) throws IOException {
    Files.move(directory.resolve(from), directory.resolve(to));
  }

  private static byte[] idx(int magic, int[] sizes, int... values) {
    ByteBuffer file = ByteBuffer.allocate(4 * (1 + sizes.length) + values.length).putInt(magic);
    Arrays.stream(sizes).forEach(file::putInt);
    Arrays.stream(values).forEach(value -> file.put((byte) value));
    return file.array();
  }

  private static byte[] gzip(byte[] plain) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(packed)) {
      out.write(plain);
    }
    return packed.toByteArray();
  }
}
