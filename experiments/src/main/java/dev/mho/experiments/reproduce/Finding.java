package dev.mho.experiments.reproduce;

/**
 * What the paper claims, and what came out.
 *
 * @param claim in one sentence
 * @param outcome in one sentence, with its numbers
 * @param holds whether the outcome bears the claim out
 */
public record Finding(String claim, String outcome, boolean holds) {

  @Override
  public String toString() {
    return "The paper: "
        + claim
        + "\nHere: "
        + outcome
        + "\n"
        + (holds ? "It holds." : "It does not hold here.");
  }
}
