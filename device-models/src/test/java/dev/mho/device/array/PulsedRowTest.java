package dev.mho.device.array;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.mho.device.ConductanceRange;
import dev.mho.device.DeviceModel;
import dev.mho.device.Presets;
import dev.mho.device.fault.Endurance;
import dev.mho.device.fault.Endurance.End;
import dev.mho.device.fault.Faults;
import dev.mho.device.random.NoiseStream;
import dev.mho.device.response.Polarity;
import dev.mho.device.spread.Spread;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Pulses for many devices of a row are the same, to the bit, as pulses one by one. */
class PulsedRowTest {
  private static final int ROWS = 3;
  private static final int COLS = 40;
  private static final int MOMENTS = 60;

  static Stream<DeviceModel> models() {
    Stream<DeviceModel> presets = Presets.names().stream().map(Presets::get);
    DeviceModel gong = Presets.get("reram-gong-2018");
    Faults faults =
        new Faults(0.1, 0.1, 0.1, Optional.of(new Endurance(20, Spread.normal(0.5), End.MAXIMUM)));
    DeviceModel worn = gong.but().faults(Optional.of(faults)).build();
    ConductanceRange range = gong.conductance();
    ConductanceRange discrete =
        new ConductanceRange(
            range.minSiemens(),
            range.maxSiemens(),
            range.minSpread(),
            range.maxSpread(),
            Optional.of(32));
    DeviceModel levels = gong.but().conductance(discrete).build();
    return Stream.concat(presets, Stream.of(worn, levels))
        .filter(model -> model.response().isPresent());
  }

  @ParameterizedTest
  @MethodSource("models")
  void rowIsAsOneByOne(DeviceModel model) {
    Placement placement = new Placement(5, 7, ROWS, COLS, 1000);
    NoiseStream stream = NoiseStream.root(11);
    DeviceArray rows = new DeviceArray(model, placement, stream);
    DeviceArray ones = new DeviceArray(model, placement, stream);
    RowBuffer buffer = new RowBuffer(COLS);
    NoiseStream choice = NoiseStream.root(12);
    for (int moment = 0; moment < MOMENTS; moment++) {
      int now = moment;
      int row = (int) (choice.uniform(moment, 0) * ROWS);
      boolean up = model.isOneDirectional() || choice.uniform(moment, 1) < 0.5;
      Polarity polarity = up ? Polarity.UP : Polarity.DOWN;
      int[] cols = IntStream.range(0, COLS).filter(c -> choice.uniform(now, 2 + c) < 0.4).toArray();
      int from = Math.min(1, cols.length);
      rows.pulse(row, cols, from, cols.length, polarity, now, buffer);
      for (int n = from; n < cols.length; n++) {
        ones.pulse(row * COLS + cols[n], 1, polarity, now);
      }
    }
    for (int i = 0; i < placement.size(); i++) {
      assertEquals(ones.state(i), rows.state(i), "state of device " + i);
      assertEquals(ones.pulseCount(i), rows.pulseCount(i), "pulses of device " + i);
    }
    float[] seen = new float[COLS];
    for (int row = 0; row < ROWS; row++) {
      rows.conductances(row, 1000, seen, buffer);
      for (int col = 0; col < COLS; col++) {
        assertEquals(ones.conductance(row * COLS + col, 1000), seen[col], row + ", " + col);
      }
    }
  }
}
