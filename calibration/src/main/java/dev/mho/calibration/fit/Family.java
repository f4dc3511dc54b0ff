package dev.mho.calibration.fit;

import dev.mho.device.format.BadInputException;
import java.util.Arrays;
import java.util.List;

/**
 * A kind of response that can be fitted to a train. Those that describe the same curve in different
 * words share a {@link #curve}: soft bounds with free bounds, a linear step and NeuroSim's curve
 * with free ends are all one exponential approach.
 */
public enum Family {
  /** Equal steps. */
  CONSTANT("constant-step", 0, 2) {
    @Override
    List<StepLaw> laws(Trace trace, Span span) {
      return List.of(new ConstantLaw(span, false), new ConstantLaw(span, true));
    }
  },
  /** Steps that shrink linearly towards a bound of their own. */
  SOFT_BOUNDS("soft-bounds", 3, 3) {
    @Override
    List<StepLaw> laws(Trace trace, Span span) {
      return List.of(new AffineLaw(span, true, false));
    }
  },
  /** Steps that change linearly. */
  LINEAR("linear-step", 3, 3) {
    @Override
    List<StepLaw> laws(Trace trace, Span span) {
      return List.of(new AffineLaw(span, false, false), new AffineLaw(span, false, true));
    }
  },
  /** NeuroSim's curve between ends of its own. */
  CUMULATIVE("cumulative-exponential", 3, 3) {
    @Override
    List<StepLaw> laws(Trace trace, Span span) {
      return List.of(new AffineLaw(span, false, false), new AffineLaw(span, false, true));
    }
  },
  /** Steps that shrink linearly and end where the measured range ends. */
  SOFT_BOUNDS_OF_RANGE("soft-bounds-of-range", 1, 3) {
    @Override
    List<StepLaw> laws(Trace trace, Span span) {
      return List.of(new BoundedLaw(span));
    }
  },
  /** NeuroSim's curve from the first reading of a train to the last. */
  CUMULATIVE_OF_ENDS("cumulative-exponential-of-ends", 2, 3) {
    @Override
    List<StepLaw> laws(Trace trace, Span span) {
      Span ends = Span.ends(trace);
      double pulses = trace.pulses()[trace.size() - 1] - trace.firstPulse();
      return List.of(new UnitCurveLaw(ends.from(), ends.width(), pulses));
    }
  },
  /** Steps that go as a power of the distance to a bound of their own. */
  POWER("power-step", 5, 4) {
    @Override
    List<StepLaw> laws(Trace trace, Span span) {
      return List.of(new PowerLaw(span, true));
    }
  },
  /** Steps that go as a power of the distance to the end of the measured range. */
  POWER_OF_RANGE("power-step-of-range", 4, 4) {
    @Override
    List<StepLaw> laws(Trace trace, Span span) {
      return List.of(new PowerLaw(span, false));
    }
  },
  /** Steps that change exponentially. */
  EXPONENTIAL("exponential-step", 6, 4) {
    @Override
    List<StepLaw> laws(Trace trace, Span span) {
      return List.of(new ExponentialLaw(span));
    }
  },
  /** Steps that were measured at ten conductances, straight lines between. */
  PIECEWISE("piecewise-step", 7, 11) {
    @Override
    List<StepLaw> laws(Trace trace, Span span) {
      TrainFit smooth = TrainFit.of(EXPONENTIAL, trace);
      return List.of(new NodeLaw(0, 1, PIECES, smooth::step));
    }
  };

  /** Nodes of a {@link #PIECEWISE} response. */
  public static final int PIECES = 10;

  private final String spelling;
  private final int curve;
  private final int parameters;

  Family(String spelling, int curve, int parameters) {
    this.spelling = spelling;
    this.curve = curve;
    this.parameters = parameters;
  }

  abstract List<StepLaw> laws(Trace trace, Span span);

  /** The name in files and on the command line. */
  public String spelling() {
    return spelling;
  }

  /**
   * Parameters of one direction: fitted ones, the start among them, and those read off the data.
   */
  public int parameters() {
    return parameters;
  }

  /** Whether two families draw the same curves when nothing is cut off. */
  public boolean sameCurve(Family other) {
    return curve == other.curve;
  }

  /**
   * The family of a {@link #spelling}.
   *
   * @throws BadInputException if there is none of that name
   */
  public static Family named(String spelling) {
    List<String> known = Arrays.stream(values()).map(Family::spelling).toList();
    return Arrays.stream(values())
        .filter(family -> family.spelling.equals(spelling))
        .findFirst()
        .orElseThrow(() -> BadInputException.unknown("--model", "model", spelling, known));
  }
}
