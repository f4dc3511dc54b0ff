package dev.mho.experiments.run;

import dev.mho.device.DeviceFile;
import dev.mho.device.array.Workers;
import dev.mho.device.format.BadInputException;
import dev.mho.device.format.StrictFormat;
import dev.mho.device.format.TextFile;
import dev.mho.device.random.NoiseStream;
import dev.mho.emulator.cell.Role;
import dev.mho.emulator.cell.UnitCell;
import dev.mho.emulator.energy.EnergyModel;
import dev.mho.emulator.matrix.Matrix;
import dev.mho.emulator.matrix.Products;
import dev.mho.emulator.tile.TileGrid;
import dev.mho.experiments.dataset.Dataset;
import dev.mho.experiments.dataset.View;
import dev.mho.experiments.export.NpzWriter;
import dev.mho.experiments.spec.ExperimentSpec;
import dev.mho.experiments.spec.InferenceSpec;
import dev.mho.experiments.spec.InferenceSpec.Scaling;
import dev.mho.learning.network.Network;
import dev.mho.learning.network.TileFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Weights of a network that was trained elsewhere: tested exactly, programmed onto hardware, tested
 * there at the times asked for, and exported as conductances, {@code programmed.npz}:
 *
 * <pre>
 * layer0_weights             outputs × inputs, as given
 * layer0_plus_S, _minus_S    outputs × inputs, siemens, after the last test
 * layer0_weight_per_siemens  outputs: weight of one siemens of G⁺ − G⁻
 * layer0_bias                outputs
 * </pre>
 */
public final class Inference {
  private final InferenceSpec spec;
  private final Path file;
  private final Products products;
  private final Progress progress;
  private final NoiseStream root;

  /** Prepares an inference; {@code file} is where the specification was read. */
  public Inference(InferenceSpec spec, Path file, Workers workers, Progress progress) {
    this.spec = spec;
    this.file = file;
    this.products = new Products(workers);
    this.progress = progress;
    this.root = NoiseStream.root(spec.seed());
  }

  /**
   * Runs it. What a user can get wrong is found before the directory is made.
   *
   * @param weights what is programmed
   * @param source the file of the weights, for messages
   * @param out the result directory to be made
   * @param overwrite whether an older result may be replaced
   */
  public RunResult into(GivenWeights weights, Path source, Path out, boolean overwrite) {
    ExperimentSpec experiment = spec.experiment();
    Dataset data = within("data", () -> spec.data().load());
    View view = within("data", () -> spec.data().view(data));
    Path origin = TextFile.folder(file);
    Bench bench = within("hardware", () -> Bench.of(experiment, origin, root, products));
    Network exact = network(experiment, view, data, TileFactory.exact(spec.precision(), products));
    weights.giveTo(exact, source);
    try (ResultDirectory results = ResultDirectory.create(out, overwrite)) {
      return conduct(weights, exact, data, view, bench, results);
    }
  }

  private RunResult conduct(
      GivenWeights weights,
      Network exact,
      Dataset data,
      View view,
      Bench bench,
      ResultDirectory results) {
    ExperimentSpec experiment = spec.experiment();
    results.write("inference.yaml", spec.on(bench.hardware()).print());
    results.write(Bench.DEVICE_FILE, DeviceFile.print(bench.device()));
    bench
        .energy()
        .ifPresent(
            e -> results.write(Bench.ENERGY_FILE, StrictFormat.json().print(EnergyModel.KIND, e)));
    weights.lines().forEach(line -> progress.say("weights: " + line));
    progress.say("hardware: " + bench.device().name() + "; effects:");
    bench.effects().lines().forEach(progress::say);

    Network deployed = network(experiment, view, data, bench.tiles());
    scale(bench, exact);
    deployed.take(exact);
    Examiner examiner = new Examiner(spec.precision(), spec.loss(), view);
    bench.notes().forEach(progress::say);
    Map<String, Double> bounds = calibrate(bench, deployed, examiner, data);
    Optional<DriftWatch> drift = DriftWatch.of(bench);
    Map<String, Score> scores = new LinkedHashMap<>();
    scores.put("exact", examiner.examine(exact, data.test()));
    scores.put("hardware", examiner.examine(deployed, data.test()));
    List<RunResult.ReadOut> readOuts =
        DriftWatch.readOut(bench, drift, () -> examiner.examine(deployed, data.test()), progress);
    Run.writeWeights(results, "exact", exact);
    Run.writeWeights(results, "hardware", deployed);
    Run.writeConductances(results, bench);
    export(results.path().resolve("programmed.npz"), bench, exact);
    bench.energyLines().forEach(progress::say);
    RunResult result =
        new RunResult(
            spec.name(),
            Version.text(),
            scores,
            Optional.of(bench.effects().after(bench.device(), bench.clock()).names()),
            bench.facts(bounds),
            readOuts,
            Optional.empty(),
            bench.energy().map(EnergyModel::notModelled).orElse(List.of()));
    results.write("result.json", StrictFormat.json().print(RunResult.KIND, result));
    return result;
  }

  private Network network(ExperimentSpec experiment, View view, Dataset data, TileFactory tiles) {
    return within(
        "network", () -> Trainee.network(experiment, view, data.classes(), tiles, root, products));
  }

  private <T> T within(String key, Supplier<T> preparation) {
    try {
      return preparation.get();
    } catch (BadInputException e) {
      throw new BadInputException(file + ": " + key + ": " + e.getMessage());
    }
  }

  /** Finds the bounds of the ADCs, if that was asked for; they stay. */
  private Map<String, Double> calibrate(
      Bench bench, Network deployed, Examiner examiner, Dataset data) {
    return bench
        .hardware()
        .adc()
        .range()
        .map(
            keys -> {
              RangeCalibration calibration = new RangeCalibration(keys, bench.tiles());
              Map<String, Double> bounds = calibration.run(deployed, examiner, data.train());
              progress.say(calibration.line(bounds));
              return bounds;
            })
        .orElse(Map.of());
  }

  /** Lets the largest weight fill the range of the cells; an output of zeros keeps its scale. */
  private void scale(Bench bench, Network exact) {
    if (spec.scaling() == Scaling.NONE) {
      return;
    }
    for (HardwareTiles.Placed placed : bench.tiles().placed()) {
      Matrix matrix = exact.layers().get(placed.layer()).tile().weights();
      UnitCell cell = bench.array().cell();
      double[] largest = new double[matrix.rows()];
      Arrays.setAll(largest, matrix::largest);
      double ofLayer = Arrays.stream(largest).max().orElse(0);
      Arrays.setAll(
          largest,
          k -> {
            double own = spec.scaling() == Scaling.COLUMN ? largest[k] : ofLayer;
            return own == 0 ? 1 : cell.rangeFor(-own, own) / cell.weightRange();
          });
      if (placed.isFirst()) {
        placed.whole().scaleOutputs(largest);
      }
    }
  }

  private static void export(Path file, Bench bench, Network exact) {
    try (NpzWriter npz = new NpzWriter(file)) {
      for (HardwareTiles.Placed placed : bench.tiles().placed()) {
        String layer = "layer" + placed.layer();
        String stem = layer + placed.part().map(part -> "_" + part).orElse("");
        TileGrid grid = placed.grid();
        for (Role role : grid.roles()) {
          add(npz, stem + "_" + role.label().replace('-', '_') + "_S", grid.siemens(role));
        }
        addWorth(npz, stem + "_weight_per_siemens", placed.weightPerSiemens());
        if (!placed.isFirst()) {
          continue;
        }
        add(npz, layer + "_weights", exact.layers().get(placed.layer()).tile().weights());
        double[] bias = exact.layers().get(placed.layer()).bias();
        npz.add(layer + "_bias", bias, bias.length);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void add(NpzWriter npz, String name, Matrix matrix) throws IOException {
    npz.add(name, matrix.toArray(), matrix.rows(), matrix.cols());
  }

  /** One number an output, or one for each array along the inputs where they differ. */
  private static void addWorth(NpzWriter npz, String name, Matrix worth) throws IOException {
    double[] first = new double[worth.rows()];
    boolean alike = true;
    for (int k = 0; k < first.length; k++) {
      double[] row = worth.row(k);
      first[k] = row[0];
      alike &= Arrays.stream(row).allMatch(w -> w == row[0]);
    }
    if (alike) {
      npz.add(name, first, first.length);
    } else {
      add(npz, name, worth);
    }
  }
}
