package dev.mho.experiments.run;

import dev.mho.device.DeviceModel;
import dev.mho.device.array.Workers;
import dev.mho.device.format.BadInputException;
import dev.mho.device.format.StrictFormat;
import dev.mho.device.random.NoiseStream;
import dev.mho.emulator.cell.DifferentialPair;
import dev.mho.emulator.matrix.Matrix;
import dev.mho.emulator.matrix.Products;
import dev.mho.emulator.tile.AnalogTileSpec;
import dev.mho.emulator.tile.Effect;
import dev.mho.emulator.tile.Tile;
import dev.mho.emulator.tile.TileActivity;
import dev.mho.experiments.crosscheck.LayerCheck;
import dev.mho.experiments.dataset.Dataset;
import dev.mho.experiments.export.CsvTable;
import dev.mho.experiments.export.NpyMatrix;
import dev.mho.experiments.export.TraceRecorder;
import dev.mho.experiments.run.RunResult.ArrayFacts;
import dev.mho.experiments.spec.ExperimentFile;
import dev.mho.experiments.spec.ExperimentSpec;
import dev.mho.experiments.spec.HardwareSpec;
import dev.mho.learning.network.Network;
import dev.mho.learning.network.TileFactory;
import dev.mho.learning.network.TileFactory.Purpose;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * One experiment from data to result directory: trains the network on its hardware and, in lockstep
 * on the same samples, its exact twin.
 *
 * <p>Every random number descends from the seed and is addressed by what it is for, so metrics,
 * weights and trace have the same bits whatever the number of threads.
 */
public final class Run {
  private final ExperimentSpec spec;
  private final Path origin;
  private final Progress progress;
  private final Products products;
  private final NoiseStream root;

  private final CsvTable metrics =
      new CsvTable("epoch", "run", "train_loss", "train_accuracy", "test_loss", "test_accuracy");
  private final CsvTable checks =
      new CsvTable(
          "epoch",
          "layer",
          "matrix",
          "read_relative_error",
          "read_snr_db",
          "change_cosine",
          "change_gain",
          "twin_cosine");

  /**
   * Prepares a run.
   *
   * @param origin directory of the experiment file, from which device files are found
   */
  public Run(ExperimentSpec spec, Path origin, Workers workers, Progress progress) {
    this.spec = spec;
    this.origin = origin;
    this.progress = progress;
    this.products = new Products(workers);
    this.root = NoiseStream.root(spec.seed());
  }

  /** Hardware, ready to be built on. */
  private record Bench(
      HardwareSpec hardware, AnalogTileSpec array, EffectReport effects, HardwareTiles tiles) {}

  /**
   * Runs the experiment. Everything a user can get wrong is found before the directory is made.
   *
   * @param out the result directory to be made
   * @param overwrite whether an older result may be replaced
   */
  public RunResult into(Path out, boolean overwrite) {
    Dataset data = spec.data().load();
    Optional<Bench> bench = spec.hardware().map(this::bench);
    boolean trainsOnHardware = spec.trainsOnHardware();
    Trainee hardware = trainsOnHardware ? trainee("hardware", data, bench.get().tiles()) : null;
    boolean twin = !trainsOnHardware || spec.crossCheck().get().exact();
    Trainee exact = twin ? trainee("exact", data, exactTiles()) : null;
    List<Trainee> trainees = new ArrayList<>();
    if (hardware != null) {
      trainees.add(hardware);
    }
    if (exact != null) {
      trainees.add(exact);
    }

    ResultDirectory results = ResultDirectory.create(out, overwrite);
    results.write("experiment.yaml", ExperimentFile.print(spec));
    announce(data, bench);
    Optional<TraceRecorder> trace = spec.trace().map(t -> follow(results, bench.get(), t));
    Optional<CrossCheck> crossCheck =
        trainees.size() == 2
            ? Optional.of(new CrossCheck(hardware.network(), exact.network()))
            : Optional.empty();
    Map<String, Score> scores = train(data, trainees, crossCheck, trace, results);
    trace.ifPresent(t -> t.close(Version.text(), spec.seed()));
    for (Trainee trainee : trainees) {
      writeWeights(results, trainee);
    }
    List<RunResult.ReadOut> readOuts =
        bench.map(b -> readOut(b, hardware, exact, data, scores)).orElse(List.of());
    RunResult result =
        new RunResult(
            spec.name(),
            Version.text(),
            scores,
            bench.map(b -> names(b.effects())),
            bench.map(Run::facts).orElse(Map.of()),
            readOuts);
    results.write("result.json", StrictFormat.json().print(RunResult.KIND, result));
    return result;
  }

  private TileFactory exactTiles() {
    return TileFactory.exact(spec.precision(), products);
  }

  private Trainee trainee(String name, Dataset data, TileFactory tiles) {
    return Trainee.build(name, spec, data.features(), data.classes(), tiles, root, products);
  }

  private Bench bench(HardwareSpec hardware) {
    DeviceModel device = hardware.loadDevice(origin);
    boolean pulsed = spec.trainsOnHardware();
    if (pulsed && device.response().isEmpty()) {
      throw new BadInputException(
          "hardware.device: "
              + device.name()
              + " has no pulse response, so scheme pulsed cannot train it; use scheme digital, which programs the trained weights");
    }
    AnalogTileSpec whole =
        hardware.array(
            device, pulsed ? DifferentialPair.Rest.MIDDLE : DifferentialPair.Rest.MINIMUM);
    List<Double> waits = hardware.readAtSeconds();
    double longestWait = waits.isEmpty() ? 0 : waits.get(waits.size() - 1);
    EffectReport effects = EffectReport.of(whole, hardware.effects(), pulsed, longestWait);
    AnalogTileSpec array = whole.only(hardware.effects().wanted());
    boolean crossChecked = spec.crossCheck().map(c -> c.exact()).orElse(false);
    HardwareTiles tiles =
        new HardwareTiles(
            hardware, array, crossChecked, root.child("hardware"), spec.precision(), products);
    return new Bench(hardware, array, effects, tiles);
  }

  private void announce(Dataset data, Optional<Bench> bench) {
    progress.say(
        String.format(
            Locale.ROOT,
            "%s: %s, %d training and %d test samples, %d features, %d classes",
            spec.name(),
            data.name(),
            data.train().size(),
            data.test().size(),
            data.features(),
            data.classes()));
    if (bench.isEmpty()) {
      progress.say(
          "hardware: none, exact tiles in " + spec.precision().name().toLowerCase(Locale.ROOT));
      return;
    }
    progress.say(
        "hardware: "
            + bench.get().array().device().name()
            + " ("
            + bench.get().array().device().technology()
            + "); effects:");
    bench.get().effects().lines().forEach(progress::say);
  }

  private TraceRecorder follow(
      ResultDirectory results, Bench bench, dev.mho.experiments.spec.TraceSpec trace) {
    TraceRecorder recorder =
        new TraceRecorder(results.path().resolve("trace"), trace, root.child("trace"));
    for (HardwareTiles.Placed placed : bench.tiles().placed()) {
      if (placed.purpose() == Purpose.WEIGHTS && trace.layers().contains(placed.layer())) {
        recorder.follow(placed.layer(), placed.grid());
      }
    }
    return recorder;
  }

  // --- training ----------------------------------------------------------------------------

  private Map<String, Score> train(
      Dataset data,
      List<Trainee> trainees,
      Optional<CrossCheck> crossCheck,
      Optional<TraceRecorder> trace,
      ResultDirectory results) {
    Map<String, Score> scores = new LinkedHashMap<>();
    int epochs = spec.learning().epochs();
    int batch = spec.learning().batch();
    int size = data.train().size();
    long step = 0;
    for (int epoch = 1; epoch <= epochs; epoch++) {
      int[] order = root.child("order").permutation(epoch, size);
      Map<String, Score.Sum> training = new LinkedHashMap<>();
      trainees.forEach(t -> training.put(t.name(), new Score.Sum()));
      progress.epoch(epoch, epochs, (size + batch - 1) / batch);
      for (int from = 0; from < size; from += batch) {
        int to = Math.min(size, from + batch);
        int[] samples = Arrays.copyOfRange(order, from, to);
        if (trace.isPresent()) {
          trace.get().beginStep(step, epoch, samples);
        }
        for (Trainee trainee : trainees) {
          training.get(trainee.name()).add(trainee.learn(data.train(), order, from, to));
        }
        trace.ifPresent(TraceRecorder::endStep);
        step++;
        progress.step();
      }
      for (Trainee trainee : trainees) {
        Score test = trainee.evaluate(data.test());
        Score train = training.get(trainee.name()).mean();
        scores.put(trainee.name(), test);
        metrics.row(
            epoch, trainee.name(), train.loss(), train.accuracy(), test.loss(), test.accuracy());
      }
      if (crossCheck.isPresent()) {
        Matrix probe = probe(trainees.get(0), data);
        for (LayerCheck check : crossCheck.get().compare(epoch, probe)) {
          addCheck(check);
        }
        results.write("crosscheck.csv", checks.text());
      }
      results.write("metrics.csv", metrics.text());
      progress.epochDone(summary(epoch, epochs, scores));
    }
    return scores;
  }

  private Matrix probe(Trainee trainee, Dataset data) {
    int size = Math.min(spec.crossCheck().get().probe(), data.test().size());
    int[] first = new int[size];
    Arrays.setAll(first, i -> i);
    return trainee.batch(data.test(), first, 0, size);
  }

  private void addCheck(LayerCheck check) {
    checks.row(
        check.epoch(),
        check.layer(),
        check.matrix(),
        check.relativeError(),
        check.snrDecibels(),
        check.changeCosine(),
        check.changeGain(),
        check.twinCosine());
  }

  private static String summary(int epoch, int epochs, Map<String, Score> scores) {
    StringBuilder line =
        new StringBuilder(String.format(Locale.ROOT, "epoch %3d/%d ", epoch, epochs));
    scores.forEach(
        (name, score) ->
            line.append(
                String.format(
                    Locale.ROOT,
                    "  %s: test accuracy %.2f %%, loss %.4f",
                    name,
                    100 * score.accuracy(),
                    score.loss())));
    return line.toString();
  }

  // --- results -----------------------------------------------------------------------------

  private void writeWeights(ResultDirectory results, Trainee trainee) {
    Network network = trainee.network();
    for (int l = 0; l < network.layers().size(); l++) {
      String stem = "weights/" + trainee.name() + "-layer" + l;
      results.write(
          stem + "-weights.npy", NpyMatrix.bytes(network.layers().get(l).tile().weights()));
      Matrix bias = Matrix.of(new double[][] {network.layers().get(l).bias()});
      results.write(stem + "-bias.npy", NpyMatrix.bytes(bias));
      network
          .layers()
          .get(l)
          .decorrelator()
          .ifPresent(
              d -> {
                results.write(stem + "-decorrelation.npy", NpyMatrix.bytes(d.tile().weights()));
                Matrix mean = Matrix.of(new double[][] {d.runningMean()});
                results.write(stem + "-mean.npy", NpyMatrix.bytes(mean));
              });
    }
  }

  /** Tests the hardware at the times asked for; programs it first if it was trained exactly. */
  private List<RunResult.ReadOut> readOut(
      Bench bench, Trainee hardware, Trainee exact, Dataset data, Map<String, Score> scores) {
    Trainee deployed = hardware;
    List<Double> times = bench.hardware().readAtSeconds();
    if (deployed == null) {
      deployed = trainee("hardware", data, bench.tiles());
      program(deployed.network(), exact.network());
      scores.put("hardware", deployed.evaluate(data.test()));
    }
    List<RunResult.ReadOut> readOuts = new ArrayList<>();
    double waited = 0;
    for (double seconds : times) {
      double wait = seconds - waited;
      bench.tiles().placed().forEach(placed -> placed.grid().idle(wait));
      waited = seconds;
      Score score = deployed.evaluate(data.test());
      readOuts.add(new RunResult.ReadOut(seconds, score));
      progress.say(
          String.format(
              Locale.ROOT,
              "%12.0f s after training   hardware: test accuracy %.2f %%, loss %.4f",
              seconds,
              100 * score.accuracy(),
              score.loss()));
    }
    return readOuts;
  }

  private static void program(Network to, Network from) {
    for (int l = 0; l < to.layers().size(); l++) {
      var target = to.layers().get(l);
      var source = from.layers().get(l);
      target.tile().program(source.tile().weights());
      double[] bias = source.bias();
      double[] old = target.bias();
      for (int k = 0; k < bias.length; k++) {
        bias[k] -= old[k];
      }
      target.addToBias(bias, 1);
      if (source.decorrelator().isPresent()) {
        target.decorrelator().get().take(source.decorrelator().get());
      }
    }
  }

  private static RunResult.EffectNames names(EffectReport report) {
    Map<String, String> idle = new LinkedHashMap<>();
    report.idle().forEach((effect, reason) -> idle.put(effect.label(), reason));
    return new RunResult.EffectNames(
        report.active().stream().map(Effect::label).toList(),
        report.absent().stream().map(Effect::label).toList(),
        report.off().stream().map(Effect::label).toList(),
        idle);
  }

  private static Map<String, ArrayFacts> facts(Bench bench) {
    Map<String, ArrayFacts> facts = new LinkedHashMap<>();
    for (HardwareTiles.Placed placed : bench.tiles().placed()) {
      Tile grid = placed.grid();
      TileActivity activity = grid.activity();
      facts.put(
          "layer " + placed.layer() + " " + placed.purpose().label(),
          new ArrayFacts(
              placed.grid().tiles().size(),
              2L * grid.inputs() * grid.outputs(),
              activity.seconds(),
              activity.conversions(),
              activity.saturations(),
              activity.upPulses() + activity.downPulses(),
              activity.clippedWeights()));
    }
    return facts;
  }
}
