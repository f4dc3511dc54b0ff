package dev.mho.experiments.run;

import dev.mho.device.array.Workers;
import dev.mho.device.format.BadInputException;
import dev.mho.device.random.NoiseStream;
import dev.mho.emulator.matrix.Matrix;
import dev.mho.emulator.matrix.Products;
import dev.mho.emulator.tile.Effect;
import dev.mho.experiments.dataset.Dataset;
import dev.mho.experiments.dataset.View;
import dev.mho.experiments.spec.ExperimentFile;
import dev.mho.experiments.spec.ExperimentSpec;
import dev.mho.learning.layer.Layer;
import dev.mho.learning.network.Network;
import dev.mho.learning.network.TileFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The trained network of a result, programmed again and again onto fresh arrays of its hardware,
 * each time with other effects switched on.
 *
 * <p>What the network was trained by plays no part: its weights, as they were at the end, are the
 * targets of the writes, and the same weights in exact arithmetic are what each read is held
 * against. A repeat has the same random numbers whatever is switched on, so that differences
 * between two sets of effects are not drowned by the luck of the devices.
 */
public final class Deployment {
  private final ExperimentSpec trained;
  private final ExperimentSpec programmed;
  private final Path origin;
  private final Dataset data;
  private final Products products;
  private final Examiner examiner;
  private final View view;
  private final Network exact;
  private final List<Matrix> inputs = new ArrayList<>();
  private final List<Matrix> outputs = new ArrayList<>();

  /**
   * Reads a result.
   *
   * @param result its directory
   * @param probe how many test samples the layers are held against exact ones on
   * @throws BadInputException if it is no result of a run on hardware, or its data cannot be loaded
   */
  public Deployment(Path result, int probe, Workers workers) {
    origin = result;
    trained = ExperimentFile.read(result.resolve("experiment.yaml"));
    if (trained.hardware().isEmpty()) {
      throw new BadInputException(result + ": ran without hardware, so nothing disturbs it");
    }
    programmed = trained.programmedAtOnce();
    products = new Products(workers);
    data = trained.data().load();
    view = trained.data().view(data);
    examiner = new Examiner(trained.precision(), trained.learning().loss(), view);
    exact = network(TileFactory.exact(trained.precision(), products), root(0));
    SavedNetwork.trained(result, trained.trainsOnHardware()).giveTo(exact);
    int[] samples = new int[Math.min(probe, data.test().size())];
    Arrays.setAll(samples, i -> i);
    Matrix input = examiner.testBatch(data.test(), samples, 0, samples.length);
    for (Layer layer : exact.layers()) {
      inputs.add(input);
      outputs.add(layer.evaluate(input));
      input = layer.activate(outputs.get(outputs.size() - 1));
    }
  }

  /** The experiment. */
  public ExperimentSpec experiment() {
    return trained;
  }

  /** Number of test samples on which layers are compared. */
  public int probed() {
    return inputs.get(0).rows();
  }

  /** Number of layers. */
  public int depth() {
    return inputs.size();
  }

  /** Score of the same weights in exact arithmetic. */
  public Score exact() {
    return examiner.examine(exact, data.test());
  }

  /**
   * Effects that act on a programmed network, of those that the experiment has on.
   *
   * @param seconds that pass between writes and reads
   */
  public Set<Effect> effects(double seconds) {
    Set<Effect> wanted = trained.hardware().orElseThrow().effects().wanted();
    Set<Effect> acting = EnumSet.noneOf(Effect.class);
    acting.addAll(Bench.effectsOf(programmed, origin, wanted, seconds).active());
    return acting;
  }

  /**
   * What the hardware made of the network.
   *
   * @param score on all test samples
   * @param error of each layer by itself, given exact inputs: power of the error of its
   *     pre-activations over that of the exact ones
   */
  public record Reading(Score score, double[] error) {}

  /**
   * Programs the network and reads it.
   *
   * @param on effects that are switched on; all others are off
   * @param repeat which draw of devices and noise
   * @param seconds that pass between writes and reads
   */
  public Reading read(Set<Effect> on, int repeat, double seconds) {
    NoiseStream root = root(repeat);
    Bench bench = Bench.with(programmed, origin, on, seconds, root, products);
    Network network = network(bench.tiles(), root);
    network.take(exact);
    if (on.contains(Effect.ADC)) {
      bench
          .hardware()
          .adc()
          .range()
          .ifPresent(
              keys ->
                  new RangeCalibration(keys, bench.tiles()).run(network, examiner, data.train()));
    }
    Optional<DriftWatch> watch =
        on.contains(Effect.DRIFT)
            ? DriftWatch.of(bench, trained.hardware().orElseThrow().driftCompensation())
            : Optional.empty();
    if (seconds > 0) {
      bench.idle(seconds);
      watch.ifPresent(DriftWatch::compensate);
    }
    double[] error = new double[depth()];
    Arrays.setAll(error, l -> error(network.layers().get(l), l));
    return new Reading(examiner.examine(network, data.test()), error);
  }

  private double error(Layer layer, int number) {
    Matrix target = outputs.get(number);
    Matrix read = layer.evaluate(inputs.get(number));
    double signal = 0;
    double error = 0;
    for (int b = 0; b < target.rows(); b++) {
      double[] expected = target.row(b);
      double[] seen = read.row(b);
      for (int k = 0; k < expected.length; k++) {
        signal += expected[k] * expected[k];
        error += (seen[k] - expected[k]) * (seen[k] - expected[k]);
      }
    }
    return signal > 0 ? error / signal : 0;
  }

  private Network network(TileFactory tiles, NoiseStream root) {
    return Trainee.network(programmed, view, data.classes(), tiles, root, products);
  }

  private NoiseStream root(int repeat) {
    return NoiseStream.root(trained.seed()).child("deployment").child(repeat);
  }
}
