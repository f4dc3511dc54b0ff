package dev.mho.experiments.circuit;

import dev.mho.experiments.spec.WireKeys;

/** Wires for tests. */
final class TestWires {
  private TestWires() {}

  static WireKeys segments(double ohms) {
    return WireKeys.of(new WireKeys.Segments(ohms, ohms), null, null, null, null);
  }
}
