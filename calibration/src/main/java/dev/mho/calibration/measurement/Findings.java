package dev.mho.calibration.measurement;

import java.util.ArrayList;
import java.util.List;

/** What comes up while a file is being understood: questions to its user, and notices. */
final class Findings {
  private final List<Question> questions = new ArrayList<>();
  private final List<String> notices = new ArrayList<>();

  /** Something is open. */
  void ask(String key, String found, String allowed) {
    questions.add(new Question(key, found, allowed));
  }

  /** Something was taken for granted, or looks odd. */
  void note(String sentence) {
    notices.add(sentence);
  }

  /** What is open. */
  List<Question> questions() {
    return List.copyOf(questions);
  }

  /** What was taken for granted. */
  List<String> notices() {
    return List.copyOf(notices);
  }
}
