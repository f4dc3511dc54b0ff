package dev.mho.experiments.spec;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.mho.device.format.BadInputException;
import dev.mho.device.format.Check;
import java.util.List;
import java.util.Optional;

/**
 * Which devices are traced, when, and what is written of them.
 *
 * @param layers layers whose weights are traced, counted from 0; layer 0 if left out
 * @param tiles arrays of each layer, counted from 0; all if left out
 * @param rows word lines of each of these arrays; all if left out
 * @param cols bit lines of each of these arrays; all if left out
 * @param devices how many of these devices in each layer, drawn by the seed, an even number: both
 *     of a pair are traced. If left out, all of them where tiles, rows or cols are given, and else
 *     32
 * @param steps learning steps (batches) that are traced, 0..100 if left out; the end is not
 *     included
 * @param formats csv or csv-gz, and what is made of that; csv if left out
 * @param max size at which the events and trains end, 4 GB if left out
 * @param waveform how spice-pwl draws pulses; only with that format
 * @param words how readmemh packs commands; only with that format
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record TraceSpec(
    List<Integer> layers,
    Optional<List<Integer>> tiles,
    Optional<IndexRange> rows,
    Optional<IndexRange> cols,
    Optional<Integer> devices,
    IndexRange steps,
    List<Format> formats,
    ByteSize max,
    Optional<WaveformKeys> waveform,
    Optional<WordKeys> words) {
  private static final int USUAL_DEVICES = 32;

  /** Formats by name. */
  public enum Format {
    /** One row an event, comma-separated. */
    @JsonProperty("csv")
    CSV("csv"),
    /** The same, compressed. */
    @JsonProperty("csv-gz")
    CSV_GZ("csv-gz"),
    /** One row an event, in columns. */
    @JsonProperty("parquet")
    PARQUET("parquet"),
    /** Dense matrices of an array by update, for NumPy. */
    @JsonProperty("npz")
    NPZ("npz"),
    /** When lines fire and what becomes of devices, for waveform viewers. */
    @JsonProperty("vcd")
    VCD("vcd"),
    /** Voltages of lines, for circuit simulators. */
    @JsonProperty("spice-pwl")
    SPICE_PWL("spice-pwl"),
    /** Packed write commands, for Verilog test benches. */
    @JsonProperty("readmemh")
    READMEMH("readmemh");

    private final String label;

    Format(String label) {
      this.label = label;
    }

    /** Its name in files and on the command line. */
    public String label() {
      return label;
    }

    /** Whether it is a trace itself, and not made of one. */
    public boolean isTrace() {
      return this == CSV || this == CSV_GZ;
    }
  }

  public TraceSpec {
    layers = Defaults.distinct("layers", Defaults.or(layers, List.of(0)));
    layers.forEach(layer -> Check.within("layers", layer, 0, 1000));
    tiles = tiles.map(list -> Defaults.distinct("tiles", list));
    tiles.ifPresent(list -> list.forEach(tile -> Check.within("tiles", tile, 0, 1 << 20)));
    boolean ranged = tiles.isPresent() || rows.isPresent() || cols.isPresent();
    devices = devices.or(() -> ranged ? Optional.empty() : Optional.of(USUAL_DEVICES));
    devices.ifPresent(TraceSpec::requireEven);
    steps = Defaults.or(steps, new IndexRange(0, 100));
    formats = Defaults.distinct("formats", Defaults.or(formats, List.of(Format.CSV)));
    if (formats.stream().filter(Format::isTrace).count() != 1) {
      throw BadInputException.at(
          "formats",
          formats.stream().map(Format::label).toList().toString(),
          "csv or csv-gz, one of them, and what is to be made of it");
    }
    max = Defaults.or(max, new ByteSize(4_000_000_000L));
    requireUse("waveform", waveform, formats, Format.SPICE_PWL);
    requireUse("words", words, formats, Format.READMEMH);
    waveform = filledIn(waveform, formats, Format.SPICE_PWL, WaveformKeys.usual());
    words = filledIn(words, formats, Format.READMEMH, WordKeys.usual());
  }

  private static void requireEven(int devices) {
    if (Check.within("devices", devices, 2, 1 << 26) % 2 != 0) {
      throw BadInputException.at(
          "devices", Integer.toString(devices), "an even number: pairs are traced whole");
    }
  }

  private static void requireUse(
      String key, Optional<?> given, List<Format> formats, Format format) {
    if (given.isPresent() && !formats.contains(format)) {
      throw new BadInputException(
          key + " cannot act: " + format.label() + " is not among the formats");
    }
  }

  private static <T> Optional<T> filledIn(
      Optional<T> given, List<Format> formats, Format format, T usual) {
    return formats.contains(format) ? given.or(() -> Optional.of(usual)) : Optional.empty();
  }

  /** Whether the trace itself is compressed. */
  public boolean isCompressed() {
    return formats.contains(Format.CSV_GZ);
  }
}
