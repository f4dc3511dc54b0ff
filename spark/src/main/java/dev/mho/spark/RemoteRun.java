package dev.mho.spark;

import java.io.IOException;
import java.io.Serializable;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BiFunction;
import org.apache.spark.SparkFiles;
import org.jspecify.annotations.Nullable;
import scala.collection.Iterator;
import scala.runtime.AbstractFunction1;

/**
 * What a worker does with a run: hands its order to mho, and mho's answer back. On a worker mho
 * lives in a class loader of its own, above which there is only the Java library, so that it runs
 * with its own libraries whatever the worker has.
 */
final class RemoteRun extends AbstractFunction1<Iterator<byte[]>, byte[]> implements Serializable {
  /** The archive of files that runs read. */
  static final String LUGGAGE = "mho-luggage.zip";

  private static final long serialVersionUID = 1L;
  private static final String ENTRANCE = "dev.mho.experiments.sweep.FarRun";

  /** Names of the jars that were shipped; none where mho is at hand. */
  private final String[] jars;

  RemoteRun(List<Path> jars) {
    this.jars = jars.stream().map(jar -> jar.getFileName().toString()).toArray(String[]::new);
  }

  @Override
  public byte[] apply(Iterator<byte[]> orders) {
    return entrance().apply(orders.next(), Path.of(SparkFiles.get(LUGGAGE)));
  }

  private BiFunction<byte[], Path, byte[]> entrance() {
    try {
      ClassLoader loader =
          jars.length == 0 ? Thread.currentThread().getContextClassLoader() : shipped(jars);
      @SuppressWarnings("unchecked")
      BiFunction<byte[], Path, byte[]> entrance =
          (BiFunction<byte[], Path, byte[]>)
              loader.loadClass(ENTRANCE).getDeclaredConstructor().newInstance();
      return entrance;
    } catch (ReflectiveOperationException | IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** One for all runs of a process: native libraries cannot be loaded twice. */
  private static synchronized ClassLoader shipped(String[] jars) throws MalformedURLException {
    ClassLoader loader = Shipped.loader;
    if (loader == null) {
      URL[] urls = new URL[jars.length];
      for (int i = 0; i < urls.length; i++) {
        urls[i] = Path.of(SparkFiles.get(jars[i])).toAbsolutePath().toUri().toURL();
      }
      loader = new URLClassLoader("mho", urls, ClassLoader.getPlatformClassLoader());
      Shipped.loader = loader;
    }
    return loader;
  }

  /** A worker's process serves one sweep alone. */
  private static final class Shipped {
    private static @Nullable ClassLoader loader;
  }
}
