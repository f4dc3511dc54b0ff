package dev.mho.experiments.sweep;

import dev.mho.device.format.StrictFormat;
import dev.mho.device.format.TextFile;
import dev.mho.experiments.run.Checkpoints;
import dev.mho.experiments.spec.ExperimentFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * Makes a run on another machine than the one that asks for it: from an order and the archive of
 * its files to the bytes of its result directory. Takes and gives only what the Java library has,
 * so that it can be called from outside of mho's class loader.
 */
public final class FarRun implements BiFunction<byte[], Path, byte[]> {

  /**
   * What a machine must know.
   *
   * @param experiment text of the experiment
   * @param file its file on the machine that asks
   * @param folder from which that machine names files of samples
   * @param threads to use
   */
  record Order(String experiment, String file, String folder, int threads) {
    private static final String KIND = "order/1";

    String print() {
      return StrictFormat.json().print(KIND, this);
    }

    static Order parse(String text) {
      return StrictFormat.json().parse(text, "order", KIND, Order.class);
    }
  }

  /**
   * Makes a run.
   *
   * @param order from {@link Assignment#order}
   * @param luggage archive made by {@link Luggage}; the run works in its folder
   * @return for {@link Assignment#take}
   */
  @Override
  public byte[] apply(byte[] order, Path luggage) {
    Order what = Order.parse(new String(order, StandardCharsets.UTF_8));
    try (FileSystem files = Luggage.open(luggage)) {
      Path scratch = Files.createTempDirectory(TextFile.folder(luggage), "run");
      try {
        return made(what, files, scratch.resolve("result"));
      } finally {
        Parcel.delete(scratch);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] made(Order what, FileSystem files, Path place) throws IOException {
    Path file = files.getPath(what.file());
    Attempt attempt =
        new Attempt(
            ExperimentFile.parse(what.experiment(), what.file()),
            file,
            files.getPath(what.folder()),
            place);
    Optional<String> obstacle;
    try {
      obstacle = attempt.make(what.threads(), Checkpoints.off());
    } catch (RuntimeException e) {
      // It would be the same the next time and on every machine.
      obstacle = Optional.of("this is a fault of mho, please report it: " + e);
    }
    return obstacle.isPresent() ? Parcel.refused(obstacle.get()) : Parcel.pack(place);
  }
}
