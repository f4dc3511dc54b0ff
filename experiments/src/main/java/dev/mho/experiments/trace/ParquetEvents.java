package dev.mho.experiments.trace;

import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.BINARY;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.DOUBLE;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.INT64;

import blue.strategic.parquet.Dehydrator;
import blue.strategic.parquet.ParquetWriter;
import dev.mho.device.format.WholeFile;
import dev.mho.experiments.trace.TraceColumn.Kind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Types;

/**
 * A trace in columns: {@code events.parquet} and {@code trains.parquet} with the columns of the csv
 * files, whole numbers as int64, real ones as double, words as strings, compressed by Snappy.
 */
final class ParquetEvents implements TraceExport {
  private static final List<Column<TraceRow>> EVENTS =
      Arrays.stream(TraceColumn.values())
          .map(c -> new Column<TraceRow>(c.label(), c.kind(), c::cell))
          .toList();
  private static final List<Column<LineRow>> TRAINS =
      Arrays.stream(LineColumn.values())
          .map(c -> new Column<LineRow>(c.label(), c.kind(), c::cell))
          .toList();

  private record Column<T>(String name, Kind kind, Function<T, Object> value) {
    Object cell(T row) {
      Object cell = value.apply(row);
      return cell instanceof Integer whole ? Long.valueOf(whole) : cell;
    }
  }

  @Override
  public void write(TraceFolder trace, Path out) {
    try {
      Files.createDirectories(out);
      try (RowStream<TraceRow> events = trace.events()) {
        write(events, EVENTS, out.resolve("events.parquet"));
      }
      try (RowStream<LineRow> trains = trace.trains()) {
        write(trains, TRAINS, out.resolve("trains.parquet"));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static <T> void write(RowStream<T> rows, List<Column<T>> columns, Path file)
      throws IOException {
    Dehydrator<T> dehydrator =
        (row, to) -> columns.forEach(column -> to.write(column.name, column.cell(row)));
    Files.deleteIfExists(WholeFile.partial(file));
    try (ParquetWriter<T> writer =
        ParquetWriter.writeFile(schema(columns), WholeFile.partial(file).toFile(), dehydrator)) {
      while (rows.hasNext()) {
        writer.write(rows.next());
      }
    }
    WholeFile.finish(file);
  }

  private static MessageType schema(List<? extends Column<?>> columns) {
    Types.MessageTypeBuilder schema = Types.buildMessage();
    for (Column<?> column : columns) {
      switch (column.kind) {
        case WHOLE -> schema.required(INT64).named(column.name);
        case NUMBER -> schema.required(DOUBLE).named(column.name);
        case TEXT ->
            schema.required(BINARY).as(LogicalTypeAnnotation.stringType()).named(column.name);
      }
    }
    return schema.named("mho");
  }
}
