package dev.mho.experiments.measurement;

import dev.mho.calibration.measurement.Inspection;
import dev.mho.calibration.measurement.Kind;
import dev.mho.calibration.measurement.Measurement;
import dev.mho.calibration.measurement.Question;
import dev.mho.calibration.measurement.Refused;
import dev.mho.calibration.measurement.Status;
import dev.mho.device.format.StrictFormat;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What was understood of a measured file, for programs: {@code mho: inspection/1}. */
public final class InspectionJson {
  private static final String KIND = "inspection/1";

  private InspectionJson() {}

  private record Page(
      String file,
      String sha256,
      boolean gzip,
      String encoding,
      String delimiter,
      String decimal,
      Optional<String> form,
      int headerLine,
      int unitLine,
      int firstRow,
      Optional<Kind> kind,
      int width,
      List<Inspection.Column> columns,
      int rows,
      boolean usable,
      Map<String, Integer> values,
      List<String> groups,
      List<Refused> refused,
      int refusedCount,
      List<String> notices,
      List<Question> questions) {}

  /** The text of the page. */
  public static String of(Inspection seen) {
    return StrictFormat.json()
        .print(
            KIND,
            new Page(
                seen.file(),
                seen.sha256(),
                seen.gzip(),
                seen.encoding(),
                seen.delimiter(),
                seen.decimal(),
                seen.form(),
                seen.header(),
                seen.unitLine(),
                seen.firstRow(),
                seen.kind(),
                seen.width(),
                seen.columns(),
                seen.rows(),
                seen.measurement().isPresent(),
                seen.measurement().map(InspectionJson::values).orElse(Map.of()),
                seen.measurement().map(all -> MeasuredGroups.of(all).lines()).orElse(List.of()),
                seen.refused(),
                seen.refusedCount(),
                seen.notices(),
                seen.questions()));
  }

  private static Map<String, Integer> values(Measurement all) {
    Map<String, Integer> counts = new LinkedHashMap<>();
    Arrays.stream(Status.values())
        .forEach(status -> counts.put(status.name().toLowerCase(Locale.ROOT), all.count(status)));
    return counts;
  }
}
