package dev.mho.experiments.measurement;

import dev.mho.calibration.measurement.Kind;
import dev.mho.calibration.measurement.Measurement;
import dev.mho.calibration.measurement.Programmed;
import dev.mho.calibration.measurement.PulseTrain;
import dev.mho.calibration.measurement.Readings;
import dev.mho.calibration.measurement.StepSizes;
import dev.mho.calibration.measurement.Sweep;
import dev.mho.calibration.measurement.Transitions;
import dev.mho.calibration.measurement.ValueUnit;
import dev.mho.device.format.BadInputException;
import dev.mho.device.response.Polarity;
import dev.mho.experiments.device.SiemensUnit;
import dev.mho.experiments.figure.Curve;
import dev.mho.experiments.figure.Figure;
import dev.mho.experiments.figure.Sheet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** A measurement as it was understood, drawn: usable values only, at most five groups a panel. */
public final class MeasurementPicture {
  private static final int MOST_CURVES = 5;
  private static final int MOST_NAME = 15;
  private static final int MOST_POINTS = 4000;

  private final Measurement all;
  private final Scale scale;

  private MeasurementPicture(Measurement all) {
    this.all = all;
    this.scale = Scale.of(all);
  }

  /** The unit that conductances are drawn in. */
  private record Scale(String symbol, Optional<SiemensUnit> unit) {
    private static Scale of(Measurement all) {
      if (all.valueUnit() == ValueUnit.ARBITRARY) {
        return new Scale("a.u.", Optional.empty());
      }
      double most =
          IntStream.range(0, all.size())
              .mapToDouble(
                  i -> Double.isNaN(all.siemens(i)) ? Math.abs(all.step(i)) : all.siemens(i))
              .filter(g -> !Double.isNaN(g))
              .max()
              .orElse(1);
      SiemensUnit unit = SiemensUnit.upTo(most);
      return new Scale(unit.symbol(), Optional.of(unit));
    }

    private double[] of(double[] siemens) {
      return unit.isPresent() ? DoubleStream.of(siemens).map(unit.get()::of).toArray() : siemens;
    }
  }

  /**
   * The picture.
   *
   * @throws BadInputException if there is no usable value
   */
  public static Sheet of(Measurement all) {
    List<Figure> figures = new MeasurementPicture(all).figures();
    if (figures.isEmpty()) {
      throw new BadInputException(all.sourceName() + ": holds no usable value to draw");
    }
    return new Sheet(
        all.sourceName() + ": " + all.kind().spelling(),
        List.of("As understood, before any fit."),
        figures,
        all.notices());
  }

  private List<Figure> figures() {
    return switch (all.kind()) {
      case PULSE_RESPONSE -> pulseResponse();
      case PROGRAMMING -> programming();
      case READ_NOISE, RETENTION -> readings();
      case IV -> sweeps();
      case CONVERTER -> converters();
    };
  }

  private List<Figure> pulseResponse() {
    List<Figure> figures = new ArrayList<>();
    for (Polarity polarity : Polarity.values()) {
      String direction = polarity.name().toLowerCase(Locale.ROOT);
      List<PulseTrain> trains =
          all.trains().stream().filter(t -> t.polarity() == polarity).toList();
      List<Curve> curves =
          trains.stream()
              .limit(MOST_CURVES)
              .map(
                  t ->
                      thinned(
                          name(t.device(), "cycle " + t.cycle()),
                          t.pulses(),
                          scale.of(t.siemens())))
              .toList();
      String title = "Pulses " + direction + ": " + counted(trains.size(), "train", "trains");
      add(
          figures,
          direction,
          title,
          "pulse",
          "conductance (" + scale.symbol() + ")",
          false,
          curves);
      List<StepSizes> tables =
          all.stepSizes().stream().filter(t -> t.polarity() == polarity).toList();
      List<Curve> steps =
          tables.stream()
              .limit(MOST_CURVES)
              .map(
                  t ->
                      thinned(
                          name(t.device(), "steps"),
                          counting(t.steps().length),
                          scale.of(t.steps())))
              .toList();
      add(
          figures,
          "steps-" + direction,
          "Steps " + direction,
          "row",
          "step (" + scale.symbol() + ")",
          false,
          steps);
    }
    return figures;
  }

  private List<Figure> readings() {
    List<Readings> traces = all.readings();
    boolean timed = traces.stream().anyMatch(Readings::timed);
    boolean log = timed && all.kind() == Kind.RETENTION;
    List<Curve> curves = new ArrayList<>();
    for (Readings trace : traces.stream().limit(MOST_CURVES).toList()) {
      double[] x = trace.timed() ? trace.seconds() : counting(trace.size());
      double[] y = scale.of(trace.siemens());
      int[] drawn = IntStream.range(0, x.length).filter(i -> !log || x[i] > 0).toArray();
      if (drawn.length > 0) {
        curves.add(
            thinned(
                name(trace),
                IntStream.of(drawn).mapToDouble(i -> x[i]).toArray(),
                IntStream.of(drawn).mapToDouble(i -> y[i]).toArray()));
      }
    }
    List<Figure> figures = new ArrayList<>();
    String title = counted(traces.size(), "trace", "traces");
    String axis = timed ? "time (s)" : "reading";
    add(figures, "readings", title, axis, "conductance (" + scale.symbol() + ")", log, curves);
    return figures;
  }

  private List<Figure> programming() {
    TreeMap<Double, List<Double>> byTarget = new TreeMap<>();
    for (Programmed group : all.programmed()) {
      double[] target = scale.of(group.target());
      double[] reached = scale.of(group.reached());
      for (int i = 0; i < target.length; i++) {
        byTarget.computeIfAbsent(target[i], t -> new ArrayList<>()).add(reached[i] - target[i]);
      }
    }
    double[] x = byTarget.keySet().stream().mapToDouble(Double::doubleValue).toArray();
    List<double[]> errors =
        byTarget.values().stream()
            .map(list -> list.stream().mapToDouble(Double::doubleValue).toArray())
            .toList();
    List<Figure> figures = new ArrayList<>();
    if (x.length > 0) {
      double[] mean =
          errors.stream().mapToDouble(e -> Arrays.stream(e).average().orElseThrow()).toArray();
      double[] low =
          errors.stream().mapToDouble(e -> Arrays.stream(e).min().orElseThrow()).toArray();
      double[] high =
          errors.stream().mapToDouble(e -> Arrays.stream(e).max().orElseThrow()).toArray();
      Curve curve =
          new Curve(
              "mean, lowest to highest", x, mean, Optional.of(new Curve.Band(low, high)), false);
      String title = "Error at " + x.length + (x.length == 1 ? " target" : " targets");
      String unit = " (" + scale.symbol() + ")";
      add(
          figures,
          "programming",
          title,
          "target" + unit,
          "reached − target" + unit,
          false,
          List.of(curve));
    }
    return figures;
  }

  private List<Figure> sweeps() {
    List<Curve> curves = new ArrayList<>();
    for (Sweep sweep : all.sweeps()) {
      Sweep usable = sweep.usable();
      if (usable.size() > 0 && curves.size() < MOST_CURVES) {
        double[] micro = Arrays.stream(usable.amperes()).map(a -> a * 1e6).toArray();
        curves.add(thinned(name(sweep.device(), "sweep " + sweep.cycle()), usable.volts(), micro));
      }
    }
    List<Figure> figures = new ArrayList<>();
    String title = "Usable points of " + counted(all.sweeps().size(), "sweep", "sweeps");
    add(figures, "sweeps", title, "voltage (V)", "current (µA)", false, curves);
    return figures;
  }

  private List<Figure> converters() {
    List<Curve> curves = new ArrayList<>();
    List<Transitions> converters = all.transitions();
    for (Transitions converter : converters.stream().limit(MOST_CURVES).toList()) {
      double[] codes = IntStream.of(converter.codes()).asDoubleStream().toArray();
      curves.add(thinned(name(converter.device(), "converter"), codes, converter.levels()));
    }
    List<Figure> figures = new ArrayList<>();
    String unit = converters.isEmpty() ? "" : converters.get(0).unit().spelling();
    String title = counted(converters.size(), "converter", "converters");
    add(figures, "transitions", title, "code", "level of transition (" + unit + ")", false, curves);
    return figures;
  }

  private static void add(
      List<Figure> figures,
      String name,
      String title,
      String x,
      String y,
      boolean log,
      List<Curve> curves) {
    if (!curves.isEmpty()) {
      figures.add(new Figure(name, title, x, y, log, false, apart(curves)));
    }
  }

  /** Curves whose names differ, as a legend needs. */
  private static List<Curve> apart(List<Curve> curves) {
    Set<String> taken = new HashSet<>();
    List<Curve> named = new ArrayList<>();
    for (Curve curve : curves) {
      String name = curve.name();
      for (int i = 2; !taken.add(name); i++) {
        name = curve.name() + " (" + i + ")";
      }
      named.add(new Curve(name, curve.x(), curve.y(), curve.band(), curve.guide()));
    }
    return named;
  }

  private static String counted(int number, String one, String many) {
    String count = number + " " + (number == 1 ? one : many);
    return number > MOST_CURVES ? count + " (first " + MOST_CURVES + " drawn)" : count;
  }

  private String name(Readings trace) {
    String target =
        trace.target().isPresent()
            ? "target "
                + SiemensUnit.digits(scale.of(new double[] {trace.target().getAsDouble()})[0])
                + " "
                + scale.symbol()
            : "cycle " + trace.cycle();
    String celsius =
        trace.celsius().isPresent()
            ? ", " + SiemensUnit.digits(trace.celsius().getAsDouble()) + " °C"
            : "";
    return name(trace.device(), target + celsius);
  }

  /** The device, or what else tells a group from the others. */
  private static String name(String device, String otherwise) {
    String name = device.isEmpty() ? otherwise : device;
    return name.length() > MOST_NAME ? name.substring(0, MOST_NAME - 1) + "…" : name;
  }

  private static double[] counting(int size) {
    return IntStream.range(0, size).asDoubleStream().toArray();
  }

  /** A curve of at most a few thousand evenly chosen points. */
  private static Curve thinned(String name, double[] x, double[] y) {
    int stride = (x.length + MOST_POINTS - 1) / MOST_POINTS;
    int[] kept = IntStream.range(0, x.length).filter(i -> i % stride == 0).toArray();
    return Curve.line(
        name,
        IntStream.of(kept).mapToDouble(i -> x[i]).toArray(),
        IntStream.of(kept).mapToDouble(i -> y[i]).toArray());
  }
}
