package dev.mho.device.response;

/**
 * What is particular to one device of a population.
 *
 * @param low its lower bound, normalised conductance
 * @param high its upper bound
 * @param upScale multiplier of its steps up
 * @param downScale multiplier of its steps down
 * @param upShape shape of its response up, as {@link PulseResponse#shape} gave it
 * @param downShape shape of its response down
 */
public record Specimen(
    double low, double high, double upScale, double downScale, double upShape, double downShape) {

  /** The nominal device of a response: bounds 0 and 1, its mean steps. */
  public static Specimen nominal(PulseResponse response) {
    double downShape = response.lowers() ? response.shape(Polarity.DOWN, 1) : 1;
    return new Specimen(0, 1, 1, 1, response.shape(Polarity.UP, 1), downShape);
  }

  double scale(Polarity polarity) {
    return polarity == Polarity.UP ? upScale : downScale;
  }

  double shape(Polarity polarity) {
    return polarity == Polarity.UP ? upShape : downShape;
  }

  /** Distance that the device has travelled from the nominal end that the pulse leads away from. */
  static double travelled(Polarity polarity, double g) {
    return polarity == Polarity.UP ? g : 1 - g;
  }
}
