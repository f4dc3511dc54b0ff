package dev.mho.experiments.dataset;

import dev.mho.device.format.BadInputException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where samples come from.
 *
 * @param name the data set
 * @param directory where its files lie; empty for the usual place, if it has one
 */
public record DatasetSource(DatasetName name, Optional<Path> directory) {
  private static final Path DEBIAN = Path.of("/usr/share/datasets/fashion-mnist");
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
    return new DatasetSource(name, Optional.empty());
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
      case FASHION_MNIST ->
          new IdxDirectory(name, directory.orElse(DEBIAN), GET_FASHION_MNIST).load();
      case MNIST -> new IdxDirectory(name, given(GET_MNIST), GET_MNIST).load();
      case CIFAR_10 -> new CifarDirectory(name, given(GET_CIFAR_10), 1, 10, GET_CIFAR_10).load();
      case CIFAR_100 ->
          new CifarDirectory(name, given(GET_CIFAR_100), 2, 100, GET_CIFAR_100).load();
      case TINY_IMAGENET ->
          new TinyImageNetDirectory(name, given(GET_TINY_IMAGENET), GET_TINY_IMAGENET).load();
      case CSV ->
          throw new BadInputException("csv: no file given; name it with `csv: { file: NAME }`");
    };
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
