package dev.mho.spark;

import dev.mho.device.format.BadInputException;
import dev.mho.experiments.sweep.Assignment;
import dev.mho.experiments.sweep.Luggage;
import dev.mho.experiments.sweep.SweepEngine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Runs on the workers of an Apache Spark cluster. Everything that a run needs goes there and all
 * that it writes comes back as bytes, so that no file system is shared: mho itself, the files that
 * experiments name, and for each run the text of its experiment.
 */
public final class SparkEngine implements SweepEngine {
  /** The file of Spark's log, as {@code log4j2.properties} knows it. */
  private static final String LOG = "mho.spark.log";

  private static final String OPTIONS_MISSING =
      "Spark needs options of the virtual machine that the launcher mho gives; start mho by it";

  @Override
  public String name() {
    return "spark";
  }

  @Override
  public boolean keepsState() {
    return false;
  }

  @Override
  public void check(Terms terms) {
    Master.parse(
        terms
            .master()
            .orElseThrow(
                () -> new BadInputException("--engine spark needs --master: " + Master.FORMS)));
    if (terms.threads().isPresent()) {
      throw new BadInputException(
          "--threads cannot act with --engine spark: --conf spark.cores.max=N bounds the cluster's"
              + " cores, --conf spark.task.cpus=N gives more to each run");
    }
    for (String key : terms.settings().keySet()) {
      if (!key.startsWith("spark.")) {
        throw BadInputException.at("--conf", "\"" + key + "\"", "keys that begin with spark.");
      }
    }
    if (!Object.class.getModule().isOpen("java.nio", SparkEngine.class.getModule())) {
      throw new BadInputException(OPTIONS_MISSING);
    }
  }

  @Override
  public void make(List<Assignment> assignments, Terms terms, Listener listener) {
    Master master = Master.parse(terms.master().orElseThrow());
    master.requireReachable();
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    Optional<Path> scratch = Optional.empty();
    try {
      Files.createDirectories(terms.log().toAbsolutePath().getParent());
      System.setProperty(LOG, terms.log().toString());
      // Spark looks for its own parts and for ours through this one.
      thread.setContextClassLoader(SparkEngine.class.getClassLoader());
      scratch = Optional.of(Files.createTempDirectory("mho-spark"));
      Path luggage = scratch.get().resolve(RemoteRun.LUGGAGE);
      Luggage.pack(assignments, luggage);
      try (Cluster cluster = new Cluster(master, terms, scratch.get())) {
        new Job(cluster, assignments, listener).run(terms.checkpoints().pause());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      thread.setContextClassLoader(before);
      scratch.ifPresent(Shipment::delete);
    }
  }
}
