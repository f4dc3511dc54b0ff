package dev.mho.experiments.cli;

import dev.mho.device.format.BadInputException;
import dev.mho.device.format.LeftOut;
import dev.mho.device.format.WholeFile;
import dev.mho.experiments.spec.ByteSize;
import dev.mho.experiments.spec.IndexRange;
import dev.mho.experiments.spec.TraceSpec.Format;
import dev.mho.experiments.spec.WaveformKeys;
import dev.mho.experiments.spec.WaveformKeys.HalfSelect;
import dev.mho.experiments.spec.WordKeys;
import dev.mho.experiments.trace.TraceExport;
import dev.mho.experiments.trace.TraceFolder;
import dev.mho.experiments.trace.TraceSlice;
import dev.mho.experiments.trace.TraceSummary;
import dev.mho.experiments.trace.TraceVerifier;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code mho trace …}. */
@Command(
    name = "trace",
    description = "Works on weight-update traces.",
    mixinStandardHelpOptions = true,
    subcommands = {
      TraceCommand.Info.class,
      TraceCommand.Verify.class,
      TraceCommand.Convert.class,
      TraceCommand.Slice.class
    })
final class TraceCommand implements Runnable {
  @Spec private CommandSpec command;

  @Override
  public void run() {
    throw new ParameterException(
        command.commandLine(), "trace: a command is missing: info, verify, convert, slice");
  }

  /** What all commands on a trace share. */
  abstract static class OfTrace implements Callable<Integer> {
    @Spec private CommandSpec command;

    @Parameters(paramLabel = "DIR", description = "Directory that holds trace.json.")
    private Path directory;

    Path directory() {
      return directory;
    }

    PrintWriter print() {
      return command.commandLine().getOut();
    }

    void print(String format, Object... values) {
      print().printf(Locale.ROOT, format, values);
      print().flush();
    }

    /**
     * Makes a folder, whole or not at all.
     *
     * @param write fills the folder it is given
     */
    static void make(Path out, Consumer<Path> write) {
      if (Files.exists(out)) {
        throw new BadInputException("--out: " + out + " exists; choose another");
      }
      Path partial = WholeFile.partial(out.toAbsolutePath());
      if (Files.exists(partial)) {
        throw new BadInputException("--out: " + partial + " is in the way; delete it");
      }
      try {
        try {
          write.accept(partial);
        } catch (RuntimeException e) {
          delete(partial);
          throw e;
        }
        Files.move(partial, out.toAbsolutePath());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private static void delete(Path folder) throws IOException {
      if (Files.exists(folder)) {
        try (Stream<Path> paths = Files.walk(folder)) {
          for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
            Files.delete(path);
          }
        }
      }
    }

    /** Reads an option's text; a mistake in it is told with the option. */
    static <T> Optional<T> read(String option, @Nullable String text, Function<String, T> parse) {
      try {
        return Optional.ofNullable(text).map(parse);
      } catch (BadInputException e) {
        throw new BadInputException(option + ": " + e.getMessage());
      }
    }
  }

  /** {@code mho trace info DIR}. */
  @Command(name = "info", description = "Says what is in a trace.", mixinStandardHelpOptions = true)
  static final class Info extends OfTrace {
    @Override
    public Integer call() {
      TraceSummary.of(TraceFolder.open(directory())).lines().forEach(line -> print("%s%n", line));
      return 0;
    }
  }

  /** {@code mho trace verify DIR}. */
  @Command(
      name = "verify",
      description = "Replays a trace from its initial conductances and checks every row.",
      mixinStandardHelpOptions = true)
  static final class Verify extends OfTrace {
    @Override
    public Integer call() {
      TraceVerifier.Proof proof = TraceVerifier.verify(directory());
      print(
          "%s: holds. %d rows of %d devices, %d of them without effect, %d trains;"
              + " sum of |dw| requested %.6g, realised %.6g (weight units)%s%n",
          directory(),
          proof.rows(),
          proof.devices(),
          proof.withoutEffect(),
          proof.trains(),
          proof.requested(),
          proof.realised(),
          proof.stopped().map(why -> "; it ended early: " + why).orElse(""));
      return 0;
    }
  }

  /** {@code mho trace convert DIR --to FORMAT --out OUT}. */
  @Command(
      name = "convert",
      description = "Makes files for other tools of a trace.",
      mixinStandardHelpOptions = true,
      footer = {
        "",
        "Examples:",
        "  mho trace convert results/quickstart/trace --to parquet --out events",
        "  mho trace convert results/quickstart/trace --to spice-pwl --half-select v/3 --out waves",
        "  mho trace convert results/quickstart/trace --to readmemh \\",
        "    --layout op:2,role:1,row:8,col:8,count:5 --out words"
      })
  static final class Convert extends OfTrace {
    @Option(
        names = "--to",
        paramLabel = "FORMAT",
        required = true,
        description = "csv, csv-gz, parquet, npz, vcd, spice-pwl or readmemh.")
    private String format;

    @Option(
        names = "--out",
        paramLabel = "OUT",
        required = true,
        description = "Folder to be made.")
    private Path out;

    @Option(
        names = "--half-select",
        paramLabel = "SCHEME",
        description = "spice-pwl: v/2 or v/3; that of trace.json if left out.")
    private @Nullable String halfSelect;

    @Option(
        names = "--edge-seconds",
        paramLabel = "S",
        description = "spice-pwl: duration of an edge, 5e-9 if left out.")
    private @Nullable Double edgeSeconds;

    @Option(
        names = "--gap-seconds",
        paramLabel = "S",
        description = "spice-pwl: pause between pulses, 5e-8 if left out.")
    private @Nullable Double gapSeconds;

    @Option(
        names = "--layout",
        paramLabel = "FIELDS",
        description = "readmemh: name:bits, ..., the most significant first.")
    private @Nullable String layout;

    @Option(
        names = "--code-bits",
        paramLabel = "N",
        description = "readmemh: width of a conductance code, 8 if left out.")
    private @Nullable Integer codeBits;

    @Override
    public Integer call() {
      Format to = format();
      refuseIdle(to);
      TraceFolder trace = TraceFolder.open(directory());
      TraceExport export = TraceExport.of(to, Optional.of(waveform(trace)), Optional.of(words()));
      make(out, folder -> export.write(trace, folder));
      print("%s: %s, %s%n", out, TraceExport.contents(to), size());
      return 0;
    }

    private WordKeys words() {
      return new WordKeys(LeftOut.orLeftOut(layout), LeftOut.orLeftOut(codeBits));
    }

    private Format format() {
      return Arrays.stream(Format.values())
          .filter(known -> known.label().equals(format))
          .findFirst()
          .orElseThrow(
              () ->
                  BadInputException.unknown(
                      "--to",
                      "format",
                      format,
                      Arrays.stream(Format.values()).map(Format::label).toList()));
    }

    private void refuseIdle(Format to) {
      refuse("--half-select", halfSelect, to, Format.SPICE_PWL);
      refuse("--edge-seconds", edgeSeconds, to, Format.SPICE_PWL);
      refuse("--gap-seconds", gapSeconds, to, Format.SPICE_PWL);
      refuse("--layout", layout, to, Format.READMEMH);
      refuse("--code-bits", codeBits, to, Format.READMEMH);
    }

    private static void refuse(String option, @Nullable Object given, Format to, Format its) {
      if (given != null && to != its) {
        throw new BadInputException(
            option + " cannot act: it belongs to " + its.label() + ", not " + to.label());
      }
    }

    private WaveformKeys waveform(TraceFolder trace) {
      String name = halfSelect == null ? trace.sidecar().halfSelect() : halfSelect;
      HalfSelect scheme =
          Arrays.stream(HalfSelect.values())
              .filter(known -> known.label().equals(name))
              .findFirst()
              .orElseThrow(() -> BadInputException.at("--half-select", name, "v/2 or v/3"));
      return new WaveformKeys(
          scheme, LeftOut.orLeftOut(edgeSeconds), LeftOut.orLeftOut(gapSeconds));
    }

    private String size() {
      try (Stream<Path> paths = Files.walk(out)) {
        List<Path> files = paths.filter(Files::isRegularFile).toList();
        long bytes = 0;
        for (Path file : files) {
          bytes += Files.size(file);
        }
        return files.size() + " files, " + ByteSize.text(bytes);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** {@code mho trace slice DIR --out OUT}. */
  @Command(
      name = "slice",
      description = "Writes a part of a trace, which is a trace again.",
      mixinStandardHelpOptions = true,
      footer = {
        "",
        "Example:",
        "  mho trace slice results/quickstart/trace --rows 0..16 --updates 100..200 --out part"
      })
  static final class Slice extends OfTrace {
    @Option(
        names = "--out",
        paramLabel = "OUT",
        required = true,
        description = "Folder to be made.")
    private Path out;

    @Option(
        names = "--layers",
        paramLabel = "L",
        split = ",",
        description = "Layers, separated by commas; all if left out.")
    private @Nullable List<Integer> layers;

    @Option(
        names = "--tiles",
        paramLabel = "T",
        split = ",",
        description = "Arrays of each layer; all if left out.")
    private @Nullable List<Integer> tiles;

    @Option(
        names = "--rows",
        paramLabel = "A..B",
        description = "Word lines of each array, B not included; all if left out.")
    private @Nullable String rows;

    @Option(names = "--cols", paramLabel = "A..B", description = "Bit lines, likewise.")
    private @Nullable String cols;

    @Option(names = "--updates", paramLabel = "A..B", description = "Updates, likewise.")
    private @Nullable String updates;

    @Override
    public Integer call() {
      TraceSlice slice =
          new TraceSlice(
              Optional.ofNullable(layers),
              Optional.ofNullable(tiles),
              read("--rows", rows, IndexRange::parse),
              read("--cols", cols, IndexRange::parse),
              read("--updates", updates, IndexRange::parse));
      TraceFolder trace = TraceFolder.open(directory());
      make(out, folder -> slice.write(trace, folder));
      print("%s: %d rows%n", out, TraceFolder.open(out).sidecar().rows());
      return 0;
    }
  }
}
