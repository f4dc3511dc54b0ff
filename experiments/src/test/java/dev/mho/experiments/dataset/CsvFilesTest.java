package dev.mho.experiments.dataset;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.mho.device.format.BadInputException;
import dev.mho.learning.layer.ImageShape;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tables of one's own. */
class CsvFilesTest {
  @TempDir private Path directory;

  @ParameterizedTest
  @ValueSource(strings = {",", ";", "\t"})
  void separatorsAndHeader(String separator) throws IOException {
    String text = "\uFEFFwidth,height,kind\n1,2,cat\n\n-3.5,4e1,\"ant\"\n";
    Dataset data = load(text.replace(",", separator), "last");
    assertEquals(2, data.classes());
    assertSample(data.train(), 0, 1, 1, 2);
    assertSample(data.train(), 1, 0, -3.5, 40);
  }

  @ParameterizedTest
  @CsvSource({"kind", "1"})
  void theLabelMayStandAnywhere(String label) throws IOException {
    Dataset data = load("kind,width,height\n2,1,5\n0,3,6\n", label);
    assertEquals(3, data.classes());
    assertSample(data.train(), 0, 2, 1, 5);
    assertSample(data.train(), 1, 0, 3, 6);
  }

  @Test
  void aFirstLineOfNumbersIsASample() throws IOException {
    Dataset data = load("1,2,cat\n3,4,ant\n", "3");
    assertEquals(2, data.train().size());
  }

  @Test
  void aNumberOfAColumnIsNotSoughtAmongNumbers() throws IOException {
    Dataset data = load("1,5,1\n0,6,2\n", "1");
    assertSample(data.train(), 0, 1, 5, 1);
    assertSample(data.train(), 1, 0, 6, 2);
  }

  @Test
  void namesOfColumnsMayBeNumbers() throws IOException {
    Dataset data = load("0,1,kind\n5,1,cat\n6,2,ant\n", "kind");
    assertEquals(2, data.train().size());
    assertEquals(2, data.classes());
    assertSample(data.train(), 0, 1, 5, 1);
  }

  @Test
  void aFifthIsTestedWhereThereIsNoTestFile() throws IOException {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 50; i++) {
      text.append(i).append(',').append(i % 2).append('\n');
    }
    Path file = directory.resolve("one.csv.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write(text.toString().getBytes(StandardCharsets.UTF_8));
    }
    Dataset data = source(file.toString(), Optional.empty(), "last").load(Path.of(""));
    assertEquals(40, data.train().size());
    assertEquals(10, data.test().size());
    double sum = 0;
    double[] x = new double[1];
    for (Samples part : new Samples[] {data.train(), data.test()}) {
      for (int i = 0; i < part.size(); i++) {
        part.copyFeatures(i, x);
        assertEquals((int) x[0] % 2, part.label(i));
        sum += x[0];
      }
    }
    assertEquals(49 * 50 / 2, sum, "each sample is in one part");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      textBlock =
          """
          1,2,a~1,2         | line 2: found 2 columns; allowed: 3, as in line 1
          1,2,a~1,?,b       | line 2, column 2: found "?"; allowed: a finite number
          1,2,a~1,NaN,b     | line 2, column 2: found "NaN"; allowed: a finite number
          1,2,a~1,2,        | line 2, column 3: found nothing; allowed: a class
          1,NaN,a~1,2,b     | line 1, column 2: found "NaN"; allowed: a finite number
          1,,a~1,2,b        | line 1, column 2: found ""; allowed: a finite number
          1,1e400,a~1,2,b   | line 1, column 2: found "1e400"; allowed: a finite number
          x,y,label         | found a header alone; allowed: a sample a line
          12                | line 1: found one column; allowed: features and a label, separated by , ; or a tab
          """)
  void refusals(String text, String message) throws IOException {
    Path file = directory.resolve("bad.csv");
    Files.writeString(file, text.replace("~", "\n"));
    BadInputException refusal =
        assertThrows(
            BadInputException.class,
            () -> source(file.toString(), Optional.of(file.toString()), "last").load(Path.of("")));
    assertEquals(file + ": " + message, refusal.getMessage());
  }

  @Test
  void furtherRefusals() throws IOException {
    refused("missing.csv: no such file", source("missing.csv", Optional.empty(), "last"));
    Path file = directory.resolve("few.csv");
    Files.writeString(file, "1,2,a\n1,2,b\n");
    refused(
        file
            + ": label: found \"kind\"; allowed: last, a column from 1 to 3, or a name in the"
            + " first line",
        source(file.toString(), Optional.empty(), "kind"));
    refused(
        file + ": found 2 samples; allowed: at least 5",
        source(file.toString(), Optional.empty(), "last"));
    refused(
        "csv: image: found 2 x 2 x 1; allowed: a shape of 2 numbers, as the samples have",
        new CsvFiles(
            file.toString(),
            Optional.of(file.toString()),
            "last",
            Optional.of(new ImageShape(2, 2, 1))));
    Files.writeString(file, "x,x,class\n1,2,a\n");
    refused(
        file + ": label: found several columns named \"x\"; allowed: a name of one column",
        source(file.toString(), Optional.empty(), "x"));
    Files.write(file, "1,2,K\u00e4fer\n".getBytes(StandardCharsets.ISO_8859_1));
    refused(file + ": is not UTF-8 text", source(file.toString(), Optional.empty(), "last"));
    refused(
        directory + ": is a directory, and no table",
        source(directory.toString(), Optional.empty(), "last"));
    Files.writeString(file, "");
    refused(
        file + ": found no line; allowed: a sample a line",
        source(file.toString(), Optional.empty(), "last"));
  }

  private static void refused(String message, CsvFiles source) {
    assertEquals(
        message,
        assertThrows(BadInputException.class, () -> source.load(Path.of(""))).getMessage());
  }

  private Dataset load(String text, String label) throws IOException {
    Path file = directory.resolve("table.csv");
    Files.writeString(file, text);
    return source(file.toString(), Optional.of(file.toString()), label).load(Path.of(""));
  }

  private static CsvFiles source(String file, Optional<String> test, String label) {
    return new CsvFiles(file, test, label, Optional.empty());
  }

  private static void assertSample(Samples samples, int i, int label, double... features) {
    double[] x = new double[features.length];
    samples.copyFeatures(i, x);
    assertArrayEquals(features, x);
    assertEquals(label, samples.label(i));
  }
}
