package dev.mho.experiments.dataset;

import dev.mho.device.format.BadInputException;
import dev.mho.learning.layer.ImageShape;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The four IDX files of MNIST and of the sets made to replace it: images and labels of ten classes,
 * to learn from ({@code train-…}) and to test with ({@code t10k-…}). Files may be compressed with
 * gzip, and may have a dot before {@code idx} in their names.
 *
 * @param remedy what to do when a file is missing, for the message
 */
record IdxDirectory(DatasetName name, Path path, String remedy) {
  private static final int CLASSES = 10;

  Dataset load() {
    // All four are found before the first is read, which takes a while.
    List<Path> files = files();
    Part train = read(files.get(0), files.get(1));
    Part test = read(files.get(2), files.get(3));
    return new Dataset(
        name.toString(), CLASSES, train.samples(), test.samples(), Optional.of(train.image()));
  }

  /** Samples and the shape of each. */
  private record Part(Samples samples, ImageShape image) {}

  /** Images and labels to learn from, then those to test with. */
  List<Path> files() {
    return List.of(
        find("train-images", "idx3-ubyte"),
        find("train-labels", "idx1-ubyte"),
        find("t10k-images", "idx3-ubyte"),
        find("t10k-labels", "idx1-ubyte"));
  }

  private Path find(String part, String format) {
    return Stream.of("-", ".")
        .flatMap(joint -> Stream.of(".gz", "").map(end -> part + joint + format + end))
        .map(path::resolve)
        .filter(Files::isRegularFile)
        .findFirst()
        .orElseThrow(
            () ->
                new BadInputException(
                    "%s: no file %s-%s[.gz] in %s; %s"
                        .formatted(name, part, format, path, remedy)));
  }

  private static Part read(Path imageFile, Path labelFile) {
    IdxBytes labels = IdxBytes.read(labelFile, 1);
    IdxBytes images = IdxBytes.read(imageFile, 3);
    if (images.size(0) != labels.size(0)) {
      throw BadInputException.at(
          labelFile.toString(),
          labels.size(0) + " labels",
          images.size(0) + ", one for each image in " + imageFile.getFileName());
    }
    ImageShape image = new ImageShape(images.size(1), images.size(2), 1);
    int[] classes = classes(labelFile, labels);
    return new Part(Samples.ofBytes(image.size(), images.bytes(), classes), image);
  }

  private static int[] classes(Path file, IdxBytes labels) {
    int[] values = new int[labels.size(0)];
    for (int i = 0; i < values.length; i++) {
      values[i] = labels.value(i);
      if (values[i] >= CLASSES) {
        throw BadInputException.at(
            file + ": label " + i,
            Integer.toString(values[i]),
            "a whole number from 0 to " + (CLASSES - 1));
      }
    }
    return values;
  }
}
