package dev.mho.emulator.tile;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mho.device.ConductanceRange;
import dev.mho.device.Golden;
import dev.mho.device.TestDevice;
import dev.mho.device.array.Workers;
import dev.mho.device.spread.Spread;
import dev.mho.emulator.TestArray;
import dev.mho.emulator.cell.BitSlices;
import dev.mho.emulator.cell.DifferentialPair;
import dev.mho.emulator.cell.DifferentialPair.Rest;
import dev.mho.emulator.cell.Role;
import dev.mho.emulator.cell.SingleDevice;
import dev.mho.emulator.cell.Subtraction;
import dev.mho.emulator.cell.UnitCell;
import dev.mho.emulator.matrix.Matrix;
import dev.mho.emulator.matrix.Precision;
import dev.mho.emulator.matrix.Products;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** CrossSim's mappings: conductances, the matrix that they amount to, and a product with it. */
class CrossSimMappingsTest {
  private final JsonNode all = Golden.read("crosssim/mappings.json");
  private final Matrix weights = Matrix.of(Golden.matrix(all.get("W")));

  /** Float32 conductances of up to 1, divided by a range of 0.9. */
  private static final double CLOSE = 3e-7;

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5})
  void mappings(int number) {
    JsonNode golden = all.get("cases").get(number);
    int bits = golden.get("cell_or_weight_bits").asInt();
    AnalogTile tile =
        TestArray.of(device(golden, bits))
            .cell(cell(golden.get("sub").asText(), bits))
            .tile(weights, new Products(Workers.single()));
    JsonNode conductances = golden.get("conductance_over_Gmax");
    boolean pair = conductances.has("pos");
    for (Role role : tile.roles()) {
      String key = pair ? (role.sign() > 0 ? "pos" : "neg") : "single";
      JsonNode expected = conductances.get(key);
      // CrossSim puts the unit column first.
      int before = expected.size() - tile.outputs();
      for (int k = 0; k < tile.outputs(); k++) {
        assertRow(expected.get(before + k), tile.siemens(role).row(k), CLOSE, key + " " + k);
      }
    }
    // CrossSim's product with offset cells on levels is (2^c − 2)/(2^c − 1) of that with its own
    // effective matrix, which is the programmed one; mho follows the matrix.
    boolean shortOfMatrix = number == 4 || number == 5;
    double levels = 1 << bits;
    assertReads(golden, tile, shortOfMatrix ? (levels - 1) / (levels - 2) : 1);
  }

  @ParameterizedTest
  @ValueSource(ints = {6, 7})
  void bitSlices(int number) {
    JsonNode golden = all.get("cases").get(number);
    boolean balanced = golden.get("sub").asText().equals("BALANCED");
    int bits = golden.get("cell_or_weight_bits").asInt();
    BitSlices slices =
        new BitSlices(bits, 2, balanced ? BitSlices.Balance.BALANCED : BitSlices.Balance.OFFSET);
    SlicedTile tile =
        new SlicedTile(
            TestArray.of(device(golden, 0)).spec(),
            slices,
            Optional.empty(),
            weights,
            4,
            4,
            TestArray.STREAM,
            new Products(Workers.single()));
    for (int i = 0; i < 2; i++) {
      TileGrid grid = tile.grids().get(i);
      for (Role role : grid.roles()) {
        String key = "slice" + i + (role.sign() > 0 ? "_pos" : "_neg");
        for (int k = 0; k < tile.outputs(); k++) {
          JsonNode expected = golden.get("conductance_over_Gmax").get(key).get(k);
          assertRow(expected, grid.siemens(role).row(k), CLOSE, key + " " + k);
        }
      }
    }
    assertReads(golden, tile, 1);
  }

  private void assertReads(JsonNode golden, Tile tile, double correction) {
    JsonNode effective = golden.get("effective_matrix");
    Matrix read = tile.forward(Matrix.identity(tile.inputs(), Precision.FLOAT64)).transposed();
    Matrix back = tile.weights();
    for (int k = 0; k < tile.outputs(); k++) {
      assertRow(effective.get(k), read.row(k), 1e-6, "read " + k);
      assertRow(effective.get(k), back.row(k), 1e-6, "weights " + k);
    }
    double[] x = Golden.vector(all.get("x"));
    Matrix y = tile.forward(Matrix.of(new double[][] {x}));
    double[] expected = Golden.vector(golden.get("y"));
    for (int k = 0; k < expected.length; k++) {
      assertEquals(correction * expected[k], y.get(0, k), 1e-6, "y " + k);
    }
  }

  private static void assertRow(JsonNode expected, double[] row, double tolerance, String what) {
    for (int j = 0; j < row.length; j++) {
      assertEquals(expected.get(j).asDouble(), row[j], tolerance, what + " " + j);
    }
  }

  private static UnitCell cell(String sub, int bits) {
    return switch (sub) {
      case "ONE_SIDED" -> new DifferentialPair(1, Rest.MINIMUM);
      case "TWO_SIDED" -> new DifferentialPair(1, Rest.MIDDLE);
      case "DIGITAL_OFFSET" -> offset(bits, Subtraction.DIGITAL);
      default -> offset(bits, Subtraction.UNIT_COLUMN);
    };
  }

  private static UnitCell offset(int bits, Subtraction subtraction) {
    return bits == 0
        ? new SingleDevice(1, 0.5, SingleDevice.Against.FIXED, subtraction)
        : SingleDevice.onLevels(1, 1 << bits, subtraction);
  }

  private static TestDevice device(JsonNode golden, int bits) {
    double min = 1 / golden.get("on_off").asDouble();
    Optional<Integer> levels = bits == 0 ? Optional.empty() : Optional.of(1 << bits);
    return TestDevice.plain()
        .range(new ConductanceRange(min, 1, Spread.none(), Spread.none(), levels));
  }
}
