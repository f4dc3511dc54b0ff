package dev.mho.experiments.browser;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A tab of a browser: what a user sees and does, and what the page complains of. */
public final class Tab {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long PATIENCE_SECONDS = 60;

  private final AtomicInteger calls = new AtomicInteger();
  private final Map<Integer, CompletableFuture<JsonNode>> waiting = new ConcurrentHashMap<>();
  private final List<String> complaints = new CopyOnWriteArrayList<>();
  private volatile CompletableFuture<Void> loaded = new CompletableFuture<>();
  private WebSocket socket;

  private Tab() {}

  static Tab connect(HttpClient client, URI address) {
    Tab tab = new Tab();
    tab.socket =
        client
            .newWebSocketBuilder()
            .buildAsync(address, tab.new Answers())
            .orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
            .join();
    for (String domain : List.of("Page", "Runtime", "Log", "Network")) {
      tab.call(domain + ".enable", Map.of());
    }
    return tab;
  }

  /** Hears answers and events. */
  private final class Answers implements WebSocket.Listener {
    private final StringBuilder text = new StringBuilder();

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
      text.append(part);
      if (last) {
        hear(text.toString());
        text.setLength(0);
      }
      from.request(1);
      return null;
    }
  }

  private void hear(String message) {
    JsonNode node;
    try {
      node = JSON.readTree(message);
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
    if (node.has("id")) {
      waiting.remove(node.path("id").asInt()).complete(node);
      return;
    }
    JsonNode given = node.path("params");
    switch (node.path("method").asText()) {
      case "Page.loadEventFired" -> loaded.complete(null);
      case "Runtime.exceptionThrown" -> complaints.add(given.path("exceptionDetails").toString());
      case "Runtime.consoleAPICalled" -> {
        String type = given.path("type").asText();
        if (type.equals("error") || type.equals("warning") || type.equals("assert")) {
          complaints.add(given.path("args").toString());
        }
      }
      case "Log.entryAdded" -> {
        if (given.path("entry").path("level").asText().equals("error")) {
          complaints.add(given.path("entry").toString());
        }
      }
      default -> {
        // Not asked for.
      }
    }
  }

  /** Calls a method of the protocol. */
  public JsonNode call(String method, Map<String, Object> parameters) {
    int id = calls.incrementAndGet();
    CompletableFuture<JsonNode> answer = new CompletableFuture<>();
    waiting.put(id, answer);
    try {
      String text =
          JSON.writeValueAsString(Map.of("id", id, "method", method, "params", parameters));
      socket.sendText(text, true).join();
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
    JsonNode node = answer.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
    if (node.has("error")) {
      throw new AssertionError(method + ": " + node.path("error"));
    }
    return node.path("result");
  }

  /** Opens an address, forgets old complaints, and waits until the page is there. */
  public void open(String address) {
    complaints.clear();
    loaded = new CompletableFuture<>();
    call("Page.navigate", Map.of("url", address));
    loaded.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
  }

  /** Errors and warnings of scripts, of the network and of the security policy. */
  public List<String> complaints() {
    return List.copyOf(complaints);
  }

  /** Gives the window a size. */
  public void resize(int width, int height) {
    call(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", width < 600));
  }

  /** Sets what a user prefers: {@code light} or {@code dark}, and whether things may move. */
  public void prefer(String colours, boolean reducedMotion) {
    call(
        "Emulation.setEmulatedMedia",
        Map.of(
            "features",
            List.of(
                Map.of("name", "prefers-color-scheme", "value", colours),
                Map.of(
                    "name",
                    "prefers-reduced-motion",
                    "value",
                    reducedMotion ? "reduce" : "no-preference"))));
  }

  /** Lets pages run their scripts, or not. */
  public void allowScripts(boolean allowed) {
    call("Emulation.setScriptExecutionDisabled", Map.of("value", !allowed));
  }

  /** The value of an expression; of a promise, what it promises. */
  public JsonNode evaluate(String expression) {
    JsonNode answer =
        call(
            "Runtime.evaluate",
            Map.of("expression", expression, "returnByValue", true, "awaitPromise", true));
    if (answer.has("exceptionDetails")) {
      throw new AssertionError(expression + ": " + answer.path("exceptionDetails"));
    }
    return answer.path("result").path("value");
  }

  /** Presses a key that writes nothing, as {@code Tab}, or {@code Enter}. */
  public void press(String key) {
    int code = key.equals("Tab") ? 9 : 13;
    for (String type : List.of("keyDown", "keyUp")) {
      Map<String, Object> event = new LinkedHashMap<>();
      event.put("type", type);
      event.put("key", key);
      event.put("code", key);
      event.put("windowsVirtualKeyCode", code);
      if (key.equals("Enter") && type.equals("keyDown")) {
        event.put("text", "\r");
      }
      call("Input.dispatchKeyEvent", event);
    }
  }

  /** Writes a picture of a stretch of the page. */
  public void picture(Path file, int width, int top, int height) throws IOException {
    JsonNode answer =
        call(
            "Page.captureScreenshot",
            Map.of(
                "format",
                "png",
                "captureBeyondViewport",
                true,
                "clip",
                Map.of("x", 0, "y", top, "width", width, "height", height, "scale", 1)));
    Files.write(file, Base64.getDecoder().decode(answer.path("data").asText()));
  }
}
