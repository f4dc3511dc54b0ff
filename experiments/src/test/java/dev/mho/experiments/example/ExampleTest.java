package dev.mho.experiments.example;

import dev.mho.device.PrintedExample;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExampleTest {
  @TempDir private Path directory;

  @Test
  void thePageShowsHowAnExperimentRuns() throws Exception {
    PrintedExample.assertShown(
        RunExperiment.class,
        RunExperiment::main,
        "../examples/quickstart.yaml",
        directory.resolve("quickstart").toString());
  }
}
