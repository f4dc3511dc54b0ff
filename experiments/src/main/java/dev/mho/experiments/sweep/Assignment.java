package dev.mho.experiments.sweep;

import dev.mho.device.format.BadInputException;
import dev.mho.device.format.TextFile;
import dev.mho.experiments.run.Checkpoints;
import dev.mho.experiments.spec.ExperimentFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One run of a sweep that is to be made, on this machine or on another. For another it is an {@link
 * #order}, which a {@link FarRun} there carries out, and what comes back is {@link #take taken}.
 */
public final class Assignment {
  private final Point point;
  private final Path file;
  private final Path place;

  /**
   * A run.
   *
   * @param file the experiment file
   * @param place its result directory
   */
  Assignment(Point point, Path file, Path place) {
    this.point = point;
    this.file = file;
    this.place = place;
  }

  /** Which one. */
  public Point point() {
    return point;
  }

  /**
   * Makes it here.
   *
   * @return what kept it from an answer; empty if its directory holds one
   */
  Optional<String> make(int threads, Checkpoints checkpoints) {
    return new Attempt(point.spec(), file, here(), place).make(threads, checkpoints);
  }

  private static Path here() {
    return Path.of("");
  }

  /** The files that the experiment names: devices, converters, tables. */
  Stream<Path> namedFiles() {
    return point.spec().files(TextFile.folder(file)).stream();
  }

  /** The files of its samples, among them those of known data sets. */
  Stream<Path> sampleFiles() {
    return point.spec().data().files(here());
  }

  /**
   * What another machine must know to make it, beside its {@link Luggage}.
   *
   * @param threads that it may use there
   */
  public byte[] order(int threads) {
    return new FarRun.Order(
            ExperimentFile.print(point.spec()),
            file.toAbsolutePath().toString(),
            here().toAbsolutePath().toString(),
            threads)
        .print()
        .getBytes(StandardCharsets.UTF_8);
  }

  /**
   * Writes into its directory what another machine has answered; what is finished comes last.
   *
   * @return what kept it from an answer; empty if its directory holds one now
   */
  public Optional<String> take(byte[] answer) {
    try {
      return Parcel.unpack(answer, place);
    } catch (BadInputException e) {
      return Optional.of(e.getMessage());
    } catch (IOException e) {
      return Optional.of("cannot write: " + e.getMessage());
    }
  }
}
