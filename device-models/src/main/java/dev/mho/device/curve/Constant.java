package dev.mho.device.curve;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import com.fasterxml.jackson.databind.jsontype.TypeSerializer;
import dev.mho.device.format.BadInputException;
import dev.mho.device.format.Check;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/**
 * f(x) = c, in a file the number alone.
 *
 * @param value c, finite
 */
@JsonSerialize(using = Constant.Number.class)
public record Constant(double value) implements Curve {
  public Constant {
    Check.finite("value", value);
  }

  /** What is neither a number nor of a known model ends here. */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  static Constant read(JsonNode node) {
    if (node.isNumber()) {
      return new Constant(node.doubleValue());
    }
    List<String> known =
        Arrays.stream(Curve.class.getAnnotation(JsonSubTypes.class).value())
            .map(JsonSubTypes.Type::name)
            .filter(name -> !name.equals("constant"))
            .toList();
    throw BadInputException.at(
        "curve", node.toString(), "a number, or a block with model: " + String.join(", ", known));
  }

  @Override
  public double at(double x) {
    return value;
  }

  @Override
  public boolean isConstant() {
    return true;
  }

  /** Writes the number without the model's name beside it. */
  static final class Number extends JsonSerializer<Constant> {
    @Override
    public void serialize(Constant constant, JsonGenerator out, SerializerProvider provider)
        throws IOException {
      out.writeNumber(constant.value);
    }

    @Override
    public void serializeWithType(
        Constant constant, JsonGenerator out, SerializerProvider provider, TypeSerializer type)
        throws IOException {
      serialize(constant, out, provider);
    }
  }
}
