package dev.mho.emulator.cell;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mho.device.DeviceModel;
import dev.mho.device.Golden;
import dev.mho.device.TestDevice;
import dev.mho.device.array.Placement;
import dev.mho.device.array.Workers;
import dev.mho.device.random.NoiseStream;
import dev.mho.device.response.AbruptReset;
import dev.mho.device.response.SoftBounds;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The one-sided cell of aihwkit: soft bounds from 0 to 0.6, step 0.01. */
class AihwkitOneSidedTest {
  private static final double RANGE = 0.6;

  @Test
  void withoutRefresh() {
    JsonNode golden =
        Golden.read("aihwkit/pulse_response.json").get("OneSided_SoftBounds_no_refresh");
    double[] trace = Golden.vector(golden.get("trace"));
    CellArray pair = pair();
    for (int pulse = 1; pulse < trace.length; pulse++) {
      pair.pulse(0, 1, pulse <= 200, 0, 0);
      assertEquals(trace[pulse], RANGE * pair.difference(0, 0), 2e-6, "pulse " + pulse);
    }
  }

  /**
   * Asked every five pulses, the pair is first due at the same pulse. aihwkit then writes the
   * difference exactly; ours is rewritten in whole pulses and comes to half a step, 0.0016 here.
   */
  @Test
  void refreshComesAtTheSamePulse() {
    JsonNode golden = Golden.read("aihwkit/pulse_response.json").get("OneSided_SoftBounds_refresh");
    double[] trace = Golden.vector(golden.get("trace"));
    Refresh refresh = new Refresh(0.5, 0.25);
    CellArray pair = pair();
    for (int pulse = 1; pulse < 220; pulse++) {
      pair.pulse(0, 1, pulse <= 200, 0, 0);
      assertEquals(trace[pulse], RANGE * pair.difference(0, 0), 2e-6, "pulse " + pulse);
      if (pulse % 5 == 0) {
        assertEquals(0, pair.refresh(refresh, 0), "at pulse " + pulse);
      }
    }
    pair.pulse(0, 1, false, 0, 0);
    double before = RANGE * pair.difference(0, 0);
    assertEquals(trace[220], before, 2e-6);
    assertEquals(1, pair.refresh(refresh, 0));
    assertEquals(before, RANGE * pair.difference(0, 0), 0.0017);
  }

  private static CellArray pair() {
    CellArray pair =
        new CellArray(
            new DifferentialPair(1, DifferentialPair.Rest.MINIMUM),
            rising(),
            Placement.whole(1, 1),
            NoiseStream.root(1),
            Workers.single());
    pair.program(new float[][] {{0}, {0}}, 0);
    return pair;
  }

  static DeviceModel rising() {
    return TestDevice.plain()
        .response(
            new SoftBounds(0.01 / RANGE, Optional.empty(), 0, Optional.empty(), Optional.empty()))
        .parts(b -> b.reset(Optional.of(new AbruptReset(0, 0, 0))))
        .model();
  }
}
