package dev.mho.experiments.model;

import dev.mho.emulator.cell.BitSlices;
import dev.mho.emulator.cell.DeviceGroup;
import dev.mho.emulator.cell.DifferentialPair;
import dev.mho.emulator.cell.SingleDevice;
import dev.mho.emulator.cell.UnitCell;
import dev.mho.experiments.figure.Curve;
import dev.mho.experiments.figure.Figure;
import dev.mho.experiments.figure.Sheet;
import java.util.ArrayList;
import java.util.List;

/** Where the devices of a cell sit for a weight. */
final class CellSheet {
  private static final Grid W = Grid.linear(-1.2, 1.2, 1201);
  private static final String WEIGHT = "weight over the cell's range, w/W";

  private CellSheet() {}

  static Sheet sheet() {
    return new Sheet(
        "How a weight sits in devices",
        List.of("Targets of the devices of one cell for a weight; g from 0 (G_min) to 1 (G_max)."),
        List.of(pairs(), singles(), groups(), slices()),
        List.of());
  }

  private static Curve target(String name, UnitCell cell, int role) {
    return W.line(name, w -> cell.target(role, w, 0));
  }

  private static Figure pairs() {
    UnitCell middle = new DifferentialPair(1, DifferentialPair.Rest.MIDDLE);
    UnitCell minimum = new DifferentialPair(1, DifferentialPair.Rest.MINIMUM);
    return Grid.panel(
        "differential, by rest",
        WEIGHT,
        "g",
        target("plus, middle", middle, 0),
        target("minus, middle", middle, 1),
        target("plus, minimum", minimum, 0),
        target("minus, minimum", minimum, 1));
  }

  private static Figure singles() {
    List<Curve> curves = new ArrayList<>();
    for (double zero : new double[] {0.5, 0.25, 0.8}) {
      curves.add(target("zero: " + zero, new SingleDevice(1, zero, SingleDevice.Against.FIXED), 0));
    }
    return Grid.panel("single and offset, by zero", WEIGHT, "g", curves.toArray(Curve[]::new));
  }

  private static Figure groups() {
    UnitCell pair = new DifferentialPair(1, DifferentialPair.Rest.MINIMUM);
    UnitCell even = group(pair, DeviceGroup.Filling.EVEN);
    UnitCell inTurn = group(pair, DeviceGroup.Filling.IN_TURN);
    return Grid.panel(
        "multi: plus devices of two pairs, significances 1 and 4",
        WEIGHT,
        "g",
        target("both, even", even, 0),
        target("significance 1, in-turn", inTurn, 0),
        target("significance 4, in-turn", inTurn, 2));
  }

  private static UnitCell group(UnitCell pair, DeviceGroup.Filling filling) {
    return new DeviceGroup(pair, List.of(1.0, 4.0), filling, DeviceGroup.Turn.ALL);
  }

  private static Figure slices() {
    BitSlices slices = new BitSlices(5, 2, BitSlices.Balance.BALANCED);
    return Grid.panel(
        "bit-sliced: 5 bits, a sign and two digits of 2 bits",
        WEIGHT,
        "digit, with the sign of the weight",
        W.line("high digit, counts 4", w -> slices.digit(1, slices.whole(w))),
        W.line("low digit, counts 1", w -> slices.digit(0, slices.whole(w))),
        W.guide("whole number / 5", w -> slices.whole(w) / 5.0));
  }
}
