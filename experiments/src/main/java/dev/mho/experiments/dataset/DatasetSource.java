package dev.mho.experiments.dataset;

import dev.mho.device.format.BadInputException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where samples come from.
 *
 * @param name the data set
 * @param directory where its files lie; empty for the usual place, if it has one
 */
public record DatasetSource(DatasetName name, Optional<Path> directory) {
  private static final String DEBIAN = "/usr/share/datasets/fashion-mnist";
  private static final String GET_FASHION_MNIST =
      "run apt-get install dataset-fashion-mnist, or download the four files from"
          + " https://github.com/zalandoresearch/fashion-mnist and give `directory`";
  private static final String GET_MNIST =
      "download the four files from https://ossci-datasets.s3.amazonaws.com/mnist/"
          + " and give `directory`";

  private static final String GET_CIFAR_10 =
      "download and unpack https://www.cs.toronto.edu/~kriz/cifar-10-binary.tar.gz"
          + " and give `directory`";
  private static final String GET_CIFAR_100 =
      "download and unpack https://www.cs.toronto.edu/~kriz/cifar-100-binary.tar.gz"
          + " and give `directory`";
  private static final String GET_TINY_IMAGENET =
      "download and unpack http://cs231n.stanford.edu/tiny-imagenet-200.zip and give `directory`";

  /** A data set in its usual place. */
  public static DatasetSource of(DatasetName name) {
    return of(name, Path.of(""));
  }

  /** A data set in its usual place in the file system of some folder. */
  public static DatasetSource of(DatasetName name, Path folder) {
    return new DatasetSource(
        name,
        name == DatasetName.FASHION_MNIST ? Optional.of(folder.resolve(DEBIAN)) : Optional.empty());
  }

  /** The same data set in another directory. */
  public DatasetSource in(Path directory) {
    return new DatasetSource(name, Optional.of(directory));
  }

  /**
   * Reads the whole data set into memory, features between 0 and 1.
   *
   * @throws BadInputException if it is not there (the message says how to get it) or damaged
   */
  public Dataset load() {
    return switch (name) {
      case DIGITS -> digits();
      case FASHION_MNIST, MNIST -> idx().load();
      case CIFAR_10, CIFAR_100 -> cifar().load();
      case TINY_IMAGENET -> tiny().load();
      case CSV ->
          throw new BadInputException("csv: no file given; name it with `csv: { file: NAME }`");
    };
  }

  /**
   * The files that {@link #load} reads; none of what comes with mho.
   *
   * @throws BadInputException if one is not there
   */
  public Stream<Path> files() {
    return switch (name) {
      case DIGITS, CSV -> Stream.empty();
      case FASHION_MNIST, MNIST -> idx().files().stream();
      case CIFAR_10, CIFAR_100 -> cifar().files();
      case TINY_IMAGENET -> tiny().files();
    };
  }

  private IdxDirectory idx() {
    String remedy = name == DatasetName.MNIST ? GET_MNIST : GET_FASHION_MNIST;
    return new IdxDirectory(name, given(remedy), remedy);
  }

  private CifarDirectory cifar() {
    return name == DatasetName.CIFAR_10
        ? new CifarDirectory(name, given(GET_CIFAR_10), 1, 10, GET_CIFAR_10)
        : new CifarDirectory(name, given(GET_CIFAR_100), 2, 100, GET_CIFAR_100);
  }

  private TinyImageNetDirectory tiny() {
    return new TinyImageNetDirectory(name, given(GET_TINY_IMAGENET), GET_TINY_IMAGENET);
  }

  private Dataset digits() {
    if (directory.isPresent()) {
      throw BadInputException.at(
          "digits: directory", directory.get().toString(), "none, for they come with mho");
    }
    return Digits.load();
  }

  private Path given(String remedy) {
    return directory.orElseThrow(
        () -> new BadInputException(name + ": no directory given; " + remedy));
  }
}
