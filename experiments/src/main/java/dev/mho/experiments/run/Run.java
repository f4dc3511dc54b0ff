package dev.mho.experiments.run;

import dev.mho.device.DeviceModel;
import dev.mho.device.array.Workers;
import dev.mho.device.format.BadInputException;
import dev.mho.device.format.StrictFormat;
import dev.mho.device.random.NoiseStream;
import dev.mho.emulator.matrix.Matrix;
import dev.mho.emulator.matrix.Products;
import dev.mho.experiments.dataset.Dataset;
import dev.mho.experiments.export.NpyMatrix;
import dev.mho.experiments.export.TraceRecorder;
import dev.mho.experiments.spec.ExperimentFile;
import dev.mho.experiments.spec.ExperimentSpec;
import dev.mho.experiments.spec.TraceSpec;
import dev.mho.learning.layer.DenseLayer;
import dev.mho.learning.network.Network;
import dev.mho.learning.network.TileFactory;
import dev.mho.learning.network.TileFactory.Purpose;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * One experiment from data to result directory.
 *
 * <p>With update scheme pulsed the network is trained on its hardware and, in lockstep on the same
 * samples, its exact twin. With scheme digital it is trained exactly, and then programmed onto the
 * hardware, if there is any. Every random number descends from the seed and is addressed by what it
 * is for, so metrics, weights and trace have the same bits whatever the number of threads.
 */
public final class Run {
  private final ExperimentSpec spec;
  private final Path origin;
  private final Progress progress;
  private final Products products;
  private final NoiseStream root;

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

  /**
   * Runs the experiment. What a user can get wrong is found before the directory is made.
   *
   * @param out the result directory to be made
   * @param overwrite whether an older result may be replaced
   */
  public RunResult into(Path out, boolean overwrite) {
    Dataset data = spec.data().load();
    Optional<Bench> bench = spec.hardware().map(hardware -> Bench.of(spec, origin, root, products));
    List<Trainee> trainees = new ArrayList<>();
    if (spec.trainsOnHardware()) {
      trainees.add(trainee("hardware", data, bench.orElseThrow().tiles()));
    }
    if (!spec.trainsOnHardware() || spec.crossCheck().orElseThrow().exact()) {
      trainees.add(trainee("exact", data, TileFactory.exact(spec.precision(), products)));
    }

    spec.trace().ifPresent(chosen -> requireSteps(chosen, data));
    ResultDirectory results = ResultDirectory.create(out, overwrite);
    results.write("experiment.yaml", ExperimentFile.print(spec));
    announce(data, bench);
    Optional<TraceRecorder> trace =
        spec.trace().map(chosen -> follow(results, bench.orElseThrow(), chosen));
    Optional<CrossCheck> crossCheck =
        trainees.size() == 2
            ? Optional.of(new CrossCheck(trainees.get(0).network(), trainees.get(1).network()))
            : Optional.empty();
    Map<String, Score> scores =
        new Training(
                spec, data, trainees, crossCheck, trace, results, progress, root.child("order"))
            .run();
    trace.ifPresent(recorder -> recorder.close(Version.text(), spec.seed()));
    trainees.forEach(trainee -> writeWeights(results, trainee));
    List<RunResult.ReadOut> readOuts =
        bench.map(b -> readOut(b, trainees.get(0), data, scores)).orElse(List.of());
    RunResult result =
        new RunResult(
            spec.name(),
            Version.text(),
            scores,
            bench.map(b -> b.effects().names()),
            bench.map(Bench::facts).orElse(Map.of()),
            readOuts);
    results.write("result.json", StrictFormat.json().print(RunResult.KIND, result));
    return result;
  }

  private Trainee trainee(String name, Dataset data, TileFactory tiles) {
    Network network = Trainee.network(spec, data, tiles, root, products);
    return Trainee.of(name, network, spec, tiles, root, products);
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
      String precision = spec.precision().name().toLowerCase(Locale.ROOT);
      progress.say("hardware: none, exact tiles in " + precision);
      return;
    }
    DeviceModel device = bench.get().array().device();
    progress.say("hardware: " + device.name() + " (" + device.technology() + "); effects:");
    bench.get().effects().lines().forEach(progress::say);
  }

  private void requireSteps(TraceSpec chosen, Dataset data) {
    int batch = spec.learning().batch();
    long steps = (long) spec.learning().epochs() * ((data.train().size() + batch - 1) / batch);
    if (chosen.steps().from() >= steps) {
      throw BadInputException.at(
          "trace.steps",
          chosen.steps().toString(),
          "a first step below " + steps + ", the steps of this run");
    }
  }

  private TraceRecorder follow(ResultDirectory results, Bench bench, TraceSpec chosen) {
    TraceRecorder recorder =
        new TraceRecorder(results.path().resolve("trace"), chosen, root.child("trace"));
    for (HardwareTiles.Placed placed : bench.tiles().placed()) {
      if (placed.purpose() == Purpose.WEIGHTS && chosen.layers().contains(placed.layer())) {
        recorder.follow(placed.layer(), placed.grid());
      }
    }
    return recorder;
  }

  private static void writeWeights(ResultDirectory results, Trainee trainee) {
    List<DenseLayer> layers = trainee.network().layers();
    for (int l = 0; l < layers.size(); l++) {
      DenseLayer layer = layers.get(l);
      String stem = "weights/" + trainee.name() + "-layer" + l;
      results.write(stem + "-weights.npy", NpyMatrix.bytes(layer.tile().weights()));
      results.write(stem + "-bias.npy", NpyMatrix.bytes(row(layer.bias())));
      layer
          .decorrelator()
          .ifPresent(
              decorrelator -> {
                Matrix r = decorrelator.tile().weights();
                results.write(stem + "-decorrelation.npy", NpyMatrix.bytes(r));
                results.write(stem + "-mean.npy", NpyMatrix.bytes(row(decorrelator.runningMean())));
              });
    }
  }

  private static Matrix row(double[] values) {
    return Matrix.of(new double[][] {values});
  }

  /** Tests the hardware at the times asked for; programs it first if it was trained exactly. */
  private List<RunResult.ReadOut> readOut(
      Bench bench, Trainee trained, Dataset data, Map<String, Score> scores) {
    Examiner examiner = new Examiner(spec.precision(), spec.learning().loss());
    Network deployed = trained.network();
    if (!spec.trainsOnHardware()) {
      deployed = Trainee.network(spec, data, bench.tiles(), root, products);
      deployed.take(trained.network());
      Score score = examiner.examine(deployed, data.test());
      scores.put("hardware", score);
      progress.say("programmed onto the hardware: " + score);
    }
    List<RunResult.ReadOut> readOuts = new ArrayList<>();
    double waited = 0;
    for (double seconds : bench.readAtSeconds()) {
      bench.idle(seconds - waited);
      waited = seconds;
      Score score = examiner.examine(deployed, data.test());
      readOuts.add(new RunResult.ReadOut(seconds, score));
      progress.say(String.format(Locale.ROOT, "%12.0f s later: %s", seconds, score));
    }
    return readOuts;
  }
}
