package dev.mho.experiments.export;

import dev.mho.device.format.BadInputException;
import dev.mho.device.format.Check;
import dev.mho.device.format.StrictFormat;
import dev.mho.device.format.WholeFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Whole numbers with which the digital model of a macro is tested, and what it must compute of
 * them:
 *
 * <pre>
 * a_k = Σ_j w_kj x_j                                     exact, in {@link #accumulatorBits()} bits
 * y_k = limit(⌊(a_k + 2^(shift−1)) / 2^shift⌋)           half-way cases up; a_k itself if shift = 0
 * </pre>
 *
 * where limit keeps −2^(b−1) … 2^(b−1) − 1 of b output bits.
 */
public final class TestVectors {
  private static final int MOST_BITS = 62;

  private final int[][] weights;
  private final int[][] inputs;
  private final int weightBits;
  private final int inputBits;
  private final int shift;
  private final int outputBits;
  private long saturated;

  /**
   * Vectors of one matrix.
   *
   * @param weights outputs × inputs, codes of {@code weightBits}
   * @param inputs samples × inputs, codes of {@code inputBits}
   * @param shift bits of the sum that are rounded away, ≥ 0
   * @param outputBits width of a result; 0: that of the sum, less the shift
   * @throws BadInputException if a sum may need more than 62 bits
   */
  public TestVectors(
      int[][] weights, int weightBits, int[][] inputs, int inputBits, int shift, int outputBits) {
    this.weights = weights;
    this.inputs = inputs;
    this.weightBits = weightBits;
    this.inputBits = inputBits;
    if (accumulatorBits() > MOST_BITS) {
      throw BadInputException.at(
          "weights and inputs", accumulatorBits() + " bits of a sum", "at most " + MOST_BITS);
    }
    this.shift = Check.within("shift", shift, 0, accumulatorBits() - 1);
    this.outputBits =
        outputBits == 0
            ? Math.max(2, accumulatorBits() - shift)
            : Check.within("output-bits", outputBits, 2, MOST_BITS);
  }

  /** Bits that hold every sum: products of two most negative codes, as many as there are inputs. */
  public int accumulatorBits() {
    int carries = Integer.SIZE - Integer.numberOfLeadingZeros(weights[0].length);
    return weightBits + inputBits - 1 + carries;
  }

  /** Bits of a result. */
  public int outputBits() {
    return outputBits;
  }

  /** Results that were limited, after {@link #write}. */
  public long saturated() {
    return saturated;
  }

  /** The result of one output for one sample. */
  long golden(int output, int sample) {
    long sum = 0;
    for (int j = 0; j < weights[output].length; j++) {
      sum += (long) weights[output][j] * inputs[sample][j];
    }
    long rounded = shift == 0 ? sum : sum + (1L << shift - 1) >> shift;
    long most = (1L << outputBits - 1) - 1;
    long limited = Math.max(-most - 1, Math.min(most, rounded));
    saturated += limited == rounded ? 0 : 1;
    return limited;
  }

  /**
   * Writes {@code weights.hex}, {@code inputs.hex}, {@code golden.hex}, {@code vectors.json} and
   * {@code bench.v}, which reads them and checks an own product against the golden results.
   *
   * @param facts what else the description says: steps, source
   */
  public void write(Path folder, Map<String, Object> facts) throws IOException {
    saturated = 0;
    try (HexWords words = new HexWords(folder.resolve("weights.hex"), weightBits)) {
      words.remark("output after output, " + weights[0].length + " inputs each");
      for (int[] row : weights) {
        for (int code : row) {
          words.add(code);
        }
      }
    }
    try (HexWords words = new HexWords(folder.resolve("inputs.hex"), inputBits)) {
      words.remark("sample after sample, " + weights[0].length + " inputs each");
      for (int[] sample : inputs) {
        for (int code : sample) {
          words.add(code);
        }
      }
    }
    try (HexWords words = new HexWords(folder.resolve("golden.hex"), outputBits)) {
      words.remark("sample after sample, " + weights.length + " outputs each");
      for (int sample = 0; sample < inputs.length; sample++) {
        for (int output = 0; output < weights.length; output++) {
          words.add(golden(output, sample));
        }
      }
    }
    WholeFile.write(folder.resolve("bench.v"), bench());
    WholeFile.write(
        folder.resolve("vectors.json"), StrictFormat.json().print("vectors/1", description(facts)));
  }

  private Map<String, Object> description(Map<String, Object> facts) {
    Map<String, Object> all = new LinkedHashMap<>(facts);
    all.put("outputs", weights.length);
    all.put("inputs", weights[0].length);
    all.put("samples", inputs.length);
    all.put("weight_bits", weightBits);
    all.put("input_bits", inputBits);
    all.put("accumulator_bits", accumulatorBits());
    all.put("shift", shift);
    all.put("output_bits", outputBits);
    all.put("signedness", "two's complement");
    all.put(
        "code",
        "round(value / step), half-way cases to the even neighbour, limited to -2^(bits-1) and"
            + " 2^(bits-1) - 1");
    all.put(
        "golden",
        "floor((sum + 2^(shift-1)) / 2^shift), the sum itself if shift is 0, limited to"
            + " -2^(output_bits-1) and 2^(output_bits-1) - 1");
    all.put("saturated_results", saturated);
    return all;
  }

  private String bench() {
    return String.join(
        "\n",
        "// Computes the products anew and compares them with golden.hex. Replace the sum by your",
        "// macro. Run: iverilog -o bench.vvp bench.v && vvp bench.vvp",
        "module bench;",
        "  localparam OUTPUTS = " + weights.length + ";",
        "  localparam INPUTS = " + weights[0].length + ";",
        "  localparam SAMPLES = " + inputs.length + ";",
        "  localparam SHIFT = " + shift + ";",
        "  localparam ACC = " + accumulatorBits() + ";",
        "  localparam OUT = " + outputBits + ";",
        "  reg signed [" + (weightBits - 1) + ":0] weights [0:OUTPUTS*INPUTS-1];",
        "  reg signed [" + (inputBits - 1) + ":0] inputs [0:SAMPLES*INPUTS-1];",
        "  reg signed [OUT-1:0] golden [0:SAMPLES*OUTPUTS-1];",
        "  reg signed [ACC-1:0] sum;",
        "  reg signed [63:0] rounded, most;",
        "  reg signed [OUT-1:0] result;",
        "  integer s, k, j, wrong;",
        "  initial begin",
        "    $readmemh(\"weights.hex\", weights);",
        "    $readmemh(\"inputs.hex\", inputs);",
        "    $readmemh(\"golden.hex\", golden);",
        "    wrong = 0;",
        "    most = (64'sd1 <<< (OUT - 1)) - 64'sd1;",
        "    for (s = 0; s < SAMPLES; s = s + 1)",
        "      for (k = 0; k < OUTPUTS; k = k + 1) begin",
        "        sum = 0;",
        "        for (j = 0; j < INPUTS; j = j + 1)",
        "          sum = sum + weights[k*INPUTS+j] * inputs[s*INPUTS+j];",
        "        rounded = sum;",
        "        if (SHIFT > 0) rounded = (rounded + (64'sd1 <<< (SHIFT - 1))) >>> SHIFT;",
        "        if (rounded > most) rounded = most;",
        "        if (rounded < -most - 64'sd1) rounded = -most - 64'sd1;",
        "        result = rounded[OUT-1:0];",
        "        if (result !== golden[s*OUTPUTS+k]) begin",
        "          wrong = wrong + 1;",
        "          $display(\"sample %0d output %0d: %0d, golden %0d\", s, k, result,",
        "                   golden[s*OUTPUTS+k]);",
        "        end",
        "      end",
        "    $display(\"%0d of %0d results differ\", wrong, SAMPLES * OUTPUTS);",
        "    $finish;",
        "  end",
        "endmodule",
        "");
  }
}
