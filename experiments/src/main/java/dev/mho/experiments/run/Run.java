package dev.mho.experiments.run;

import dev.mho.device.ConverterFile;
import dev.mho.device.DeviceFile;
import dev.mho.device.DeviceModel;
import dev.mho.device.array.Workers;
import dev.mho.device.format.BadInputException;
import dev.mho.device.format.StrictFormat;
import dev.mho.device.format.TextFile;
import dev.mho.device.random.NoiseStream;
import dev.mho.emulator.cell.Role;
import dev.mho.emulator.energy.EnergyModel;
import dev.mho.emulator.matrix.Matrix;
import dev.mho.emulator.matrix.Products;
import dev.mho.emulator.tile.Effect;
import dev.mho.experiments.circuit.DefectFile;
import dev.mho.experiments.dataset.Dataset;
import dev.mho.experiments.dataset.View;
import dev.mho.experiments.export.NpyMatrix;
import dev.mho.experiments.spec.ExperimentFile;
import dev.mho.experiments.spec.ExperimentSpec;
import dev.mho.experiments.spec.LearningSpec.NodePerturbationKeys;
import dev.mho.experiments.spec.TraceSpec;
import dev.mho.experiments.spec.UpdateSpec;
import dev.mho.experiments.trace.TraceEstimate;
import dev.mho.experiments.trace.TraceExport;
import dev.mho.experiments.trace.TraceRecorder;
import dev.mho.experiments.trace.TracedCells;
import dev.mho.learning.decorrelation.Decorrelator;
import dev.mho.learning.layer.Layer;
import dev.mho.learning.network.Network;
import dev.mho.learning.network.ReadNoise;
import dev.mho.learning.network.TileFactory;
import dev.mho.learning.network.TileFactory.Purpose;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * One experiment from data to result directory.
 *
 * <p>With update scheme pulsed, or one that learns on arrays too, the network is trained on its
 * hardware and, in lockstep on the same samples, its exact twin. With scheme digital it is trained
 * exactly, and then programmed onto the hardware, if there is any. Every random number descends
 * from the seed and is addressed by what it is for, so metrics, weights and trace have the same
 * bits whatever the number of threads.
 */
public final class Run {
  private final ExperimentSpec spec;
  private final Path file;
  private final Path folder;
  private final Progress progress;
  private final Products products;
  private final NoiseStream root;
  private Optional<PerturbationSizes> perturbation = Optional.empty();
  private Map<String, Double> adcBounds = Map.of();

  /**
   * Prepares a run.
   *
   * @param file the experiment file: its directory is where device files are looked for, and its
   *     name stands in messages
   */
  public Run(ExperimentSpec spec, Path file, Workers workers, Progress progress) {
    this(spec, file, Path.of(""), workers, progress);
  }

  /**
   * Prepares a run whose files may lie in another file system.
   *
   * @param file the experiment file: its directory is where device files are looked for, and its
   *     name stands in messages
   * @param folder from which files of samples are named
   */
  public Run(ExperimentSpec spec, Path file, Path folder, Workers workers, Progress progress) {
    this.spec = spec;
    this.file = file;
    this.folder = folder;
    this.progress = progress;
    this.products = new Products(workers);
    this.root = NoiseStream.root(spec.seed());
  }

  /**
   * What there is before the first step, and follows from the experiment alone.
   *
   * @param trained networks in training, the one on hardware first
   * @param traced the cells that are traced
   * @param identity all that decides the result
   * @param papers texts that belong to the result beside the experiment, by name
   */
  record Start(
      Dataset data,
      Optional<Bench> bench,
      List<Trainee> trained,
      List<TracedCells> traced,
      RunIdentity identity,
      Map<String, String> papers) {}

  /** Runs the experiment without checkpoints. */
  public RunResult into(Path out, boolean overwrite) {
    return into(out, overwrite, Checkpoints.off());
  }

  /**
   * Runs the experiment. What a user can get wrong is found before the directory is made.
   *
   * @param out the result directory to be made
   * @param overwrite whether an older result may be replaced
   * @param checkpoints when the state is saved; a traced run has none
   * @throws PausedException if the run was asked to stop
   */
  public RunResult into(Path out, boolean overwrite, Checkpoints checkpoints) {
    Start start = start();
    try (ResultDirectory results = ResultDirectory.create(out, overwrite)) {
      // The experiment comes last: where it is, all that a resumed run needs is.
      start.papers().forEach(results::write);
      results.write(ResultDirectory.EXPERIMENT, start.identity().experiment());
      return conduct(start, results, checkpoints, false);
    }
  }

  /**
   * Goes on with a run that was interrupted, from its last checkpoint or else from the beginning,
   * to the same bits as if it never had been.
   *
   * @param out its result directory
   * @param checkpoints when the state is saved
   * @throws BadInputException if there is nothing to go on with, or the experiment has changed
   * @throws PausedException if the run was asked to stop again
   */
  public RunResult resume(Path out, Checkpoints checkpoints) {
    try (ResultDirectory results = ResultDirectory.open(out)) {
      return resume(results, checkpoints);
    }
  }

  private RunResult resume(ResultDirectory results, Checkpoints checkpoints) {
    Path out = results.path();
    if (Files.exists(out.resolve(ResultDirectory.RESULT))) {
      progress.say(out + ": was finished already");
      Checkpoint.delete(out);
      return RunResult.read(out);
    }
    if (spec.trace().isPresent()) {
      throw new BadInputException(
          out + ": a traced run cannot go on from its middle; run it again with --overwrite");
    }
    Start start = start();
    requireSame(start, out);
    return conduct(start, results, checkpoints, Checkpoint.isIn(out));
  }

  /** Without a checkpoint to tell, the directory says what was run. */
  private void requireSame(Start start, Path out) {
    Map<String, String> papers = new LinkedHashMap<>();
    for (String name : start.papers().keySet()) {
      papers.put(name, TextFile.read(out.resolve(name)));
    }
    String experiment = TextFile.read(out.resolve(ResultDirectory.EXPERIMENT));
    RunIdentity.of(experiment, papers, List.of())
        .requireSame(
            RunIdentity.of(start.identity().experiment(), start.papers(), List.of()),
            out.toString());
  }

  Start start() {
    Dataset data = within("data", () -> spec.data().load(folder));
    View view = within("data", () -> spec.data().view(data));
    Path origin = TextFile.folder(file);
    Optional<Bench> bench =
        spec.hardware().map(h -> within("hardware", () -> Bench.of(spec, origin, root, products)));
    List<Trainee> trainees = new ArrayList<>();
    if (spec.trainsOnHardware()) {
      trainees.add(trainee("hardware", data, view, bench.orElseThrow().tiles()));
    }
    if (!spec.trainsOnHardware() || spec.crossCheck().orElseThrow().exact()) {
      trainees.add(trainee("exact", data, view, exactTiles()));
    }
    List<TracedCells> traced =
        spec.trace()
            .map(t -> within("trace", () -> traced(t, data, bench.orElseThrow(), trainees.get(0))))
            .orElse(List.of());
    ExperimentSpec resolved = bench.map(b -> spec.on(b.hardware())).orElse(spec);
    Map<String, String> papers = papers(bench, origin);
    List<Path> tables = spec.data().csv().stream().flatMap(csv -> csv.files(folder)).toList();
    RunIdentity identity =
        within("data", () -> RunIdentity.of(ExperimentFile.print(resolved), papers, tables));
    return new Start(data, bench, trainees, traced, identity, papers);
  }

  private Map<String, String> papers(Optional<Bench> bench, Path origin) {
    Map<String, String> papers = new LinkedHashMap<>();
    bench.ifPresent(b -> papers.put(Bench.DEVICE_FILE, DeviceFile.print(b.device())));
    spec.hardware()
        .ifPresent(
            h ->
                h.converterFiles(origin)
                    .forEach((name, model) -> papers.put(name, ConverterFile.print(model))));
    bench
        .flatMap(Bench::energy)
        .ifPresent(
            e -> papers.put(Bench.ENERGY_FILE, StrictFormat.json().print(EnergyModel.KIND, e)));
    return papers;
  }

  /** The run from its start or its checkpoint to its result. */
  private RunResult conduct(
      Start start, ResultDirectory results, Checkpoints checkpoints, boolean restore) {
    Dataset data = start.data();
    Optional<Bench> bench = start.bench();
    announce(data, bench);
    perturbation.ifPresent(sizes -> sizes.lines().forEach(progress::say));
    if (spec.trace().isPresent() && checkpoints.areKept()) {
      progress.say("no checkpoints: a trace cannot go on from its middle");
    }
    Checkpoints kept =
        spec.trace().isEmpty()
            ? checkpoints
            : new Checkpoints(new CheckpointRule.Never(), checkpoints.pause());
    Optional<TraceRecorder> trace =
        spec.trace()
            .map(
                t ->
                    new TraceRecorder(
                        results.path().resolve("trace"), t, start.traced(), products.workers()));
    spec.trace().ifPresent(t -> progress.say(estimate(t, start.traced(), data).line(t)));
    Map<String, Score> scores = training(start, results, trace, kept, restore).run();
    trace.ifPresent(recorder -> recorder.close(Version.text(), spec.seed()));
    trace
        .flatMap(TraceRecorder::stopped)
        .ifPresent(why -> progress.say("trace: ended early, " + why));
    return report(start, scores, results);
  }

  /** The training at its first step, or where its checkpoint left it. */
  Training training(
      Start start,
      ResultDirectory results,
      Optional<TraceRecorder> trace,
      Checkpoints checkpoints,
      boolean restore) {
    List<Trainee> trainees = start.trained();
    Optional<CrossCheck> crossCheck =
        trainees.size() == 2
            ? Optional.of(new CrossCheck(trainees.get(0).network(), trainees.get(1).network()))
            : Optional.empty();
    if (spec.trainsOnHardware()) {
      calibrate(start.bench().orElseThrow(), trainees.get(0).network(), start.data());
    }
    Training training =
        new Training(
            spec,
            start.data(),
            trainees,
            crossCheck,
            trace,
            results,
            progress,
            root.child("order"),
            checkpoints.new Keeper(results.path(), start.identity(), progress));
    if (restore) {
      Checkpoint.restore(results.path(), start.identity(), training);
      progress.say("going on after step " + training.steps() + " of " + steps(start.data()));
    }
    return training;
  }

  /** Tests what was trained, and writes down what came out. */
  private RunResult report(Start start, Map<String, Score> scores, ResultDirectory results) {
    Optional<Bench> bench = start.bench();
    List<Trainee> trainees = start.trained();
    trainees.forEach(t -> writeWeights(results, t.name(), t.network()));
    List<RunResult.ReadOut> readOuts =
        bench
            .map(b -> readOut(b, trainees.get(0), start.data(), scores, results))
            .orElse(List.of());
    bench.ifPresent(b -> writeConductances(results, b));
    bench.ifPresent(b -> results.write("clipping.csv", b.clipped().text()));
    bench.ifPresent(b -> b.energyLines().forEach(progress::say));
    tellOfSettling(trainees.get(0).network());
    Optional<EffectReport> effects = bench.map(b -> b.effects().after(b.device(), b.clock()));
    if (effects.isPresent() && !effects.get().equals(bench.get().effects())) {
      progress.say("drift has not acted: " + effects.get().idle().get(Effect.DRIFT));
    }
    RunResult result =
        new RunResult(
            spec.name(),
            Version.text(),
            scores,
            effects.map(EffectReport::names),
            bench.map(b -> b.facts(adcBounds)).orElse(Map.of()),
            readOuts,
            perturbation.map(PerturbationSizes::layers),
            bench.flatMap(Bench::energy).map(EnergyModel::notModelled).orElse(List.of()));
    results.write(ResultDirectory.RESULT, StrictFormat.json().print(RunResult.KIND, result));
    Checkpoint.delete(results.path());
    return result;
  }

  /** Finds the bounds of the ADCs, if that was asked for; they stay. */
  private void calibrate(Bench bench, Network network, Dataset data) {
    Examiner examiner =
        new Examiner(spec.precision(), spec.learning().loss(), spec.data().view(data));
    bench
        .hardware()
        .adc()
        .range()
        .ifPresent(
            keys -> {
              RangeCalibration calibration = new RangeCalibration(keys, bench.tiles());
              adcBounds = calibration.run(network, examiner, data.train());
              progress.say(calibration.line(adcBounds));
            });
  }

  private TileFactory exactTiles() {
    return spec.learning()
        .hardwareAware()
        .map(keys -> keys.tiles(root.child("modifier"), spec.precision(), products))
        .orElseGet(() -> TileFactory.exact(spec.precision(), products));
  }

  private Trainee trainee(String name, Dataset data, View view, TileFactory tiles) {
    Network network =
        within("network", () -> Trainee.network(spec, view, data.classes(), tiles, root, products));
    if (perturbation.isEmpty()) {
      perturbation =
          spec.learning()
              .nodePerturbation()
              .map(keys -> within("learning", () -> sizes(keys, network, data, view)));
    }
    return within(
        "learning",
        () -> Trainee.of(name, network, spec, view, perturbation, tiles, root, products));
  }

  /** The network that is trained says how noisy its reads are; an exact twin takes that over. */
  private PerturbationSizes sizes(
      NodePerturbationKeys keys, Network network, Dataset data, View view) {
    int[] first = new int[Math.min(spec.learning().batch(), data.train().size())];
    Arrays.setAll(first, i -> i);
    Matrix x =
        new Examiner(spec.precision(), spec.learning().loss(), view)
            .testBatch(data.train(), first, 0, first.length);
    return PerturbationSizes.of(keys, ReadNoise.of(network, x));
  }

  private void announce(Dataset data, Optional<Bench> bench) {
    progress.say(
        String.format(
            Locale.ROOT,
            "%s: %s, %d training and %d %s samples, %d features, %d classes",
            spec.name(),
            data.name(),
            data.train().size(),
            data.test().size(),
            spec.data().validation().isPresent() ? "validation" : "test",
            spec.data().view(data).features(),
            data.classes()));
    if (spec.learning().batch() > data.train().size()) {
      progress.say(
          "batch: "
              + spec.learning().batch()
              + " is more than there are training samples: one batch an epoch, of "
              + data.train().size());
    }
    if (bench.isEmpty()) {
      String precision = spec.precision().name().toLowerCase(Locale.ROOT);
      progress.say("hardware: none, exact tiles in " + precision);
      return;
    }
    DeviceModel device = bench.get().array().device();
    progress.say("hardware: " + device.name() + " (" + device.technology() + "); effects:");
    bench.get().effects().lines().forEach(progress::say);
    if (device.reference().isPresent() && !bench.get().array().cell().comparesWithOwn()) {
      progress.say(
          "the device's reference plays no part: no cell compares with it (cell: { kind: single,"
              + " reference: own } does)");
    }
    if (device.reset().isPresent() && !device.isOneDirectional()) {
      progress.say("the device's reset plays no part: pulses lower its conductance");
    }
    progress.say(
        String.format(
            Locale.ROOT,
            "emulated time: %.2g s a read of one sample, %.2g s a slot of a pulse train",
            bench.get().array().readSeconds(),
            bench.get().array().pulseSeconds()));
    UpdateSpec.Scheme scheme = spec.learning().update().scheme();
    if (scheme != UpdateSpec.Scheme.PULSED
        && scheme != UpdateSpec.Scheme.TIKI_TAKA
        && spec.trainsOnHardware()) {
      progress.say(
          "weights get whole pulses by number; hardware.pulses.kind is for outer products");
    }
    warnOfDrownedPerturbation(bench.get());
    bench.get().notes().forEach(progress::say);
  }

  /** Runs a preparation; a mistake found there is told with the file and the key. */
  private <T> T within(String key, Supplier<T> preparation) {
    try {
      return preparation.get();
    } catch (BadInputException e) {
      throw new BadInputException(file + ": " + key + ": " + e.getMessage());
    }
  }

  /** The cells that are traced. */
  private List<TracedCells> traced(TraceSpec chosen, Dataset data, Bench bench, Trainee trainee) {
    if (chosen.steps().from() >= steps(data)) {
      throw BadInputException.at(
          "steps",
          chosen.steps().toString(),
          "a first step below " + steps(data) + ", the steps of this run");
    }
    List<TracedCells> traced = new ArrayList<>();
    for (HardwareTiles.Placed placed : bench.tiles().placed()) {
      if (placed.purpose() == Purpose.WEIGHTS && chosen.layers().contains(placed.layer())) {
        int units = trainee.network().layers().get(placed.layer()).units();
        int places = units / placed.grid().outputs();
        traced.add(
            TracedCells.choose(chosen, placed.layer(), placed.grid(), places, root.child("trace")));
      }
    }
    TraceExport.requireFit(chosen, bench.array(), traced);
    return traced;
  }

  private long steps(Dataset data) {
    int batch = spec.learning().batch();
    return (long) spec.learning().epochs() * ((data.train().size() + batch - 1) / batch);
  }

  private TraceEstimate estimate(TraceSpec chosen, List<TracedCells> traced, Dataset data) {
    long last = Math.min(chosen.steps().to(), steps(data));
    int draws = spec.learning().nodePerturbation().map(np -> np.settings().draws()).orElse(1);
    long most = (last - chosen.steps().from()) * spec.learning().batch() * draws;
    return TraceEstimate.of(traced, most, chosen.isCompressed());
  }

  /** Node perturbation on an array lives or dies by the size of its noise. */
  private void warnOfDrownedPerturbation(Bench bench) {
    double step = bench.array().forward().dac().map(dac -> dac.step()).orElse(0.0);
    spec.learning()
        .nodePerturbation()
        .filter(np -> spec.trainsOnHardware() && np.sigma().orElse(step) < step)
        .ifPresent(
            np ->
                progress.say(
                    String.format(
                        Locale.ROOT,
                        "note: sigma %.2g of node perturbation is less than a DAC step, %.3g of a"
                            + " sample's largest input: it may drown; try a larger one",
                        np.sigma().orElseThrow(),
                        step)));
  }

  private void tellOfSettling(Network network) {
    for (int l = 0; l < network.layers().size(); l++) {
      int layer = l;
      network
          .layers()
          .get(l)
          .decorrelator()
          .flatMap(Decorrelator::settled)
          .ifPresent(
              settled ->
                  progress.say(
                      String.format(
                          Locale.ROOT,
                          "layer %d: recurrent decorrelation settled in %.3g time constants (mean"
                              + " of %d batches), residual at most %.2g",
                          layer,
                          settled.meanTime(),
                          settled.batches(),
                          settled.worstResidual())));
    }
  }

  static void writeWeights(ResultDirectory results, String run, Network network) {
    List<Layer> layers = network.layers();
    for (int l = 0; l < layers.size(); l++) {
      Layer layer = layers.get(l);
      String stem = "weights/" + run + "-layer" + l;
      results.write(stem + "-weights.npy", NpyMatrix.bytes(layer.tile().weights()));
      results.write(stem + "-bias.npy", NpyMatrix.bytes(row(layer.bias())));
      layer
          .decorrelator()
          .ifPresent(
              decorrelator -> {
                Matrix r = decorrelator.tile().weights();
                results.write(stem + "-decorrelation.npy", NpyMatrix.bytes(r));
                results.write(
                    stem + "-mean.npy", NpyMatrix.bytes(row(decorrelator.mean().running())));
              });
    }
  }

  /** What every device is at the end, in siemens, what one is worth, and what is broken there. */
  static void writeConductances(ResultDirectory results, Bench bench) {
    for (HardwareTiles.Placed placed : bench.tiles().placed()) {
      String stem = "conductances/layer" + placed.layer() + "-" + placed.label();
      for (Role role : placed.grid().roles()) {
        String name = stem + "-" + role.label() + ".npy";
        results.write(name, NpyMatrix.bytes(placed.grid().siemens(role)));
      }
      results.write(stem + "-weight-per-siemens.npy", NpyMatrix.bytes(placed.weightPerSiemens()));
      DefectFile.of(placed.grid())
          .ifPresent(file -> results.write(stem + "-defects.json", file.print()));
    }
  }

  private static Matrix row(double[] values) {
    return Matrix.of(new double[][] {values});
  }

  /** Tests the hardware at the times asked for; programs it first if it was trained exactly. */
  private List<RunResult.ReadOut> readOut(
      Bench bench,
      Trainee trained,
      Dataset data,
      Map<String, Score> scores,
      ResultDirectory results) {
    Examiner examiner =
        new Examiner(spec.precision(), spec.learning().loss(), spec.data().view(data));
    Optional<DriftWatch> drift = spec.trainsOnHardware() ? DriftWatch.of(bench) : Optional.empty();
    Network deployed = trained.network();
    if (!spec.trainsOnHardware()) {
      deployed =
          Trainee.network(
              spec, spec.data().view(data), data.classes(), bench.tiles(), root, products);
      deployed.take(trained.network());
      calibrate(bench, deployed, data);
      drift = DriftWatch.of(bench);
      Score score = examiner.examine(deployed, data.test());
      scores.put("hardware", score);
      writeWeights(results, "hardware", deployed);
      bench.notes().forEach(progress::say);
      tellOfSettling(deployed);
      progress.say("programmed onto the hardware: " + score);
    }
    Network read = deployed;
    return DriftWatch.readOut(bench, drift, () -> examiner.examine(read, data.test()), progress);
  }
}
