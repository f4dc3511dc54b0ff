package dev.mho.calibration.measurement;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.csv.CsvFactory;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import dev.mho.device.format.BadInputException;
import java.io.Closeable;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;

/** Parts a text into rows of cells, one row at a time, and knows the line of each. */
final class RowStream implements Closeable {
  private static final CsvFactory FACTORY =
      CsvFactory.builder()
          .enable(CsvParser.Feature.WRAP_AS_ARRAY)
          .enable(CsvParser.Feature.TRIM_SPACES)
          .build();

  private final CsvParser parser;
  private final int skipped;
  private final List<String> cells = new ArrayList<>();
  private int line;

  /**
   * Parts what is left of a text.
   *
   * @param text at the start of a line
   * @param skipped lines that were read of it before
   */
  RowStream(Reader text, int skipped, char delimiter) throws IOException {
    boolean blanks = delimiter == Dialect.BLANKS;
    this.skipped = skipped;
    parser = FACTORY.createParser(blanks ? new BlankRuns(text) : text);
    parser.setSchema(
        CsvSchema.emptySchema()
            .withColumnSeparator(blanks ? '\t' : delimiter)
            .withQuoteChar('"')
            .withoutEscapeChar());
    parser.nextToken();
  }

  /** The cells of one line; the whole line if its quotes do not close. */
  static List<String> cells(String line, char delimiter) {
    try (RowStream rows = new RowStream(new StringReader(line), 0, delimiter)) {
      return rows.next() ? List.copyOf(rows.cells()) : List.of();
    } catch (JsonProcessingException e) {
      return List.of(line);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /**
   * Goes to the next row, blank lines among them.
   *
   * @return false at the end
   */
  boolean next() throws IOException {
    if (parser.nextToken() != JsonToken.START_ARRAY) {
      return false;
    }
    cells.clear();
    line = 0;
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      if (line == 0) {
        line = skipped + parser.currentTokenLocation().getLineNr();
      }
      cells.add(parser.getText().strip());
    }
    return true;
  }

  /** The cells of the row; another list at the next row. */
  List<String> cells() {
    return cells;
  }

  /** The line of the row, from 1. */
  int line() {
    return line;
  }

  /** Says in one line where a text cannot be parted. */
  BadInputException broken(String file, JsonProcessingException e) {
    String reason = e.getOriginalMessage().lines().findFirst().orElse("not readable");
    boolean quote = reason.contains("quote");
    return new BadInputException(
        file
            + ":"
            + (skipped + parser.currentLocation().getLineNr())
            + ": "
            + (quote ? "a quote opens and does not close" : reason));
  }

  @Override
  public void close() throws IOException {
    parser.close();
  }

  /**
   * Makes a tab of each run of blanks outside quotes, and nothing of one at the start or the end of
   * a line.
   */
  private static final class BlankRuns extends Reader {
    private final Reader text;
    private boolean start = true;
    private boolean fresh = true;
    private boolean quoted;
    private int ahead = -2;

    private BlankRuns(Reader text) {
      this.text = text;
    }

    @Override
    public int read() throws IOException {
      int c = take();
      if (quoted || !isBlank(c)) {
        quoted = c == '"' ? fresh && !quoted : quoted && !isEnd(c);
        start = isEnd(c);
        fresh = start;
        return c;
      }
      while (isBlank(c)) {
        c = take();
      }
      ahead = c;
      boolean edge = start || isEnd(c);
      start = false;
      fresh = true;
      return edge ? read() : '\t';
    }

    private static boolean isBlank(int c) {
      return c == ' ' || c == '\t';
    }

    private static boolean isEnd(int c) {
      return c < 0 || c == '\n' || c == '\r';
    }

    private int take() throws IOException {
      int c = ahead == -2 ? text.read() : ahead;
      ahead = -2;
      return c;
    }

    @Override
    public int read(char[] buffer, int from, int count) throws IOException {
      int n = 0;
      while (n < count) {
        int c = read();
        if (c < 0) {
          return n == 0 ? -1 : n;
        }
        buffer[from + n++] = (char) c;
      }
      return n;
    }

    @Override
    public void close() throws IOException {
      text.close();
    }
  }
}
