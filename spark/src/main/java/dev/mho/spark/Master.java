package dev.mho.spark;

import dev.mho.device.format.BadInputException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Who hands out the cluster's cores.
 *
 * @param url as Spark knows it
 * @param hosts of a standalone cluster: one, or more that stand by; none on this machine alone
 */
record Master(String url, List<Host> hosts) {
  static final String FORMS =
      "spark://HOST:PORT[,HOST:PORT...], or local, local[N] or local[*] for this machine";

  private static final Pattern LOCAL = Pattern.compile("local(\\[(\\d{1,4}|\\*)])?");
  private static final Pattern STANDALONE = Pattern.compile("spark://(.+)");
  private static final Pattern HOST = Pattern.compile("(.+):(\\d{1,5})");
  private static final int PATIENCE_MILLIS = 10_000;

  /** Where a master listens. */
  record Host(String name, int port) {}

  /**
   * Reads one of {@value #FORMS}.
   *
   * @throws BadInputException if it is none of them
   */
  static Master parse(String url) {
    if (LOCAL.matcher(url).matches()) {
      return new Master(url, List.of());
    }
    Matcher standalone = STANDALONE.matcher(url);
    if (!standalone.matches()) {
      throw wrong(url);
    }
    List<Host> hosts = new ArrayList<>();
    for (String each : standalone.group(1).split(",", -1)) {
      Matcher host = HOST.matcher(each);
      if (!host.matches() || Integer.parseInt(host.group(2)) > 65_535) {
        throw wrong(url);
      }
      hosts.add(new Host(host.group(1), Integer.parseInt(host.group(2))));
    }
    return new Master(url, List.copyOf(hosts));
  }

  private static BadInputException wrong(String url) {
    return BadInputException.at("--master", "\"" + url + "\"", FORMS);
  }

  /** Whether there are no other machines. */
  boolean isHere() {
    return hosts.isEmpty();
  }

  /**
   * Spark itself tries for a minute, and then does not say why.
   *
   * @throws BadInputException if no host listens
   */
  void requireReachable() {
    List<String> reasons = new ArrayList<>();
    for (Host host : hosts) {
      try (Socket socket = new Socket()) {
        socket.connect(new InetSocketAddress(host.name(), host.port()), PATIENCE_MILLIS);
        return;
      } catch (IOException e) {
        reasons.add(e.getMessage());
      }
    }
    if (!isHere()) {
      throw new BadInputException(
          "--master " + url + ": cannot be reached (" + String.join("; ", reasons) + ")");
    }
  }
}
