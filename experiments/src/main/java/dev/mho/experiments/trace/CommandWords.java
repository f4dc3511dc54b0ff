package dev.mho.experiments.trace;

import dev.mho.device.format.BadInputException;
import dev.mho.device.format.StrictFormat;
import dev.mho.device.format.WholeFile;
import dev.mho.experiments.export.HexWords;
import dev.mho.experiments.spec.WordKeys;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A trace as write commands for a Verilog test bench, to be read with {@code $readmemh}; four files
 * for each array:
 *
 * <pre>
 * layer0_tile0_commands.hex  one packed word a command, in the order of the trace
 * layer0_tile0_codes.hex     code of the conductance that command n leaves
 * layer0_tile0_initial.hex   codes of all devices before the first command, and
 * layer0_tile0_final.hex     after the last; address = 2 (row · columns + col) + role
 * </pre>
 *
 * <p>A command is an event in which pulses reached a device, or a direct write. A code is ⌊(G −
 * G_min)/(G_max − G_min) · (2^b − 1) + ½⌋, and 0 or 2^b − 1 beyond the range; untraced devices have
 * code 0. Drift between commands is no command: it shows in the next code.
 *
 * @param keys layout of the word and width of the code
 */
record CommandWords(WordKeys keys) implements TraceExport {

  /**
   * {@inheritDoc}
   *
   * @throws BadInputException if a field has too few bits for what it is to hold
   */
  @Override
  public void write(TraceFolder trace, Path out) {
    try {
      Files.createDirectories(out);
      List<Commands> all = new ArrayList<>();
      for (TracedArray array : TracedArray.of(trace)) {
        all.add(new Commands(trace, array, out));
      }
      trace.forUpdates(
          update ->
              all.stream()
                  .filter(c -> update.at().isOfArray(c.array.layer(), c.array.tile()))
                  .forEach(c -> update.events().forEach(c::add)));
      Map<String, Long> counts = new LinkedHashMap<>();
      for (Commands commands : all) {
        counts.put(commands.array.name(), commands.close());
      }
      WholeFile.write(out.resolve("words.json"), description(counts));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String description(Map<String, Long> counts) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("word_bits", keys.bits());
    facts.put("fields", keys.fields().stream().map(WordKeys.Field::toString).toList());
    facts.put("op", new TreeMap<>(Map.of("1", "SET", "2", "RESET", "3", "PROGRAM")));
    facts.put("role", new TreeMap<>(Map.of("0", "plus", "1", "minus")));
    facts.put("code_bits", keys.codeBits());
    facts.put(
        "code",
        "floor((G - G_min) / (G_max - G_min) * (2^code_bits - 1) + 0.5), limited to 0 and"
            + " 2^code_bits - 1");
    facts.put("memory_address", "2 * (row * columns + col) + role");
    facts.put("commands", counts);
    return StrictFormat.json().print("readmemh/1", facts);
  }

  /** The files of one array. */
  private final class Commands {
    private final TraceSidecar sidecar;
    private final TracedArray array;
    private final TraceSidecar.TracedTile tile;
    private final Path out;
    private final HexWords commands;
    private final HexWords codes;
    private final long[] memory;
    private long count;

    Commands(TraceFolder trace, TracedArray array, Path out) throws IOException {
      this.sidecar = trace.sidecar();
      this.array = array;
      this.out = out;
      tile =
          trace.layer(array.layer()).tiles().stream()
              .filter(t -> t.tile() == array.tile())
              .findFirst()
              .orElseThrow();
      commands = new HexWords(file("commands"), keys.bits());
      commands.remark("layer " + array.layer() + " tile " + array.tile() + ": " + keys.layout());
      codes = new HexWords(file("codes"), keys.codeBits());
      codes.remark("code of the conductance that each command leaves");
      memory = new long[2 * tile.rows() * tile.cols()];
      for (DeviceState state : array.states()) {
        memory[address(state.device())] = code(state.siemens());
      }
      writeMemory("initial");
    }

    private Path file(String what) {
      return out.resolve(array.name() + "_" + what + ".hex");
    }

    private int address(DeviceKey device) {
      return 2 * (device.row() * tile.cols() + device.col()) + role(device.role());
    }

    private static int role(String role) {
      return role.equals("plus") ? 0 : 1;
    }

    private long code(double siemens) {
      long most = (1L << keys.codeBits()) - 1;
      double share =
          (siemens - sidecar.minSiemens()) / (sidecar.maxSiemens() - sidecar.minSiemens());
      return Math.max(0, Math.min(most, (long) Math.floor(share * most + 0.5)));
    }

    void add(TraceRow row) {
      memory[address(row.device())] = code(row.after());
      boolean program =
          switch (row.operation()) {
            case PROGRAM -> true;
            case SET, RESET, DRIFT -> false;
          };
      if (!program && row.appliedPulses() == 0) {
        return;
      }
      try {
        commands.add(word(row));
        codes.add(code(row.after()));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      count++;
    }

    private long word(TraceRow row) {
      long word = 0;
      for (WordKeys.Field field : keys.fields()) {
        word |= field.place(value(field.content(), row));
      }
      return word;
    }

    private long value(WordKeys.Content content, TraceRow row) {
      return switch (content) {
        case OP ->
            switch (row.operation()) {
              case SET -> 1;
              case RESET -> 2;
              case PROGRAM -> 3;
              case DRIFT -> 0;
            };
        case ROLE -> role(row.role());
        case TILE -> row.tile();
        case ROW -> row.row();
        case COL -> row.col();
        case COUNT -> row.appliedPulses();
        case CODE -> code(row.after());
        case ZERO -> 0;
      };
    }

    private void writeMemory(String when) throws IOException {
      HexWords words = new HexWords(file(when), keys.codeBits());
      words.remark("codes of all devices, address = 2 * (row * " + tile.cols() + " + col) + role");
      for (long code : memory) {
        words.add(code);
      }
      words.close();
    }

    long close() throws IOException {
      commands.close();
      codes.close();
      writeMemory("final");
      return count;
    }
  }
}
