package dev.mho.experiments.spec;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.mho.device.format.BadInputException;
import dev.mho.device.format.Check;
import java.util.List;

/**
 * Which devices are traced.
 *
 * @param layers layers whose weights are traced, counted from 0; layer 0 if left out
 * @param devices devices a layer, an even number: both of a pair are traced; drawn by the seed
 * @param steps learning steps (batches) that are traced, 0..100 if left out; the end is not
 *     included
 * @param formats only csv so far
 */
public record TraceSpec(
    List<Integer> layers, Integer devices, StepWindow steps, List<Format> formats) {

  /** Formats by name. */
  public enum Format {
    /** One row an event. */
    @JsonProperty("csv")
    CSV
  }

  public TraceSpec {
    layers = Defaults.distinct("layers", Defaults.or(layers, List.of(0)));
    layers.forEach(layer -> Check.within("layers", layer, 0, 1000));
    devices = Check.within("devices", Defaults.or(devices, 32), 2, 1 << 20);
    if (devices % 2 != 0) {
      throw BadInputException.at(
          "devices", devices.toString(), "an even number: pairs are traced whole");
    }
    steps = Defaults.or(steps, new StepWindow(0, 100));
    formats = Defaults.distinct("formats", Defaults.or(formats, List.of(Format.CSV)));
  }
}
