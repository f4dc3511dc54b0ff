package dev.mho.experiments.sweep;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import dev.mho.device.format.BadInputException;
import dev.mho.device.format.Check;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * From where a key's values are drawn; one of the three.
 *
 * @param uniform between two numbers, each value equally likely
 * @param logUniform between two numbers above 0, each magnitude equally likely
 * @param oneOf among some values
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record RandomValues(
    Optional<List<Double>> uniform,
    Optional<List<Double>> logUniform,
    Optional<List<JsonNode>> oneOf) {
  public RandomValues {
    if (Stream.of(uniform, logUniform, oneOf).filter(Optional::isPresent).count() != 1) {
      throw new BadInputException("give one of uniform, log-uniform and one-of");
    }
    uniform.ifPresent(ends -> requireEnds("uniform", ends));
    logUniform.ifPresent(
        ends -> {
          requireEnds("log-uniform", ends);
          Check.positive("log-uniform", ends.get(0));
        });
    if (oneOf.filter(List::isEmpty).isPresent()) {
      throw BadInputException.at("one-of", "[]", "at least one value");
    }
  }

  private static void requireEnds(String key, List<Double> ends) {
    if (ends.size() != 2 || !(ends.get(0) < ends.get(1))) {
      throw BadInputException.at(key, ends.toString(), "two numbers, the smaller first");
    }
  }

  /** The value that a uniform number in (0, 1) stands for; numbers are rounded to four digits. */
  JsonNode value(double u) {
    if (oneOf.isPresent()) {
      return oneOf.get().get((int) (u * oneOf.get().size()));
    }
    List<Double> ends = uniform.or(() -> logUniform).orElseThrow();
    double low = ends.get(0);
    double high = ends.get(1);
    double value =
        uniform.isPresent() ? low + u * (high - low) : low * StrictMath.pow(high / low, u);
    return DoubleNode.valueOf(new BigDecimal(value).round(new MathContext(4)).doubleValue());
  }
}
