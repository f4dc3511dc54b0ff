package dev.mho.experiments.serve;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.mho.device.format.BadInputException;
import dev.mho.experiments.page.HouseStyle;
import dev.mho.experiments.report.Links;
import dev.mho.experiments.report.Report;
import java.io.IOException;
import java.io.OutputStream;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Shows the results of a directory to the browser of this machine.
 *
 * <p>It listens on the loopback interface alone, answers GET and HEAD alone, and only if the host
 * that a request names is this machine, so that no page from elsewhere can read results through a
 * name that it points here. Pages may load nothing but mho's own style and scripts, which are known
 * by their hash.
 */
public final class ResultServer implements AutoCloseable {
  /** Where pages of results are. */
  static final String PAGES = "/page/";

  /** Where files of results are. */
  static final String FILES = "/files/";

  private static final int THREADS = 4;
  private static final Set<String> TEXTS =
      Set.of("csv", "json", "yaml", "txt", "vcd", "hex", "mem", "sp", "html");

  private final Path directory;
  private final Shelf shelf;
  private final HttpServer server;
  private final ExecutorService threads;

  /**
   * Starts to serve.
   *
   * @param port 0 for any that is free
   * @throws BadInputException if there is no such directory, or the port is taken
   */
  public ResultServer(Path directory, int port) {
    this.directory = directory;
    shelf = new Shelf(directory);
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    } catch (BindException e) {
      throw BadInputException.at("--port", "" + port + ", which is taken", "a free one, or 0");
    } catch (IOException e) {
      throw new BadInputException("--port " + port + ": " + e.getMessage());
    }
    threads = Executors.newFixedThreadPool(THREADS, ResultServer::daemon);
    server.setExecutor(threads);
    server.createContext("/", this::answer);
    server.start();
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "mho-serve");
    thread.setDaemon(true);
    return thread;
  }

  /** Where it listens. */
  public InetSocketAddress socket() {
    return server.getAddress();
  }

  /** The address for a browser. */
  public String address() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/";
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  /** A path in an address: names as they are, other signs as per cent and two digits. */
  static String encoded(String path) {
    return Arrays.stream(path.split("/"))
        .map(name -> URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20"))
        .collect(Collectors.joining("/"));
  }

  /**
   * An answer.
   *
   * @param status of HTTP
   * @param type of the body
   * @param body bytes
   */
  private record Answer(int status, String type, byte[] body) {
    static Answer text(int status, String type, String text) {
      return new Answer(status, type + "; charset=utf-8", text.getBytes(StandardCharsets.UTF_8));
    }

    static Answer html(String page) {
      return text(200, "text/html", page);
    }

    static Answer refusal(int status, String why) {
      return text(status, "text/plain", why + "\n");
    }
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      Answer answer;
      try {
        answer = answerTo(exchange);
      } catch (BadInputException e) {
        answer = Answer.refusal(500, e.getMessage());
      }
      send(exchange, answer);
    }
  }

  private Answer answerTo(HttpExchange exchange) throws IOException {
    String method = exchange.getRequestMethod();
    if (!isThisMachine(exchange.getRequestHeaders().get("Host"))) {
      return Answer.refusal(403, "this host is not served");
    }
    if (!method.equals("GET") && !method.equals("HEAD")) {
      exchange.getResponseHeaders().set("Allow", "GET, HEAD");
      return Answer.refusal(405, "only GET and HEAD; results are for reading");
    }
    String path = Optional.ofNullable(exchange.getRequestURI().getPath()).orElse("");
    if (path.equals("/")) {
      return Answer.html(IndexPage.of(directory, Listing.of(shelf)));
    }
    if (path.equals("/status.json")) {
      return Answer.text(200, "application/json", Listing.of(shelf).print());
    }
    if (path.startsWith(PAGES)) {
      return page(path.substring(PAGES.length()));
    }
    if (path.startsWith(FILES)) {
      return file(path.substring(FILES.length()));
    }
    return nothing();
  }

  /** Whether a request names this machine, and this port, as its host. */
  private boolean isThisMachine(@Nullable List<String> hosts) {
    int port = server.getAddress().getPort();
    Set<String> own = Set.of("127.0.0.1:" + port, "localhost:" + port, "[::1]:" + port);
    return hosts != null && hosts.size() == 1 && own.contains(hosts.get(0));
  }

  private static Answer nothing() {
    return Answer.refusal(404, "there is nothing here");
  }

  private Answer page(String path) {
    Optional<Path> place = shelf.find(path).filter(Files::isDirectory);
    if (place.isEmpty()) {
      return nothing();
    }
    return Answer.html(
        Report.of(place.get(), new Served(path.isEmpty() ? PAGES : PAGES + encoded(path) + "/")));
  }

  /** Pages as they are served. */
  private record Served(String address) implements Links {
    @Override
    public Optional<String> run(String id) {
      return Optional.of(address + "runs/" + encoded(id));
    }

    @Override
    public Optional<String> list() {
      return Optional.of("/");
    }
  }

  private Answer file(String path) throws IOException {
    Optional<Path> place = shelf.find(path).filter(Files::isRegularFile);
    if (place.isEmpty()) {
      return nothing();
    }
    String name = place.get().getFileName().toString();
    String type =
        TEXTS.contains(name.substring(name.lastIndexOf('.') + 1))
            ? "text/plain; charset=utf-8"
            : name.endsWith(".png") ? "image/png" : "application/octet-stream";
    return new Answer(200, type, Files.readAllBytes(place.get()));
  }

  private static void send(HttpExchange exchange, Answer answer) throws IOException {
    Headers headers = exchange.getResponseHeaders();
    headers.set("Content-Type", answer.type());
    headers.set("Content-Security-Policy", policy());
    headers.set("X-Content-Type-Options", "nosniff");
    headers.set("X-Frame-Options", "DENY");
    headers.set("Referrer-Policy", "no-referrer");
    headers.set("Cross-Origin-Resource-Policy", "same-origin");
    headers.set("Cache-Control", "no-store");
    if (exchange.getRequestMethod().equals("HEAD")) {
      headers.set("Content-Length", "" + answer.body().length);
      exchange.sendResponseHeaders(answer.status(), -1);
      return;
    }
    exchange.sendResponseHeaders(answer.status(), answer.body().length);
    try (OutputStream body = exchange.getResponseBody()) {
      body.write(answer.body());
    }
  }

  private static String policy() {
    return "default-src 'none'; img-src data:; connect-src 'self'; base-uri 'none';"
        + " form-action 'none'; frame-ancestors 'none'; style-src "
        + HouseStyle.hash(HouseStyle.sheet())
        + "; script-src "
        + HouseStyle.hash(HouseStyle.script())
        + " "
        + HouseStyle.hash(IndexPage.script());
  }
}
