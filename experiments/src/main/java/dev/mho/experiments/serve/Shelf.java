package dev.mho.experiments.serve;

import dev.mho.device.format.BadInputException;
import dev.mho.experiments.report.ResultFolder;
import dev.mho.experiments.sweep.SweepPlan;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A directory with results at some depth. Nothing outside it can be reached through it, neither by
 * the name of a path nor by a link.
 */
final class Shelf {
  private static final int DEEPEST = 4;
  private static final int MOST = 500;

  private final Path root;

  /**
   * The shelf of a directory.
   *
   * @throws BadInputException if it is none
   */
  Shelf(Path directory) {
    if (!Files.isDirectory(directory)) {
      throw new BadInputException(directory + ": no such directory");
    }
    try {
      root = directory.toRealPath();
    } catch (IOException e) {
      throw new BadInputException(directory + ": cannot be read (" + e.getMessage() + ")");
    }
  }

  /** The directory, without links. */
  Path root() {
    return root;
  }

  /**
   * What lies at a path within the shelf; empty if nothing does, or if the path leads out of it.
   *
   * @param path names with slashes between them; empty: the shelf itself
   */
  Optional<Path> find(String path) {
    Path place = root;
    if (!path.isEmpty()) {
      for (String name : path.split("/", -1)) {
        if (!isName(name)) {
          return Optional.empty();
        }
        place = place.resolve(name);
      }
    }
    try {
      return Optional.of(place.toRealPath()).filter(real -> real.startsWith(root));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** Whether this is the name of something in a directory, and of nothing else. */
  private static boolean isName(String name) {
    if (name.isEmpty() || name.equals(".") || name.equals("..")) {
      return false;
    }
    if (name.chars().anyMatch(c -> c < ' ' || c == '/' || c == '\\' || c == ':')) {
      return false;
    }
    try {
      return Path.of(name).getNameCount() == 1 && !Path.of(name).isAbsolute();
    } catch (InvalidPathException e) {
      return false;
    }
  }

  /** The path of what lies within the shelf, as {@link #find} takes it. */
  String pathOf(Path place) {
    List<String> names = new ArrayList<>();
    for (Path name : root.relativize(place)) {
      if (!name.toString().isEmpty()) {
        names.add(name.toString());
      }
    }
    return String.join("/", names);
  }

  /** Results and sweeps, but not the runs of sweeps, ordered by path; at most 500. */
  List<Path> results() {
    List<Path> found = new ArrayList<>();
    collect(root, 0, found);
    return found;
  }

  private void collect(Path place, int depth, List<Path> found) {
    if (found.size() >= MOST) {
      return;
    }
    if (SweepPlan.isIn(place) || ResultFolder.isOne(place)) {
      found.add(place);
      return;
    }
    if (depth == DEEPEST) {
      return;
    }
    List<Path> inner;
    try (Stream<Path> entries = Files.list(place)) {
      inner =
          entries
              .filter(entry -> !Files.isSymbolicLink(entry) && Files.isDirectory(entry))
              .sorted()
              .toList();
    } catch (IOException | UncheckedIOException e) {
      // Gone, or not ours to read: there is nothing to show.
      return;
    }
    inner.forEach(directory -> collect(directory, depth + 1, found));
  }
}
