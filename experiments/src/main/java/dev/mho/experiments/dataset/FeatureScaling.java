package dev.mho.experiments.dataset;

import dev.mho.device.format.BadInputException;

/**
 * (x − offset)/unit, rounded to single precision, with an offset and a unit for each channel:
 * feature i belongs to channel i mod channels.
 */
record FeatureScaling(double[] offset, double[] unit) {
  static final FeatureScaling NONE = new FeatureScaling(new double[] {0}, new double[] {1});

  float scaled(float x, int feature) {
    int channel = feature % offset.length;
    return (float) ((x - offset[channel]) / unit[channel]);
  }

  /**
   * Brings every channel to mean 0 and standard deviation 1 over all samples and its features.
   *
   * @param channels 1 for all features together
   * @throws BadInputException if all features of a channel are equal
   */
  static FeatureScaling standard(String place, Samples samples, int channels) {
    double[] mean = new double[channels];
    double[] square = new double[channels];
    long count = (long) samples.size() * samples.features() / channels;
    double[] row = new double[samples.features()];
    for (int i = 0; i < samples.size(); i++) {
      samples.copyFeatures(i, row);
      for (int j = 0; j < row.length; j++) {
        mean[j % channels] += row[j] / count;
        square[j % channels] += row[j] * row[j] / count;
      }
    }
    double[] deviation = new double[channels];
    for (int c = 0; c < channels; c++) {
      deviation[c] = Math.sqrt(square[c] - mean[c] * mean[c]);
      if (!(deviation[c] > 0)) {
        String which = channels == 1 ? "" : " of channel " + c;
        throw BadInputException.at(
            place, "features" + which + " that are all equal", "features that differ");
      }
    }
    return new FeatureScaling(mean, deviation);
  }
}
