package dev.mho.experiments.model;

import dev.mho.device.ConductanceRange;
import dev.mho.device.DeviceModel;
import dev.mho.device.Provenance;
import dev.mho.device.array.DeviceArray;
import dev.mho.device.array.Placement;
import dev.mho.device.random.NoiseStream;
import dev.mho.device.response.Polarity;
import dev.mho.device.response.PulseResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Devices of one part each, and what pulses make of them. */
final class TestDevices {
  static final NoiseStream SEED = NoiseStream.root(1).child("model sheets");

  private TestDevices() {}

  /** A device from 0 to 100 µS of which nothing else is known. */
  static DeviceModel.Builder bare() {
    return DeviceModel.named(
        "drawn", "none", ConductanceRange.of(0, 1e-4), Provenance.of("invented to be drawn"));
  }

  static DeviceModel with(PulseResponse response) {
    return bare().response(Optional.of(response)).build();
  }

  /** Conductances of each device along pulses up and as many down, all from g = 0. */
  static List<double[]> trains(DeviceModel model, int count, int pulses) {
    DeviceArray devices = new DeviceArray(model, Placement.whole(1, count), SEED.child("trains"));
    devices.program(new float[count], 0);
    List<double[]> trains = new ArrayList<>();
    for (int device = 0; device < count; device++) {
      double[] g = new double[2 * pulses + 1];
      g[0] = devices.conductance(device, 0);
      for (int pulse = 1; pulse < g.length; pulse++) {
        devices.pulse(device, 1, pulse <= pulses ? Polarity.UP : Polarity.DOWN, 0);
        g[pulse] = devices.conductance(device, 0);
      }
      trains.add(g);
    }
    return trains;
  }

  /** Standard normal numbers. */
  static double[] normals(String purpose, int count) {
    NoiseStream stream = SEED.child(purpose);
    double[] normals = new double[count];
    for (int i = 0; i < count; i++) {
      normals[i] = stream.normal(0, i);
    }
    return normals;
  }
}
