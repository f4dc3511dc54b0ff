package dev.mho.calibration.report;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a calibration found, in the order in which to read it.
 *
 * @param title of the page
 * @param facts what was measured
 * @param verdict one sentence on how good the result is and what to do about it
 * @param parameters the numbers
 * @param rankings tables beside the numbers
 * @param warnings what a user must know before trusting them
 * @param graphs data, models, residuals
 */
public record Report(
    String title,
    List<String> facts,
    String verdict,
    List<Parameter> parameters,
    List<Table> rankings,
    List<String> warnings,
    List<Graph> graphs) {

  /**
   * A table of text.
   *
   * @param title over it
   * @param header names of the columns
   * @param rows cells, as many as names in each row
   */
  public record Table(String title, List<String> header, List<List<String>> rows) {
    public Table {
      header = List.copyOf(header);
      rows = List.copyOf(rows);
    }
  }

  public Report {
    facts = List.copyOf(facts);
    parameters = List.copyOf(parameters);
    rankings = List.copyOf(rankings);
    warnings = List.copyOf(warnings);
    graphs = List.copyOf(graphs);
  }

  /** The parameter of a name. */
  public Parameter parameter(String name) {
    return parameters.stream().filter(p -> p.name().equals(name)).findFirst().orElseThrow();
  }

  /** The value of the parameter of a name. */
  public double value(String name) {
    return parameter(name).value();
  }

  /** Values by name, for the device file. */
  public Map<String, Double> quality() {
    Map<String, Double> values = new LinkedHashMap<>();
    parameters.forEach(p -> values.put(p.name(), p.value()));
    return Collections.unmodifiableMap(values);
  }

  /** Intervals by name, for the device file. */
  public Map<String, List<Double>> confidence() {
    Map<String, List<Double>> intervals = new LinkedHashMap<>();
    for (Parameter p : parameters) {
      p.interval().ifPresent(i -> intervals.put(p.name(), List.of(i.low(), i.high())));
    }
    return Collections.unmodifiableMap(intervals);
  }

  /** The same with more of everything. */
  public Report with(List<Parameter> moreParameters, List<String> moreWarnings, Graph... more) {
    List<Parameter> allParameters = new ArrayList<>(parameters);
    allParameters.addAll(moreParameters);
    List<String> allWarnings = new ArrayList<>(warnings);
    allWarnings.addAll(moreWarnings);
    List<Graph> allGraphs = new ArrayList<>(graphs);
    allGraphs.addAll(List.of(more));
    return new Report(title, facts, verdict, allParameters, rankings, allWarnings, allGraphs);
  }
}
