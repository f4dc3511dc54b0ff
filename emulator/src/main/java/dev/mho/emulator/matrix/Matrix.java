package dev.mho.emulator.matrix;

import dev.mho.device.array.Workers;
import dev.mho.device.state.Archive;
import java.util.Arrays;

/**
 * A dense, row-major matrix. A batch is a matrix with one sample a row.
 *
 * <p>{@link Precision} decides how the numbers are stored and multiplied; element-wise work is done
 * in double precision on rows that are read, changed and written back ({@link #updateRows}), so
 * that each operation is written once for both.
 */
public final class Matrix {

  /** Changes one row in place. */
  @FunctionalInterface
  public interface RowUpdate {
    /** Changes {@code values}, row {@code row}. */
    void apply(int row, double[] values);
  }

  private final int rows;
  private final int cols;
  private final boolean single;
  private final float[] floats; // one of the two is empty
  private final double[] doubles;
  private final NativeCopy nativeCopy;

  private Matrix(int rows, int cols, float[] floats) {
    this(rows, cols, true, floats, new double[0], new NativeCopy());
  }

  private Matrix(int rows, int cols, double[] doubles) {
    this(rows, cols, false, new float[0], doubles, new NativeCopy());
  }

  private Matrix(
      int rows, int cols, boolean single, float[] floats, double[] doubles, NativeCopy nativeCopy) {
    this.rows = rows;
    this.cols = cols;
    this.single = single;
    this.floats = floats;
    this.doubles = doubles;
    this.nativeCopy = nativeCopy;
  }

  /** A matrix of zeros. */
  public static Matrix zeros(int rows, int cols, Precision precision) {
    if (rows < 0 || cols < 1) {
      throw new IllegalArgumentException("a matrix of " + rows + " x " + cols);
    }
    int size = Math.multiplyExact(rows, cols);
    return precision == Precision.FLOAT32
        ? new Matrix(rows, cols, new float[size])
        : new Matrix(rows, cols, new double[size]);
  }

  /** A double-precision copy of rows of equal length. */
  public static Matrix of(double[][] rows) {
    Matrix matrix = zeros(rows.length, rows[0].length, Precision.FLOAT64);
    for (int r = 0; r < rows.length; r++) {
      if (rows[r].length != matrix.cols) {
        throw new IllegalArgumentException("row " + r + " has " + rows[r].length + " columns");
      }
      matrix.writeRow(r, rows[r]);
    }
    return matrix;
  }

  /** The n × n identity. */
  public static Matrix identity(int n, Precision precision) {
    Matrix matrix = zeros(n, n, precision);
    for (int i = 0; i < n; i++) {
      matrix.set(i, i, 1);
    }
    return matrix;
  }

  /** Number of rows. */
  public int rows() {
    return rows;
  }

  /** Number of columns. */
  public int cols() {
    return cols;
  }

  /** How the numbers are stored. */
  public Precision precision() {
    return single ? Precision.FLOAT32 : Precision.FLOAT64;
  }

  /** Element (row, col). */
  public double get(int row, int col) {
    int i = row * cols + col;
    return single ? floats[i] : doubles[i];
  }

  /** Sets element (row, col), rounded to the precision. */
  public void set(int row, int col, double value) {
    changed();
    int i = row * cols + col;
    if (single) {
      floats[i] = (float) value;
    } else {
      doubles[i] = value;
    }
  }

  /** Copies a row into {@code into}, which has at least {@link #cols()} elements. */
  public void readRow(int row, double[] into) {
    int offset = row * cols;
    if (single) {
      for (int c = 0; c < cols; c++) {
        into[c] = floats[offset + c];
      }
    } else {
      System.arraycopy(doubles, offset, into, 0, cols);
    }
  }

  /** Sets a row from {@code from}, rounded to the precision. */
  public void writeRow(int row, double[] from) {
    changed();
    int offset = row * cols;
    if (single) {
      for (int c = 0; c < cols; c++) {
        floats[offset + c] = (float) from[c];
      }
    } else {
      System.arraycopy(from, 0, doubles, offset, cols);
    }
  }

  /** Sets a row from {@code from[at…]}. */
  public void writeRow(int row, float[] from, int at) {
    changed();
    int offset = row * cols;
    if (single) {
      System.arraycopy(from, at, floats, offset, cols);
    } else {
      for (int c = 0; c < cols; c++) {
        doubles[offset + c] = from[at + c];
      }
    }
  }

  /** Copies a row into {@code into[from…]}, rounded to single precision. */
  public void readRow(int row, float[] into, int from) {
    int offset = row * cols;
    if (single) {
      System.arraycopy(floats, offset, into, from, cols);
    } else {
      for (int c = 0; c < cols; c++) {
        into[from + c] = (float) doubles[offset + c];
      }
    }
  }

  /** A copy of a row. */
  public double[] row(int row) {
    double[] values = new double[cols];
    readRow(row, values);
    return values;
  }

  /** Reads each row, changes it, and writes it back; rows are shared among the workers. */
  public void updateRows(Workers workers, RowUpdate update) {
    workers.forBlocks(
        rows,
        rowsPerBlock(cols),
        (from, to) -> {
          double[] values = new double[cols];
          for (int r = from; r < to; r++) {
            readRow(r, values);
            update.apply(r, values);
            writeRow(r, values);
          }
        });
  }

  /** A new matrix whose rows are made from those here; they are shared among the workers. */
  public Matrix mapRows(Workers workers, RowUpdate update) {
    Matrix mapped = zeros(rows, cols, precision());
    workers.forBlocks(
        rows,
        rowsPerBlock(cols),
        (from, to) -> {
          double[] values = new double[cols];
          for (int r = from; r < to; r++) {
            readRow(r, values);
            update.apply(r, values);
            mapped.writeRow(r, values);
          }
        });
    return mapped;
  }

  /** Rows a worker takes at a time: about 32,000 elements. */
  public static int rowsPerBlock(int cols) {
    return Math.max(1, 32_768 / cols);
  }

  /** A copy of rows {@code from} … {@code to} − 1. */
  public Matrix rows(int from, int to) {
    return single
        ? new Matrix(to - from, cols, Arrays.copyOfRange(floats, from * cols, to * cols))
        : new Matrix(to - from, cols, Arrays.copyOfRange(doubles, from * cols, to * cols));
  }

  /** A copy of columns {@code from} … {@code to} − 1. */
  public Matrix columns(int from, int to) {
    Matrix part = zeros(rows, to - from, precision());
    for (int r = 0; r < rows; r++) {
      int source = r * cols + from;
      int target = r * part.cols;
      if (single) {
        System.arraycopy(floats, source, part.floats, target, part.cols);
      } else {
        System.arraycopy(doubles, source, part.doubles, target, part.cols);
      }
    }
    return part;
  }

  /** Adds {@code part} to the block whose first element is (row, col). */
  public void addBlock(int row, int col, Matrix part) {
    double[] mine = new double[cols];
    double[] added = new double[part.cols];
    for (int r = 0; r < part.rows; r++) {
      readRow(row + r, mine);
      part.readRow(r, added);
      for (int c = 0; c < added.length; c++) {
        mine[col + c] += added[c];
      }
      writeRow(row + r, mine);
    }
  }

  /** The same numbers, row-major, in another shape; shares this memory. */
  public Matrix reshaped(int newRows, int newCols) {
    if ((long) newRows * newCols != (long) rows * cols) {
      throw new IllegalArgumentException(
          "a matrix of " + rows + " x " + cols + " as " + newRows + " x " + newCols);
    }
    return new Matrix(newRows, newCols, single, floats, doubles, nativeCopy);
  }

  /**
   * Copies a run of {@code length} consecutive numbers, counted row-major, from another matrix of
   * the same precision.
   *
   * @param index of the first number here
   * @param from not modified
   * @param fromIndex of the first number there
   */
  public void copyRun(int index, Matrix from, int fromIndex, int length) {
    changed();
    if (single) {
      System.arraycopy(from.floats, fromIndex, floats, index, length);
    } else {
      System.arraycopy(from.doubles, fromIndex, doubles, index, length);
    }
  }

  /** Adds a run of consecutive numbers of another matrix, as {@link #copyRun} copies one. */
  public void addRun(int index, Matrix from, int fromIndex, int length) {
    changed();
    if (single) {
      for (int i = 0; i < length; i++) {
        floats[index + i] += from.floats[fromIndex + i];
      }
    } else {
      for (int i = 0; i < length; i++) {
        doubles[index + i] += from.doubles[fromIndex + i];
      }
    }
  }

  /** A copy. */
  public Matrix copy() {
    return rows(0, rows);
  }

  /** A copy in the given precision. */
  public Matrix as(Precision precision) {
    Matrix copy = zeros(rows, cols, precision);
    double[] values = new double[cols];
    for (int r = 0; r < rows; r++) {
      readRow(r, values);
      copy.writeRow(r, values);
    }
    return copy;
  }

  /** The transpose, a copy. */
  public Matrix transposed() {
    Matrix transposed = zeros(cols, rows, precision());
    for (int r = 0; r < rows; r++) {
      for (int c = 0; c < cols; c++) {
        transposed.set(c, r, get(r, c));
      }
    }
    return transposed;
  }

  /** Multiplies each row with its own factor. */
  public void scaleRows(Workers workers, double[] factor) {
    updateRows(
        workers,
        (r, row) -> {
          for (int c = 0; c < row.length; c++) {
            row[c] *= factor[r];
          }
        });
  }

  /** Multiplies each column with its own factor. */
  public void scaleColumns(Workers workers, double[] factor) {
    updateRows(
        workers,
        (r, row) -> {
          for (int c = 0; c < row.length; c++) {
            row[c] *= factor[c];
          }
        });
  }

  /** Adds {@code sign · values} to every row; {@code sign} is 1 or −1. */
  public void addToRows(Workers workers, double[] values, int sign) {
    updateRows(
        workers,
        (r, row) -> {
          for (int c = 0; c < row.length; c++) {
            row[c] += sign * values[c];
          }
        });
  }

  /** Largest absolute value in a row. */
  public double largest(int row) {
    double largest = 0;
    for (double value : row(row)) {
      largest = Math.max(largest, Math.abs(value));
    }
    return largest;
  }

  /** Adds another matrix of the same shape to this one. */
  public void add(Workers workers, Matrix other) {
    requireShape(other.rows, other.cols);
    workers.forBlocks(
        rows,
        rowsPerBlock(cols),
        (from, to) -> {
          double[] mine = new double[cols];
          double[] theirs = new double[cols];
          for (int r = from; r < to; r++) {
            readRow(r, mine);
            other.readRow(r, theirs);
            for (int c = 0; c < cols; c++) {
              mine[c] += theirs[c];
            }
            writeRow(r, mine);
          }
        });
  }

  /**
   * Each row ← its scale times the row, plus {@code factor} times the same row of another matrix of
   * the same shape and precision.
   */
  public void scaleAndAdd(Workers workers, double[] scale, double factor, Matrix other) {
    requireShape(other.rows, other.cols);
    workers.forBlocks(
        rows,
        rowsPerBlock(cols),
        (from, to) -> {
          for (int r = from; r < to; r++) {
            scaleAndAdd(r, scale[r], factor, other, r);
          }
        });
  }

  /**
   * Row ← scale · row + factor · a row of another matrix of the same width and precision. In single
   * precision w + (scale − 1) w, rounded once more than in double precision: a scale is near one as
   * a rule, and would itself lose too much by rounding.
   */
  void scaleAndAdd(int row, double scale, double factor, Matrix other, int otherRow) {
    changed();
    int mine = row * cols;
    int theirs = otherRow * cols;
    if (!single) {
      for (int c = 0; c < cols; c++) {
        doubles[mine + c] = scale * doubles[mine + c] + factor * other.doubles[theirs + c];
      }
      return;
    }
    float beyond = (float) (scale - 1);
    float times = (float) factor;
    for (int c = 0; c < cols; c++) {
      float w = floats[mine + c];
      floats[mine + c] = Math.fma(beyond, w, Math.fma(times, other.floats[theirs + c], w));
    }
  }

  /** Copies what lies below the diagonal of a square matrix above it. */
  void mirror(Workers workers) {
    workers.forBlocks(
        rows,
        rowsPerBlock(cols),
        (from, to) -> {
          for (int r = from; r < to; r++) {
            for (int c = r + 1; c < cols; c++) {
              set(r, c, get(c, r));
            }
          }
        });
  }

  /** Sum of the squares of a row. */
  public double squaredNorm(int row) {
    double even = 0;
    double odd = 0;
    double[] values = row(row);
    int c = 0;
    for (; c + 1 < cols; c += 2) {
      even += values[c] * values[c];
      odd += values[c + 1] * values[c + 1];
    }
    return even + odd + (c < cols ? values[c] * values[c] : 0);
  }

  /** Mean of each column. */
  public double[] columnMeans() {
    double[] means = columnSums(0, rows);
    for (int c = 0; c < cols; c++) {
      means[c] /= rows;
    }
    return means;
  }

  /** Mean of each column; long columns are shared among the workers. */
  public double[] columnMeans(Workers workers) {
    int block = 4 * rowsPerBlock(cols);
    double[][] sums = new double[(rows + block - 1) / block][];
    workers.forBlocks(rows, block, (from, to) -> sums[from / block] = columnSums(from, to));
    double[] means = new double[cols];
    for (double[] part : sums) {
      for (int c = 0; c < cols; c++) {
        means[c] += part[c];
      }
    }
    for (int c = 0; c < cols; c++) {
      means[c] /= rows;
    }
    return means;
  }

  private double[] columnSums(int from, int to) {
    double[] sums = new double[cols];
    double[] values = new double[cols];
    for (int r = from; r < to; r++) {
      readRow(r, values);
      for (int c = 0; c < cols; c++) {
        sums[c] += values[c];
      }
    }
    return sums;
  }

  /** Whether every element is a finite number. */
  public boolean isFinite() {
    // The largest exponent tells: one branch for the whole matrix, and no chain of additions.
    if (single) {
      int exponent = 0;
      for (float value : floats) {
        exponent = Math.max(exponent, Float.floatToRawIntBits(value) & 0x7F80_0000);
      }
      return exponent < 0x7F80_0000;
    }
    long exponent = 0;
    for (double value : doubles) {
      exponent = Math.max(exponent, Double.doubleToRawLongBits(value) & 0x7FF0_0000_0000_0000L);
    }
    return exponent < 0x7FF0_0000_0000_0000L;
  }

  /** The elements, row-major, in double precision; a copy. */
  public double[] toArray() {
    double[] values = new double[rows * cols];
    for (int i = 0; i < values.length; i++) {
      values[i] = single ? floats[i] : doubles[i];
    }
    return values;
  }

  /** Keeps all elements as they are stored. */
  public void keep(String name, Archive archive) {
    changed();
    if (single) {
      archive.floats(name, floats);
    } else {
      archive.doubles(name, doubles);
    }
  }

  /** Checks the shape. */
  public void requireShape(int expectedRows, int expectedCols) {
    if (rows != expectedRows || cols != expectedCols) {
      throw new IllegalArgumentException(
          "a matrix of "
              + rows
              + " x "
              + cols
              + " where "
              + expectedRows
              + " x "
              + expectedCols
              + " is needed");
    }
  }

  /** To be called by all that writes elements: a native copy is out of date. */
  void changed() {
    nativeCopy.outdate();
  }

  /** The native copy, shared by all matrices that share this memory. */
  NativeCopy nativeCopy() {
    return nativeCopy;
  }

  float[] floats() {
    return floats;
  }

  double[] doubles() {
    return doubles;
  }
}
