package dev.mho.experiments.dataset;

import dev.mho.device.format.BadInputException;
import dev.mho.learning.layer.ImageShape;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import javax.imageio.ImageIO;

/**
 * The folder of Tiny ImageNet: {@code wnids.txt} names the classes, {@code train/CLASS/images}
 * holds images to learn from, {@code val/images} those to test with, {@code
 * val/val_annotations.txt} their classes. (The images of {@code test} have no labels.) All are 64 ×
 * 64 pixels; grey ones become red, green and blue.
 *
 * <p>Training samples come class by turns, so that the first n hold as many of each.
 */
record TinyImageNetDirectory(DatasetName name, Path path, String remedy) {
  private static final ImageShape IMAGE = new ImageShape(64, 64, 3);
  private static final String CLASSES = "wnids.txt";

  /** An image file and its class. */
  private record Labelled(Path file, int label) {}

  Dataset load() {
    List<String> classes = classes();
    return new Dataset(
        name.toString(),
        classes.size(),
        read(training(classes)),
        read(testing(numbers())),
        Optional.of(IMAGE));
  }

  /** The files that {@link #load} reads. */
  Stream<Path> files() {
    List<Labelled> images = new ArrayList<>(training(classes()));
    images.addAll(testing(numbers()));
    return Stream.concat(
        Stream.of(path.resolve(CLASSES), notes()), images.stream().map(Labelled::file));
  }

  private List<String> classes() {
    return lines(path.resolve(CLASSES)).stream()
        .map(String::strip)
        .filter(s -> !s.isEmpty())
        .toList();
  }

  private Map<String, Integer> numbers() {
    Map<String, Integer> numbers = new HashMap<>();
    classes().forEach(wnid -> numbers.put(wnid, numbers.size()));
    return numbers;
  }

  private Path notes() {
    return path.resolve("val").resolve("val_annotations.txt");
  }

  private List<Labelled> training(List<String> classes) {
    List<List<Path>> files = new ArrayList<>();
    for (String wnid : classes) {
      files.add(images(path.resolve("train").resolve(wnid).resolve("images")));
    }
    int most = files.stream().mapToInt(List::size).max().orElse(0);
    List<Labelled> byTurns = new ArrayList<>();
    for (int i = 0; i < most; i++) {
      for (int label = 0; label < files.size(); label++) {
        if (i < files.get(label).size()) {
          byTurns.add(new Labelled(files.get(label).get(i), label));
        }
      }
    }
    return byTurns;
  }

  private List<Labelled> testing(Map<String, Integer> numbers) {
    Path notes = notes();
    List<Labelled> labelled = new ArrayList<>();
    int line = 0;
    for (String text : lines(notes)) {
      line++;
      String[] parts = text.split("\t");
      Integer label = parts.length < 2 ? null : numbers.get(parts[1]);
      if (label == null) {
        throw BadInputException.at(
            notes + ": line " + line,
            "\"" + text + "\"",
            "a file name, a tab, and a class of wnids.txt");
      }
      labelled.add(new Labelled(path.resolve("val").resolve("images").resolve(parts[0]), label));
    }
    return labelled;
  }

  private List<Path> images(Path folder) {
    if (!Files.isDirectory(folder)) {
      throw new BadInputException("%s: no folder %s; %s".formatted(name, folder, remedy));
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.toString().matches("(?i).*\\.(jpe?g|png)"))
          .sorted(Comparator.comparing(Path::toString))
          .toList();
    } catch (IOException e) {
      throw new BadInputException(folder + ": cannot be read (" + e.getMessage() + ")");
    }
  }

  private List<String> lines(Path file) {
    if (!Files.isRegularFile(file)) {
      throw new BadInputException("%s: no file %s; %s".formatted(name, file, remedy));
    }
    try {
      return Files.readAllLines(file);
    } catch (IOException e) {
      throw new BadInputException(file + ": cannot be read (" + e.getMessage() + ")");
    }
  }

  private Samples read(List<Labelled> labelled) {
    byte[] values = new byte[Math.multiplyExact(labelled.size(), IMAGE.size())];
    int[] labels = new int[labelled.size()];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = labelled.get(i).label();
      decode(labelled.get(i).file(), values, i * IMAGE.size());
    }
    return Samples.ofBytes(IMAGE.size(), values, labels);
  }

  private static void decode(Path file, byte[] into, int at) {
    Optional<BufferedImage> image;
    try (InputStream in = Files.newInputStream(file)) {
      image = Optional.ofNullable(ImageIO.read(in));
    } catch (IOException e) {
      throw new BadInputException(file + ": cannot be read (" + e.getMessage() + ")");
    }
    BufferedImage pixels =
        image.orElseThrow(
            () -> BadInputException.at(file.toString(), "something else", "a JPEG or PNG image"));
    if (pixels.getWidth() != IMAGE.width() || pixels.getHeight() != IMAGE.height()) {
      throw BadInputException.at(
          file.toString(),
          pixels.getHeight() + " x " + pixels.getWidth() + " pixels",
          IMAGE.height() + " x " + IMAGE.width());
    }
    for (int p = 0; p < IMAGE.pixels(); p++) {
      int rgb = pixels.getRGB(p % IMAGE.width(), p / IMAGE.width());
      into[at + 3 * p] = (byte) (rgb >> 16);
      into[at + 3 * p + 1] = (byte) (rgb >> 8);
      into[at + 3 * p + 2] = (byte) rgb;
    }
  }
}
