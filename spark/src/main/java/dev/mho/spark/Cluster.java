package dev.mho.spark;

import dev.mho.device.format.BadInputException;
import dev.mho.experiments.sweep.SweepEngine.Terms;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkContext;

/** This process as the driver of a Spark application, and all that its workers are given. */
final class Cluster implements AutoCloseable {
  private final SparkContext context;
  private final List<Path> jars;
  private final Path log;

  Cluster(Master master, Terms terms, Path scratch) throws IOException {
    log = terms.log();
    Shipment shipment = new Shipment(scratch);
    jars = master.isHere() ? List.of() : shipment.mho();
    context = started(conf(master, terms, shipment.engine()));
    try {
      context.addFile(scratch.resolve(RemoteRun.LUGGAGE).toString());
      jars.forEach(jar -> context.addFile(jar.toString()));
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  private static SparkConf conf(Master master, Terms terms, Path engine) {
    SparkConf conf =
        new SparkConf(false)
            .setMaster(master.url())
            .setAppName("mho sweep")
            .set("spark.ui.enabled", "false")
            .set("spark.ui.showConsoleProgress", "false")
            // Answers are written as they come; their sum never lies in memory.
            .set("spark.driver.maxResultSize", "0")
            .set("spark.executor.extraJavaOptions", "-XX:+UseParallelGC -Dfile.encoding=UTF-8");
    terms.settings().forEach(conf::set);
    return conf.setJars(new String[] {engine.toString()});
  }

  private SparkContext started(SparkConf conf) {
    try {
      return new SparkContext(conf);
    } catch (RuntimeException e) {
      throw new BadInputException("Spark does not start: " + e.getMessage() + "; see " + log);
    }
  }

  SparkContext context() {
    return context;
  }

  /** The function that workers apply. */
  RemoteRun work() {
    return new RemoteRun(jars);
  }

  /** Threads of one run. */
  int threads() {
    return context.getConf().getInt("spark.task.cpus", 1);
  }

  /** Processes on other machines that take work at present. */
  int executors() {
    return context.statusTracker().getExecutorInfos().length - 1;
  }

  /** Where Spark tells more. */
  Path log() {
    return log;
  }

  @Override
  public void close() {
    context.stop();
  }
}
