package dev.mho.experiments.circuit;

import dev.mho.device.format.BadInputException;
import dev.mho.emulator.circuit.Drive;
import dev.mho.emulator.circuit.SpiceDeck;
import java.nio.file.Path;
import java.util.Map;

/**
 * One array solved by ngspice and by mho.
 *
 * @param array number of the array in the deck
 * @param worst column where they differ most
 * @param ngspiceAmperes its current there
 * @param mhoAmperes ours
 * @param relative largest difference over the array's largest current
 */
public record SpiceCheck(
    int array, int worst, double ngspiceAmperes, double mhoAmperes, double relative) {
  /** What the two may differ by. */
  public static final double ALLOWED = 1e-9;

  /** Compares an array of a deck that ngspice has run. */
  public static SpiceCheck of(
      ProgrammedArrays arrays, Drive drive, int array, Map<String, Double> printed, Path deck) {
    double[] ours = arrays.solve(array, drive).currents();
    double largest = 0;
    int worst = 0;
    double most = -1;
    double[] theirs = new double[ours.length];
    for (int j = 0; j < ours.length; j++) {
      String name = SpiceDeck.current(array, j);
      if (!printed.containsKey(name)) {
        throw new BadInputException(deck + ": ngspice printed no " + name);
      }
      theirs[j] = printed.get(name);
      largest = Math.max(largest, Math.abs(theirs[j]));
      if (Math.abs(theirs[j] - ours[j]) > most) {
        most = Math.abs(theirs[j] - ours[j]);
        worst = j;
      }
    }
    return new SpiceCheck(array, worst, theirs[worst], ours[worst], most == 0 ? 0 : most / largest);
  }

  /** Whether they agree. */
  public boolean holds() {
    return relative <= ALLOWED;
  }
}
