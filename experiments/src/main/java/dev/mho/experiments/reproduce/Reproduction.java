package dev.mho.experiments.reproduce;

import dev.mho.device.array.Workers;
import dev.mho.device.format.BadInputException;
import dev.mho.emulator.matrix.Products;
import dev.mho.experiments.run.Progress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A figure of the paper, to be computed anew.
 *
 * @param figure which
 * @param hardware device to compute it on; exact if empty
 * @param seeds runs a curve of figure 4
 * @param quick whether something smaller that shows the same will do
 * @param data directory of CIFAR-10, for figure 4 in full
 */
public record Reproduction(
    Name figure, Optional<String> hardware, int seeds, boolean quick, Optional<Path> data) {

  /** Figures that can be computed anew. */
  public enum Name {
    /** Descent with and without the natural gradient. */
    FIG1,
    /** Descent with and without correlated inputs. */
    FIG2,
    /** Rules of decorrelation from several starting scales. */
    FIG3,
    /** Accuracy by epoch. */
    FIG4,
    /** The recurrent form. */
    APPENDIX_C;

    /** As the command spells it. */
    public String spelling() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  public Reproduction {
    if (hardware.isPresent() && figure != Name.FIG4 && figure != Name.APPENDIX_C) {
      throw new BadInputException(
          "--hardware cannot act: " + figure.spelling() + " is exact; fig4 and appendix-c take it");
    }
    if (data.isPresent() && (figure != Name.FIG4 || quick)) {
      throw new BadInputException(
          "--data cannot act: only fig4 without --quick takes CIFAR-10 from a directory");
    }
    if (figure == Name.FIG4 && !quick && data.isEmpty()) {
      throw new BadInputException(
          "fig4: no data; give --data DIR of CIFAR-10 (binary version), or --quick");
    }
  }

  /**
   * Computes and writes it.
   *
   * @return what was found, to be printed
   */
  public List<Finding> into(Path directory, boolean overwrite, Workers workers, Progress progress) {
    Products products = new Products(workers);
    List<Finding> findings = new ArrayList<>();
    switch (figure) {
      case FIG1, FIG2, FIG3, APPENDIX_C -> {
        Reproduced.requireRoom(directory, figure.spelling(), overwrite);
        findings.addAll(write(exact(products), directory, overwrite));
      }
      case FIG4 -> {
        List<TrainingCurves.Task> tasks =
            quick
                ? List.of(TrainingCurves.quick(hardware.isPresent()))
                : TrainingCurves.full(data.orElseThrow().toAbsolutePath());
        for (TrainingCurves.Task task : tasks) {
          Reproduced.requireRoom(directory, task.name(), overwrite);
          TrainingCurves curves = new TrainingCurves(task, hardware, seeds);
          findings.addAll(
              write(
                  curves.reproduce(directory, overwrite, workers, progress), directory, overwrite));
        }
      }
    }
    return findings;
  }

  private Reproduced exact(Products products) {
    return switch (figure) {
      case FIG1 -> Descent.skewOfTheLoss();
      case FIG2 -> Descent.correlatedInputs(products);
      case FIG3 -> new StartingScales(products).reproduce(quick);
      case APPENDIX_C -> new Recurrence(products, hardware).reproduce();
      case FIG4 -> throw new IllegalStateException("figure 4 is trained");
    };
  }

  private static List<Finding> write(Reproduced result, Path directory, boolean overwrite) {
    result.writeInto(directory, overwrite);
    return result.findings();
  }
}
