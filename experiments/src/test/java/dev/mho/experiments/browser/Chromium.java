package dev.mho.experiments.browser;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A Chromium without a screen, driven through its DevTools protocol. */
public final class Chromium implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 60;

  private final Path profile;
  private final Process process;
  private final Tab tab;

  private Chromium(Path profile, Process process) throws IOException {
    this.profile = profile;
    this.process = process;
    HttpClient client = HttpClient.newHttpClient();
    this.tab = Tab.connect(client, address(client));
  }

  /** Starts it; a test that needs it is skipped where it is not installed. */
  public static Chromium orSkip() throws IOException {
    String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
    Optional<Path> program =
        Arrays.stream(path.split(File.pathSeparator))
            .flatMap(
                folder -> Stream.of("chromium", "chromium-browser").map(n -> Path.of(folder, n)))
            .filter(Files::isExecutable)
            .findFirst();
    assumeTrue(program.isPresent(), "chromium is not installed (Debian: chromium)");
    Path profile = Files.createTempDirectory("chromium");
    Process process =
        new ProcessBuilder(
                program.orElseThrow().toString(),
                "--headless=new",
                // Its sandbox does not start as root; it sees no page but ours.
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--disable-extensions",
                "--disable-background-networking",
                "--no-first-run",
                "--hide-scrollbars",
                "--remote-debugging-port=0",
                "--user-data-dir=" + profile,
                "about:blank")
            .redirectErrorStream(true)
            .redirectOutput(profile.resolve("out").toFile())
            .start();
    return new Chromium(profile, process);
  }

  /** Where its only tab listens; it writes its port into its profile. */
  private URI address(HttpClient client) throws IOException {
    Path port = profile.resolve("DevToolsActivePort");
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (System.nanoTime() < end) {
      if (!process.isAlive()) {
        throw new IOException("chromium ended: " + Files.readString(profile.resolve("out")));
      }
      if (Files.exists(port) && Files.readString(port).contains("\n")) {
        Optional<URI> tab = tab(client, Files.readAllLines(port).get(0));
        if (tab.isPresent()) {
          return tab.get();
        }
      }
      pause();
    }
    throw new IOException("chromium did not start: " + Files.readString(profile.resolve("out")));
  }

  private static Optional<URI> tab(HttpClient client, String port) throws IOException {
    HttpRequest list =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/json/list")).build();
    try {
      String answer = client.send(list, HttpResponse.BodyHandlers.ofString()).body();
      for (JsonNode target : new ObjectMapper().readTree(answer)) {
        if (target.path("type").asText().equals("page")) {
          return Optional.of(URI.create(target.path("webSocketDebuggerUrl").asText()));
        }
      }
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  private static void pause() {
    try {
      Thread.sleep(50);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  /** Its tab. */
  public Tab tab() {
    return tab;
  }

  @Override
  public void close() throws IOException {
    List<ProcessHandle> children = process.descendants().toList();
    process.destroy();
    children.forEach(ProcessHandle::destroyForcibly);
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    try (Stream<Path> files = Files.walk(profile)) {
      files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
    }
  }
}
