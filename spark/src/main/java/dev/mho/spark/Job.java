package dev.mho.spark;

import dev.mho.experiments.run.Pause;
import dev.mho.experiments.sweep.Assignment;
import dev.mho.experiments.sweep.SweepEngine.Listener;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.spark.FutureAction;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.rdd.RDD;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;
import scala.runtime.AbstractFunction0;
import scala.runtime.AbstractFunction2;
import scala.runtime.BoxedUnit;

/**
 * The runs of a sweep as one job of Spark, a partition a run. Answers are taken as they come, in
 * any order; a run whose worker dies is made again by another, and its answer counts once.
 */
final class Job {
  private static final long POLL_MILLIS = 100;
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(15);

  private final Cluster cluster;
  private final Listener listener;
  private final TreeMap<Integer, Assignment> open = new TreeMap<>();
  private final BlockingQueue<Answer> arrived = new LinkedBlockingQueue<>();
  private boolean waitTold;

  private record Answer(int partition, byte[] bytes) {}

  Job(Cluster cluster, List<Assignment> assignments, Listener listener) {
    this.cluster = cluster;
    this.listener = listener;
    for (Assignment assignment : assignments) {
      open.put(open.size(), assignment);
    }
  }

  /** Runs until all have ended, or a pause is asked for. */
  void run(Pause pause) {
    FutureAction<BoxedUnit> action = submitted();
    long start = System.nanoTime();
    while (!open.isEmpty()) {
      boolean over = action.isCompleted();
      Optional<Answer> answer = next();
      if (answer.isPresent()) {
        take(answer.get());
      } else if (pause.isAsked()) {
        action.cancel();
        return;
      } else if (over) {
        giveUp(action);
      } else if (System.nanoTime() - start > PATIENCE_NANOS) {
        tellOfWaiting();
      }
    }
  }

  private FutureAction<BoxedUnit> submitted() {
    List<byte[]> orders = new ArrayList<>();
    open.values().forEach(assignment -> orders.add(assignment.order(cluster.threads())));
    RDD<byte[]> each =
        new JavaSparkContext(cluster.context()).parallelize(orders, orders.size()).rdd();
    List<Object> partitions = IntStream.range(0, orders.size()).mapToObj(i -> (Object) i).toList();
    Seq<Object> all = CollectionConverters.asScala(partitions).toSeq();
    return cluster
        .context()
        .submitJob(each, cluster.work(), all, new Arrivals(arrived), new Nothing());
  }

  private Optional<Answer> next() {
    try {
      return Optional.ofNullable(arrived.poll(POLL_MILLIS, TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  private void take(Answer answer) {
    Assignment assignment = open.remove(answer.partition());
    if (assignment != null) {
      listener.ended(assignment, assignment.take(answer.bytes()));
    }
  }

  /** Spark has given up, and the rest has no answer. */
  private void giveUp(FutureAction<BoxedUnit> action) {
    String told = String.valueOf(action.value().get().failed().get().getMessage());
    listener.says(
        "Spark has given up; its log is "
            + cluster.log()
            + "; it says: "
            + told.lines().findFirst().orElse("nothing"));
    for (Assignment assignment : open.values()) {
      listener.ended(assignment, Optional.of("not made, for Spark has given up"));
    }
    open.clear();
  }

  private void tellOfWaiting() {
    if (!waitTold && cluster.executors() == 0 && !cluster.context().isLocal()) {
      waitTold = true;
      listener.says(
          "waiting for workers: the master has none with a free core and "
              + cluster.context().getConf().get("spark.executor.memory", "1g")
              + " of memory (--conf spark.executor.memory=... asks for less)");
    }
  }

  /** Takes answers from Spark's thread to ours. */
  private static final class Arrivals extends AbstractFunction2<Object, byte[], BoxedUnit> {
    private final BlockingQueue<Answer> arrived;

    Arrivals(BlockingQueue<Answer> arrived) {
      this.arrived = arrived;
    }

    @Override
    public BoxedUnit apply(Object partition, byte[] bytes) {
      arrived.add(new Answer((Integer) partition, bytes));
      return BoxedUnit.UNIT;
    }
  }

  /** The job as a whole has no value. */
  private static final class Nothing extends AbstractFunction0<BoxedUnit> {
    @Override
    public BoxedUnit apply() {
      return BoxedUnit.UNIT;
    }
  }
}
