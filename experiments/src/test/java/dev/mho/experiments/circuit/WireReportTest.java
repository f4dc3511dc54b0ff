package dev.mho.experiments.circuit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mho.emulator.circuit.Drive;
import dev.mho.experiments.CommandLineRun;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WireReportTest {
  @TempDir private Path directory;

  private WireReport report(String plus, Optional<String> minus, double ohms, double... volts)
      throws IOException {
    Path table = directory.resolve("plus.csv");
    Files.writeString(table, plus);
    Path other = directory.resolve("minus.csv");
    if (minus.isPresent()) {
      Files.writeString(other, minus.get());
    }
    return new WireReport(
        ProgrammedArrays.ofTables(table, minus.map(m -> other), TestWires.segments(ohms), false),
        new Drive.Rows(volts));
  }

  /** Two devices of 1/8 Ω⁻¹ and one row: 8 Ω behind 1 Ω and before 1 Ω, by hand. */
  @Test
  void oneDeviceByHand() throws IOException {
    WireReport report = report("0.125\n", Optional.of("0.0625\n"), 1, -2);
    // 1 + 8 + 1 ohms and 1 + 16 + 1 ohms in series.
    assertEquals(-2 / 10.0 + 2 / 18.0, report.currents()[0], 1e-15);
    assertEquals(-2 / 8.0 + 2 / 16.0, report.ideal()[0], 1e-15);
    assertEquals(0.2, report.lost(0, 0, 0, 0), 1e-14);
    assertEquals(2 / 18.0, report.lost(1, 0, 0, 0), 1e-14);
    WireReport.WorstCell worst = report.worst();
    assertEquals(0, worst.array());
    assertEquals(0.2, worst.lost(), 1e-14);
    double error = (-2 / 10.0 + 2 / 18.0 - -0.125) / 0.125;
    assertEquals(error, report.error(0), 1e-14);
  }

  @Test
  void qualityTellsACommonGainFromTheRest() throws IOException {
    // Two equal columns far from each other's wires: nothing but a gain.
    WireReport same = report("0.01\n", Optional.empty(), 5, 1);
    WireReport.Quality one = same.quality(8);
    assertEquals(1 / 1.1, one.gain(), 1e-12);
    assertEquals(1 - 1 / 1.1, one.rms(), 1e-12);
    assertEquals(0, one.rmsAfterGain(), 1e-12);
    assertEquals(0, one.bitsLostAfterGain(), 1e-9);
    // rms 1/11 of full scale beside the rounding of 8 bits, 2^-7/sqrt(12).
    double rounding = Math.pow(2, -7) / Math.sqrt(12);
    assertEquals(
        0.5 * Math.log(1 + Math.pow(1 / 11.0 / rounding, 2)) / Math.log(2), one.bitsLost(), 1e-9);
    WireReport uneven = report("0.01,0.001\n0.002,0.02\n", Optional.empty(), 5, 1, 0.5);
    assertTrue(uneven.quality(8).rmsAfterGain() > 1e-4);
    assertTrue(uneven.quality(8).rmsAfterGain() < uneven.quality(8).rms());
  }

  @Test
  void darknessIsNoError() throws IOException {
    WireReport dark = report("0.01,0\n0,0.02\n", Optional.empty(), 5, 0, 0);
    assertEquals(0, dark.worst().lost());
    assertEquals(0, dark.error(1));
    assertEquals(0, dark.quality(8).bitsLost());
    assertTrue(WirePortrait.of(dark, 8).png().length > 0);
  }

  @Test
  void theCommandWritesTablesAndAPicture() throws IOException {
    Path table = directory.resolve("g.csv");
    Files.writeString(table, "1e-3,2e-3,4e-3\n5e-4,1e-3,1e-4\n");
    Path out = directory.resolve("out");
    CommandLineRun run =
        CommandLineRun.of(
            "wires",
            "--conductances",
            table.toString(),
            "--ohms-per-segment",
            "4",
            "--volts",
            "0.3",
            "--out",
            out.toString());
    assertEquals(0, run.exit(), run.err());
    assertTrue(run.out().contains("worst device: row 0, column 2 of the array, loses "), run.out());
    assertTrue(run.out().contains("effective bits lost of 8: "), run.out());
    List<String> cells = Files.readAllLines(out.resolve("cells.csv"));
    assertEquals("array,layer,row,col,siemens,row_volts,cell_volts,lost", cells.get(0));
    assertEquals(1 + 6, cells.size());
    List<String> columns = Files.readAllLines(out.resolve("columns.csv"));
    assertEquals(1 + 3, columns.size());
    assertEquals(0.3 * 1.5e-3, Double.parseDouble(columns.get(1).split(",")[2]), 1e-15);
    BufferedImage picture =
        ImageIO.read(new ByteArrayInputStream(Files.readAllBytes(out.resolve("wires.png"))));
    assertTrue(picture.getWidth() > 1000 && picture.getHeight() > 400);
  }
}
