package dev.mho.spark;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.apache.spark.launcher.JavaModuleOptions;

/**
 * Apache Spark's master and workers as processes of their own, on the loopback interface, from
 * Spark's jars alone: there is no mho on them but what a sweep ships.
 */
final class StandaloneCluster implements AutoCloseable {
  private static final String LOOPBACK = InetAddress.getLoopbackAddress().getHostAddress();

  private final Path home;
  private final List<Process> processes = new ArrayList<>();
  private final int port;

  /** A worker and the folder in which its executors work. */
  record Worker(Process process, Path work) {

    /** Whether one of its executors is in the middle of a run, or was when it was killed. */
    boolean holdsRun() {
      return holdsRun(Duration.ofDays(1));
    }

    /** Whether it is, and the run has begun no longer ago. */
    boolean holdsRun(Duration most) {
      Instant since = Instant.now().minus(most);
      try (Stream<Path> entries = Files.walk(work, 3)) {
        for (Path entry : entries.toList()) {
          if (entry.getFileName().toString().matches("run\\d+")
              && Files.getLastModifiedTime(entry).toInstant().isAfter(since)) {
            return true;
          }
        }
        return false;
      } catch (IOException | UncheckedIOException e) {
        // A run that has just ended.
        return false;
      }
    }

    /** The machine is gone: worker and executor end in the middle of whatever they do. */
    void kill() {
      List<ProcessHandle> executors = process.descendants().toList();
      process.destroyForcibly();
      executors.forEach(ProcessHandle::destroyForcibly);
    }
  }

  /**
   * Starts a master.
   *
   * @param home to be made a home of Spark
   */
  StandaloneCluster(Path home) throws IOException, InterruptedException {
    this.home = home;
    Files.createDirectories(home.resolve("jars"));
    try (Stream<Path> jars = Files.list(Path.of(System.getProperty("mho.engine.lib")))) {
      for (Path jar : jars.filter(j -> !isOurs(j)).toList()) {
        Files.createSymbolicLink(home.resolve("jars").resolve(jar.getFileName()), jar);
      }
    }
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    start(
        "master",
        "org.apache.spark.deploy.master.Master",
        "--host",
        LOOPBACK,
        "--port",
        Integer.toString(port),
        "--webui-port",
        "0");
    await("the master", this::listens);
  }

  /** The jar of this module, if it has been packaged before. */
  private static boolean isOurs(Path jar) {
    return jar.getFileName().toString().matches("spark-\\d.*");
  }

  String url() {
    return "spark://" + LOOPBACK + ":" + port;
  }

  /** Starts a worker of one core; returns when the master knows it. */
  Worker worker(String name) throws IOException, InterruptedException {
    Path work = Files.createDirectories(home.resolve(name));
    Process process =
        start(
            name,
            "org.apache.spark.deploy.worker.Worker",
            "--host",
            LOOPBACK,
            "--webui-port",
            "0",
            "--cores",
            "1",
            "--memory",
            "768m",
            "--work-dir",
            work.toString(),
            url());
    Path said = home.resolve(name + ".out");
    await("worker " + name, () -> read(said).contains("Successfully registered with master"));
    return new Worker(process, work);
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Process start(String name, String... command) throws IOException {
    List<String> line = java();
    line.addAll(List.of("-Xmx256m", "-cp", home.resolve("jars") + File.separator + "*"));
    line.addAll(List.of(command));
    ProcessBuilder builder =
        new ProcessBuilder(line)
            .redirectErrorStream(true)
            .redirectOutput(home.resolve(name + ".out").toFile());
    builder.environment().put("SPARK_HOME", home.toString());
    builder.environment().put("SPARK_SCALA_VERSION", "2.13");
    builder.environment().put("SPARK_LOCAL_IP", LOOPBACK);
    builder.environment().put("SPARK_LOCAL_DIRS", home.resolve("local").toString());
    Process process = builder.start();
    processes.add(process);
    return process;
  }

  /** The Java that runs this, with the options that Spark needs. */
  static List<String> java() {
    List<String> line = new ArrayList<>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    line.addAll(
        Arrays.stream(JavaModuleOptions.defaultModuleOptions().split(" +"))
            .filter(option -> option.startsWith("--add-opens"))
            .toList());
    return line;
  }

  private boolean listens() {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1000);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /** Waits up to two minutes, for machines that are busy. */
  static void await(String what, BooleanSupplier done) throws InterruptedException {
    long end = System.nanoTime() + 120_000_000_000L;
    while (!done.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new AssertionError(what + ": not within two minutes");
      }
      Thread.sleep(20);
    }
  }

  /** All that the processes had to say, for a test that has failed. */
  String said() throws IOException {
    StringBuilder all = new StringBuilder();
    try (Stream<Path> files = Files.list(home)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".out")).sorted().toList()) {
        all.append(file.getFileName()).append(":\n").append(Files.readString(file));
      }
    }
    return all.toString();
  }

  @Override
  public void close() throws IOException {
    for (Process process : processes) {
      new Worker(process, home).kill();
    }
    for (Process process : processes) {
      process.onExit().join();
    }
    try (Stream<Path> links = Files.list(home.resolve("jars"))) {
      for (Path link : links.toList()) {
        Files.delete(link);
      }
    }
  }
}
