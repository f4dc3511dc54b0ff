package dev.mho.experiments.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mho.device.DeviceModel;
import dev.mho.device.Presets;
import dev.mho.device.PulseTable;
import dev.mho.device.response.CycleToCycle;
import dev.mho.device.response.DeviceToDevice;
import dev.mho.device.response.Polarity;
import dev.mho.device.response.PulseResponse;
import dev.mho.device.retention.PowerLawDrift;
import dev.mho.device.retention.Relaxation;
import dev.mho.experiments.Repository;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

/** docs/which-parameter.md leaves no key out, and its ranges are those of the presets. */
class WhichParameterTest {
  private static final String PAGE = Repository.text("docs/which-parameter.md");
  private static final double DAY = 86_400;

  @Test
  void everyPartOfADeviceFileIsThere() {
    for (RecordComponent part : DeviceModel.class.getRecordComponents()) {
      String key = part.getName().replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
      boolean measured = !List.of("name", "technology", "provenance").contains(key);
      assertTrue(!measured || PAGE.contains("| `" + key), key);
    }
  }

  @Test
  void rangesAreThoseOfThePresets() {
    said("`conductance.min_siemens`", d -> one(d.conductance().minSiemens()));
    said("`conductance.max_siemens`", d -> one(d.conductance().maxSiemens()));
    said("`conductance.max_spread`, `min_spread`", d -> one(d.conductance().maxSpread().sigma()));
    said("`conductance.levels`", d -> one(d.conductance().levels().orElse(0)));
    said(
        "`response`, step at mid-range, up",
        d -> response(d, r -> Optional.of(r.nominalStep(Polarity.UP))));
    said("`cycle_to_cycle.of_step`", d -> pulses(d, CycleToCycle::ofStep));
    said("`cycle_to_cycle.of_range`", d -> pulses(d, CycleToCycle::ofRange));
    said("`device_to_device.step`", d -> devices(d, s -> s.step().sigma()));
    said("`device_to_device.asymmetry`", d -> devices(d, DeviceToDevice::asymmetry));
    said("`reset`", d -> number(d.reset().map(r -> r.to())));
    said("`reference`", d -> number(d.reference().map(r -> r.spread())));
    said(
        "`programming_error.sigma`, largest",
        d -> number(d.programmingError().map(e -> e.sigma().largest())));
    said("`write_noise.of_range`", d -> number(d.writeNoise().map(n -> n.ofRange())));
    said(
        "`read_noise`, σ at half of G_max, 1 s after a write",
        d -> number(d.readNoise().map(n -> n.sigma(0.5, 0.5, 1))));
    said("`telegraph`", d -> number(d.telegraph().map(t -> t.share())));
    said(
        "`drift`, power law, ν at half of G_max",
        d ->
            number(
                d.drift()
                    .filter(PowerLawDrift.class::isInstance)
                    .map(p -> ((PowerLawDrift) p).nuMean().at(0.5))));
    said(
        "`drift`, relaxation, σ after a day at half of G_max",
        d ->
            number(
                d.drift()
                    .filter(Relaxation.class::isInstance)
                    .map(r -> r.after(0.5, DAY, 1) - r.after(0.5, DAY, 0))));
    said("`diffusion`", d -> number(d.diffusion().map(w -> w.ofRangePerRootSecond())));
    said("`temperature`", d -> number(d.temperature().map(w -> w.kelvin())));
    said("`faults.stuck_…`", d -> number(d.faults().map(f -> f.fraction())));
    said(
        "`faults.endurance`",
        d -> number(d.faults().flatMap(f -> f.endurance()).map(e -> e.pulses())));
  }

  @Test
  void voltsAreThoseOfThePresets() {
    List<PulseTable> tables =
        Presets.names().stream().map(Presets::get).flatMap(d -> d.pulse().stream()).toList();
    DoubleStream volts = tables.stream().mapToDouble(t -> t.set().volts());
    assertEquals("-2 to 5 V (14)", range(volts.sorted().toArray()).replace(" (", " V ("));
    row("`pulse.set`, `reset`, `read`", "-2 to 5 V (14)");
  }

  private static DoubleStream one(double value) {
    return DoubleStream.of(value);
  }

  private static DoubleStream number(Optional<Double> value) {
    return value.stream().mapToDouble(v -> v);
  }

  private static DoubleStream response(
      DeviceModel device, Function<PulseResponse, Optional<Double>> of) {
    return number(device.response().flatMap(of));
  }

  private static DoubleStream pulses(DeviceModel device, Function<CycleToCycle, Double> of) {
    return response(device, r -> r.cycleToCycle().map(of));
  }

  private static DoubleStream devices(DeviceModel device, Function<DeviceToDevice, Double> of) {
    return response(device, r -> r.deviceToDevice().map(of));
  }

  /** The row of a key says from where to where its values above zero go, and how many they are. */
  private static void said(String key, Function<DeviceModel, DoubleStream> of) {
    double[] values =
        Presets.names().stream()
            .map(Presets::get)
            .flatMapToDouble(of)
            .filter(value -> value > 0)
            .sorted()
            .toArray();
    row(key, values.length == 0 ? "none" : range(values));
  }

  private static void row(String key, String range) {
    String row =
        PAGE.lines().filter(line -> line.startsWith("| " + key + " |")).findFirst().orElse("");
    String[] cells = row.split("\\|");
    assertTrue(cells.length > 3, "no row of " + key);
    assertEquals(range, cells[3].strip(), key);
  }

  private static String range(double[] sorted) {
    String from = digits(sorted[0]);
    String to = digits(sorted[sorted.length - 1]);
    return (from.equals(to) ? from : from + " to " + to) + " (" + sorted.length + ")";
  }

  /** Two digits, as short as they can be. */
  private static String digits(double value) {
    return new BigDecimal(value)
        .round(new MathContext(2))
        .stripTrailingZeros()
        .toEngineeringString()
        .replace("E", "e");
  }
}
