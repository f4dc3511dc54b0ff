package dev.mho.experiments.run;

import dev.mho.device.format.BadInputException;
import dev.mho.device.format.TextFile;
import dev.mho.device.format.WholeFile;
import dev.mho.emulator.matrix.Matrix;
import dev.mho.experiments.export.Decimal;
import dev.mho.experiments.export.NpyMatrix;
import dev.mho.experiments.export.NpzWriter;
import dev.mho.experiments.spec.ExperimentFile;
import dev.mho.experiments.spec.HardwareSpec.TileSize;
import dev.mho.experiments.spec.InferenceSpec;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Where all devices of a result were when its run ended.
 *
 * @param tile largest array
 * @param parts the matrices, ordered by name
 */
public record ConductanceSnapshot(TileSize tile, List<Part> parts) {
  private static final Pattern NAME =
      Pattern.compile("layer(\\d+)-([\\w-]+?)-((?:plus|minus|device|reference)(?:-\\d+)?)\\.npy");

  /** The devices of one role of one matrix, siemens, outputs × inputs. */
  public record Part(int layer, String matrix, String role, Matrix siemens) {}

  /**
   * Reads a result directory.
   *
   * @throws BadInputException if it is none, or has no hardware
   */
  public static ConductanceSnapshot read(Path result) {
    List<Part> parts = new ArrayList<>();
    try (Stream<Path> files = Files.list(result.resolve("conductances"))) {
      for (Path file : files.sorted().toList()) {
        Matcher name = NAME.matcher(file.getFileName().toString());
        if (name.matches()) {
          parts.add(
              new Part(
                  Integer.parseInt(name.group(1)),
                  name.group(2),
                  name.group(3),
                  NpyMatrix.read(file)));
        }
      }
    } catch (NoSuchFileException e) {
      throw new BadInputException(result + ": is no result of a run on hardware");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new ConductanceSnapshot(tile(result), parts);
  }

  private static TileSize tile(Path result) {
    Path inference = result.resolve("inference.yaml");
    return Files.exists(inference)
        ? InferenceSpec.read(inference).hardware().tile()
        : ExperimentFile.read(result.resolve("experiment.yaml")).hardware().orElseThrow().tile();
  }

  /** Number of devices. */
  public long devices() {
    return parts.stream().mapToLong(p -> (long) p.siemens.rows() * p.siemens.cols()).sum();
  }

  /** Writes a row a device, with the array it sits in. */
  public void writeCsv(Path file) throws IOException {
    Files.createDirectories(TextFile.folder(file));
    try (BufferedWriter out =
        Files.newBufferedWriter(WholeFile.partial(file), StandardCharsets.US_ASCII)) {
      out.write("layer,matrix,tile,row,col,role,g_S\n");
      for (Part part : parts) {
        writeRows(part, out);
      }
    }
    WholeFile.finish(file);
  }

  private void writeRows(Part part, BufferedWriter out) throws IOException {
    int across = (part.siemens.cols() + tile.rows() - 1) / tile.rows();
    for (int output = 0; output < part.siemens.rows(); output++) {
      for (int input = 0; input < part.siemens.cols(); input++) {
        int number = output / tile.cols() * across + input / tile.rows();
        out.write(part.layer + "," + part.matrix + "," + number + ",");
        out.write(input % tile.rows() + "," + output % tile.cols() + "," + part.role + ",");
        out.write(Decimal.text(part.siemens.get(output, input)) + "\n");
      }
    }
  }

  /** Writes a matrix for each layer, matrix and role. */
  public void writeNpz(Path file) throws IOException {
    try (NpzWriter npz = new NpzWriter(file)) {
      for (Part part : parts) {
        npz.add(
            "layer" + part.layer + "_" + part.matrix + "_" + part.role + "_S",
            part.siemens.toArray(),
            part.siemens.rows(),
            part.siemens.cols());
      }
    }
  }
}
