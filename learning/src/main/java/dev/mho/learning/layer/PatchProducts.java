package dev.mho.learning.layer;

import dev.mho.device.array.Workers;
import dev.mho.emulator.matrix.Matrix;
import dev.mho.emulator.matrix.Products;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Exact products of all patches p of a batch of images, a few images at a time, so that the patches
 * (nine times the images with a kernel of 3) never lie in memory together:
 *
 * <pre>
 * y_p = T p          {@link #forward}
 * G = Σ_p δ_p pᵀ     {@link #gradient}
 * e = Σ_p (Tᵀ δ_p, added where p was cut from)     {@link #backward}
 * </pre>
 *
 * Blocks of images depend on shapes alone, and sums run in the order of the blocks, so the bits do
 * not depend on the number of threads.
 */
final class PatchProducts {
  /** Rows of patches at a time: some megabytes. */
  private static final int ROWS = 2048;

  private static final int MOST_BLOCKS = 16;

  private final PatchExtraction extraction;
  private final ImageShape image;
  private final int pixels;
  private final Workers workers;

  /** A block's products run on the thread that has the block. */
  private final Products products = Products.whole();

  /** Matrices that hold patches and nothing else, so that their rims stay zero. */
  private final Deque<Matrix> patchBuffers = new ArrayDeque<>();

  PatchProducts(PatchExtraction extraction, ImageShape image, Workers workers) {
    this.extraction = extraction;
    this.image = image;
    this.pixels = extraction.grid(image, 1).pixels();
    this.workers = workers;
  }

  /** Work on images from (inclusive) to (exclusive), with a matrix for their patches. */
  @FunctionalInterface
  private interface Piece {
    void run(int from, int to, Matrix patches);
  }

  /**
   * T p of every patch.
   *
   * @param t outputs × patch length
   * @return samples × (patches · outputs)
   */
  Matrix forward(Matrix images, Matrix t) {
    Matrix y = Matrix.zeros(images.rows() * pixels, t.rows(), images.precision());
    forPieces(
        images,
        (from, to, patches) -> {
          cut(images, from, to, patches);
          products.multiplyRows(patches, 0, patches.rows(), t, true, y, from * pixels);
        });
    return y.reshaped(images.rows(), pixels * t.rows());
  }

  /**
   * Σ δ pᵀ over all patches.
   *
   * @param delta samples × (patches · outputs)
   * @return outputs × patch length
   */
  Matrix gradient(Matrix images, Matrix delta) {
    Matrix places = delta.reshaped(delta.rows() * pixels, delta.cols() / pixels);
    int block = block(images.rows());
    Matrix[] sums = new Matrix[(images.rows() + block - 1) / block];
    forPieces(
        images,
        (from, to, patches) -> {
          cut(images, from, to, patches);
          Matrix product = products.transposedRowsTimes(places, from * pixels, patches);
          if (sums[from / block] == null) {
            sums[from / block] = product;
          } else {
            sums[from / block].add(products.workers(), product);
          }
        });
    Matrix sum = sums[0];
    for (int i = 1; i < sums.length; i++) {
      sum.add(workers, sums[i]);
    }
    return sum;
  }

  /**
   * The error of the images under y = T p.
   *
   * @param delta samples × (patches · outputs)
   * @param t outputs × patch length
   * @return samples × image size
   */
  Matrix backward(Matrix delta, Matrix t) {
    Matrix e = Matrix.zeros(delta.rows(), image.size(), delta.precision());
    Matrix places = delta.reshaped(delta.rows() * pixels, t.rows());
    int piece = piece();
    workers.forBlocks(
        delta.rows(),
        block(delta.rows()),
        (first, end) -> {
          Matrix patches = Matrix.zeros(piece * pixels, t.cols(), delta.precision());
          for (int from = first; from < end; from += piece) {
            int to = Math.min(end, from + piece);
            products.multiplyRows(
                places, from * pixels, (to - from) * pixels, t, false, patches, 0);
            for (int b = from; b < to; b++) {
              extraction.add(patches, (b - from) * pixels, e, image, b);
            }
          }
        });
    return e;
  }

  private void cut(Matrix images, int from, int to, Matrix patches) {
    for (int b = from; b < to; b++) {
      extraction.cut(images, image, b, patches, (b - from) * pixels);
    }
  }

  private void forPieces(Matrix images, Piece piece) {
    int most = piece();
    workers.forBlocks(
        images.rows(),
        block(images.rows()),
        (first, end) -> {
          for (int from = first; from < end; from += most) {
            int to = Math.min(end, from + most);
            Matrix patches = borrow((to - from) * pixels, images);
            piece.run(from, to, patches);
            giveBack(patches);
          }
        });
  }

  private int piece() {
    return Math.max(1, ROWS / pixels);
  }

  private static int block(int samples) {
    return (samples + MOST_BLOCKS - 1) / MOST_BLOCKS;
  }

  private Matrix borrow(int rows, Matrix like) {
    synchronized (patchBuffers) {
      for (Matrix kept : patchBuffers) {
        if (kept.rows() == rows && kept.precision() == like.precision()) {
          patchBuffers.remove(kept);
          return kept;
        }
      }
    }
    return Matrix.zeros(rows, extraction.length(image), like.precision());
  }

  private void giveBack(Matrix patches) {
    synchronized (patchBuffers) {
      if (patchBuffers.size() < 2 * workers.threads()) {
        patchBuffers.push(patches);
      }
    }
  }
}
