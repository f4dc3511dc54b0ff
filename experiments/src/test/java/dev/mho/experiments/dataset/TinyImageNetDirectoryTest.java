package dev.mho.experiments.dataset;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.mho.device.format.BadInputException;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A folder of two classes as Tiny ImageNet has them. */
class TinyImageNetDirectoryTest {
  @TempDir private Path directory;

  @BeforeEach
  void build() throws IOException {
    Files.writeString(directory.resolve("wnids.txt"), "n02\nn01\n");
    image("train/n02/images/n02_0.png", 64, BufferedImage.TYPE_INT_RGB);
    image("train/n02/images/n02_1.png", 64, BufferedImage.TYPE_INT_RGB);
    image("train/n01/images/n01_0.png", 64, BufferedImage.TYPE_BYTE_GRAY);
    image("val/images/val_0.png", 64, BufferedImage.TYPE_INT_RGB);
    Files.writeString(
        directory.resolve("val/val_annotations.txt"), "val_0.png\tn01\t0\t0\t62\t62\n");
  }

  @Test
  void classesComeByTurns() {
    Dataset tiny = source().load();
    assertEquals(2, tiny.classes());
    int[] labels =
        IntStream.range(0, tiny.train().size()).map(i -> tiny.train().label(i)).toArray();
    assertArrayEquals(new int[] {0, 1, 0}, labels);
    assertEquals(1, tiny.test().label(0));
  }

  /** Grey images have three equal channels. */
  @Test
  void pixelsAreRedGreenBlue() {
    Dataset tiny = source().load();
    double[] image = new double[3 * 64 * 64];
    tiny.train().copyFeatures(0, image);
    assertArrayEquals(
        new double[] {10 / 255f, 20 / 255f, 30 / 255f, 11 / 255f, 20 / 255f, 30 / 255f},
        Arrays.copyOf(image, 6));
    tiny.train().copyFeatures(1, image);
    assertEquals(image[0], image[1]);
    assertEquals(image[0], image[2]);
  }

  @Test
  void refusals() throws IOException {
    image("train/n01/images/n01_0.png", 63, BufferedImage.TYPE_INT_RGB);
    refused(
        directory.resolve("train/n01/images/n01_0.png")
            + ": found 63 x 63 pixels; allowed: 64 x 64");
    Files.writeString(directory.resolve("train/n01/images/n01_0.png"), "no image");
    refused(
        directory.resolve("train/n01/images/n01_0.png")
            + ": found something else; allowed: a JPEG or PNG image");
    Files.writeString(directory.resolve("val/val_annotations.txt"), "val_0.png\tn03\n");
    image("train/n01/images/n01_0.png", 64, BufferedImage.TYPE_INT_RGB);
    refused(
        directory.resolve("val/val_annotations.txt")
            + ": line 1: found \"val_0.png\tn03\"; allowed: a file name, a tab, and a class of"
            + " wnids.txt");
    Files.writeString(directory.resolve("wnids.txt"), "n04\n");
    refused(
        "tiny-imagenet: no folder "
            + directory.resolve("train/n04/images")
            + "; download and unpack http://cs231n.stanford.edu/tiny-imagenet-200.zip and give"
            + " `directory`");
    Files.delete(directory.resolve("wnids.txt"));
    refused(
        "tiny-imagenet: no file "
            + directory.resolve("wnids.txt")
            + "; download and unpack http://cs231n.stanford.edu/tiny-imagenet-200.zip and give"
            + " `directory`");
  }

  private DatasetSource source() {
    return DatasetSource.of(DatasetName.TINY_IMAGENET).in(directory);
  }

  private void refused(String message) {
    assertEquals(message, assertThrows(BadInputException.class, source()::load).getMessage());
  }

  private void image(String name, int side, int type) throws IOException {
    BufferedImage image = new BufferedImage(side, side, type);
    for (int y = 0; y < side; y++) {
      for (int x = 0; x < side; x++) {
        image.setRGB(x, y, 10 + x << 16 | 20 + y << 8 | 30);
      }
    }
    Path file = directory.resolve(name);
    Files.createDirectories(file.getParent());
    ImageIO.write(image, "png", file.toFile());
  }
}
