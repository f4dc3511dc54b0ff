package dev.mho.experiments.device;

import dev.mho.device.DeviceModel;
import dev.mho.device.array.DeviceArray;
import dev.mho.device.programming.PulseAndVerify;
import dev.mho.device.response.Polarity;
import dev.mho.device.response.PulseResponse;
import dev.mho.device.response.Specimen;
import dev.mho.experiments.figure.Curve;
import dev.mho.experiments.figure.Figure;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Conductance by pulse: from the lower bounds of many devices as many pulses up as bring the
 * nominal device through 95 % of its range, then as many down (a one-directional device: one reset,
 * and up again). Read noise, faults and what a write misses are left out.
 */
final class PulseResponsePanel {
  private static final double NEARLY_ALL = 0.95;
  private static final double STILL = 0.02;
  private static final int MOST_PULSES = 20_000;
  private static final int FEWEST_PULSES = 10;
  private static final int POINTS = 100;

  private final DeviceArray devices;
  private final PulseResponse response;
  private final SiemensUnit unit;
  private final double slotSeconds;
  private final List<Integer> at = new ArrayList<>();
  private final List<double[]> seen = new ArrayList<>();
  private int given;

  PulseResponsePanel(DeviceModel model, SiemensUnit unit) {
    DeviceModel shown = model.withoutProgrammingError().withoutFaults().withoutReadNoise();
    this.response = model.response().orElseThrow();
    this.unit = unit;
    this.devices = DevicePortrait.sample(shown, 1);
    this.slotSeconds = PulseAndVerify.of(model, 1, 1, 1).pulseSeconds();
  }

  Figure figure() {
    int up = pulsesThroughRange(Polarity.UP);
    int back = response.lowers() ? pulsesThroughRange(Polarity.DOWN) : up;
    float[] bottom = new float[devices.size()];
    Arrays.fill(bottom, -1);
    devices.program(bottom, 0);
    see();
    pulses(up, Polarity.UP);
    if (!response.lowers()) {
      reset();
    }
    pulses(back, response.lowers() ? Polarity.DOWN : Polarity.UP);
    String then = response.lowers() ? ", then " + back + " down" : ", one reset, up again";
    return new Figure(
        "pulse-response",
        "Pulse response: " + up + " pulses up" + then,
        "pulse",
        "conductance (" + unit.symbol() + ")",
        false,
        false,
        curves());
  }

  private List<Curve> curves() {
    double[] x = at.stream().mapToDouble(pulse -> pulse).toArray();
    Population all = new Population(x);
    double[] one = new double[x.length];
    for (int k = 0; k < x.length; k++) {
      double[] siemens = seen.get(k);
      all.see(k, siemens.length, device -> siemens[device]);
      one[k] = siemens[0];
    }
    return all.halfWidth() == 0
        ? List.of(all.curve("all devices"))
        : List.of(all.curve("median, 5 to 95 % of the devices"), Curve.guide("one device", x, one));
  }

  private int pulsesThroughRange(Polarity polarity) {
    Specimen nominal = Specimen.nominal(response);
    double travelled = 0;
    int pulses = 0;
    int before = 0;
    double halfWay = 0;
    while (travelled < NEARLY_ALL && pulses < MOST_PULSES) {
      double g = polarity == Polarity.UP ? travelled : 1 - travelled;
      travelled += response.step(polarity, g, nominal);
      pulses++;
      // A device that creeps, twice as many pulses leading no further, is not followed to the end.
      if (pulses == 2 * before || before == 0) {
        if (before >= FEWEST_PULSES && travelled - halfWay < STILL * travelled) {
          return before;
        }
        before = pulses;
        halfWay = travelled;
      }
    }
    return Math.max(FEWEST_PULSES, pulses);
  }

  /** Gives pulses in trains of one length, and looks after each. */
  private void pulses(int count, Polarity polarity) {
    int train = (count + POINTS - 1) / POINTS;
    for (int left = count; left > 0; left -= train) {
      int length = Math.min(left, train);
      given += length;
      for (int i = 0; i < devices.size(); i++) {
        devices.pulse(i, length, polarity, given * slotSeconds);
      }
      see();
    }
  }

  private void reset() {
    given++;
    for (int i = 0; i < devices.size(); i++) {
      devices.reset(i, given * slotSeconds);
    }
    see();
  }

  private void see() {
    double[] siemens = new double[devices.size()];
    for (int i = 0; i < siemens.length; i++) {
      double g = devices.conductance(i, given * slotSeconds);
      siemens[i] = unit.of(devices.model().conductance().siemens(g));
    }
    at.add(given);
    seen.add(siemens);
  }
}
