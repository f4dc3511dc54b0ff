package dev.mho.device.spread;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.mho.device.format.BadInputException;
import dev.mho.device.format.Check;

/**
 * Spread of a positive parameter over a population: a device's own value is the nominal one times
 * m, with ξ standard normal,
 *
 * <ul>
 *   <li>normal: m = |1 + σξ|, written as the number σ. The absolute value keeps the sign of the
 *       parameter, as aihwkit's {@code enforce_consistency} does;
 *   <li>log-normal: m = e^(σξ), median 1, written as {@code { "log_normal": σ }}.
 * </ul>
 *
 * @param shape normal or log-normal
 * @param sigma σ from 0 to 10, relative to the nominal value; e^(10 ξ) is finite in single
 *     precision
 */
public record Spread(Shape shape, double sigma) {
  private static final String LOG_NORMAL = "log_normal";
  private static final double LARGEST = 10;

  /** Distribution of the multiplier. */
  public enum Shape {
    /** |1 + σξ|. */
    NORMAL,
    /** e^(σξ). */
    LOG_NORMAL
  }

  public Spread {
    Check.within("spread", sigma, 0, LARGEST);
  }

  /** No spread: every device alike. */
  public static Spread none() {
    return normal(0);
  }

  /** The multiplier |1 + σξ|. */
  public static Spread normal(double sigma) {
    return new Spread(Shape.NORMAL, sigma);
  }

  /** The multiplier e^(σξ). */
  public static Spread logNormal(double sigma) {
    return new Spread(Shape.LOG_NORMAL, sigma);
  }

  /** Whether devices differ. */
  public boolean isPresent() {
    return sigma > 0;
  }

  /** The multiplier of the device whose draw is {@code xi}. */
  public double multiplier(double xi) {
    return switch (shape) {
      case NORMAL -> Math.abs(1 + sigma * xi);
      case LOG_NORMAL -> StrictMath.exp(sigma * xi);
    };
  }

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  static Spread read(JsonNode node) {
    if (node.isNumber()) {
      return normal(node.doubleValue());
    }
    if (node.isObject() && node.size() == 1 && node.path(LOG_NORMAL).isNumber()) {
      return logNormal(node.get(LOG_NORMAL).doubleValue());
    }
    throw new BadInputException(
        "found " + node + "; allowed: a number, or { \"log_normal\": a number }");
  }

  @JsonValue
  JsonNode write() {
    return switch (shape) {
      case NORMAL -> DoubleNode.valueOf(sigma);
      case LOG_NORMAL -> JsonNodeFactory.instance.objectNode().put(LOG_NORMAL, sigma);
    };
  }
}
