package dev.mho.experiments.sweep;

import dev.mho.device.format.BadInputException;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Stream;

/**
 * The engines that are there: those on the class path, and those in the folders that the system
 * property {@value #FOLDERS} names. An engine of a folder sees mho and the Java library, but none
 * of the libraries that mho uses, and mho sees none of the engine's, so that each has its own
 * versions.
 */
public final class SweepEngines {
  /** Folders of classes or of jars, separated as in a class path. */
  static final String FOLDERS = "mho.engines";

  private static final String SPARK = "spark";

  private SweepEngines() {}

  /**
   * The engine of a name.
   *
   * @throws BadInputException if it is not there; the line says how to add it
   */
  public static SweepEngine get(String name) {
    List<String> names = new ArrayList<>();
    for (ClassLoader loader : loaders()) {
      for (SweepEngine engine : ServiceLoader.load(SweepEngine.class, loader)) {
        if (engine.name().equals(name)) {
          return engine;
        }
        names.add(engine.name());
      }
    }
    if (name.equals(SPARK)) {
      throw new BadInputException(
          "--engine spark is not part of this mho; add it with: mvn -Pspark -DskipTests package");
    }
    throw BadInputException.unknown("--engine", "engine", name, names);
  }

  private static List<ClassLoader> loaders() {
    ClassLoader own = SweepEngines.class.getClassLoader();
    List<URL> urls = urls(System.getProperty(FOLDERS, ""));
    return urls.isEmpty()
        ? List.of(own)
        : List.of(own, new URLClassLoader("engines", urls.toArray(URL[]::new), new Window(own)));
  }

  private static List<URL> urls(String folders) {
    List<URL> urls = new ArrayList<>();
    for (String folder : folders.split(File.pathSeparator)) {
      if (!folder.isEmpty() && Files.isDirectory(Path.of(folder))) {
        urls.add(url(Path.of(folder)));
        try (Stream<Path> files = Files.list(Path.of(folder))) {
          files
              .filter(file -> file.toString().endsWith(".jar"))
              .sorted()
              .map(SweepEngines::url)
              .forEach(urls::add);
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
    }
    return urls;
  }

  private static URL url(Path path) {
    try {
      return path.toUri().toURL();
    } catch (MalformedURLException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Lets the classes of mho through and those of the Java library, and nothing else. */
  private static final class Window extends ClassLoader {
    private final ClassLoader mho;

    Window(ClassLoader mho) {
      super("mho", getPlatformClassLoader());
      this.mho = mho;
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
      if (name.startsWith("dev.mho.")) {
        return mho.loadClass(name);
      }
      throw new ClassNotFoundException(name);
    }
  }
}
