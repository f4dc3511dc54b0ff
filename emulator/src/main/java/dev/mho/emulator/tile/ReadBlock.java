package dev.mho.emulator.tile;

import dev.mho.emulator.converter.BoundManagement;
import dev.mho.emulator.converter.Dac;
import dev.mho.emulator.converter.LineConverters;
import dev.mho.emulator.converter.LineDistortion;
import dev.mho.emulator.converter.RangeFinder;
import dev.mho.emulator.converter.ReadPath;
import dev.mho.emulator.converter.SignedInputs;
import dev.mho.emulator.matrix.Matrix;
import java.util.Optional;

/**
 * Some samples of a batch on their way through an array, in flat single-precision memory that is
 * kept between batches. Those that are to be read (again) stand in the first rows, in order.
 */
final class ReadBlock {
  private final ReadPath path;
  private final int driven;
  private final int lines;
  private final SampleScales scales;
  private final LineDriver driver;
  private final LineCurrents currents;
  private final LineReader reader;
  private final boolean joinsReadNoise;

  private int rows;
  private boolean scaled;
  private float[] input = new float[0];
  private float[] scale = new float[0];
  private float[] result = new float[0];
  private int[] waiting = new int[0];
  private long[] samples = new long[0];
  private boolean[] again = new boolean[0];
  private float[] onLines = new float[0];
  private float[] ofOneSign = new float[0];
  private float[] read = new float[0];
  private float[] readSecond = new float[0];
  private long reads;
  private Optional<ReadWork> work = Optional.empty();
  private int firstInWork;

  ReadBlock(
      ReadPath path,
      int driven,
      int lines,
      ReadNoises noises,
      SampleScales scales,
      LineDistortion distortion,
      Optional<LineConverters> converters,
      Optional<RangeFinder> finder) {
    RandomRow random = new RandomRow(Math.max(driven, lines));
    this.path = path;
    this.driven = driven;
    this.lines = lines;
    this.scales = scales;
    this.driver = new LineDriver(path, noises, random);
    this.currents = new LineCurrents(distortion, noises, random, driven, lines);
    this.reader = new LineReader(path, converters, finder, distortion, noises, random, lines);
    // Of two normals with nothing but sums between them one draw is as good.
    this.joinsReadNoise = !distortion.isPresent() && path.signs() != SignedInputs.TWO_PHASES;
  }

  // --- in and out ----------------------------------------------------------------------------

  /** Takes samples {@code from} … {@code to − 1} of a batch. */
  void load(Matrix batch, int from, int to, float[] factor) {
    rows = to - from;
    input = atLeast(input, rows * driven);
    scale = atLeast(scale, rows);
    for (int r = 0; r < rows; r++) {
      batch.readRow(from + r, input, r * driven);
      multiply(input, r * driven, factor);
    }
    scaled = false;
    reads = 0;
  }

  /**
   * Counts what lines are driven by from now on, this block's first sample being number {@code
   * from}.
   */
  void count(Optional<ReadWork> by, int from) {
    work = by;
    firstInWork = from;
  }

  /** Takes the samples' scales from outside. */
  void scaleBy(float[] given, int from) {
    System.arraycopy(given, from, scale, 0, rows);
    scaled = true;
  }

  /** Writes the results to rows {@code from} … of a batch. */
  void store(Matrix batch, int from, float[] factor) {
    for (int r = 0; r < rows; r++) {
      multiply(result, r * lines, factor);
      batch.writeRow(from + r, result, r * lines);
    }
  }

  /** Multiplies numbers one by one; by an empty array: not at all. */
  static void multiply(float[] row, int at, float[] factor) {
    for (int i = 0; i < factor.length; i++) {
      row[at + i] *= factor[i];
    }
  }

  /** Memory for so many numbers: the same, if it is large enough. */
  static float[] atLeast(float[] memory, int length) {
    return memory.length >= length ? memory : new float[length];
  }

  /** Reads of a sample, attempts and phases each counted. */
  long reads() {
    return reads;
  }

  /** Adds the saturated conversions of each line, forgets them, and returns their sum. */
  long addSaturations(long[] to) {
    return reader.addSaturations(to);
  }

  // --- reading -------------------------------------------------------------------------------

  /**
   * Reads all samples, some of them again.
   *
   * @param firstSample number of the first one, counted from the first one ever read
   */
  void read(Periphery.Seen seen, long firstSample) {
    prepare();
    float reduction = 1;
    int count = rows;
    for (int attempt = 0; count > 0; attempt++) {
      if (attempt == 1 && startsWithWorstCase()) {
        for (int i = 0; i < count; i++) {
          scale[waiting[i]] = scales.worstCase(input, waiting[i] * driven, driven);
        }
      } else if (attempt > 0) {
        reduction *= 2;
      }
      // Each of two phases has a draw of its own.
      int draw = 2 * attempt;
      drive(count, reduction, draw, firstSample);
      readOnce(seen, count, draw, mayRepeat(attempt, reduction));
      count = finish(count, reduction, seen.digitalOffset());
    }
  }

  private void drive(int count, float reduction, int draw, long firstSample) {
    for (int i = 0; i < count; i++) {
      int r = waiting[i];
      samples[i] = firstSample + r;
      float divisor = scale[r] * reduction;
      driver.drive(input, r * driven, divisor, onLines, i * driven, driven, draw, samples[i]);
      if (work.isPresent()) {
        work.get().add(firstInWork + r, onLines, i * driven);
      }
    }
  }

  private void prepare() {
    if (waiting.length < rows) {
      waiting = new int[rows];
      samples = new long[rows];
      again = new boolean[rows];
    }
    onLines = atLeast(onLines, rows * driven);
    read = atLeast(read, rows * lines);
    result = atLeast(result, rows * lines);
    for (int r = 0; r < rows; r++) {
      waiting[r] = r;
      scale[r] = scaled ? scale[r] : scales.of(input, r * driven, driven);
    }
  }

  private boolean startsWithWorstCase() {
    return path.boundManagement() instanceof BoundManagement.Iterative iterative
        && iterative.worstCaseFirst();
  }

  private boolean mayRepeat(int attempt, float reduction) {
    return path.adc().isPresent()
        && path.boundManagement() instanceof BoundManagement.Iterative iterative
        && (attempt == 0 && iterative.worstCaseFirst()
            || iterative.repeats(reduction, path.dac().map(Dac::step).orElse(0.0)));
  }

  /** One attempt: leaves what the converters say of each sample in {@link #read}. */
  private void readOnce(Periphery.Seen seen, int count, int draw, boolean mayRepeat) {
    reads += (long) count * path.signs().phases();
    if (path.signs() == SignedInputs.BIPOLAR) {
      gather(seen, onLines, count, draw, read);
      bring(seen, read, count, draw);
      judge(read, count, mayRepeat, false);
      convert(read, count, draw);
      return;
    }
    ofOneSign = atLeast(ofOneSign, count * driven);
    readSecond = atLeast(readSecond, count * lines);
    boolean apart = path.signs() == SignedInputs.TWO_PHASES_DIGITAL;
    for (int i = 0; i < count * driven; i++) {
      ofOneSign[i] = Math.min(0, onLines[i]);
    }
    gather(seen, ofOneSign, count, draw, read);
    for (int i = 0; i < count * driven; i++) {
      ofOneSign[i] = Math.max(0, onLines[i]);
    }
    gather(seen, ofOneSign, count, draw + 1, readSecond);
    if (apart) {
      bring(seen, read, count, draw);
      bring(seen, readSecond, count, draw + 1);
      judge(read, count, mayRepeat, false);
      judge(readSecond, count, mayRepeat, true);
      convert(read, count, draw);
      convert(readSecond, count, draw + 1);
    }
    for (int i = 0; i < count * lines; i++) {
      read[i] += readSecond[i];
    }
    if (!apart) {
      bring(seen, read, count, draw);
      judge(read, count, mayRepeat, false);
      convert(read, count, draw);
    }
  }

  private void gather(Periphery.Seen seen, float[] x, int count, int draw, float[] into) {
    float more = joinsReadNoise ? (float) (path.outputNoise() * path.outputNoise()) : 0;
    currents.gather(seen, x, samples, count, draw, more, into);
  }

  private void bring(Periphery.Seen seen, float[] y, int count, int draw) {
    boolean joined = joinsReadNoise && seen.variance().isPresent();
    float sigma = joined ? 0 : (float) path.outputNoise();
    for (int i = 0; i < count; i++) {
      reader.bring(y, i * lines, sigma, draw, samples[i]);
    }
  }

  /** Decides which samples are to be read again; {@code more}: beside those that are already. */
  private void judge(float[] y, int count, boolean mayRepeat, boolean more) {
    for (int i = 0; i < count; i++) {
      boolean may = mayRepeat && scale[waiting[i]] > 0;
      again[i] = more && again[i] || may && reader.isBeyond(y, i * lines);
    }
  }

  private void convert(float[] y, int count, int draw) {
    for (int i = 0; i < count; i++) {
      if (!again[i]) {
        reader.convert(y, i * lines, draw, samples[i]);
      }
    }
  }

  private static float sum(float[] x, int at, int length) {
    double sum = 0;
    for (int j = at; j < at + length; j++) {
      sum += x[j];
    }
    return (float) sum;
  }

  /** Scales back what has been read well, and returns how many samples are to be read again. */
  private int finish(int count, float reduction, float digitalOffset) {
    int left = 0;
    for (int i = 0; i < count; i++) {
      int r = waiting[i];
      if (again[i]) {
        waiting[left++] = r;
        continue;
      }
      float factor = scale[r] * reduction;
      float offset = digitalOffset == 0 ? 0 : digitalOffset * sum(onLines, i * driven, driven);
      for (int k = 0; k < lines; k++) {
        result[r * lines + k] = (read[i * lines + k] - offset) * factor;
      }
    }
    return left;
  }
}
