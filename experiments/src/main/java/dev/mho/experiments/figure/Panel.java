package dev.mho.experiments.figure;

import java.awt.Graphics2D;

/** A part of a {@link Sheet}. */
public sealed interface Panel permits Figure, HeatMap, IntervalPlot {

  /** Draws it with its upper left corner at the origin. */
  void paint(Graphics2D graphics, int width, int height);
}
