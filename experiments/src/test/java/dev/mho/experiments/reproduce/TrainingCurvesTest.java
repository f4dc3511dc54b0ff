package dev.mho.experiments.reproduce;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mho.device.Golden;
import dev.mho.device.array.Workers;
import dev.mho.experiments.run.Progress;
import dev.mho.experiments.spec.ExperimentFile;
import dev.mho.experiments.spec.ExperimentSpec;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Figure 4 in small. */
class TrainingCurvesTest {
  @TempDir private Path directory;

  /**
   * Feedback alignment on 10,000 photographs: from the second epoch on, the mean of five seeds with
   * decorrelation lies above that without.
   */
  @Test
  void decorrelationHelpsFeedbackAlignment() {
    Path small = Golden.file("data/cifar10-small");
    TrainingCurves.Task task =
        new TrainingCurves.Task(
            "small",
            "{ set: cifar-10, directory: \""
                + small
                + "\", scale: channel, augment: { crop: 20 } }",
            "{ hidden: [100, 100, 100, 100] }",
            List.of(new TrainingCurves.Rule("feedback-alignment", 1e-3, 1e-3, 1e-5)),
            256,
            4);
    Reproduced figure;
    try (Workers workers = new Workers(2)) {
      figure =
          new TrainingCurves(task, Optional.empty(), 5)
              .reproduce(directory, false, workers, Progress.silent());
    }
    double[] plain = figure.figures().get(0).curves().get(0).y();
    double[] decorrelated = figure.figures().get(0).curves().get(2).y();
    for (int epoch = 1; epoch < task.epochs(); epoch++) {
      assertTrue(
          decorrelated[epoch] > plain[epoch],
          "epoch " + (epoch + 1) + ": " + decorrelated[epoch] + " against " + plain[epoch]);
    }
    assertTrue(figure.findings().get(0).holds(), figure.findings().get(0).toString());
  }

  /** Every experiment of the figure is one that a user could run. */
  @Test
  void theExperimentsAreThoseOfThePaper() {
    List<TrainingCurves.Task> tasks = TrainingCurves.full(Path.of("/data"));
    assertEquals(List.of("fig4-dense", "fig4-conv"), tasks.stream().map(t -> t.name()).toList());
    TrainingCurves curves = new TrainingCurves(tasks.get(1), Optional.of("reram-gong-2018"), 1);
    String text =
        curves.experiment("x", tasks.get(1).rules().get(0), TrainingCurves.Arm.DECORRELATED, 3);
    ExperimentSpec spec = ExperimentFile.parse(text, "x");
    assertEquals(3, spec.seed());
    assertEquals(1e-5, spec.learning().decorrelation().orElseThrow().rate().orElseThrow());
    assertEquals(4, spec.network().convolutions().size());
    assertTrue(spec.trainsOnHardware());
  }
}
