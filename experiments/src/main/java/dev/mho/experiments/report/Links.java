package dev.mho.experiments.report;

import java.util.Optional;

/** Where other pages are, seen from the page of a result. */
public interface Links {
  /** Address of the page of a sweep's run, by the name of its directory. */
  Optional<String> run(String id);

  /** Address of the list of all results. */
  Optional<String> list();
}
