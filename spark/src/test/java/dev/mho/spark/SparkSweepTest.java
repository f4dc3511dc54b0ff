package dev.mho.spark;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.mho.device.DeviceFile;
import dev.mho.device.Presets;
import dev.mho.experiments.cli.Mho;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same sweep on this machine's threads and on Apache Spark. */
class SparkSweepTest {
  private static final String EXPERIMENT =
      """
      mho: experiment/1
      name: digits
      data: { set: digits, train: 600, test: 200 }
      network: { hidden: [32] }
      learning:
        credit: backpropagation
        update: { scheme: pulsed, rate: 0.05 }
        batch: 8
        epochs: 5
      hardware: { device: ../devices/measured.json }
      """;

  private static final String SWEEP =
      """
      mho: sweep/1
      name: rates
      experiment: digits.yaml
      grid:
        learning.update.rate: [0.02, 0.05]
        seed: 1..4
      choose: { run: hardware, by: accuracy }
      """;

  /** What both mho and Spark use; all else beside Spark is of no use to mho. */
  private static final String SHARED = "(commons|guava|jackson|slf4j-api|snappy|zstd).*";

  /** A run so young has enough before it to be killed in its middle. */
  private static final Duration FRESH = Duration.ofMillis(400);

  @TempDir private Path folder;

  private Path file;

  @BeforeEach
  void writeFiles() throws IOException {
    Files.createDirectories(folder.resolve("devices"));
    Files.createDirectories(folder.resolve("experiments"));
    Files.writeString(
        folder.resolve("devices/measured.json"), DeviceFile.print(Presets.get("reram-gong-2018")));
    Files.writeString(folder.resolve("experiments/digits.yaml"), EXPERIMENT);
    file = folder.resolve("experiments/sweep.yaml");
    Files.writeString(file, SWEEP);
  }

  /** A worker is killed in the middle of a run; nothing is lost, and nothing comes twice. */
  @Test
  void aClusterThatLosesAWorkerWritesTheBytesOfThisMachine() throws Exception {
    requireSockets();
    Path home = Files.createDirectories(folder.resolve("spark"));
    try (StandaloneCluster cluster = new StandaloneCluster(home)) {
      StandaloneCluster.Worker doomed = cluster.worker("doomed");
      cluster.worker("survivor");
      Path out = folder.resolve("driver.out");
      Process driver = driver(out, cluster.url(), "--conf", "spark.executor.memory=512m");
      try {
        StandaloneCluster.await(
            "a run on the worker to be killed, after another has ended",
            () -> !driver.isAlive() || ended(out) > 0 && doomed.holdsRun(FRESH));
        doomed.kill();
        assertTrue(driver.waitFor(5, TimeUnit.MINUTES), () -> read(out) + said(cluster));
      } finally {
        driver.destroyForcibly().waitFor();
      }
      assertEquals(0, driver.exitValue(), () -> read(out) + said(cluster));
      assertTrue(doomed.holdsRun(), "the worker was idle when it was killed: " + read(out));
      assertEquals(8, ended(out), read(out));
      assertEquals(8, labels(out).size(), read(out));
      assertEquals("", read(folder.resolve("driver.err")));
      assertTrue(read(results().resolve("spark.log")).contains("Lost executor"));
    }
    assertSameHere();
  }

  /** On one machine, as one would try it. */
  @Test
  void sparkOnThisMachineWritesTheSameBytes() throws Exception {
    requireSockets();
    Files.writeString(file, SWEEP.replace("1..4", "1..2"));
    Path out = folder.resolve("driver.out");
    Process driver = driver(out, "local[2]");
    assertTrue(driver.waitFor(5, TimeUnit.MINUTES));
    assertEquals(0, driver.exitValue(), () -> read(out) + read(folder.resolve("driver.err")));
    assertEquals("", read(folder.resolve("driver.err")));
    assertSameHere();
  }

  private static void requireSockets() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertTrue(socket.isBound());
    } catch (IOException e) {
      assumeTrue(false, "no socket on the loopback interface: " + e.getMessage());
    }
  }

  /** The command line in a process of its own, as the launcher starts it. */
  private Process driver(Path out, String master, String... more) throws IOException {
    List<String> line = StandaloneCluster.java();
    String engine = System.getProperty("mho.engine.lib");
    line.add(
        "-Dmho.engines=" + System.getProperty("mho.engine.classes") + File.pathSeparator + engine);
    line.addAll(List.of("-Xmx512m", "-cp", classPath(Path.of(engine)), Mho.class.getName()));
    line.addAll(List.of("sweep", file.toString(), "--out", results().toString()));
    line.addAll(List.of("--engine", "spark", "--master", master));
    line.addAll(List.of(more));
    ProcessBuilder builder =
        new ProcessBuilder(line)
            .redirectOutput(out.toFile())
            .redirectError(folder.resolve("driver.err").toFile());
    builder.environment().put("SPARK_LOCAL_IP", "127.0.0.1");
    return builder.start();
  }

  /** mho's own, without Spark. */
  private static String classPath(Path engine) {
    String classes = System.getProperty("mho.engine.classes");
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(entry -> !entry.equals(classes) && !entry.endsWith("spark/target/test-classes"))
        .filter(
            entry -> {
              String name = Path.of(entry).getFileName().toString();
              return name.matches(SHARED) || !Files.exists(engine.resolve(name));
            })
        .collect(Collectors.joining(File.pathSeparator));
  }

  /** Where both engines write, for a page of results says where it lies. */
  private Path results() {
    return folder.resolve("rates");
  }

  private void assertSameHere() throws IOException {
    Path far = Files.move(results(), folder.resolve("far"));
    StringWriter said = new StringWriter();
    PrintWriter print = new PrintWriter(said, true);
    int exit = Mho.execute(print, print, "sweep", file.toString(), "--out", results().toString());
    assertEquals(0, exit, said.toString());
    assertSame(results(), far);
  }

  private static int ended(Path out) {
    return (int) lines(out).count();
  }

  private static Set<String> labels(Path out) {
    return lines(out).map(line -> line.replaceFirst("^\\d+/8 +", "")).collect(Collectors.toSet());
  }

  private static Stream<String> lines(Path out) {
    return read(out).lines().filter(line -> line.matches("\\d/8 .*"));
  }

  private static String said(StandaloneCluster cluster) {
    try {
      return cluster.said();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String read(Path file) {
    try {
      return Files.exists(file) ? Files.readString(file) : "";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void assertSame(Path expected, Path actual) throws IOException {
    Map<String, byte[]> far = files(actual);
    Map<String, byte[]> near = files(expected);
    assertEquals(near.keySet(), far.keySet());
    assertTrue(near.keySet().stream().anyMatch(name -> name.endsWith("result.json")));
    for (Map.Entry<String, byte[]> file : near.entrySet()) {
      assertArrayEquals(file.getValue(), far.get(file.getKey()), file.getKey());
    }
  }

  /** All that a sweep writes but Spark's log and times of wall clocks. */
  private static Map<String, byte[]> files(Path results) throws IOException {
    List<Path> all = new ArrayList<>();
    try (Stream<Path> entries = Files.walk(results)) {
      entries.filter(Files::isRegularFile).forEach(all::add);
    }
    Map<String, byte[]> files = new TreeMap<>();
    for (Path one : all) {
      String name = results.relativize(one).toString();
      if (!name.equals("spark.log") && !name.endsWith("environment.json")) {
        files.put(name, Files.readAllBytes(one));
      }
    }
    return files;
  }
}
