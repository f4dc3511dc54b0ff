package dev.mho.experiments.cli;

import dev.mho.experiments.run.Progress;
import java.io.PrintWriter;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/** A progress bar on a terminal, a line an epoch elsewhere. */
final class ConsoleProgress implements Progress, AutoCloseable {
  private final PrintWriter print;
  private final boolean terminal = System.console() != null;
  private @Nullable ProgressBar bar;

  ConsoleProgress(PrintWriter print) {
    this.print = print;
  }

  /** A bar that vanishes when it is full. */
  static ProgressBar bar(String task, long most) {
    return new ProgressBarBuilder()
        .setTaskName(task)
        .setInitialMax(most)
        .setStyle(ProgressBarStyle.ASCII)
        .showSpeed()
        .clearDisplayOnFinish()
        .build();
  }

  @Override
  public void say(String line) {
    print.println(line);
    print.flush();
  }

  @Override
  public void epoch(int epoch, int epochs, int steps) {
    if (terminal) {
      bar = bar("epoch " + epoch + "/" + epochs, steps);
    }
  }

  @Override
  public void step() {
    if (bar != null) {
      bar.step();
    }
  }

  @Override
  public void epochDone(String summary) {
    close();
    say(summary);
  }

  @Override
  public void close() {
    if (bar != null) {
      bar.close();
      bar = null;
    }
  }
}
