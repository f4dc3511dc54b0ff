package dev.mho.experiments.sweep;

import dev.mho.experiments.run.Checkpoints;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Where and how the runs of a sweep are made; what they come to is the same everywhere. Engines are
 * found as services, see {@link SweepEngines}.
 */
public interface SweepEngine {

  /** What {@code --engine} calls it. */
  String name();

  /** Whether a run that is stopped goes on in its middle later, and not from its start. */
  boolean keepsState();

  /**
   * Checks what it was told before anything is done.
   *
   * @throws dev.mho.device.format.BadInputException if something in it is wrong or cannot act; one
   *     line
   */
  void check(Terms terms);

  /**
   * Makes runs, and tells of each as it ends. Returns when all have ended, or as soon as may be
   * once a pause is asked for.
   */
  void make(List<Assignment> assignments, Terms terms, Listener listener);

  /**
   * What an engine is told.
   *
   * @param threads that this machine may use; empty if the user has not said
   * @param checkpoints of runs on this machine; their pause ends the sweep on any
   * @param master address of the cluster, if one was given
   * @param settings of the cluster, by name
   * @param log file for what the engine's own libraries have to say
   */
  record Terms(
      OptionalInt threads,
      Checkpoints checkpoints,
      Optional<String> master,
      Map<String, String> settings,
      Path log) {}

  /** Hears of runs. */
  interface Listener {
    /**
     * A run has ended.
     *
     * @param obstacle what kept it from an answer; empty if its directory holds one
     */
    void ended(Assignment assignment, Optional<String> obstacle);

    /** A line worth reading. */
    void says(String line);
  }
}
