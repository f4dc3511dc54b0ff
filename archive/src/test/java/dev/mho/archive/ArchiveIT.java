package dev.mho.archive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Unpacks the archive as a user does, and runs it where there is neither Maven nor a source. */
@DisabledOnOs(OS.WINDOWS)
class ArchiveIT {
  private static final Path ARCHIVE = Path.of(System.getProperty("mho.archive"));
  private static final String VERSION = System.getProperty("mho.version");

  /** All that the launcher may use of a system, beside Java. */
  private static final List<String> TOOLS = List.of("bash", "dirname", "readlink", "sed");

  @TempDir private static Path scratch;
  private static Path home;
  private static Path elsewhere;
  private static Path tools;

  private record Printed(int exit, String out) {}

  @BeforeAll
  static void unpack() throws Exception {
    Path folder = Files.createDirectory(scratch.resolve("a folder"));
    elsewhere = Files.createDirectory(scratch.resolve("else where"));
    tools = Files.createDirectory(scratch.resolve("tools"));
    for (String tool : TOOLS) {
      Path stand = tools.resolve(tool);
      Files.writeString(stand, "#!/bin/sh\nexec %s \"$@\"\n".formatted(onPath(tool)));
      assertTrue(stand.toFile().setExecutable(true));
    }
    Printed printed = run(new ProcessBuilder("tar", "xzf", ARCHIVE.toString()), folder);
    assertEquals(0, printed.exit(), printed.out());
    home = folder.resolve("mho-" + VERSION);
  }

  @Test
  void saysWhatItIs() throws Exception {
    assertEquals(new Printed(0, "mho " + VERSION + "\n"), mho("--version"));
    Printed help = mho("--help");
    assertEquals(0, help.exit(), help.out());
    assertTrue(help.out().startsWith("Usage: mho "), help.out());
  }

  @Test
  void runsFromAnotherFolderThroughALink() throws Exception {
    Path link = Files.createSymbolicLink(scratch.resolve("mho link"), home.resolve("mho"));
    String example = home.resolve("examples/quickstart.yaml").toString();
    Printed printed = run(command(link.toString(), "run", example), elsewhere);
    assertEquals(0, printed.exit(), printed.out());
    Path results = elsewhere.resolve("results/quickstart");
    assertTrue(Files.size(results.resolve("report.html")) > 10_000);
    try (Stream<Path> files = Files.list(home)) {
      assertTrue(files.noneMatch(file -> file.endsWith("results") || file.endsWith("target")));
    }
  }

  @Test
  void aMistakeIsOneLineAndExitCodeTwo() throws Exception {
    Printed printed = mho("run", "nowhere.yaml");
    assertEquals(2, printed.exit(), printed.out());
    assertEquals(1, printed.out().lines().count(), printed.out());
  }

  @Test
  void fitsADownloadAndHoldsTheNativesOfOnePlatform() throws Exception {
    assertTrue(Files.size(ARCHIVE) < 150_000_000);
    assertEquals(1, jars().filter(jar -> jar.matches("openblas-[0-9.]+-[0-9.]+-.*")).count());
  }

  @Test
  void namesTheLicenceOfEveryLibrary() throws Exception {
    String licences = Files.readString(home.resolve("licences/THIRD-PARTY.txt"));
    Pattern jarName = Pattern.compile("(.+?)-(\\d[0-9.]*(?:-\\d[0-9.]*\\d)?)(?:-\\w+)*\\.jar");
    List<String> unnamed =
        jars()
            .filter(jar -> !jar.endsWith("-" + VERSION + ".jar"))
            .filter(jar -> !licences.contains(jarName.matcher(jar).replaceFirst(":$1:$2 ")))
            .toList();
    assertEquals(List.of(), unnamed);
  }

  @Test
  void everyLinkOfItsPagesLeadsToAFile() throws Exception {
    Pattern link = Pattern.compile("\\]\\(([^)#:]+)(?:#[^)]*)?\\)");
    try (Stream<Path> files = Files.walk(home)) {
      for (Path page : files.filter(file -> file.toString().endsWith(".md")).toList()) {
        Matcher links = link.matcher(Files.readString(page));
        while (links.find()) {
          Path target = page.resolveSibling(links.group(1));
          assertTrue(Files.exists(target), page + " leads to " + links.group(1));
        }
      }
    }
  }

  private static Stream<String> jars() throws IOException {
    try (Stream<Path> files = Files.list(home.resolve("lib"))) {
      return files.map(file -> file.getFileName().toString()).toList().stream();
    }
  }

  private static Printed mho(String... arguments) throws Exception {
    String[] words =
        Stream.concat(Stream.of(home.resolve("mho").toString()), Arrays.stream(arguments))
            .toArray(String[]::new);
    return run(command(words), elsewhere);
  }

  private static ProcessBuilder command(String... words) {
    ProcessBuilder process = new ProcessBuilder(words);
    process.environment().put("PATH", tools.toString());
    process.environment().put("JAVA_HOME", System.getProperty("java.home"));
    process.environment().remove("MHO_JAVA_OPTS");
    return process;
  }

  private static Printed run(ProcessBuilder process, Path folder) throws Exception {
    Path printed = Files.createTempFile(scratch, "printed", ".txt");
    Process running =
        process
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(printed.toFile())
            .start();
    if (!running.waitFor(5, TimeUnit.MINUTES)) {
      running.destroyForcibly();
      throw new AssertionError(process.command() + " took longer than 5 minutes");
    }
    return new Printed(running.exitValue(), Files.readString(printed));
  }

  private static Path onPath(String tool) {
    return Arrays.stream(System.getenv("PATH").split(":"))
        .map(folder -> Path.of(folder, tool))
        .filter(Files::isExecutable)
        .findFirst()
        .orElseThrow();
  }
}
