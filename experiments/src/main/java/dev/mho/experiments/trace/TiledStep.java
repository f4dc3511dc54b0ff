package dev.mho.experiments.trace;

/**
 * One learning step as one array sees it.
 *
 * @param layer counted from 0
 * @param tile number within the layer
 * @param places updates of the array that one sample makes: the places of a convolution's kernel
 * @param epoch counted from 1
 * @param samples indices of the step's samples in the training set
 */
record TiledStep(int layer, int tile, int places, int epoch, int[] samples) {
  /** Number of the sample shown. */
  long update(long ofArray) {
    return ofArray / places;
  }

  /** Place of the kernel. */
  int place(long ofArray) {
    return (int) (ofArray % places);
  }

  /** Index in the training set of a sample of the array's batch. */
  int sample(int ofBatch) {
    return samples[ofBatch / places];
  }
}
