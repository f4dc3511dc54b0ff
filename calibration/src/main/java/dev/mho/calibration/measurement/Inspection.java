package dev.mho.calibration.measurement;

import dev.mho.device.format.BadInputException;
import java.util.List;
import java.util.Optional;

/**
 * All that was understood of a measured file, for people to look at.
 *
 * @param file as it was named
 * @param sha256 of its bytes, in hexadecimal
 * @param gzip whether it is compressed
 * @param encoding of its text
 * @param charset the same for a mapping file
 * @param delimiter between cells: a character, {@code tab}, {@code blank} or {@code none}
 * @param decimal the decimal sign, or {@code none seen}
 * @param form whose program wrote it, if it is known
 * @param header line of the names, 0 for none
 * @param unitLine line of the units, 0 for none
 * @param firstRow line of the first row, 0 if there is none
 * @param kind what was measured, if it is known
 * @param width number of columns
 * @param columns what each column holds; the first 64
 * @param rows how many rows were read
 * @param refused rows that could not be read; the first thousand
 * @param refusedCount how many could not
 * @param notices what was taken for granted, turned round or looks odd
 * @param questions what a mapping must decide before the file can be used
 * @param measurement the events, if nothing is open
 */
public record Inspection(
    String file,
    String sha256,
    boolean gzip,
    String encoding,
    String charset,
    String delimiter,
    String decimal,
    Optional<String> form,
    int header,
    int unitLine,
    int firstRow,
    Optional<Kind> kind,
    int width,
    List<Column> columns,
    int rows,
    List<Refused> refused,
    int refusedCount,
    List<String> notices,
    List<Question> questions,
    Optional<Measurement> measurement) {

  /**
   * A column.
   *
   * @param number from 1
   * @param name in the header, or empty @@
   * @param remark what else is known of it, such as its direction
   * @param examples its first cells
   */
  public record Column(
      int number,
      String name,
      Optional<Quantity> quantity,
      String unit,
      String remark,
      List<String> examples) {}

  public Inspection {
    columns = List.copyOf(columns);
    refused = List.copyOf(refused);
    notices = List.copyOf(notices);
    questions = List.copyOf(questions);
  }

  /**
   * The events.
   *
   * @throws BadInputException if a question is open, a row could not be read, or there is no row
   */
  public Measurement orRefuse() {
    if (!questions.isEmpty()) {
      throw questions.get(0).refusal(file);
    }
    if (!refused.isEmpty()) {
      Refused first = refused.get(0);
      String more = refusedCount > 1 ? " (and " + (refusedCount - 1) + " more rows)" : "";
      throw new BadInputException(file + ":" + first.line() + ": " + first.reason() + more);
    }
    return measurement.orElseThrow(() -> new BadInputException(file + ": holds no rows"));
  }
}
