package dev.mho.experiments.sweep;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mho.device.DeviceFile;
import dev.mho.device.Presets;
import dev.mho.device.format.BadInputException;
import dev.mho.experiments.run.Checkpoints;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs from what is sent to another machine, and what is sent back. */
class FarRunTest {
  @TempDir private Path directory;

  private Path sweep;
  private Path samples;
  private Path device;

  @BeforeEach
  void writeFiles() throws IOException {
    Files.createDirectories(directory.resolve("devices"));
    Files.createDirectories(directory.resolve("experiments"));
    device = directory.resolve("devices/measured.json");
    Files.writeString(device, DeviceFile.print(Presets.get("reram-gong-2018")));
    samples = directory.resolve("samples.csv");
    StringBuilder rows = new StringBuilder("a,b,label\n");
    for (int i = 0; i < 60; i++) {
      rows.append(i % 7).append(',').append(i % 3).append(',').append(i % 2).append('\n');
    }
    Files.writeString(samples, rows);
    write("pulsed, rate: 0.01");
  }

  /** An experiment with a relative name of a device and an absolute one of samples. */
  private void write(String update) throws IOException {
    Files.writeString(
        directory.resolve("experiments/csv.yaml"),
        """
        mho: experiment/1
        name: csv
        data: { set: csv, csv: { file: %s } }
        network: { hidden: [4] }
        learning:
          credit: backpropagation
          update: { scheme: %s }
          batch: 8
          epochs: 1
        hardware: { device: ../devices/measured.json }
        """
            .formatted(samples, update));
    sweep = directory.resolve("experiments/sweep.yaml");
    Files.writeString(
        sweep,
        """
        mho: sweep/1
        name: seeds
        experiment: csv.yaml
        grid: { seed: [1] }
        """);
  }

  private Assignment assignment(String place) {
    SweepFile file = SweepFile.read(sweep);
    return new Assignment(file.points().get(0), file.experimentFile(), directory.resolve(place));
  }

  private Path luggage(Assignment assignment) throws IOException {
    Path folder = Files.createDirectories(directory.resolve("there"));
    Path luggage = folder.resolve("luggage.zip");
    Luggage.pack(List.of(assignment), luggage);
    return luggage;
  }

  private static Map<String, byte[]> files(Path folder) throws IOException {
    List<Path> all;
    try (Stream<Path> entries = Files.walk(folder)) {
      all = entries.filter(Files::isRegularFile).toList();
    }
    Map<String, byte[]> files = new TreeMap<>();
    for (Path file : all) {
      files.put(folder.relativize(file).toString(), Files.readAllBytes(file));
    }
    return files;
  }

  private void assertSameAsHere(Assignment far) throws IOException {
    assertEquals(Optional.empty(), assignment("here").make(1, Checkpoints.off()));
    Path luggage = luggage(far);
    byte[] order = far.order(2);
    Map<String, byte[]> here = files(directory.resolve("here"));
    // Another machine has none of these files.
    Files.delete(samples);
    Files.delete(device);
    byte[] answer = new FarRun().apply(order, luggage);
    assertEquals(Optional.empty(), far.take(answer));
    Map<String, byte[]> there = files(directory.resolve("far"));
    assertEquals(here.keySet(), there.keySet());
    here.forEach((name, bytes) -> assertArrayEquals(bytes, there.get(name), name));
    assertEquals(List.of("luggage.zip"), List.copyOf(files(luggage.getParent()).keySet()));
  }

  @Test
  void theFilesOfAnExperimentTravelAndItsResultComesBack() throws IOException {
    assertSameAsHere(assignment("far"));
    assertTrue(Files.exists(directory.resolve("far/result.json")));
  }

  @Test
  void aRunThatDivergesIsAnAnswerThereToo() throws IOException {
    write("digital, optimizer: { adam: { rate: 1e300 } }");
    assertSameAsHere(assignment("far"));
    assertTrue(Files.exists(directory.resolve("far/failure.json")));
    assertFalse(Files.exists(directory.resolve("far/result.json")));
  }

  /** An answer takes the place of what an interrupted run has left. */
  @Test
  void whatWasUnfinishedIsReplaced() throws IOException {
    Assignment far = assignment("far");
    assertEquals(Optional.empty(), far.make(1, Checkpoints.off()));
    Map<String, byte[]> before = files(directory.resolve("far"));
    Files.delete(directory.resolve("far/result.json"));
    Files.writeString(directory.resolve("far/checkpoint.bin"), "damaged");
    assertEquals(Optional.empty(), far.take(new FarRun().apply(far.order(1), luggage(far))));
    assertEquals(before.keySet(), files(directory.resolve("far")).keySet());
  }

  @Test
  void aUsersFilesAreNotReplaced() throws IOException {
    Assignment far = assignment("far");
    Files.writeString(Files.createDirectories(directory.resolve("far")).resolve("mine"), "mine");
    Optional<String> obstacle = far.take(new FarRun().apply(far.order(1), luggage(far)));
    assertTrue(obstacle.orElseThrow().contains("is not a result of mho"), obstacle.toString());
    assertEquals(List.of("mine"), List.copyOf(files(directory.resolve("far")).keySet()));
  }

  @Test
  void whatIsWrongThereIsToldHere() throws IOException {
    Assignment far = assignment("far");
    Path luggage = luggage(far);
    try (ZipOutputStream empty = new ZipOutputStream(Files.newOutputStream(luggage))) {
      empty.finish();
    }
    Optional<String> obstacle = far.take(new FarRun().apply(far.order(1), luggage));
    assertTrue(obstacle.orElseThrow().endsWith("no such file"), obstacle.toString());
    assertFalse(Files.exists(directory.resolve("far")));
  }

  @Test
  void aFileThatIsNotThereIsNotPacked() throws IOException {
    Assignment far = assignment("far");
    Files.delete(samples);
    BadInputException e = assertThrows(BadInputException.class, () -> luggage(far));
    assertEquals(samples + ": no such file, or not to be read", e.getMessage());
  }

  @Test
  void resultsThatAreTooLargeAreRefused() throws IOException {
    Path large = Files.createDirectories(directory.resolve("large"));
    Files.write(large.resolve("weights.npy"), new byte[3 << 20]);
    Optional<String> obstacle =
        Parcel.unpack(Parcel.pack(large, 2 << 20), directory.resolve("taken"));
    assertEquals(
        Optional.of("its result has 3 MB, and at most 2 MB are sent; run it with --engine local"),
        obstacle);
    assertFalse(Files.exists(directory.resolve("taken")));
  }

  /** What says that a result is whole is written last. */
  @Test
  void theResultComesLast() throws IOException {
    Path result = Files.createDirectories(directory.resolve("result"));
    for (String name : List.of("result.json", "z.csv", "weights.npy")) {
      Files.writeString(result.resolve(name), name);
    }
    List<String> names = new ArrayList<>();
    Path parcel = directory.resolve("parcel.zip");
    Files.write(parcel, Parcel.pack(result));
    try (ZipFile zip = new ZipFile(parcel.toFile())) {
      zip.stream().map(ZipEntry::getName).forEach(names::add);
    }
    assertEquals(List.of("weights.npy", "z.csv", "result.json"), names);
  }

  @Test
  void nothingIsWrittenOutsideOfAResult() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.putNextEntry(new ZipEntry("../elsewhere"));
    }
    assertThrows(
        IOException.class, () -> Parcel.unpack(bytes.toByteArray(), directory.resolve("in")));
    assertFalse(Files.exists(directory.resolve("elsewhere")));
  }
}
