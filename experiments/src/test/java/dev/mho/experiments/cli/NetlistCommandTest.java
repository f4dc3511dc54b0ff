package dev.mho.experiments.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mho.experiments.CommandLineRun;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Decks are the same bytes whenever and wherever they are written, and mistakes are one line. */
class NetlistCommandTest {
  @TempDir private Path directory;

  @BeforeEach
  void writeTables() throws IOException {
    write("g.csv", "1e-5,2e-5\n\n# a remark\n0, 3e-6\n4e-6,1e-6\n");
    write("wide.csv", "1e-5,2e-5,3e-5\n");
    write("ragged.csv", "1,2\n3\n");
    write("words.csv", "1,2\n3,four\n");
    write("negative.csv", "1e-5,-2e-5\n");
    write("empty.csv", "# nothing\n");
    write("v.csv", "0.1,0.2,0.3\n1,2,3\n");
    write("v2.csv", "0.1,0.2\n");
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(directory.resolve(name), text);
  }

  private CommandLineRun netlist(String arguments) {
    String[] split = ("netlist " + arguments).split(" ");
    for (int i = 0; i < split.length; i++) {
      boolean file = split[i].endsWith(".csv") || split[i].endsWith(".cir");
      split[i] = file ? directory.resolve(split[i]).toString() : split[i];
    }
    return CommandLineRun.of(split);
  }

  @Test
  void sameBytesInAnyLocale() throws IOException {
    String arguments =
        "--conductances g.csv --inputs v.csv --sample 1 --ohms-per-segment 1.5 --out ";
    assertEquals(0, netlist(arguments + "one.cir").exit());
    Locale usual = Locale.getDefault();
    try {
      Locale.setDefault(Locale.GERMANY);
      assertEquals(0, netlist(arguments + "two.cir").exit());
    } finally {
      Locale.setDefault(usual);
    }
    byte[] one = Files.readAllBytes(directory.resolve("one.cir"));
    assertArrayEquals(one, Files.readAllBytes(directory.resolve("two.cir")));
    String deck = new String(one, StandardCharsets.UTF_8);
    assertTrue(deck.startsWith("* g.csv\n* written by mho "), deck);
    assertTrue(deck.contains("v_in0_2 in0_2 0 dc 3.0\n"), deck);
  }

  @Test
  void rowsAndColumnsHaveSegmentsOfTheirOwn() throws IOException {
    assertEquals(
        0, netlist("--conductances g.csv --volts 1 --ohms-per-segment 2,0.5 --out a.cir").exit());
    String deck = Files.readString(directory.resolve("a.cir"));
    assertTrue(deck.contains("\n* each row segment (ohm): 2.0\n"), deck);
    assertTrue(deck.contains("\n* each column segment (ohm): 0.5\n"), deck);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          --volts 1 --ohms-per-segment 1                             | give either --weights RESULT or --conductances CSV
          --conductances g.csv --volts 1                             | the array has no wires: give --ohms-per-segment
          --conductances g.csv --volts 1 --ohms-per-segment 1,x      | --ohms-per-segment: found 1,x; allowed: OHM, or ROW,COLUMN
          --conductances g.csv --volts 1 --ohms-per-segment -1       | ohms-per-segment: found -1.0; allowed: 0.0 to
          --conductances g.csv --volts 1 --ohms-per-segment 0        | wires cannot act: every resistance is zero
          --conductances g.csv --volts 0 --ohms-per-segment 1        | --volts: found 0; allowed: another voltage: without one nothing flows
          --conductances g.csv --ohms-per-segment 1                  | give either --inputs CSV or --volts V
          --conductances g.csv --ohms-per-segment 1 --inputs v2.csv  | v2.csv: found 2 voltages a line; allowed: 3, the rows of the array
          --conductances g.csv --ohms-per-segment 1 --inputs v.csv --sample 2 | v.csv: found 2; allowed: 0 to 1
          --conductances ragged.csv --ohms-per-segment 1 --volts 1   | ragged.csv:2: found 1 numbers; allowed: 2, as in the first row
          --conductances words.csv --ohms-per-segment 1 --volts 1    | words.csv:2: number 2: found "four"; allowed: a number
          --conductances empty.csv --ohms-per-segment 1 --volts 1    | empty.csv: found no number; allowed: at least one row of numbers
          --conductances none.csv --ohms-per-segment 1 --volts 1     | none.csv: no such file
          --conductances negative.csv --ohms-per-segment 1 --volts 1 | conductance of device (0, 1) in siemens: found -2.0E-5; allowed: a finite number >= 0
          --conductances g.csv --minus wide.csv --ohms-per-segment 1 --volts 1 | wide.csv: found 1 x 3 numbers; allowed: 3 x 2
          --conductances g.csv --ohms-per-segment 1 --volts 1 --pairs interleaved | interleaved pairs need conductances of plus and of minus devices, and no others
          --conductances g.csv --ohms-per-segment 1 --volts 1 --layer 0 | --layer cannot act: a CSV is one array
          --conductances g.csv --ohms-per-segment 1 --volts 1 --tile 1 | --tile cannot act: a CSV is one array
          --conductances g.csv --ohms-per-segment 1 --volts 1 --matrix feedback | --matrix cannot act: a CSV is one array
          --conductances g.csv --ohms-per-segment 1 --volts 1 --sample 0 | --sample cannot act: --volts is one voltage for all rows
          --conductances g.csv --ohms-per-segment 1 --inputs v.csv --supply-volts 1 | v.csv: sample 0: found 0.1; allowed: 0 or 1 with --supply-volts
          --conductances g.csv --ohms-per-segment 1 --volts 1 --supply-volts 1 | --volts cannot act: with --supply-volts inputs are bits, give --inputs
          --conductances g.csv --ohms-per-segment 1 --volts 1 --sinh-per-volt 1 --cubic-per-square-volt 1 | one curve is needed; allowed: sinh-per-volt or cubic-per-square-volt
          --weights nowhere --volts 1                                | experiment.yaml: no such file
          """)
  void mistakesAreOneLine(String arguments, String message) {
    CommandLineRun run = netlist(arguments + " --out deck.cir");
    assertEquals(2, run.exit(), run.err());
    assertTrue(run.err().contains(message), run.err());
    assertEquals(1, run.err().lines().count(), run.err());
    assertFalse(Files.exists(directory.resolve("deck.cir")));
  }
}
