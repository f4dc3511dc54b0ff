package dev.mho.experiments.dataset;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.mho.device.format.BadInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatasetSourceTest {
  @Test
  void digitsAreAllThere() {
    Dataset digits = DatasetSource.of(DatasetName.DIGITS).load();
    assertEquals("digits", digits.name());
    assertEquals(10, digits.classes());
    assertEquals(64, digits.features());
    assertEquals(1437, digits.train().size());
    assertEquals(360, digits.test().size());
    int[] train = histogram(digits.train());
    int[] test = histogram(digits.test());
    // The class counts that the donors state for optdigits.tes.
    assertArrayEquals(
        new int[] {178, 182, 177, 183, 181, 182, 181, 179, 174, 180},
        IntStream.range(0, 10).map(label -> train[label] + test[label]).toArray());
  }

  @Test
  void digitsNeverChangeTheirOrder() {
    Dataset digits = DatasetSource.of(DatasetName.DIGITS).load();
    assertEquals("2 5 2 7 2 4 0 5 0 2 2 3", labels(digits.train(), 12));
    assertEquals("1 3 7 3 8 4 3 9 8 7 5 2", labels(digits.test(), 12));
    double[] pixels = new double[64];
    digits.train().copyFeatures(0, pixels);
    assertArrayEquals(
        new double[] {0, 0, 0.4375, 0.8125, 0.1875, 0, 0, 0}, Arrays.copyOf(pixels, 8));
    // Of all lines in this order, as bytes; computed with another program.
    assertEquals(0x5013503eL, checksum(digits.train()));
    assertEquals(0x69ff4774L, checksum(digits.test()));
  }

  @Test
  void digitsLieBetweenZeroAndOne() {
    Dataset digits = DatasetSource.of(DatasetName.DIGITS).load();
    double[] pixels = new double[64];
    double sum = 0;
    double max = 0;
    for (Samples part : new Samples[] {digits.train(), digits.test()}) {
      for (int i = 0; i < part.size(); i++) {
        part.copyFeatures(i, pixels);
        sum += Arrays.stream(pixels).sum();
        max = Math.max(max, Arrays.stream(pixels).max().getAsDouble());
      }
    }
    assertEquals(561718 / 16.0, sum);
    assertEquals(1, max);
  }

  @Test
  void digitsTakeNoDirectory() {
    refused(
        "digits: directory: found here; allowed: none, for they come with mho",
        DatasetSource.of(DatasetName.DIGITS).in(Path.of("here")));
  }

  @Test
  void fashionMnistIsReadFromDebiansPackage() {
    assumeTrue(
        Files.isDirectory(Path.of("/usr/share/datasets/fashion-mnist")),
        "the Debian package dataset-fashion-mnist is not installed");
    Dataset fashion = DatasetSource.of(DatasetName.FASHION_MNIST).load();
    assertEquals("fashion-mnist", fashion.name());
    assertEquals(784, fashion.features());
    int[] train = new int[10];
    Arrays.fill(train, 6000);
    assertArrayEquals(train, histogram(fashion.train()));
    int[] test = new int[10];
    Arrays.fill(test, 1000);
    assertArrayEquals(test, histogram(fashion.test()));
    assertEquals("9 0 0 3 0 2 7 2", labels(fashion.train(), 8));
    assertEquals("9 2 1 1 6 1 4 6", labels(fashion.test(), 8));
    double[] pixels = new double[784];
    fashion.train().copyFeatures(0, pixels);
    assertEquals(76247 / 255.0, Arrays.stream(pixels).sum(), 1e-4);
  }

  @Test
  void absentFashionMnistSaysHowToGetIt(@TempDir Path empty) {
    refused(
        "fashion-mnist: no file train-images-idx3-ubyte[.gz] in "
            + empty
            + "; run apt-get install dataset-fashion-mnist, or download the four files from"
            + " https://github.com/zalandoresearch/fashion-mnist and give `directory`",
        DatasetSource.of(DatasetName.FASHION_MNIST).in(empty));
  }

  @Test
  void mnistHasNoUsualPlace() {
    refused(
        "mnist: no directory given; download the four files from"
            + " https://ossci-datasets.s3.amazonaws.com/mnist/ and give `directory`",
        DatasetSource.of(DatasetName.MNIST));
  }

  @Test
  void namesAreSpelledAsInAnExperimentFile() throws IOException {
    ObjectMapper json = new ObjectMapper();
    for (DatasetName name : DatasetName.values()) {
      assertEquals(name, DatasetName.of(name.toString()));
      assertEquals("\"" + name + "\"", json.writeValueAsString(name));
      assertEquals(name, json.readValue("\"" + name + "\"", DatasetName.class));
    }
  }

  @Test
  void unknownNameSuggestsTheNearest() {
    BadInputException e =
        assertThrows(BadInputException.class, () -> DatasetName.of("fashion_mnits"));
    assertEquals(
        "data: unknown set \"fashion_mnits\", did you mean \"fashion-mnist\"?"
            + " Known: cifar-10, cifar-100, csv, digits, fashion-mnist, mnist, tiny-imagenet",
        e.getMessage());
  }

  private static void refused(String message, DatasetSource source) {
    assertEquals(message, assertThrows(BadInputException.class, source::load).getMessage());
  }

  private static int[] histogram(Samples samples) {
    int[] counts = new int[10];
    for (int i = 0; i < samples.size(); i++) {
      counts[samples.label(i)]++;
    }
    return counts;
  }

  private static long checksum(Samples samples) {
    CRC32 checksum = new CRC32();
    double[] pixels = new double[64];
    for (int i = 0; i < samples.size(); i++) {
      samples.copyFeatures(i, pixels);
      Arrays.stream(pixels).forEach(pixel -> checksum.update((int) (pixel * 16)));
      checksum.update(samples.label(i));
    }
    return checksum.getValue();
  }

  private static String labels(Samples samples, int count) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < count; i++) {
      text.append(i == 0 ? "" : " ").append(samples.label(i));
    }
    return text.toString();
  }
}
