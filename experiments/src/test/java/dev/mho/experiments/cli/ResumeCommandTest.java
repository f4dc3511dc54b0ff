package dev.mho.experiments.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.mho.experiments.CommandLineRun;
import dev.mho.experiments.export.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Interrupted runs as a user meets them: processes that are killed or asked to end, changed files,
 * full disks.
 *
 * <p>{@code -Dmho.kills=50} kills fifty processes in place of three.
 */
class ResumeCommandTest {
  private static final int KILLS = Integer.getInteger("mho.kills", 3);

  /** 45 steps an epoch. */
  private static final String SPEC =
      """
      mho: experiment/1
      name: killed
      seed: 3
      data: { set: digits, train: 1437, test: 100 }
      network: { hidden: [32] }
      learning:
        credit: feedback-alignment
        decorrelation: { rate: 1e-3 }
        update: { scheme: pulsed, rate: 0.1 }
        batch: 32
        epochs: 6
      hardware: { device: reram-gong-2018 }
      """;

  private static final String SMALL =
      SPEC.replace("train: 1437", "train: 96").replace("epochs: 6", "epochs: 2");

  @TempDir private Path directory;

  // --- processes ---------------------------------------------------------------------------

  private Process start(String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx1g", "-XX:TieredStopAtLevel=1", "-cp"));
    command.add(System.getProperty("java.class.path"));
    command.add(Mho.class.getName());
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(said().toFile()))
        .start();
  }

  private Path said() {
    return directory.resolve("said.txt");
  }

  private void finish(Process process) throws IOException, InterruptedException {
    assertTrue(process.waitFor(5, TimeUnit.MINUTES), "more than five minutes");
    assertEquals(0, process.exitValue(), Files.readString(said()));
  }

  /** A process is killed at a random moment, and so is the one that goes on; the third ends. */
  @Test
  void killedAtAnyMoment() throws IOException, InterruptedException {
    Path file = Files.writeString(directory.resolve("killed.yaml"), SPEC);
    Path whole = directory.resolve("whole");
    long start = System.nanoTime();
    finish(start("run", file.toString(), "--out", whole.toString(), "--checkpoint", "off"));
    int millis = (int) ((System.nanoTime() - start) / 1_000_000);
    Random moments = new Random(17);
    int checkpoints = 0;
    for (int kill = 0; kill < KILLS; kill++) {
      Path out = directory.resolve("kill" + kill);
      String[] goingOn = {
        "run", file.toString(), "--resume", out.toString(), "--checkpoint", "3steps"
      };
      for (int time = 0; time < 2; time++) {
        Process process = start(goingOn);
        if (kill == 0 && time == 0) {
          // However slow the machine, one kill comes after a checkpoint.
          awaitCheckpoint(process, out);
        }
        int longest = kill == 0 && time == 0 ? 50 : millis;
        process.waitFor(1 + moments.nextInt(longest), TimeUnit.MILLISECONDS);
        process.destroyForcibly().waitFor();
        checkpoints += Files.exists(out.resolve("checkpoint.bin")) ? 1 : 0;
      }
      boolean begun = Files.exists(out.resolve("experiment.yaml"));
      finish(begun ? start("run", "--resume", out.toString()) : start(goingOn));
      assertEquals(contents(whole), contents(out), "kill " + kill);
    }
    assertTrue(checkpoints > 0, "no kill came between the first checkpoint and the end");
  }

  private static void awaitCheckpoint(Process process, Path out) throws InterruptedException {
    while (process.isAlive() && !Files.exists(out.resolve("checkpoint.bin"))) {
      Thread.sleep(2);
    }
  }

  /** What a signal that can be caught leads to. */
  @Test
  void askedToEnd() throws IOException, InterruptedException {
    Path file = Files.writeString(directory.resolve("asked.yaml"), SPEC);
    Path whole = directory.resolve("whole");
    finish(start("run", file.toString(), "--out", whole.toString()));
    Path out = directory.resolve("asked");
    Process process = start("run", file.toString(), "--out", out.toString());
    while (process.isAlive() && !Files.exists(out.resolve("metrics.csv"))) {
      Thread.sleep(5);
    }
    process.destroy();
    assertTrue(process.waitFor(1, TimeUnit.MINUTES));
    assertEquals(128 + 15, process.exitValue());
    String told = Files.readString(said());
    assertTrue(told.contains("mho: interrupted; saving the state after this step ..."), told);
    assertTrue(
        told.matches(
            "(?s).*stopped after step \\d+; its state is saved; go on with: mho run --resume \\S+\n"),
        told);
    assertTrue(Files.exists(out.resolve("checkpoint.bin")));
    finish(start("run", "--resume", out.toString()));
    assertEquals(contents(whole), contents(out));
  }

  /** All files but the one that says how long it took. */
  private static Map<String, String> contents(Path folder) throws IOException {
    Map<String, String> files = new TreeMap<>();
    try (Stream<Path> paths = Files.walk(folder)) {
      for (Path path : paths.filter(Files::isRegularFile).toList()) {
        files.put(folder.relativize(path).toString(), Sha256.of(path));
      }
    }
    files.remove("environment.json");
    // The page shows how long it took.
    files.remove("report.html");
    return files;
  }

  // --- messages ----------------------------------------------------------------------------

  private CommandLineRun run(String... arguments) {
    return CommandLineRun.of(arguments);
  }

  private Path out() {
    return directory.resolve("out");
  }

  /** A run that has ended, as if it had been killed just before that. */
  private Path unfinished() throws IOException {
    Path file = Files.writeString(directory.resolve("small.yaml"), SMALL);
    CommandLineRun run = run("run", file.toString(), "--out", out().toString());
    assertEquals(0, run.exit(), run.err());
    Files.delete(out().resolve("result.json"));
    return file;
  }

  @Test
  void aDirectoryInWhichARunWasInterruptedSaysHowToGoOn() throws IOException {
    Path file = unfinished();
    CommandLineRun again = run("run", file.toString(), "--out", out().toString());
    assertEquals(2, again.exit());
    assertEquals(
        "mho: "
            + out()
            + ": holds an unfinished result; go on with: mho run --resume "
            + out()
            + "; or give --overwrite to replace it, or another --out\n",
        again.err());
    CommandLineRun resumed = run("run", "--resume", out().toString());
    assertEquals(0, resumed.exit(), resumed.err());
    CommandLineRun more = run("run", "--resume", out().toString());
    assertEquals(0, more.exit(), more.err());
    assertTrue(more.out().contains(out() + ": was finished already"), more.out());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "rate: 0.1  | rate: 0.2 | learning.update.rate was 0.1 and is 0.2",
        "batch: 32  | batch: 16 | learning.batch was 32 and is 16",
        "hidden: [32] | hidden: [16] | network.hidden was [32] and is [16]",
        "decorrelation: { rate: 1e-3 } | ~ | learning.decorrelation was"
      })
  void aChangedExperimentIsRefused(String before, String after, String told) throws IOException {
    Path file = unfinished();
    Files.writeString(file, SMALL.replace(before, after.equals("~") ? "" : after));
    CommandLineRun run = run("run", file.toString(), "--resume", out().toString());
    assertEquals(2, run.exit());
    assertTrue(
        run.err().startsWith("mho: " + out() + ": is of another experiment: " + told), run.err());
    assertEquals(1, run.err().lines().count());
  }

  @Test
  void aChangedDeviceIsRefused() throws IOException {
    unfinished();
    Path device = directory.resolve("mine.json");
    String text = CommandLineRun.of("device", "show", "reram-gong-2018").out();
    Files.writeString(device, text);
    Path file =
        Files.writeString(
            directory.resolve("own.yaml"), SMALL.replace("reram-gong-2018", "mine.json"));
    Path own = directory.resolve("own");
    assertEquals(0, run("run", file.toString(), "--out", own.toString()).exit());
    Files.delete(own.resolve("result.json"));
    Files.writeString(device, text.replaceFirst("\"of_range\" : [0-9.e-]+", "\"of_range\" : 0.5"));
    CommandLineRun run = run("run", file.toString(), "--resume", own.toString());
    assertEquals(
        "mho: " + own + ": device.json has changed since; run the changed one into another --out\n",
        run.err());
    assertEquals(2, run.exit());
  }

  @Test
  void whatCannotBeGoneOnWith() throws IOException {
    assertRefused("an experiment file is missing, or --resume DIR", "run");
    Path nowhere = directory.resolve("nowhere");
    assertRefused(
        nowhere + ": is no directory, so there is nothing to go on with",
        "run",
        "--resume",
        nowhere.toString());
    Path other = Files.createDirectory(directory.resolve("other"));
    assertRefused(
        other + ": is no result of mho, so there is nothing to go on with",
        "run",
        "--resume",
        other.toString());
    Path file = unfinished();
    assertRefused(
        "--resume says where the result is: no --out and no --overwrite",
        "run",
        "--resume",
        out().toString(),
        "--overwrite");
    assertRefused(
        "--checkpoint: found \"often\"; allowed: 60s, 5min, 2h, 100steps, epoch or off",
        "run",
        file.toString(),
        "--checkpoint",
        "often");
    Files.writeString(out().resolve("checkpoint.bin"), "not a checkpoint at all");
    assertRefused(
        out().resolve("checkpoint.bin")
            + ": is damaged (its checksum is wrong); without it the run starts anew",
        "run",
        "--resume",
        out().toString());
  }

  private static void assertRefused(String message, String... arguments) {
    CommandLineRun run = CommandLineRun.of(arguments);
    assertEquals("mho: " + message + "\n", run.err());
    assertEquals(2, run.exit());
  }

  @Test
  void aTracedRunSaysThatItCannotGoOn() throws IOException {
    Path file =
        Files.writeString(
            directory.resolve("traced.yaml"), SMALL + "trace: { devices: 4, steps: 0..2 }\n");
    CommandLineRun run = run("run", file.toString(), "--out", out().toString());
    assertEquals(0, run.exit(), run.err());
    assertTrue(run.out().contains("no checkpoints: a trace cannot go on from its middle"));
    Files.delete(out().resolve("result.json"));
    assertRefused(
        out() + ": a traced run cannot go on from its middle; run it again with --overwrite",
        "run",
        "--resume",
        out().toString());
  }

  /** A file that fills the disk: a line that names it, and what is done is kept. */
  @Test
  void aFullDisk() throws IOException, InterruptedException {
    Path full = Path.of("/dev/full");
    assumeTrue(Files.exists(full), "no /dev/full here");
    Path file = Files.writeString(directory.resolve("full.yaml"), SPEC);
    Path whole = directory.resolve("whole");
    finish(start("run", file.toString(), "--out", whole.toString()));
    Files.delete(said());
    Path results = directory.resolve("full");
    Process process =
        start("run", file.toString(), "--out", results.toString(), "--checkpoint", "3steps");
    while (process.isAlive() && !Files.exists(results.resolve("metrics.csv"))) {
      Thread.sleep(5);
    }
    Path metrics = results.resolve("metrics.csv.part");
    Files.deleteIfExists(metrics);
    Files.createSymbolicLink(metrics, full);
    assertTrue(process.waitFor(1, TimeUnit.MINUTES));
    String told = Files.readString(said());
    assertEquals(1, process.exitValue(), told);
    assertTrue(
        told.contains(
            "mho: cannot write or read: "
                + results.resolve("metrics.csv")
                + ": No space left on device\n"),
        told);
    assertTrue(
        told.contains("mho: what is done is kept; go on with: mho run --resume " + results), told);
    assertFalse(Files.exists(metrics), "no half file");
    finish(start("run", "--resume", results.toString()));
    assertEquals(contents(whole), contents(results));
  }
}
