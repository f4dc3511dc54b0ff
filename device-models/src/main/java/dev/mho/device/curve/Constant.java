package dev.mho.device.curve;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import com.fasterxml.jackson.databind.jsontype.TypeSerializer;
import dev.mho.device.format.Check;
import java.io.IOException;

/**
 * f(x) = c, in a file the number alone.
 *
 * @param value c, finite
 */
@JsonSerialize(using = Constant.Number.class)
public record Constant(double value) implements Curve {
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public Constant {
    Check.finite("value", value);
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
