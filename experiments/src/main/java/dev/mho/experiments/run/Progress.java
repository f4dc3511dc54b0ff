package dev.mho.experiments.run;

/** Hears how a run is getting on. */
public interface Progress {

  /** A line worth reading. */
  void say(String line);

  /** An epoch begins. */
  void epoch(int epoch, int epochs, int steps);

  /** A learning step of the epoch has ended. */
  void step();

  /** The epoch has ended. */
  void epochDone(String summary);

  /** Nobody listens. */
  static Progress silent() {
    return new Progress() {
      @Override
      public void say(String line) {}

      @Override
      public void epoch(int epoch, int epochs, int steps) {}

      @Override
      public void step() {}

      @Override
      public void epochDone(String summary) {}
    };
  }
}
