package dev.mho.experiments.run;

import dev.mho.device.format.BadInputException;
import dev.mho.device.format.WholeFile;
import dev.mho.device.state.Archive;
import dev.mho.device.state.ArchiveReader;
import dev.mho.device.state.ArchiveWriter;
import dev.mho.device.state.Stateful;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.zip.CRC32C;
import java.util.zip.CheckedInputStream;
import java.util.zip.CheckedOutputStream;

/**
 * The state of an unfinished run, {@code checkpoint.bin} in its result directory: entries of an
 * {@link Archive}, first the format and the {@linkplain RunIdentity identity}, then the state, and
 * at the end the CRC-32C of all before as 8 bytes.
 *
 * <p>It is written under a temporary name, forced to the disk and moved, so that at any moment
 * there is the last whole one or none.
 */
final class Checkpoint {
  static final String FILE = "checkpoint.bin";
  private static final String FORMAT = "mho checkpoint/1";
  private static final int BUFFER_BYTES = 1 << 17;

  private Checkpoint() {}

  static boolean isIn(Path directory) {
    return Files.exists(directory.resolve(FILE));
  }

  static void delete(Path directory) {
    try {
      Files.deleteIfExists(directory.resolve(FILE));
      Files.deleteIfExists(WholeFile.partial(directory.resolve(FILE)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes the state; what cannot be written whole leaves the last one, and no rest. */
  static void write(Path directory, RunIdentity identity, Stateful state) throws IOException {
    Path file = directory.resolve(FILE);
    try (FileOutputStream disk = new FileOutputStream(WholeFile.partial(file).toFile())) {
      OutputStream buffered = new BufferedOutputStream(disk, BUFFER_BYTES);
      CheckedOutputStream checked = new CheckedOutputStream(buffered, new CRC32C());
      Archive archive = new ArchiveWriter(checked);
      archive.text("format", FORMAT);
      identity.kept(archive.part("identity"));
      state.keep(archive.part("run"));
      new DataOutputStream(buffered).writeLong(checked.getChecksum().getValue());
      buffered.flush();
      disk.getFD().sync();
    } catch (UncheckedIOException e) {
      Files.deleteIfExists(WholeFile.partial(file));
      throw new IOException(file + ": " + Objects.requireNonNull(e.getCause()).getMessage(), e);
    } catch (IOException e) {
      Files.deleteIfExists(WholeFile.partial(file));
      throw new IOException(file + ": " + e.getMessage(), e);
    }
    WholeFile.finish(file);
  }

  /**
   * Restores the state of a fresh run.
   *
   * @throws BadInputException if the file is damaged, or of another run
   */
  static void restore(Path directory, RunIdentity identity, Stateful state) {
    Path file = directory.resolve(FILE);
    try {
      requireWhole(file);
      try (InputStream in = new BufferedInputStream(Files.newInputStream(file), BUFFER_BYTES)) {
        Archive archive = new ArchiveReader(in);
        String format = archive.text("format", FORMAT);
        if (!format.equals(FORMAT)) {
          throw BadInputException.at("format", format, FORMAT);
        }
        identity.kept(archive.part("identity")).requireSame(identity, directory.toString());
        state.keep(archive.part("run"));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void requireWhole(Path file) throws IOException {
    long length = Files.size(file) - Long.BYTES;
    CRC32C sum = new CRC32C();
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file), BUFFER_BYTES)) {
      new CheckedInputStream(in, sum).skipNBytes(Math.max(0, length));
      if (length < 0 || new DataInputStream(in).readLong() != sum.getValue()) {
        throw new BadInputException(
            file + ": is damaged (its checksum is wrong); without it the run starts anew");
      }
    }
  }
}
