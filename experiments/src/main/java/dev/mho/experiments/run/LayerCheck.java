package dev.mho.experiments.run;

/**
 * One matrix on hardware, compared once an epoch.
 *
 * @param epoch counted from 1
 * @param layer counted from 0
 * @param matrix {@code weights} or {@code decorrelation}
 * @param relativeError of a read on the probe batch against the exact product of the same weights
 * @param snrDecibels of that read
 * @param changeCosine of requested and realised weight change of the epoch
 * @param changeGain size of the realised over the requested change
 * @param twinCosine of this matrix and its exact twin's
 */
record LayerCheck(
    int epoch,
    int layer,
    String matrix,
    double relativeError,
    double snrDecibels,
    double changeCosine,
    double changeGain,
    double twinCosine) {}
