package dev.mho.experiments.trace;

import dev.mho.device.format.BadInputException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.zip.GZIPInputStream;

/** The rows of a table, plain or gzipped, read one at a time. */
final class RowStream<T> implements Iterator<T>, AutoCloseable {
  private final Path file;
  private final BiFunction<String, String, T> parse;
  private final BufferedReader in;
  private long line = 1;
  private Optional<T> next = Optional.empty();

  /**
   * Opens a table.
   *
   * @param parse makes a row of a line and the place that messages name
   * @throws BadInputException if it is missing or has other columns
   */
  RowStream(Path file, String header, BiFunction<String, String, T> parse) {
    this.file = file;
    this.parse = parse;
    try {
      InputStream bytes = Files.newInputStream(file);
      InputStream plain =
          file.toString().endsWith(".gz") ? new GZIPInputStream(bytes, 1 << 16) : bytes;
      in = new BufferedReader(new InputStreamReader(plain, StandardCharsets.UTF_8), 1 << 16);
      if (!header.equals(in.readLine())) {
        in.close();
        throw new BadInputException(file + ":1: the columns are not those of a trace");
      }
    } catch (NoSuchFileException e) {
      throw new BadInputException(file + ": no such file");
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  private BadInputException unreadable(IOException e) {
    return new BadInputException(file + ": cannot be read (" + e.getMessage() + ")");
  }

  /** Where the row stands that {@link #next} gave last. */
  String place() {
    return file + ":" + line;
  }

  @Override
  public boolean hasNext() {
    if (next.isEmpty()) {
      try {
        String text = in.readLine();
        if (text != null) {
          next = Optional.of(parse.apply(text, file + ":" + (line + 1)));
        }
      } catch (IOException e) {
        throw unreadable(e);
      }
    }
    return next.isPresent();
  }

  /** The row that comes next, which stays there. */
  Optional<T> peek() {
    hasNext();
    return next;
  }

  @Override
  public T next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    T row = next.orElseThrow();
    next = Optional.empty();
    line++;
    return row;
  }

  @Override
  public void close() {
    try {
      in.close();
    } catch (IOException e) {
      throw unreadable(e);
    }
  }
}
