package dev.mho.experiments.circuit;

import dev.mho.experiments.spec.WireKeys;
import java.util.Optional;

/** Wires for tests. */
final class TestWires {
  private TestWires() {}

  static WireKeys segments(double ohms) {
    return new WireKeys(ohms, null, null, null, null, Optional.empty());
  }
}
