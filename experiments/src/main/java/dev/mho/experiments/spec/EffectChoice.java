package dev.mho.experiments.spec;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.JsonNode;
import dev.mho.device.format.BadInputException;
import dev.mho.emulator.tile.Effect;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Which effects of the hardware are on: {@code all}, {@code none}, or a list of names. */
public record EffectChoice(Set<Effect> wanted) {
  private static final List<String> LABELS =
      Arrays.stream(Effect.values()).map(Effect::label).toList();

  public EffectChoice {
    wanted = wanted.isEmpty() ? Set.of() : EnumSet.copyOf(wanted);
  }

  /** Every effect. */
  public static EffectChoice all() {
    return new EffectChoice(EnumSet.allOf(Effect.class));
  }

  /** As a file spells it. */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public static EffectChoice parse(JsonNode node) {
    if (node.isTextual() && node.asText().equals("all")) {
      return all();
    }
    if (node.isTextual() && node.asText().equals("none")) {
      return new EffectChoice(Set.of());
    }
    if (!node.isArray()) {
      throw BadInputException.at(
          "effects", node.toString(), "all, none, or a list of " + String.join(", ", LABELS));
    }
    EnumSet<Effect> wanted = EnumSet.noneOf(Effect.class);
    for (JsonNode name : node) {
      int index = LABELS.indexOf(name.asText());
      if (index < 0) {
        throw BadInputException.unknown("effects", "effect", name.asText(), LABELS);
      }
      if (!wanted.add(Effect.values()[index])) {
        throw BadInputException.at("effects", name.asText() + " twice", "each effect once");
      }
    }
    return new EffectChoice(wanted);
  }

  /** Whether effects were asked for by name, so that each must be able to act. */
  public boolean isByName() {
    return !wanted.isEmpty() && wanted.size() < LABELS.size();
  }

  /** As a file spells it. */
  @JsonValue
  public Object spelling() {
    if (wanted.size() == LABELS.size()) {
      return "all";
    }
    return wanted.isEmpty() ? "none" : wanted.stream().map(Effect::label).toList();
  }
}
