package dev.mho.learning.example;

import dev.mho.device.PrintedExample;
import org.junit.jupiter.api.Test;

class ExampleTest {

  @Test
  void thePageShowsHowANetworkLearns() throws Exception {
    PrintedExample.assertShown(TrainNetwork.class, TrainNetwork::main);
  }
}
