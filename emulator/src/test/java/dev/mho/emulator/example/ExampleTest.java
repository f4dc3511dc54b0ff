package dev.mho.emulator.example;

import dev.mho.device.PrintedExample;
import org.junit.jupiter.api.Test;

class ExampleTest {

  @Test
  void thePageShowsHowTilesAreRead() throws Exception {
    PrintedExample.assertShown(ReadTile.class, ReadTile::main);
  }
}
