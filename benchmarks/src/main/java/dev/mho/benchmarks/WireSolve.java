package dev.mho.benchmarks;

import dev.mho.device.array.Workers;
import dev.mho.device.random.NoiseStream;
import dev.mho.emulator.circuit.CellCurve;
import dev.mho.emulator.circuit.CrossbarCircuit;
import dev.mho.emulator.circuit.CrossbarSolver;
import dev.mho.emulator.circuit.EffectiveConductance;
import dev.mho.emulator.circuit.KeptFields;
import dev.mho.emulator.circuit.OperatingPoint;
import dev.mho.emulator.circuit.WireResistance;
import dev.mho.emulator.matrix.Matrix;
import dev.mho.emulator.matrix.Precision;
import dev.mho.emulator.matrix.Products;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The wires of a square array, 1 Ω a segment, conductances uniform 1 to 100 µS: the whole effective
 * conductance matrix, the same again after the conductances have moved by 10⁻⁴, and one input.
 * Baseline: {@code product}, the plain product with a batch of 256 that every read costs anyway.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 2, time = 3)
@Measurement(iterations = 5, time = 3)
@Fork(1)
public class WireSolve {
  private static final int BATCH = 256;

  /** Rows and columns. */
  @Param({"64", "128", "256"})
  private int size;

  /** Threads that share the work. */
  @Param("2")
  private int threads;

  private Workers workers;
  private Products products;
  private CrossbarSolver solver;
  private KeptFields kept;
  private double[] siemens;
  private double[] moved;
  private double[] volts;
  private boolean odd;
  private Matrix batch;
  private Matrix weights;

  /** Draws conductances and inputs. */
  @Setup
  public void build() {
    workers = new Workers(threads);
    products = new Products(workers);
    NoiseStream root = NoiseStream.root(1);
    CrossbarCircuit circuit = CrossbarCircuit.of(size, size, WireResistance.segments(1));
    solver = new CrossbarSolver(circuit, workers);
    kept = new KeptFields(circuit);
    siemens = new double[size * size];
    moved = new double[size * size];
    volts = new double[size];
    batch = Matrix.zeros(BATCH, size, Precision.FLOAT32);
    weights = Matrix.zeros(size, size, Precision.FLOAT32);
    for (int i = 0; i < siemens.length; i++) {
      siemens[i] = 1e-6 + 99e-6 * root.uniform(i, 0);
      moved[i] = siemens[i] * (1 + 1e-4 * root.uniform(i, 1));
      weights.set(i / size, i % size, siemens[i]);
    }
    for (int i = 0; i < size; i++) {
      volts[i] = 2 * root.uniform(i, 2) - 1;
      for (int b = 0; b < BATCH; b++) {
        batch.set(b, i, volts[i]);
      }
    }
  }

  /** Ends the threads. */
  @TearDown
  public void end() {
    workers.close();
  }

  /** K from nothing. */
  @Benchmark
  public EffectiveConductance whole() {
    return solver.effective(siemens);
  }

  /** K from the fields of the one before, where they are kept. */
  @Benchmark
  public EffectiveConductance refreshed() {
    odd = !odd;
    return solver.effective(kept, odd ? moved : siemens);
  }

  /** One input. */
  @Benchmark
  public OperatingPoint one() {
    return solver.solve(new CellCurve.Ohmic(), volts, siemens);
  }

  /** What a batch costs once K is known. */
  @Benchmark
  public Matrix product() {
    return products.timesTransposed(batch, weights);
  }
}
