package dev.mho.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mho.device.format.BadInputException;
import dev.mho.experiments.run.Checkpoints;
import dev.mho.experiments.sweep.SweepEngine.Terms;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the engine is told, before anything is started. */
class SparkEngineTest {

  private static void refused(String message, Terms terms) {
    BadInputException e =
        assertThrows(BadInputException.class, () -> new SparkEngine().check(terms));
    assertTrue(e.getMessage().contains(message), e.getMessage());
  }

  private static Terms terms(
      Optional<String> master, OptionalInt threads, Map<String, String> settings) {
    return new Terms(threads, Checkpoints.off(), master, settings, Path.of("spark.log"));
  }

  @Test
  void aMasterIsNeeded() {
    refused(
        "--engine spark needs --master: spark://HOST:PORT",
        terms(Optional.empty(), OptionalInt.empty(), Map.of()));
  }

  @Test
  void threadsCannotAct() {
    refused(
        "--threads cannot act with --engine spark",
        terms(Optional.of("local[2]"), OptionalInt.of(2), Map.of()));
  }

  @Test
  void settingsAreThoseOfSpark() {
    refused(
        "--conf: found \"memory\"; allowed: keys that begin with spark.",
        terms(Optional.of("local[2]"), OptionalInt.empty(), Map.of("memory", "4g")));
  }

  /** This machine's Java was not started for Spark. */
  @Test
  void optionsOfTheVirtualMachineAreNeeded() {
    refused(
        "Spark needs options of the virtual machine",
        terms(Optional.of("local[2]"), OptionalInt.empty(), Map.of()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "yarn",
        "local[x]",
        "spark://",
        "spark://node",
        "spark://node:99999",
        "node:1"
      })
  void mastersAreOfTwoKinds(String url) {
    BadInputException e = assertThrows(BadInputException.class, () -> Master.parse(url));
    assertTrue(e.getMessage().startsWith("--master: found \"" + url + "\"; allowed: spark://"));
  }

  @Test
  void mastersThatStandByAreKnown() {
    Master master = Master.parse("spark://a:7077,b:7078");
    assertEquals(List.of(new Master.Host("a", 7077), new Master.Host("b", 7078)), master.hosts());
    assertTrue(Master.parse("local[*]").isHere());
  }

  @Test
  void aMasterThatDoesNotListenIsOneLine() throws IOException {
    int port;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    Master master = Master.parse("spark://127.0.0.1:" + port);
    BadInputException e = assertThrows(BadInputException.class, master::requireReachable);
    assertEquals(
        "--master spark://127.0.0.1:" + port + ": cannot be reached (Connection refused)",
        e.getMessage());
  }
}
