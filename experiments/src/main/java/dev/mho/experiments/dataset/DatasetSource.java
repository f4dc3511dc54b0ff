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
