package dev.mho.device;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.mho.device.format.BadInputException;
import dev.mho.device.format.Check;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Where a device's numbers come from.
 *
 * @param source citation, or name of the measured file
 * @param note what a user must know before trusting the numbers
 * @param fileSha256 hash of the measured file; of several, in order, with a blank between
 * @param fittedBy tool and version
 * @param fittedOn ISO date
 * @param nDevices number of devices measured, at least 1
 * @param quality goodness of fit by name, for example {@code response.rmse}
 * @param confidence 95 % interval [low, high] by parameter
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Provenance(
    String source,
    Optional<String> note,
    Optional<String> fileSha256,
    Optional<String> fittedBy,
    Optional<String> fittedOn,
    Optional<Integer> nDevices,
    Map<String, Double> quality,
    Map<String, List<Double>> confidence) {
  public Provenance {
    Check.present("source", source);
    nDevices.ifPresent(n -> Check.within("n_devices", n, 1, Integer.MAX_VALUE));
    quality = copy("quality", quality);
    confidence = copy("confidence", confidence);
    for (Map.Entry<String, List<Double>> interval : confidence.entrySet()) {
      if (interval.getValue().size() != 2
          || interval.getValue().stream().anyMatch(Objects::isNull)) {
        throw BadInputException.at(
            "confidence." + interval.getKey(), interval.getValue().toString(), "[low, high]");
      }
    }
  }

  /** A citation, or the name of a measured file, and nothing else. */
  public static Provenance of(String source) {
    return new Provenance(
        source,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Map.of(),
        Map.of());
  }

  private static <T> Map<String, T> copy(String key, Map<String, T> map) {
    if (map == null) {
      return Map.of();
    }
    map.forEach((name, value) -> Check.present(key + "." + name, value));
    // In their own order, so that a file is the same from run to run.
    return Collections.unmodifiableMap(new LinkedHashMap<>(map));
  }
}
