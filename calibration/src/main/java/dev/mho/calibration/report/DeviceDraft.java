package dev.mho.calibration.report;

import dev.mho.calibration.measurement.Measurement;
import dev.mho.device.ConductanceRange;
import dev.mho.device.DeviceModel;
import dev.mho.device.Provenance;
import dev.mho.device.format.BadInputException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A device file in the making: what was there before, and what a calibration adds to it, with where
 * both come from.
 *
 * @param before the device that is added to; empty: a new one
 * @param name of a new device
 * @param technology of a new device
 * @param fittedBy tool and version
 * @param fittedOn ISO date
 */
public record DeviceDraft(
    Optional<DeviceModel> before,
    String name,
    String technology,
    String fittedBy,
    String fittedOn) {
  private static final double SAME_RANGE = 1e-3;

  /**
   * The device with what was found.
   *
   * @throws BadInputException if the device file cannot hold it, or no range is known; one line
   */
  public DeviceModel with(Calibration calibration, Report report, List<Measurement> sources) {
    Provenance provenance = provenance(report, sources);
    ConductanceRange range =
        before
            .map(DeviceModel::conductance)
            .or(calibration::range)
            .orElseThrow(
                () ->
                    BadInputException.at(
                        sources.get(0).sourceName(),
                        "no conductance range in siemens to refer to",
                        "--into a device file that has one, or measurements of two states or more"));
    DeviceModel.Builder device =
        before
            .map(DeviceModel::but)
            .orElseGet(() -> DeviceModel.named(name, technology, range, provenance));
    device.provenance(provenance);
    calibration.addTo(device, range);
    DeviceModel made = device.build();
    before.ifPresent(old -> requireSameMaximum(old, made));
    return made;
  }

  /**
   * Noise, errors and drift are fractions of G_max: with another one they would change their size.
   */
  private static void requireSameMaximum(DeviceModel old, DeviceModel made) {
    double was = old.conductance().maxSiemens();
    double is = made.conductance().maxSiemens();
    boolean relative =
        old.programmingError().isPresent()
            || old.readNoise().isPresent()
            || old.telegraph().isPresent()
            || old.drift().isPresent();
    if (relative && Math.abs(is / was - 1) > SAME_RANGE) {
      throw BadInputException.at(
          "--into " + old.name(),
          "a G_max of " + was + " S, of which its noise, errors or drift are fractions",
          Words.digits(is)
              + " S as the pulses show; calibrate pulse-response first, into a new file");
    }
  }

  private Provenance provenance(Report report, List<Measurement> sources) {
    Map<String, Double> quality = new LinkedHashMap<>();
    Map<String, List<Double>> confidence = new LinkedHashMap<>();
    before.ifPresent(
        old -> {
          quality.putAll(old.provenance().quality());
          confidence.putAll(old.provenance().confidence());
        });
    report.quality().forEach((key, value) -> putFinite(quality, key, value));
    report.confidence().entrySet().stream()
        .filter(entry -> entry.getValue().stream().allMatch(Double::isFinite))
        .forEach(entry -> confidence.put(entry.getKey(), entry.getValue()));
    quality.put(
        "rows." + kind(sources), (double) sources.stream().mapToInt(Measurement::size).sum());
    int devices = sources.stream().mapToInt(m -> m.devices().size()).max().orElse(1);
    int known = before.flatMap(old -> old.provenance().nDevices()).orElse(1);
    return new Provenance(
        joined(
            "; ",
            before.map(old -> old.provenance().source()),
            sources.stream().map(Measurement::sourceName).collect(Collectors.joining(", "))),
        note(report),
        Optional.of(
            joined(
                " ",
                before.flatMap(old -> old.provenance().fileSha256()),
                sources.stream().map(Measurement::sha256).collect(Collectors.joining(" ")))),
        Optional.of(fittedBy),
        Optional.of(fittedOn),
        Optional.of(Math.max(known, devices)),
        quality,
        confidence);
  }

  private static String kind(List<Measurement> sources) {
    return sources.get(0).kind().spelling();
  }

  private Optional<String> note(Report report) {
    String said = report.verdict();
    return Optional.of(joined(" ", before.flatMap(old -> old.provenance().note()), said));
  }

  private static void putFinite(Map<String, Double> into, String key, double value) {
    if (Double.isFinite(value)) {
      into.put(key, value);
    }
  }

  private static String joined(String by, Optional<String> before, String now) {
    return before.filter(text -> !text.contains(now)).map(text -> text + by + now).orElse(now);
  }
}
