package dev.mho.experiments.sweep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mho.device.array.Workers;
import dev.mho.experiments.CommandLineRun;
import dev.mho.experiments.run.CheckpointRule;
import dev.mho.experiments.run.Checkpoints;
import dev.mho.experiments.run.Pause;
import dev.mho.experiments.run.PausedException;
import dev.mho.experiments.run.Progress;
import dev.mho.experiments.run.Run;
import dev.mho.experiments.run.RunResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A sweep from file to table. */
class SweepCommandTest {
  private static final String BASE =
      """
      mho: experiment/1
      name: tiny
      data: { set: digits, train: 160, validation: 32 }
      network: { hidden: [8] }
      learning:
        credit: backpropagation
        update: { scheme: digital, optimizer: { adam: { rate: 1e-2 } } }
        batch: 32
        epochs: 1
      """;

  private static final String SWEEP =
      """
      mho: sweep/1
      name: rates
      experiment: tiny.yaml
      grid:
        learning.update.optimizer.adam.rate: [1e-3, 1e-2]
        seed: 1..2
      choose: { run: exact, by: accuracy }
      """;

  @TempDir private Path directory;

  private Path file;

  private CommandLineRun sweep(String text, String... more) throws IOException {
    Files.writeString(directory.resolve("tiny.yaml"), BASE);
    file = directory.resolve("sweep.yaml");
    Files.writeString(file, text);
    String[] fixed = {"sweep", file.toString(), "--threads", "2"};
    if (!List.of(more).contains("--out")) {
      more =
          Stream.concat(Stream.of("--out", out().toString()), Stream.of(more))
              .toArray(String[]::new);
    }
    return CommandLineRun.of(
        Stream.concat(Stream.of(fixed), Stream.of(more)).toArray(String[]::new));
  }

  private Path out() {
    return directory.resolve("out");
  }

  @Test
  void runsOnceAndOnlyWhatIsMissing() throws IOException {
    CommandLineRun first = sweep(SWEEP);
    assertEquals(0, first.exit(), first.err());
    assertTrue(first.out().contains("4 runs, 0 of them done before"), first.out());
    assertTrue(first.out().contains("best on exact: "), first.out());
    assertTrue(first.out().contains("on the test samples, exact: accuracy"), first.out());
    String table = Files.readString(out().resolve("summary.csv"));
    List<String> runs = Files.readAllLines(out().resolve("runs.csv"));
    assertEquals(
        "number,id,learning.update.optimizer.adam.rate,seed,run,test_loss,test_accuracy,failure",
        runs.get(0));
    assertEquals(5, runs.size());
    assertEquals(3, table.lines().count(), table);
    assertTrue(Files.size(out().resolve("summary.png")) > 1000);

    CommandLineRun again = sweep(SWEEP);
    assertTrue(again.out().contains("4 runs, 4 of them done before"), again.out());
    assertEquals(table, Files.readString(out().resolve("summary.csv")));

    CommandLineRun more = sweep(SWEEP.replace("1..2", "1..3"));
    assertTrue(more.out().contains("6 runs, 4 of them done before"), more.out());
  }

  @Test
  void sharesMakeTheSameWhole() throws IOException {
    assertEquals(0, sweep(SWEEP).exit());
    String whole = Files.readString(out().resolve("runs.csv"));
    Path one = out();
    Files.move(one, directory.resolve("whole"));
    CommandLineRun second = sweep(SWEEP, "--shard", "2/3");
    assertTrue(second.out().contains("1 runs, 0 of them done before"), second.out());
    assertFalse(Files.exists(out().resolve("summary.csv")));
    sweep(SWEEP, "--shard", "1/3");
    sweep(SWEEP, "--shard", "3/3");
    CommandLineRun collected = sweep(SWEEP);
    assertTrue(collected.out().contains("4 runs, 4 of them done before"), collected.out());
    assertEquals(whole, Files.readString(out().resolve("runs.csv")));
  }

  @Test
  void anUnfinishedRunIsRunAgain() throws IOException {
    sweep(SWEEP);
    String before = Files.readString(out().resolve("runs.csv"));
    try (Stream<Path> runs = Files.list(out().resolve("runs"))) {
      Files.delete(runs.sorted().findFirst().orElseThrow().resolve("result.json"));
    }
    sweep(SWEEP);
    assertEquals(before, Files.readString(out().resolve("runs.csv")));
  }

  /** The rest of the sweep is worth keeping. */
  @Test
  void aRunThatDivergesIsAnAnswer() throws IOException {
    CommandLineRun run = sweep(SWEEP.replace("[1e-3, 1e-2]", "[1e-3, 1e300]"));
    assertEquals(0, run.exit(), run.err());
    assertTrue(
        run.out().contains("failed: learning.update.optimizer.adam.rate=1.0E300"), run.out());
    assertTrue(Files.readString(out().resolve("runs.csv")).contains("1.0E300,1,,,,"));
    CommandLineRun again = sweep(SWEEP.replace("[1e-3, 1e-2]", "[1e-3, 1e300]"));
    assertTrue(again.out().contains("4 runs, 4 of them done before"), again.out());
  }

  @Test
  void planListsTheRuns() throws IOException {
    CommandLineRun plan = sweep(SWEEP, "--plan");
    assertEquals(4, plan.out().lines().count(), plan.out());
    assertTrue(plan.out().contains("to do  learning.update.optimizer.adam.rate=0.001  seed=1"));
    assertFalse(Files.exists(out()));
  }

  @Test
  void listsAndDrawsCombineWithTheGrid() throws IOException {
    CommandLineRun plan =
        sweep(
            """
            mho: sweep/1
            name: all-kinds
            experiment: tiny.yaml
            list:
              - { learning.credit: backpropagation }
              - { learning.credit: feedback-alignment, learning.batch: 16 }
            random:
              draws: 3
              seed: 7
              keys: { learning.update.optimizer.adam.rate: { log-uniform: [1e-4, 1e-1] } }
            grid: { network.hidden: [[8], [4, 4]] }
            """,
            "--plan");
    assertEquals(12, plan.out().lines().count(), plan.err() + plan.out());
    assertTrue(plan.out().contains("learning.credit=feedback-alignment  learning.batch=16"));
    assertTrue(plan.out().contains("network.hidden=[4,4]"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      textBlock =
          """
          name: rates           | nam: rates                     | unknown key "nam", did you mean "name"?
          experiment: tiny.yaml | experiment: huge.yaml          | huge.yaml: no such file
          adam.rate: [          | adam.rat: [                    | unknown key "rat", did you mean "rate"?
          [1e-3, 1e-2]          | []                             | grid.learning.update.optimizer.adam.rate: found []; allowed: at least one value
          [1e-3, 1e-2]          | [1e-3, 0.001]                  | are the same experiment: learning.update.optimizer.adam.rate=0.001  seed=1
          [1e-3, 1e-2]          | [1e-3, -1]                     | found -1
          1..2                  | 2..1                           | grid.seed: found 2..1; allowed: a range from the smaller to the larger
          by: accuracy          | by: speed                      | choose.by: found "speed"; allowed: accuracy, loss
          seed: 1..2            | name.first: [1]                | name: "tiny"; allowed: a block of keys in the experiment
          """)
  void mistakesAreOneLine(String good, String bad, String message) throws IOException {
    CommandLineRun run = sweep(SWEEP.replace(good, bad));
    assertEquals(2, run.exit(), run.out());
    assertEquals(1, run.err().lines().count(), run.err());
    assertTrue(run.err().contains(message), run.err());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          --engine=spark           | --engine spark is not part of this mho; add it with: mvn -Pspark
          --engine=loca            | --engine: unknown engine "loca", did you mean "local"?
          --master=spark://node:1  | --master cannot act: engine local has none
          --conf=spark.cores.max=2 | --conf cannot act: engine local has no settings
          """)
  void enginesAreChecked(String option, String message) throws IOException {
    CommandLineRun run = sweep(SWEEP, option);
    assertEquals(2, run.exit(), run.out());
    assertEquals(1, run.err().lines().count(), run.err());
    assertTrue(run.err().contains(message), run.err());
    assertFalse(Files.exists(out()));
  }

  @ParameterizedTest
  @CsvSource({"0/3", "4/3", "1", "a/b"})
  void sharesAreChecked(String shard) throws IOException {
    CommandLineRun run = sweep(SWEEP, "--shard", shard);
    assertEquals(2, run.exit());
    assertTrue(run.err().contains("i/n with 1 <= i <= n"), run.err());
  }

  @Test
  void bestNeedsAKnownKey() throws IOException {
    CommandLineRun run = sweep(SWEEP.replace("by: accuracy", "by: accuracy, each: [sed]"));
    assertEquals(2, run.exit());
    assertTrue(run.err().contains("choose.each: unknown key \"sed\""), run.err());
  }

  /** A sweep on one thread of this machine. */
  private static SweepRun here(SweepFile file, Path out, Checkpoints checkpoints) {
    SweepEngine.Terms terms =
        new SweepEngine.Terms(
            OptionalInt.of(1), checkpoints, Optional.empty(), Map.of(), out.resolve("local.log"));
    return new SweepRun(file, out, new LocalEngine(), terms);
  }

  /** A run that was stopped in its middle goes on; a run that begins anew would refuse the note. */
  @Test
  void goesOnInTheMiddleOfARun() throws IOException {
    assertEquals(0, sweep(SWEEP).exit());
    String table = Files.readString(out().resolve("runs.csv"));
    SweepFile known = SweepFile.read(file);
    Checkpoints checkpoints = new Checkpoints(CheckpointRule.usual(), new Pause());
    Point point = known.points().get(0);
    Path place = here(known, out(), checkpoints).place(point);
    checkpoints.pause().ask();
    try (Workers workers = Workers.single()) {
      Run run = new Run(point.spec(), known.experimentFile(), workers, Progress.silent());
      assertThrows(PausedException.class, () -> run.into(place, true, checkpoints));
    }
    assertTrue(Files.exists(place.resolve("checkpoint.bin")));
    Files.writeString(place.resolve("note.txt"), "mine");
    CommandLineRun again = sweep(SWEEP);
    assertEquals(0, again.exit(), again.err() + again.out());
    assertTrue(again.out().contains("4 runs, 3 of them done before"), again.out());
    assertFalse(Files.exists(place.resolve("checkpoint.bin")));
    assertEquals(table, Files.readString(out().resolve("runs.csv")));
  }

  /** What cannot be gone on with is made anew. */
  @Test
  void aDamagedCheckpointIsMadeUpFor() throws IOException {
    assertEquals(0, sweep(SWEEP).exit());
    String table = Files.readString(out().resolve("runs.csv"));
    Path run;
    try (Stream<Path> runs = Files.list(out().resolve("runs"))) {
      run = runs.sorted().findFirst().orElseThrow();
    }
    Files.delete(run.resolve("result.json"));
    Files.writeString(run.resolve("checkpoint.bin"), "damaged");
    CommandLineRun again = sweep(SWEEP);
    assertEquals(0, again.exit(), again.err() + again.out());
    assertTrue(Files.exists(run.resolve("result.json")));
    assertFalse(Files.exists(run.resolve("checkpoint.bin")));
    assertEquals(table, Files.readString(out().resolve("runs.csv")));
  }

  /** A data file that goes missing fails its runs in one line each, and keeps the others. */
  @Test
  void aMissingDataFileKeepsWhatIsDone() throws IOException {
    Path samples = directory.resolve("samples.csv");
    StringBuilder rows = new StringBuilder("a,b,label\n");
    for (int i = 0; i < 40; i++) {
      rows.append(i % 7).append(',').append(i % 3).append(',').append(i % 2).append('\n');
    }
    Files.writeString(samples, rows);
    Files.writeString(
        directory.resolve("csv.yaml"),
        BASE.replace(
            "set: digits, train: 160, validation: 32",
            "set: csv, csv: { file: " + samples + " }, train: 20"));
    String text =
        SWEEP
            .replace("tiny.yaml", "csv.yaml")
            .replace("choose: { run: exact, by: accuracy }\n", "")
            .replace("seed: 1..2", "seed: 1..3");
    CommandLineRun whole = sweep(text);
    assertEquals(0, whole.exit(), whole.err() + whole.out());
    SweepFile file = SweepFile.read(this.file);
    SweepRun run = here(file, directory.resolve("later"), Checkpoints.off());
    List<String> failures = new ArrayList<>();
    SweepRun.Report report =
        run.run(
            Shard.whole(),
            new SweepRun.Listener() {
              @Override
              public void begins(int runs, int known) {}

              @Override
              public void ended(
                  PlannedRun point, Optional<RunResult> result, Optional<String> failure) {
                failure.ifPresent(failures::add);
                try {
                  Files.deleteIfExists(samples);
                } catch (IOException e) {
                  throw new AssertionError(e);
                }
              }

              @Override
              public void says(String line) {}
            });
    assertFalse(report.complete());
    assertTrue(failures.size() >= 4, failures.toString());
    assertTrue(
        failures.stream().allMatch(f -> f.endsWith(samples + ": no such file")),
        failures.toString());
    Files.writeString(samples, rows);
    CommandLineRun again = sweep(text, "--out", directory.resolve("later").toString());
    assertEquals(0, again.exit(), again.err() + again.out());
    assertEquals(
        Files.readString(out().resolve("runs.csv")),
        Files.readString(directory.resolve("later/runs.csv")));
  }
}
