package dev.mho.experiments.dataset;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.mho.device.Golden;
import dev.mho.device.format.BadInputException;
import dev.mho.learning.layer.ImageShape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The binary version of CIFAR: labels, and planes of red, green and blue. */
class CifarDirectoryTest {
  private static final int PIXELS = 1024;

  @TempDir private Path directory;

  @Test
  void photographs() {
    Path small = Golden.file("data/cifar10-small");
    Dataset cifar = DatasetSource.of(DatasetName.CIFAR_10).in(small).load();
    assertEquals(10_000, cifar.train().size());
    assertEquals(2_000, cifar.test().size());
    assertEquals(Optional.of(new ImageShape(32, 32, 3)), cifar.image());
    int[] counts = new int[10];
    for (int i = 0; i < cifar.train().size(); i++) {
      counts[cifar.train().label(i)]++;
    }
    int[] even = new int[10];
    Arrays.fill(even, 1000);
    assertArrayEquals(even, counts);
    // Labels, first pixel and sum of the first image, read with another program.
    int[] labels = IntStream.range(0, 8).map(i -> cifar.train().label(i)).toArray();
    assertArrayEquals(new int[] {9, 8, 0, 5, 3, 8, 9, 1}, labels);
    double[] image = new double[3 * PIXELS];
    cifar.train().copyFeatures(0, image);
    assertArrayEquals(new double[] {62 / 255f, 68 / 255f, 66 / 255f}, Arrays.copyOf(image, 3));
    assertEquals(305_484 / 255.0, Arrays.stream(image).sum(), 1e-3);
  }

  /** Red is 1 … in the first plane, green 2 …, blue 3 …: side by side in a pixel. */
  @Test
  void channelsOfAPixelLieSideBySide() throws IOException {
    write("data_batch_1.bin", record(3, 7));
    for (int i = 2; i <= 5; i++) {
      write("data_batch_" + i + ".bin", record(i, 0));
    }
    write("test_batch.bin", record(9, 1));
    Dataset cifar = DatasetSource.of(DatasetName.CIFAR_10).in(directory).load();
    assertEquals(5, cifar.train().size());
    assertEquals(3, cifar.train().label(0));
    assertEquals(5, cifar.train().label(4));
    assertEquals(9, cifar.test().label(0));
    double[] image = new double[3 * PIXELS];
    cifar.train().copyFeatures(0, image);
    assertArrayEquals(new double[] {7 / 255f, 8 / 255f, 9 / 255f}, Arrays.copyOfRange(image, 0, 3));
    assertArrayEquals(
        new double[] {10 / 255f, 11 / 255f, 12 / 255f}, Arrays.copyOfRange(image, 3, 6));
  }

  @Test
  void theFineLabelOfCifar100Counts() throws IOException {
    byte[] record = new byte[2 + 3 * PIXELS];
    record[0] = 19;
    record[1] = 99;
    write("train.bin", record);
    write("test.bin", record);
    Dataset cifar = DatasetSource.of(DatasetName.CIFAR_100).in(directory).load();
    assertEquals(100, cifar.classes());
    assertEquals(99, cifar.train().label(0));
  }

  @Test
  void refusals() throws IOException {
    refused(
        "cifar-10: no file test.bin in "
            + directory
            + "; download and unpack https://www.cs.toronto.edu/~kriz/cifar-10-binary.tar.gz"
            + " and give `directory`");
    write("test.bin", record(0, 0));
    write("train.bin", new byte[5000]);
    refused(
        directory.resolve("train.bin") + ": found 5000 bytes; allowed: records of 3073 bytes each");
    write("train.bin", record(10, 0));
    refused(
        directory.resolve("train.bin")
            + ": label of record 0: found 10; allowed: a whole number from 0 to 9");
    write("data_batch_1.bin", record(0, 0));
    write("test_batch.bin", record(0, 0));
    refused(
        "cifar-10: "
            + directory
            + ": found 1 of the files data_batch_1.bin to _5.bin; allowed: all");
    BadInputException nowhere =
        assertThrows(BadInputException.class, () -> DatasetSource.of(DatasetName.CIFAR_100).load());
    assertEquals(
        "cifar-100: no directory given; download and unpack"
            + " https://www.cs.toronto.edu/~kriz/cifar-100-binary.tar.gz and give `directory`",
        nowhere.getMessage());
  }

  private void refused(String message) {
    DatasetSource source = DatasetSource.of(DatasetName.CIFAR_10).in(directory);
    assertEquals(message, assertThrows(BadInputException.class, source::load).getMessage());
  }

  /** Pixel p of a plane is {@code first} + 3 p plus the plane's number. */
  private static byte[] record(int label, int first) {
    byte[] record = new byte[1 + 3 * PIXELS];
    record[0] = (byte) label;
    for (int i = 0; i < 3 * PIXELS; i++) {
      record[1 + i] = (byte) (first + 3 * (i % PIXELS) + i / PIXELS);
    }
    return record;
  }

  private void write(String name, byte[] bytes) throws IOException {
    Files.write(directory.resolve(name), bytes);
  }
}
