package dev.mho.experiments.dataset;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What {@code files()} names is all that is read: a data set in an archive of just these files is
 * the same as in its folder.
 */
class ArchivedDatasetTest {
  @TempDir private Path directory;

  @TempDir private Path elsewhere;

  private void write(String name, byte[] bytes) throws IOException {
    Path file = directory.resolve(name);
    Files.createDirectories(file.getParent());
    Files.write(file, bytes);
  }

  private static byte[] idx(int magic, int[] sizes, int... values) {
    ByteBuffer bytes = ByteBuffer.allocate(4 + 4 * sizes.length + values.length);
    bytes.putInt(magic);
    for (int size : sizes) {
      bytes.putInt(size);
    }
    for (int value : values) {
      bytes.put((byte) value);
    }
    return bytes.array();
  }

  private static byte[] png(int seed) throws IOException {
    BufferedImage image = new BufferedImage(64, 64, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < 64 * 64; i++) {
      image.setRGB(i % 64, i / 64, seed * 7919 * i & 0xFFFFFF);
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ImageIO.write(image, "png", bytes);
    return bytes.toByteArray();
  }

  private void assertSameInArchive(DatasetName name) throws IOException {
    write("notes/unrelated.txt", new byte[] {1, 2, 3});
    DatasetSource folder = DatasetSource.of(name).in(directory);
    List<Path> files = folder.files().toList();
    Path archive = elsewhere.resolve("data.zip");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(archive))) {
      for (Path file : files) {
        zip.putNextEntry(new ZipEntry("set/" + directory.relativize(file)));
        Files.copy(file, zip);
      }
    }
    assertEquals(files.size(), files.stream().distinct().count());
    try (FileSystem system = FileSystems.newFileSystem(archive)) {
      Dataset there =
          DatasetSource.of(name, system.getPath("/home")).in(system.getPath("/set")).load();
      requireEqual(folder.load().train(), there.train());
      requireEqual(folder.load().test(), there.test());
    }
  }

  private static void requireEqual(Samples expected, Samples actual) {
    assertEquals(expected.size(), actual.size());
    for (int i = 0; i < expected.size(); i++) {
      assertEquals(expected.label(i), actual.label(i));
      double[] a = new double[expected.features()];
      double[] b = new double[expected.features()];
      expected.copyFeatures(i, a);
      actual.copyFeatures(i, b);
      assertArrayEquals(a, b);
    }
  }

  @Test
  void digitsOfPens() throws IOException {
    write("train-images-idx3-ubyte", idx(0x803, new int[] {2, 1, 3}, 0, 51, 255, 1, 2, 3));
    write("train-labels-idx1-ubyte", idx(0x801, new int[] {2}, 9, 0));
    write("t10k-images-idx3-ubyte", idx(0x803, new int[] {1, 1, 3}, 7, 8, 9));
    write("t10k-labels-idx1-ubyte", idx(0x801, new int[] {1}, 5));
    assertSameInArchive(DatasetName.MNIST);
  }

  @Test
  void photographs() throws IOException {
    byte[] record = new byte[1 + 3 * 1024];
    for (int i = 0; i < record.length; i++) {
      record[i] = (byte) (i % 10);
    }
    for (int i = 1; i <= 5; i++) {
      write("data_batch_" + i + ".bin", record);
    }
    write("test_batch.bin", record);
    assertSameInArchive(DatasetName.CIFAR_10);
  }

  @Test
  void foldersOfImages() throws IOException {
    write("wnids.txt", "n02\nn01\n".getBytes(StandardCharsets.UTF_8));
    write("train/n02/images/n02_0.png", png(1));
    write("train/n01/images/n01_0.png", png(2));
    write("val/images/val_0.png", png(3));
    write(
        "val/val_annotations.txt",
        "val_0.png\tn01\t0\t0\t62\t62\n".getBytes(StandardCharsets.UTF_8));
    assertSameInArchive(DatasetName.TINY_IMAGENET);
  }
}
