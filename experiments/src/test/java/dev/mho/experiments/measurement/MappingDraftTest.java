package dev.mho.experiments.measurement;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mho.calibration.measurement.Inspection;
import dev.mho.calibration.measurement.Mapping;
import dev.mho.calibration.measurement.MappingDraft;
import dev.mho.calibration.measurement.MappingFile;
import dev.mho.calibration.measurement.Measurement;
import dev.mho.calibration.measurement.MeasurementFile;
import dev.mho.calibration.measurement.Status;
import dev.mho.experiments.measurement.FuzzedFilesTest.Sound;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A file read through the mapping that was drafted from it gives the same events. */
class MappingDraftTest {
  @TempDir private Path directory;

  static Stream<Sound> sounds() {
    return FuzzedFilesTest.SOUND.stream();
  }

  @ParameterizedTest
  @MethodSource("sounds")
  void theDraftSaysWhatWasUnderstood(Sound sound) throws IOException {
    Path file =
        Files.write(directory.resolve("m.csv"), sound.text().getBytes(StandardCharsets.UTF_8));
    Mapping said = MappingFile.parse("mho: mapping/1\n" + sound.mapping(), "mapping");
    Inspection seen = MeasurementFile.inspect(file, Optional.of(said), Optional.of(sound.kind()));
    assertTrue(seen.questions().isEmpty(), seen.questions().toString());
    Mapping drafted = MappingFile.parse(MappingDraft.of(seen, said), "draft");
    assertEquals(Optional.of(sound.kind()), drafted.kind());
    Measurement first = seen.orRefuse();
    Measurement again = MeasurementFile.read(file, Optional.of(drafted), sound.kind());
    assertEquals(first.size(), again.size());
    assertEquals(first.devices(), again.devices());
    assertEquals(statuses(first), statuses(again));
    assertArrayEquals(column(first, first::siemens), column(again, again::siemens));
    assertArrayEquals(column(first, first::pulse), column(again, again::pulse));
    assertArrayEquals(column(first, first::at), column(again, again::at));
    assertArrayEquals(column(first, first::target), column(again, again::target));
    assertArrayEquals(column(first, first::amperes), column(again, again::amperes));
    assertArrayEquals(column(first, first::level), column(again, again::level));
  }

  private static List<Status> statuses(Measurement all) {
    return IntStream.range(0, all.size()).mapToObj(all::status).toList();
  }

  private static double[] column(Measurement all, java.util.function.IntToDoubleFunction value) {
    return IntStream.range(0, all.size()).mapToDouble(value).toArray();
  }
}
