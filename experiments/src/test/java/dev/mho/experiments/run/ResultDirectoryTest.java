package dev.mho.experiments.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mho.device.format.BadInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two runs never write one directory. */
class ResultDirectoryTest {
  @TempDir private Path folder;

  @Test
  void whileOneRunWritesADirectoryNoOtherReplacesItOrGoesOnWithIt() {
    Path path = folder.resolve("one");
    String refusal =
        path + ": another run is writing it; let that one end, or choose another --out";
    try (ResultDirectory first = ResultDirectory.create(path, false)) {
      first.write(ResultDirectory.EXPERIMENT, "x");
      for (boolean overwrite : new boolean[] {false, true}) {
        assertEquals(
            refusal,
            assertThrows(
                    BadInputException.class, () -> ResultDirectory.create(path, overwrite).close())
                .getMessage());
      }
      assertEquals(
          refusal,
          assertThrows(BadInputException.class, () -> ResultDirectory.open(path).close())
              .getMessage());
      assertTrue(Files.exists(first.path().resolve(ResultDirectory.EXPERIMENT)));
    }
  }

  @Test
  void whatEndedIsGoneOnWithAndReplaced() {
    Path path = folder.resolve("one");
    ResultDirectory.create(path, false).close();
    assertThrows(BadInputException.class, () -> ResultDirectory.create(path, false).close());
    try (ResultDirectory again = ResultDirectory.create(path, true)) {
      again.write(ResultDirectory.EXPERIMENT, "x");
    }
    try (ResultDirectory goesOn = ResultDirectory.open(path)) {
      assertTrue(ResultDirectory.isUnfinished(goesOn.path()));
    }
    try (ResultDirectory again = ResultDirectory.create(path, true)) {
      assertTrue(Files.notExists(again.path().resolve(ResultDirectory.EXPERIMENT)));
      assertTrue(ResultDirectory.isOne(again.path()));
    }
  }
}
