package dev.mho.device.state;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.mho.device.format.BadInputException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

/** State goes through a stream and comes back bit by bit, or is refused. */
class ArchiveTest {

  /** One of each kind of state; arrays larger than the buffer of an archive. */
  private static final class Everything implements Stateful {
    private final float[] floats = new float[50_000];
    private final double[] doubles = new double[20_000];
    private final int[] ints = new int[40_000];
    private final long[] longs = new long[20_000];
    private final boolean[] booleans = new boolean[100_000];
    private String text = "";
    private long whole;
    private int small;
    private double number;
    private boolean truth;
    private OptionalDouble unknown = OptionalDouble.of(1);
    private OptionalDouble known = OptionalDouble.empty();

    void fill() {
      for (int i = 0; i < floats.length; i++) {
        floats[i] = Float.intBitsToFloat(i * 0x9E3779B1);
      }
      Arrays.setAll(doubles, i -> Double.longBitsToDouble(i * 0x9E3779B97F4A7C15L));
      Arrays.setAll(ints, i -> i * 0x9E3779B1);
      Arrays.setAll(longs, i -> i * 0x9E3779B97F4A7C15L);
      for (int i = 0; i < booleans.length; i++) {
        booleans[i] = i % 3 == 0;
      }
      text = "Ω, and more\n";
      whole = Long.MIN_VALUE;
      small = Integer.MIN_VALUE;
      number = -0.0;
      truth = true;
      unknown = OptionalDouble.empty();
      known = OptionalDouble.of(Double.MIN_VALUE);
    }

    @Override
    public void keep(Archive archive) {
      archive.floats("floats", floats);
      archive.doubles("doubles", doubles);
      archive.ints("ints", ints);
      archive.longs("longs", longs);
      archive.booleans("booleans", booleans);
      text = archive.text("text", text);
      whole = archive.value("whole", whole);
      small = archive.value("small", small);
      number = archive.value("number", number);
      truth = archive.value("truth", truth);
      unknown = archive.value("unknown", unknown);
      known = archive.value("known", known);
    }
  }

  private static byte[] saved(Stateful state) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    state.keep(new ArchiveWriter(out));
    return out.toByteArray();
  }

  private static void restore(Stateful state, byte[] bytes) {
    state.keep(new ArchiveReader(new ByteArrayInputStream(bytes)));
  }

  @Test
  void everyBitComesBack() {
    Everything before = new Everything();
    before.fill();
    byte[] bytes = saved(before);
    Everything after = new Everything();
    restore(after, bytes);
    assertArrayEquals(before.floats, after.floats);
    assertArrayEquals(before.doubles, after.doubles);
    assertArrayEquals(before.ints, after.ints);
    assertArrayEquals(before.longs, after.longs);
    assertArrayEquals(before.booleans, after.booleans);
    assertEquals("Ω, and more\n", after.text);
    assertEquals(Long.MIN_VALUE, after.whole);
    assertEquals(Integer.MIN_VALUE, after.small);
    assertEquals(Double.doubleToRawLongBits(-0.0), Double.doubleToRawLongBits(after.number));
    assertEquals(true, after.truth);
    assertEquals(OptionalDouble.empty(), after.unknown);
    assertEquals(OptionalDouble.of(Double.MIN_VALUE), after.known);
    assertArrayEquals(bytes, saved(after));
  }

  @Test
  void stateOfSomethingElseIsRefused() {
    byte[] bytes = saved(a -> a.part("layer 0").doubles("weights", new double[4]));
    assertEquals(
        "state of layer 0/weights where that of layer 1/weights belongs",
        refusal(a -> a.part("layer 1").doubles("weights", new double[4]), bytes));
    assertEquals(
        "layer 0/weights: found 4 numbers; allowed: 5",
        refusal(a -> a.part("layer 0").doubles("weights", new double[5]), bytes));
    assertEquals(
        "state of layer 0/weights is not in FLOATS",
        refusal(a -> a.part("layer 0").floats("weights", new float[4]), bytes));
    Stateful more =
        a -> a.all("layer", List.of(b -> b.doubles("weights", new double[4]), b -> b.text("", "")));
    assertEquals("the state ends before layer 1/", refusal(more, bytes));
  }

  private static String refusal(Stateful state, byte[] bytes) {
    return assertThrows(BadInputException.class, () -> restore(state, bytes)).getMessage();
  }
}
