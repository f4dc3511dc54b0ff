package dev.mho.learning.optimizer;

import dev.mho.device.array.Workers;
import dev.mho.device.state.Stateful;
import dev.mho.emulator.matrix.Matrix;
import dev.mho.emulator.matrix.Precision;

/** How a gradient becomes a step. A setting; the memory of one parameter is a {@link State}. */
public sealed interface Optimizer permits Sgd, Adam {

  /** Memory for one parameter matrix. */
  interface State extends Stateful {
    /** Turns a gradient, in place, into the step that is to be subtracted from the parameter. */
    void turn(Matrix gradient, Workers workers);
  }

  /** Fresh memory for a parameter of this shape. */
  State state(int rows, int cols, Precision precision);
}
