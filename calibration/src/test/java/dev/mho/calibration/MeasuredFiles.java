package dev.mho.calibration;

import dev.mho.calibration.measurement.Kind;
import dev.mho.calibration.measurement.Mapping;
import dev.mho.calibration.measurement.MappingFile;
import dev.mho.calibration.measurement.Measurement;
import dev.mho.calibration.measurement.MeasurementFile;
import dev.mho.device.Golden;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Measured files for tests: those in {@code shared/data}, and texts. */
public final class MeasuredFiles {
  private MeasuredFiles() {}

  /** A file of {@code shared/data}. */
  public static Measurement shared(String name, Kind kind, String mapping) {
    return MeasurementFile.read(Golden.file("data/" + name), mapping(mapping), kind);
  }

  /** A text as if it were a file. */
  public static Measurement text(String text, Kind kind, String mapping) {
    try {
      Path file = Files.createTempFile("measured", ".csv");
      try {
        Files.writeString(file, text);
        return MeasurementFile.read(file, mapping(mapping), kind);
      } finally {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Optional<Mapping> mapping(String lines) {
    return Optional.of(MappingFile.parse("mho: mapping/1\n" + lines, "mapping"));
  }
}
