package dev.mho.experiments.run;

import dev.mho.device.format.BadInputException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The right to write a directory, held by one writer at a time. It is a lock on a file in it, which
 * the system lifts when the process ends, however it ends; so nothing is in the way after a {@code
 * kill -9}. Where a file system knows no locks, everyone has the right.
 */
final class SoleWriter implements AutoCloseable {
  private final FileChannel channel;

  private SoleWriter(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Takes the right to write a directory.
   *
   * @param file the file in it that is locked, made if it is not there
   * @throws BadInputException if another run has it, of this process or another
   * @throws IOException if the file cannot be made
   */
  static SoleWriter of(Path directory, String file) throws IOException {
    FileChannel channel =
        FileChannel.open(
            directory.resolve(file), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    if (!isFree(channel)) {
      channel.close();
      throw new BadInputException(
          directory + ": another run is writing it; let that one end, or choose another --out");
    }
    return new SoleWriter(channel);
  }

  private static boolean isFree(FileChannel channel) {
    try {
      FileLock lock = channel.tryLock();
      return lock != null;
    } catch (OverlappingFileLockException e) {
      return false;
    } catch (IOException e) {
      return true; // no locks here
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      // The lock is gone with the process at the latest.
    }
  }
}
