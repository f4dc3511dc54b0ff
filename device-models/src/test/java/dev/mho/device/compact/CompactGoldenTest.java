package dev.mho.device.compact;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mho.device.Golden;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The traces of MemTorch's five models, number by number. Where MemTorch errs, a twin of its wrong
 * formula must give its numbers, and ours must differ from them as the right formula does.
 */
class CompactGoldenTest {
  private static final double TOLERANCE = 1e-9;

  /** What a trace holds: a state at the end of each sample and a current of each. */
  private record Trace(double seconds, double[] volts, double[] amperes, double[] state) {
    static Trace read(String name) {
      JsonNode golden = Golden.read("memtorch/" + name + ".json");
      return new Trace(
          golden.get("dt_s").asDouble(),
          Golden.vector(golden.get("voltage_V")),
          Golden.vector(golden.get("current_A")),
          Golden.vector(golden.get("state")));
    }

    double before(int sample, double start) {
      return sample == 0 ? start : state[sample - 1];
    }
  }

  static Stream<Arguments> readAfterEachSample() {
    return Stream.of(
        arguments("VTEAM", Published.VTEAM, 0),
        arguments("VTEAM_saturating", Published.VTEAM, 0),
        arguments("Stanford_PKU", Published.STANFORD_PKU, Published.STANFORD_PKU.onState()));
  }

  @ParameterizedTest
  @MethodSource
  void readAfterEachSample(String name, CompactModel model, double start) {
    Trace trace = Trace.read(name);
    CompactModel.Sweep sweep = model.sweep(start, trace.volts(), trace.seconds(), trace.seconds());
    assertClose(name + " state", trace.state(), sweep.state());
    assertClose(name + " current", trace.amperes(), sweep.amperes());
  }

  static Stream<Arguments> readBeforeEachSample() {
    return Stream.of(
        arguments("Data_Driven", Published.DATA_DRIVEN),
        arguments("Data_Driven2021", Published.QUADRATIC));
  }

  /** These two models' currents are recorded at a sample's voltage before the state moves. */
  @ParameterizedTest
  @MethodSource
  void readBeforeEachSample(String name, CompactModel model) {
    Trace trace = Trace.read(name);
    double start = model.onState();
    CompactModel.Sweep sweep = model.sweep(start, trace.volts(), trace.seconds(), trace.seconds());
    assertClose(name + " state", trace.state(), sweep.state());
    double[] amperes = new double[trace.volts().length];
    for (int i = 0; i < amperes.length; i++) {
      amperes[i] = model.current(i == 0 ? start : sweep.state()[i - 1], trace.volts()[i]);
    }
    assertClose(name + " current", trace.amperes(), amperes);
  }

  /**
   * MemTorch's window is (2 − 2x)^(2p), a bracket misplaced in 1 − (2x − 1)^(2p). With it alone
   * exchanged, and p = 1, our drift gives MemTorch's trace.
   */
  @Test
  void linearIonDriftWithTheMisplacedBracket() {
    Trace trace = Trace.read("LinearIonDrift");
    LinearIonDrift model = Published.LINEAR_ION_DRIFT;
    double[] state = new double[trace.volts().length];
    double[] amperes = new double[state.length];
    double x = 0;
    for (int i = 0; i < state.length; i++) {
      double volts = trace.volts()[i];
      amperes[i] = model.current(x, volts);
      double free = Math.abs(volts) < 0.55 ? 0 : 1e-14 * 100 / (10e-9 * 10e-9) * amperes[i];
      x = model.bounded(x + free * misplaced(x) * trace.seconds());
      state[i] = x;
    }
    assertClose("state", trace.state(), state);
    assertClose("current", trace.amperes(), amperes);
  }

  /** At p = 1 the right window is 4x(1 − x), so MemTorch's step is ours times (1 − x)/x. */
  @Test
  void rightWindowDiffersByOneMinusXOverX() {
    Trace trace = Trace.read("LinearIonDrift");
    LinearIonDrift model = Published.LINEAR_ION_DRIFT;
    int compared = 0;
    for (int i = 0; i < trace.volts().length; i++) {
      double x = trace.before(i, 0);
      double theirs = trace.state()[i] - x;
      double ours = model.speed(x, trace.volts()[i]) * trace.seconds();
      if (x == 0 || trace.state()[i] == 0) {
        assertEquals(0, model.speed(0, trace.volts()[i]));
      } else if (theirs == 0) {
        assertEquals(0, ours);
      } else {
        // The difference of two golden states keeps what their rounding leaves.
        assertEquals(theirs, ours * (1 - x) / x, 1e-9 * Math.abs(theirs) + 1e-16);
        assertTrue(Math.abs(ours) < Math.abs(theirs));
        compared++;
      }
    }
    assertTrue(compared > 500, compared + " moving samples");
  }

  /** From x = 0, where MemTorch's device starts, the right window lets nothing move. */
  @Test
  void rightWindowRestsAtTheEndWhereMemTorchMoves() {
    Trace trace = Trace.read("LinearIonDrift");
    LinearIonDrift model = Published.LINEAR_ION_DRIFT;
    CompactModel.Sweep sweep = model.sweep(0, trace.volts(), trace.seconds(), trace.seconds());
    double most = 0;
    for (int i = 0; i < trace.volts().length; i++) {
      assertEquals(0, sweep.state()[i]);
      assertEquals(trace.volts()[i] / 16_000, sweep.amperes()[i], 1e-18);
      most = Math.max(most, trace.state()[i]);
    }
    assertEquals(0.105180656, most, 1e-9);
  }

  /** MemTorch programs x = (R − R_on)/(R_off − R_on), though its current has R_off at x = 0. */
  @Test
  void linearIonDriftProgramsTheResistanceThatItReads() {
    LinearIonDrift model = Published.LINEAR_ION_DRIFT;
    double ohms = 100;
    double theirs = (ohms - 100) / (16_000 - 100);
    assertEquals(1.0 / 16_000, model.conductance(theirs, 0.1), 1e-18);
    assertEquals(1 / ohms, model.conductance(model.stateAt(1 / ohms, 0.1), 0.1), 1e-14);
  }

  /** MemTorch's conductance of Stanford–PKU is the current before over the voltage now. */
  @Test
  void conductanceIsOfOneMoment() {
    Trace trace = Trace.read("Stanford_PKU");
    StanfordPku model = Published.STANFORD_PKU;
    int wrong = 0;
    for (int i = 1; i < trace.volts().length; i++) {
      double volts = trace.volts()[i];
      if (Math.abs(volts) < 1e-9) {
        continue; // The sine crosses zero: rounding is all there is.
      }
      double right = trace.amperes()[i] / volts;
      double theirs = trace.amperes()[i - 1] / volts;
      double ours = model.conductance(trace.state()[i], volts);
      assertEquals(right, ours, TOLERANCE * right);
      wrong += Math.abs(theirs - ours) > 0.01 * ours ? 1 : 0;
    }
    assertTrue(wrong > 100, wrong + " samples off by more than 1 %");
  }

  /** The published end resistances are those of the end gaps read at 0.1 V. */
  @Test
  void gapsOfThePublishedResistances() {
    StanfordPku model = Published.STANFORD_PKU;
    assertEquals(542, 1 / model.conductance(model.onState(), 0.1), 1e-9 * 542);
    assertEquals(218_586, 1 / model.conductance(model.offState(), 0.1), 1e-9 * 218_586);
  }

  private static double misplaced(double x) {
    return (2 - 2 * x) * (2 - 2 * x);
  }

  private static void assertClose(String what, double[] expected, double[] actual) {
    assertEquals(expected.length, actual.length, what);
    for (int i = 0; i < expected.length; i++) {
      assertEquals(expected[i], actual[i], TOLERANCE * Math.abs(expected[i]), what + " " + i);
    }
  }
}
