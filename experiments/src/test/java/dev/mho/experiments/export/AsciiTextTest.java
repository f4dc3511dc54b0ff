package dev.mho.experiments.export;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import org.junit.jupiter.api.Test;

/** Numbers as bytes are the numbers as text. */
class AsciiTextTest {
  @Test
  void wholeNumbers() {
    AsciiText text = new AsciiText();
    StringBuilder expected = new StringBuilder();
    Random random = new Random(1);
    long[] edges = {0, 9, 10, 99, 100, -1, Long.MAX_VALUE, Long.MIN_VALUE, 999999999999999999L};
    for (long edge : edges) {
      text.append(edge).append(',');
      expected.append(edge).append(',');
    }
    for (int i = 0; i < 2000; i++) {
      long whole = random.nextLong() >> random.nextInt(64);
      text.append(whole).append(',');
      expected.append(whole).append(',');
    }
    assertEquals(expected.toString(), text.toString());
    assertEquals(expected.length(), text.length());
  }

  /** Remembered or not, near or far, a number has the same text and reads back the same. */
  @Test
  void realNumbers() {
    Random random = new Random(2);
    double[] edges = {
      0.0, -0.0, 1, -Double.MIN_NORMAL, -Double.MAX_VALUE, Double.MIN_VALUE, 1e-5, 0.1, 1e7, 123456
    };
    AsciiText text = new AsciiText();
    for (int i = 0; i < 200_000; i++) {
      double real =
          i < edges.length
              ? edges[i]
              : i % 3 == 0
                  ? random.nextInt(500) * 1e-7
                  : Double.longBitsToDouble(random.nextLong());
      if (!Double.isFinite(real)) {
        continue;
      }
      text.clear();
      text.append(real).append(' ').appendRecurring(real).append(' ').append(real);
      String own = Decimal.text(real);
      assertEquals(own + " " + own + " " + own, text.toString());
      assertEquals(real, Double.parseDouble(own));
    }
  }

  @Test
  void wordsAndRoom() {
    AsciiText text = new AsciiText();
    StringBuilder expected = new StringBuilder();
    for (int i = 0; i < 3000; i++) {
      text.append("below_step").append('|').append(i);
      expected.append("below_step|").append(i);
    }
    assertEquals(expected.toString(), text.toString());
    text.clear();
    assertEquals("", text.toString());
  }
}
