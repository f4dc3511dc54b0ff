package dev.mho.experiments.dataset;

import dev.mho.device.format.BadInputException;
import dev.mho.learning.layer.ImageShape;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The binary version of CIFAR-10 and CIFAR-100 (Krizhevsky 2009): a record is the label, one byte
 * (CIFAR-10) or a coarse and a fine one (CIFAR-100, whose fine one counts here), and 32 × 32 pixels
 * of red, then of green, then of blue.
 *
 * <p>The files are {@code data_batch_1.bin} to {@code data_batch_5.bin} and {@code test_batch.bin},
 * or {@code train.bin} and {@code test.bin}.
 *
 * @param labelBytes 1 or 2
 * @param classes 10 or 100
 * @param remedy what to do when a file is missing, for the message
 */
record CifarDirectory(DatasetName name, Path path, int labelBytes, int classes, String remedy) {
  private static final ImageShape IMAGE = new ImageShape(32, 32, 3);

  Dataset load() {
    Path test = test();
    return new Dataset(
        name.toString(), classes, samples(train()), samples(List.of(test)), Optional.of(IMAGE));
  }

  /** The files that {@link #load} reads. */
  Stream<Path> files() {
    return Stream.concat(train().stream(), Stream.of(test()));
  }

  private List<Path> batches() {
    return IntStream.rangeClosed(1, 5)
        .mapToObj(i -> path.resolve("data_batch_" + i + ".bin"))
        .filter(Files::isRegularFile)
        .toList();
  }

  private Path test() {
    return find(batches().isEmpty() ? "test.bin" : "test_batch.bin");
  }

  private List<Path> train() {
    List<Path> batches = batches();
    if (batches.isEmpty()) {
      return List.of(find("train.bin"));
    }
    if (batches.size() != 5) {
      throw BadInputException.at(
          name + ": " + path, batches.size() + " of the files data_batch_1.bin to _5.bin", "all");
    }
    return batches;
  }

  private Path find(String file) {
    Path found = path.resolve(file);
    if (!Files.isRegularFile(found)) {
      throw new BadInputException("%s: no file %s in %s; %s".formatted(name, file, path, remedy));
    }
    return found;
  }

  private Samples samples(List<Path> files) {
    int record = labelBytes + IMAGE.size();
    ByteArrayOutputStream pixels = new ByteArrayOutputStream();
    IntStream.Builder labels = IntStream.builder();
    for (Path file : files) {
      byte[] bytes = read(file);
      if (bytes.length == 0 || bytes.length % record != 0) {
        throw BadInputException.at(
            file.toString(), bytes.length + " bytes", "records of " + record + " bytes each");
      }
      for (int at = 0; at < bytes.length; at += record) {
        labels.add(label(file, bytes, at));
        pixels.write(interleaved(bytes, at + labelBytes), 0, IMAGE.size());
      }
    }
    return Samples.ofBytes(IMAGE.size(), pixels.toByteArray(), labels.build().toArray());
  }

  private static byte[] read(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new BadInputException(file + ": cannot be read (" + e.getMessage() + ")");
    }
  }

  private int label(Path file, byte[] bytes, int at) {
    int label = bytes[at + labelBytes - 1] & 0xFF;
    if (label >= classes) {
      throw BadInputException.at(
          file + ": label of record " + at / (labelBytes + IMAGE.size()),
          Integer.toString(label),
          "a whole number from 0 to " + (classes - 1));
    }
    return label;
  }

  /** Planes of red, green and blue become pixels of three channels. */
  private static byte[] interleaved(byte[] bytes, int at) {
    byte[] image = new byte[IMAGE.size()];
    for (int i = 0; i < image.length; i++) {
      image[i] = bytes[at + i % IMAGE.channels() * IMAGE.pixels() + i / IMAGE.channels()];
    }
    return image;
  }
}
