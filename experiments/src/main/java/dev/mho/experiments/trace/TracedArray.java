package dev.mho.experiments.trace;

import dev.mho.emulator.trace.LineTrain.Side;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;

/**
 * The traced devices of one array, as a matrix of the lines that cross any of them.
 *
 * @param layer counted from 0
 * @param tile number within the layer
 * @param rows its word lines with a traced device, ascending
 * @param cols its bit lines with a traced device, ascending
 * @param states the devices and their conductances before the first update
 */
record TracedArray(int layer, int tile, int[] rows, int[] cols, List<DeviceState> states) {

  /** All arrays of a trace, ordered by layer and tile. */
  static List<TracedArray> of(TraceFolder trace) {
    Map<List<Integer>, List<DeviceState>> byArray = new LinkedHashMap<>();
    for (DeviceState state : trace.initial()) {
      DeviceKey at = state.device();
      byArray.computeIfAbsent(List.of(at.layer(), at.tile()), a -> new ArrayList<>()).add(state);
    }
    List<TracedArray> arrays = new ArrayList<>();
    byArray.forEach(
        (at, states) ->
            arrays.add(
                new TracedArray(
                    at.get(0),
                    at.get(1),
                    distinct(states, DeviceKey::row),
                    distinct(states, DeviceKey::col),
                    states)));
    return arrays;
  }

  private static int[] distinct(List<DeviceState> states, ToIntFunction<DeviceKey> line) {
    return states.stream()
        .mapToInt(state -> line.applyAsInt(state.device()))
        .sorted()
        .distinct()
        .toArray();
  }

  /** What its files and arrays are called. */
  String name() {
    return "layer" + layer + "_tile" + tile;
  }

  /** Roles that devices of it have, plus first. */
  List<String> roles() {
    return states.stream().map(state -> state.device().role()).distinct().toList();
  }

  int size() {
    return rows.length * cols.length;
  }

  /** Index of a device's crossing, row-major. */
  int index(DeviceKey device) {
    return Arrays.binarySearch(rows, device.row()) * cols.length
        + Arrays.binarySearch(cols, device.col());
  }

  /** Index of a line among those of its side. */
  int lineIndex(LineRow train) {
    return Arrays.binarySearch(train.side() == Side.ROW ? rows : cols, train.line());
  }

  /** Conductance before the first update of the devices of a role, siemens; 0 where untraced. */
  double[] initial(String role) {
    double[] siemens = new double[size()];
    for (DeviceState state : states) {
      if (state.device().role().equals(role)) {
        siemens[index(state.device())] = state.siemens();
      }
    }
    return siemens;
  }

  /** 1 where a device is traced. */
  byte[] traced() {
    byte[] traced = new byte[size()];
    states.forEach(state -> traced[index(state.device())] = 1);
    return traced;
  }
}
