package dev.mho.experiments.device;

import dev.mho.device.ConductanceRange;
import dev.mho.device.DeviceModel;
import dev.mho.device.array.DeviceArray;
import dev.mho.device.array.Placement;
import dev.mho.device.fault.Endurance;
import dev.mho.device.fault.Faults;
import dev.mho.device.noise.ReadNoise;
import dev.mho.device.random.NoiseStream;
import dev.mho.device.response.PulseResponse;
import dev.mho.experiments.figure.Figure;
import dev.mho.experiments.figure.Sheet;
import java.util.ArrayList;
import java.util.List;

/**
 * A device in one picture: pulse response, step, retention and noise, as far as its file says
 * anything of them, and in words what it does not say.
 */
public final class DevicePortrait {
  /** Of all portraits, so that the same device file gives the same picture. */
  static final long SEED = 1;

  private static final int DEVICES = 400;

  private DevicePortrait() {}

  /** Draws a device. */
  public static Sheet of(DeviceModel model) {
    SiemensUnit unit = SiemensUnit.upTo(model.conductance().maxSiemens());
    List<Figure> figures = new ArrayList<>();
    if (model.response().isPresent()) {
      figures.add(new PulseResponsePanel(model, unit).figure());
      figures.add(new StepPanel(model, unit).figure());
    }
    if (model.drift().isPresent() || model.diffusion().isPresent()) {
      figures.add(new RetentionPanel(model, unit).figure());
    }
    if (NoisePanel.hasAny(model)) {
      figures.add(new NoisePanel(model, unit).figure());
    }
    return new Sheet(
        model.name() + ": " + model.technology(), head(model, unit), figures, foot(model));
  }

  /** Many devices a row; one where the model makes all alike. */
  static DeviceArray sample(DeviceModel model, int rows) {
    boolean alike =
        !model.hasDeviceToDevice()
            && model.response().filter(PulseResponse::isRandom).isEmpty()
            && model.writeNoise().isEmpty()
            && model.drift().isEmpty()
            && model.diffusion().isEmpty()
            && model.reset().isEmpty()
            && model.conductance().levels().isEmpty();
    return new DeviceArray(
        model, Placement.whole(rows, alike ? 1 : DEVICES), NoiseStream.root(SEED).child("devices"));
  }

  private static List<String> head(DeviceModel model, SiemensUnit unit) {
    ConductanceRange range = model.conductance();
    StringBuilder facts = new StringBuilder();
    facts
        .append("Nominal range ")
        .append(unit.text(range.minSiemens()))
        .append(" to ")
        .append(unit.text(range.maxSiemens()))
        .append(" ")
        .append(unit.symbol());
    range.levels().ifPresent(levels -> facts.append(", ").append(levels).append(" levels"));
    model.faults().ifPresent(faults -> facts.append("; ").append(words(faults)));
    model
        .pulse()
        .ifPresent(
            table ->
                facts
                    .append("; SET ")
                    .append(words(table.set().volts(), table.set().seconds()))
                    .append(", RESET ")
                    .append(words(table.reset().volts(), table.reset().seconds()))
                    .append(", read ")
                    .append(words(table.read().volts(), table.read().seconds())));
    return List.of(facts.append(".").toString(), "Source: " + model.provenance().source());
  }

  private static String words(double volts, double seconds) {
    return SiemensUnit.digits(volts) + " V for " + SiemensUnit.digits(seconds) + " s";
  }

  private static String words(Faults faults) {
    String stuck =
        "stuck at the minimum "
            + percent(faults.stuckMin())
            + ", at the maximum "
            + percent(faults.stuckMax())
            + ", between "
            + percent(faults.stuckBetween());
    return faults
        .endurance()
        .map(Endurance::pulses)
        .map(pulses -> stuck + ", endurance " + SiemensUnit.digits(pulses) + " pulses")
        .orElse(stuck);
  }

  private static String percent(double fraction) {
    return SiemensUnit.digits(100 * fraction) + " %";
  }

  private static List<String> foot(DeviceModel model) {
    List<String> absent = new ArrayList<>();
    add(absent, model.response().isEmpty(), "response to pulses");
    add(absent, !model.hasDeviceToDevice(), "spread of devices");
    add(
        absent,
        model.response().filter(response -> !response.isRandom()).isPresent(),
        "spread of pulses");
    add(absent, model.programmingError().isEmpty(), "programming error");
    add(absent, model.writeNoise().isEmpty(), "write noise");
    add(absent, model.readNoise().filter(ReadNoise::isPresent).isEmpty(), "read noise");
    add(absent, model.telegraph().isEmpty(), "telegraph noise");
    add(absent, model.drift().isEmpty(), "drift");
    add(absent, model.diffusion().isEmpty(), "diffusion");
    add(absent, model.faults().isEmpty(), "faults");
    List<String> foot = new ArrayList<>();
    if (!absent.isEmpty()) {
      foot.add("The device file says nothing of: " + String.join(", ", absent) + ".");
    }
    model.provenance().note().ifPresent(note -> foot.add("Note: " + note));
    return foot;
  }

  private static void add(List<String> words, boolean holds, String word) {
    if (holds) {
      words.add(word);
    }
  }
}
