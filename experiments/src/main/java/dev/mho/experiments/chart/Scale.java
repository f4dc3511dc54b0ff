package dev.mho.experiments.chart;

import java.util.List;

/** Where numbers lie along an axis. */
sealed interface Scale permits LinearScale, LogScale {

  /** The place of a number: 0 at the low end, 1 at the high end. */
  double at(double number);

  /** What is marked, from low to high. */
  List<Tick> ticks();

  /**
   * A mark on an axis.
   *
   * @param at its place, 0 to 1
   * @param label what stands beside it
   */
  record Tick(double at, String label) {}
}
