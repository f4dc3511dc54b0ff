package dev.mho.experiments.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.mho.device.format.BadInputException;
import dev.mho.experiments.CommandLineRun;
import dev.mho.experiments.report.ReportedResults;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is served, to whom, and above all what is not. */
class ResultServerTest {
  private static final String SECRET = "nobody reads this";

  @TempDir private static Path directory;
  private static ResultServer server;
  private static String host;

  @BeforeAll
  static void serve() throws IOException {
    Path results = Files.createDirectories(directory.resolve("results"));
    ReportedResults.trained(results);
    ReportedResults.sweep(results);
    Files.writeString(directory.resolve("secret.txt"), SECRET);
    Files.createDirectories(directory.resolve("results-of-others"));
    Files.writeString(directory.resolve("results-of-others/secret.txt"), SECRET);
    Files.createSymbolicLink(results.resolve("link.txt"), directory.resolve("secret.txt"));
    Files.createSymbolicLink(results.resolve("out"), directory);
    Files.createSymbolicLink(results.resolve("inner"), results.resolve("trained"));
    Files.createDirectories(results.resolve("a b/c%d"));
    Files.copy(
        results.resolve("trained/experiment.yaml"), results.resolve("a b/c%d/experiment.yaml"));
    server = new ResultServer(results, 0);
    host = "127.0.0.1:" + server.socket().getPort();
  }

  @AfterAll
  static void close() {
    server.close();
  }

  /** An answer as it comes over the wire. */
  private record Answer(int status, String head, String body) {}

  /** Asks with these very bytes; no client tidies up the path. */
  private static Answer ask(String method, String path, String hosts) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.socket().getPort())) {
      socket.setSoTimeout(20_000);
      String request = method + " " + path + " HTTP/1.1\r\n" + hosts + "Connection: close\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      InputStream in = socket.getInputStream();
      String answer = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      int end = answer.indexOf("\r\n\r\n");
      int status = Integer.parseInt(answer.split(" ", 3)[1]);
      return new Answer(status, answer.substring(0, end), answer.substring(end + 4));
    }
  }

  private static Answer get(String path) throws IOException {
    return ask("GET", path, "Host: " + host + "\r\n");
  }

  @Test
  void listensOnLoopbackAlone() {
    assertTrue(server.socket().getAddress().isLoopbackAddress());
  }

  @Test
  void listsWhatIsThere() throws IOException {
    Answer index = get("/");
    assertEquals(200, index.status());
    assertTrue(index.body().contains("href=\"/page/trained\""), index.body());
    assertTrue(index.body().contains("href=\"/page/a%20b/c%25d\""), index.body());
    JsonNode listing = new ObjectMapper().readTree(get("/status.json").body());
    assertEquals(3, listing.path("results").size(), listing.toString());
    JsonNode half = listing.path("results").get(0);
    assertEquals("a b/c%d", half.path("path").asText());
    assertEquals("under way", half.path("state").asText());
    JsonNode swept = listing.path("results").get(1);
    assertEquals("sweep", swept.path("kind").asText());
    assertEquals(6, swept.path("done").asInt());
    assertEquals("finished, 2 failed", swept.path("state").asText());
    JsonNode trained = listing.path("results").get(2);
    assertEquals("finished", trained.path("state").asText());
    assertEquals(3, trained.path("done").asInt());
    JsonNode result =
        new ObjectMapper().readTree(directory.resolve("results/trained/result.json").toFile());
    assertEquals(
        result.at("/scores/hardware/accuracy").asDouble(), trained.path("hardware").asDouble());
  }

  @Test
  void showsPagesAndFiles() throws IOException {
    assertTrue(get("/page/trained").body().contains("<h1>trained</h1>"));
    assertTrue(get("/page/a%20b/c%25d").body().contains("This run has not ended"));
    String sweep = get("/page/swept").body();
    String run = sweep.replaceAll("(?s).*?href=\"(/page/swept/runs/\\w+)\".*", "$1");
    assertTrue(get(run).body().contains("<h1>rates</h1>"), run);
    assertEquals(
        Files.readString(directory.resolve("results/trained/metrics.csv")),
        get("/files/trained/metrics.csv").body());
    assertTrue(get("/files/inner/metrics.csv").body().startsWith("epoch,"), "a link within");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/files/../secret.txt",
        "/files/trained/../../secret.txt",
        "/files/%2e%2e/secret.txt",
        "/files/%2E%2E%2Fsecret.txt",
        "/files/..%2fsecret.txt",
        "/files/..%5csecret.txt",
        "/files/%252e%252e/secret.txt",
        "/files/./../secret.txt",
        "/files//../secret.txt",
        "/files/../results-of-others/secret.txt",
        "/files/link.txt",
        "/files/out/secret.txt",
        "/files/%00/secret.txt",
        "/files/trained%00/../../secret.txt",
        "/files/..;/secret.txt",
        "/page/..",
        "/page/../results-of-others",
        "/page/out",
        "/page/out/results-of-others",
        "/../secret.txt",
        "/secret.txt",
        "/files/",
        "/files/trained"
      })
  void nothingOutsideIsReached(String path) throws IOException {
    Answer answer = get(path);
    assertTrue(answer.status() == 404 || answer.status() == 400, answer.toString());
    assertFalse(answer.body().contains(SECRET));
  }

  @Test
  void absolutePathsLeadNowhere() throws IOException {
    String secret = directory.resolve("secret.txt").toAbsolutePath().toString();
    for (String path :
        new String[] {"/files/" + secret, "/files" + secret, "/files/%2f" + secret.substring(1)}) {
      assertEquals(404, get(path).status(), path);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "get"})
  void onlyReads(String method) throws IOException {
    Answer answer = ask(method, "/", "Host: " + host + "\r\nContent-Length: 0\r\n");
    assertEquals(405, answer.status());
    assertTrue(answer.head().contains("Allow: GET, HEAD"), answer.head());
  }

  @Test
  void headIsGetWithoutItsBody() throws IOException {
    Answer get = get("/files/trained/metrics.csv");
    Answer head = ask("HEAD", "/files/trained/metrics.csv", "Host: " + host + "\r\n");
    assertEquals(200, head.status());
    assertEquals("", head.body());
    assertTrue(
        head.head().toLowerCase().contains("content-length: " + get.body().length()), head.head());
  }

  /** A name that someone points at this machine is not this machine. */
  @Test
  void otherHostsAreRefused() throws IOException {
    int port = server.socket().getPort();
    assertEquals(200, ask("GET", "/", "Host: localhost:" + port + "\r\n").status());
    for (String hosts :
        new String[] {
          "Host: evil.example:" + port + "\r\n",
          "Host: evil.example\r\n",
          "Host: 127.0.0.1\r\n",
          "Host: 127.0.0.1:" + (port + 1) + "\r\n",
          "Host: 127.0.0.1:" + port + ".evil.example\r\n",
          "Host: " + host + "\r\nHost: evil.example\r\n",
          ""
        }) {
      Answer answer = ask("GET", "/status.json", hosts);
      assertEquals(403, answer.status(), hosts);
      assertFalse(answer.body().contains("trained"));
    }
  }

  @Test
  void pagesMayLoadNothingButWhatIsTheirs() throws IOException {
    for (String path : new String[] {"/", "/page/trained", "/status.json", "/nothing"}) {
      String head = get(path).head();
      assertTrue(head.contains("default-src 'none'"), head);
      assertFalse(head.contains("unsafe"), head);
      assertTrue(head.toLowerCase().contains("x-content-type-options: nosniff"), head);
      assertTrue(head.toLowerCase().contains("cache-control: no-store"), head);
    }
  }

  @Test
  void mistakesAreOneLine() {
    CommandLineRun none = CommandLineRun.of("serve", directory.resolve("nowhere").toString());
    assertEquals(2, none.exit());
    assertTrue(none.err().contains("nowhere: no such directory"), none.err());
    CommandLineRun port = CommandLineRun.of("serve", directory.toString(), "--port", "70000");
    assertTrue(port.err().contains("--port: found 70000; allowed: 0 to 65535"), port.err());
    BadInputException taken =
        assertThrows(
            BadInputException.class, () -> new ResultServer(directory, server.socket().getPort()));
    assertTrue(taken.getMessage().contains("which is taken"), taken.getMessage());
  }
}
