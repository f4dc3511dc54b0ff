package dev.mho.experiments.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.mho.experiments.CommandLineRun;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code mho measurement inspect …}. */
class MeasurementCommandTest {
  private static final String LOG =
      "Ger\u00e4t;WriteVH [V];PulseNum;Leitwert [\u00b5S]\r\nD03;1,8;0;10,196\r\nD03;1,8;1;13,234\r\n"
          + "D03;1,8;2;NaN\r\nD03;1,8;3;9,91E+37\r\nD03;-2,1;0;40,245\r\nD03;-2,1;1;35,433\r\n";

  @TempDir private Path directory;

  private Path file(String name, String text) throws IOException {
    return Files.write(directory.resolve(name), text.getBytes(Charset.forName("windows-1252")));
  }

  private static CommandLineRun inspect(Object... arguments) {
    String[] all = new String[arguments.length + 2];
    all[0] = "measurement";
    all[1] = "inspect";
    for (int i = 0; i < arguments.length; i++) {
      all[i + 2] = arguments[i].toString();
    }
    return CommandLineRun.of(all);
  }

  @Test
  void thePageSaysAllThatWasUnderstood() throws IOException {
    CommandLineRun run = inspect(file("log.csv", LOG), "--kind", "pulse-response");
    assertEquals(0, run.exit(), run.err());
    for (String part :
        List.of(
            "encoding    Windows-1252",
            "delimiter   ;   decimal sign: ,",
            "header      line 1; rows from line 2",
            "4       Leitwert [µS]  conductance  µS    10,196 | 13,234 | NaN",
            "rows        6 rows, 6 values: 4 ok, 1 missing, 1 overflow",
            "D03: up, cycle 1: 2 readings, pulses 0 to 1, 10.2 to 13.2 µS",
            "- 1 value is missing: line 4",
            "- 1 value is overflow: line 5",
            "- the text is not UTF-8 and is taken for Windows-1252")) {
      assertTrue(run.out().contains(part), part + " in\n" + run.out());
    }
  }

  @Test
  void anOpenFileSaysWhatDecidesItAndWritesAMappingThatDoesOnceEdited() throws IOException {
    Path file = file("iv.csv", "V,I\n0,0\n0.1,2.0\n0.2,4.1\n");
    Path mapping = directory.resolve("edited.yaml");
    CommandLineRun open = inspect(file, "--kind", "iv", "--write-mapping", mapping);
    assertEquals(2, open.exit(), "open");
    assertTrue(
        open.out()
            .contains("- column 2 \"I\" (current) has no unit; set unit of column 2 \"I\" to A"),
        open.out());
    String text = Files.readString(mapping);
    assertTrue(
        text.contains("- { column: 2, quantity: current, unit: \"?\" }  # I: 0, 2.0, 4.1"), text);

    CommandLineRun unedited = inspect(file, "--mapping", mapping);
    assertEquals(2, unedited.exit());
    assertTrue(unedited.err().contains("found \"?\"; allowed: A, mA, uA, nA, pA"), unedited.err());

    Files.writeString(mapping, text.replace("\"?\"", "uA"));
    CommandLineRun decided = inspect(file, "--mapping", mapping);
    assertEquals(0, decided.exit(), decided.err());
    assertTrue(decided.out().contains("cycle 1: 3 points, 2 usable, 0 to 0.2 V"), decided.out());
  }

  @Test
  void aMappingBesideTheFileIsUsedAndSaidSo() throws IOException {
    Path file = file("set.csv", "pulse,G\n0,1.0\n1,1.5\n");
    Files.writeString(
        directory.resolve("set.mapping.yaml"),
        """
        mho: mapping/1
        kind: pulse-response
        polarity: up
        columns:
          - { column: pulse, quantity: pulse }
          - { column: G, quantity: conductance, unit: uS }
        """);
    CommandLineRun run = inspect(file);
    assertEquals(0, run.exit(), run.err());
    assertTrue(run.out().startsWith("mapping     " + directory.resolve("set.mapping.yaml")));
  }

  @Test
  void programsGetJson() throws IOException {
    CommandLineRun run = inspect(file("log.csv", LOG), "--kind", "pulse-response", "--json");
    JsonNode page = new ObjectMapper().readTree(run.out());
    assertEquals("inspection/1", page.path("mho").asText());
    assertEquals(4, page.path("values").path("ok").asInt());
    assertTrue(page.path("usable").asBoolean());
    assertEquals("conductance", page.path("columns").path(3).path("quantity").asText());
  }

  @Test
  void eventsAreOneARowInSi() throws IOException {
    Path events = directory.resolve("events.csv");
    CommandLineRun run =
        inspect(file("log.csv", LOG), "--kind", "pulse-response", "--events", events);
    assertEquals(0, run.exit(), run.err());
    List<String> lines = Files.readAllLines(events);
    assertEquals(7, lines.size());
    assertTrue(lines.get(0).startsWith("line,device,cycle,polarity,pulse,volts,"), lines.get(0));
    assertEquals("2,D03,1,up,0.0,1.8,,,1.0196E-5,,,,,,,ok", lines.get(1));
    assertEquals("4,D03,1,up,2.0,1.8,,,,,,,,,,missing", lines.get(3));
  }

  @Test
  void thePictureIsThere() throws IOException {
    Path plot = directory.resolve("log.png");
    CommandLineRun run = inspect(file("log.csv", LOG), "--kind", "pulse-response", "--plot", plot);
    assertEquals(0, run.exit(), run.err());
    assertTrue(ImageIO.read(new ByteArrayInputStream(Files.readAllBytes(plot))).getWidth() > 1000);
    CommandLineRun again =
        inspect(file("log.csv", LOG), "--kind", "pulse-response", "--plot", plot);
    assertEquals(2, again.exit());
    assertTrue(again.err().contains("exists; give --overwrite"), again.err());
  }

  @Test
  void mistakesAreOneLine() throws IOException {
    assertOneLine(inspect(directory.resolve("none.csv")), "none.csv: no such file");
    assertOneLine(inspect(file("e.csv", "")), "e.csv: is empty");
    assertOneLine(inspect(file("x.csv", LOG), "--kind", "pulse"), "unknown kind \"pulse\"");
    assertOneLine(inspect(file("x.csv", LOG), "--plot", "x.gif"), "ends in .png or .svg");
    assertOneLine(inspect(file("w.xlsx", "PK\3\4....")), "a workbook or a zip archive");
    assertOneLine(CommandLineRun.of("measurement"), "a command is missing: inspect");
  }

  private static void assertOneLine(CommandLineRun run, String part) {
    assertEquals(2, run.exit());
    assertTrue(run.err().contains(part), run.err());
    assertEquals(1, run.err().lines().count(), run.err());
    assertFalse(run.err().contains("Exception"));
  }
}
