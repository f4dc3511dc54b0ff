package dev.mho.emulator.update;

import com.fasterxml.jackson.databind.JsonNode;

/** The trains that settings of IBM aihwkit stand for. */
public final class AihwkitTrains {
  private AihwkitTrains() {}

  /** Trains of the settings of a deterministic case of {@code update.json}. */
  public static CountedTrains of(JsonNode update) {
    int length = update.path("desired_bl").asInt();
    TrainLength trainLength =
        update.path("update_bl_management").asBoolean()
            ? TrainLength.AS_NEEDED
            : update.path("fixed_bl").asBoolean() ? TrainLength.FULL : TrainLength.STRETCHED;
    UpdateManagement management =
        new UpdateManagement(
            update.path("update_management").asBoolean(),
            update.path("um_grad_scale").asDouble(),
            trainLength);
    return update.path("pulse_type").asText().equals("MEAN_COUNT")
        ? new MeanCountTrains(length, management)
        : new ImplicitTrains(
            length,
            management,
            update.path("x_res_implicit").asDouble(),
            update.path("d_res_implicit").asDouble());
  }

  /** Trains of a stochastic case, whose name says its settings. */
  public static StochasticTrains named(String name) {
    TrainLength trainLength = name.startsWith("noUBLM") ? TrainLength.FULL : TrainLength.AS_NEEDED;
    return new StochasticTrains(
        name.contains("bl10") ? 10 : 31,
        new UpdateManagement(!name.contains("noUM"), 1, trainLength),
        0);
  }
}
