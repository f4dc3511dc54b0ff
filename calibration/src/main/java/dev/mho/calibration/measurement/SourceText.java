package dev.mho.calibration.measurement;

import dev.mho.device.format.BadInputException;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * The text of a measured file: how it is packed and encoded, found by one pass over its bytes.
 *
 * <p>A byte order mark decides; else zero bytes at every second place mean UTF-16; else the text is
 * UTF-8 if every byte of it is valid UTF-8, and Windows-1252 otherwise.
 *
 * @param file where it is
 * @param sha256 of the file's bytes as they are stored, in hexadecimal
 * @param gzip whether it is compressed
 * @param charset of its text
 * @param mark bytes of the byte order mark at its start
 * @param plain whether it holds ASCII alone, so that the encoding does not matter
 */
record SourceText(
    Path file, String sha256, boolean gzip, Charset charset, int mark, boolean plain) {
  private static final int CHUNK = 1 << 16;
  private static final Charset WINDOWS_1252 = Charset.forName("windows-1252");

  /** First bytes, in Latin-1, of what is not text. */
  private static final Map<String, String> BINARIES =
      Map.of(
          "PK\3\4", "a workbook or a zip archive: save the sheet as CSV, or unpack it",
          "\u00d0\u00cf\u0011\u00e0", "an old workbook: save the sheet as CSV",
          "\u0093NUM", "a NumPy array: write it as text",
          "\u0089HDF", "an HDF5 file: write the table as text",
          "PAR1", "a Parquet file: write the table as text",
          "%PDF", "a PDF: the numbers must be text");

  /**
   * Looks at all bytes of a file.
   *
   * @param declared its encoding, if a mapping names one
   * @throws BadInputException if it is missing, unreadable, empty, damaged or not text
   */
  static SourceText of(Path file, Optional<String> declared) {
    Optional<Charset> charset = declared.map(name -> charset(name));
    try (DigestInputStream raw = new DigestInputStream(Files.newInputStream(file), digest())) {
      InputStream buffered = new BufferedInputStream(raw, CHUNK);
      boolean gzip = startsWithGzip(buffered);
      InputStream bytes = gzip ? new GZIPInputStream(buffered, CHUNK) : buffered;
      Sniffer sniffer = new Sniffer(file);
      byte[] chunk = new byte[CHUNK];
      for (int n = bytes.readNBytes(chunk, 0, CHUNK);
          n > 0;
          n = bytes.readNBytes(chunk, 0, CHUNK)) {
        sniffer.see(chunk, n);
      }
      raw.transferTo(OutputStream.nullOutputStream());
      return sniffer.finish(
          file, HexFormat.of().formatHex(raw.getMessageDigest().digest()), gzip, charset);
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  /** A reader over the text, past the byte order mark. */
  BufferedReader open() throws IOException {
    InputStream bytes = new BufferedInputStream(Files.newInputStream(file), CHUNK);
    if (gzip) {
      bytes = new GZIPInputStream(bytes, CHUNK);
    }
    bytes.skipNBytes(mark);
    CharsetDecoder decoder =
        charset
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    return new BufferedReader(new InputStreamReader(bytes, decoder), CHUNK);
  }

  /** A user's word for the encoding. */
  String encodingName() {
    String name = plain ? "ASCII" : charset.name().replace("windows", "Windows");
    return name + (mark > 0 ? " with byte order mark" : "");
  }

  /** Whether the encoding was taken only because the text is not UTF-8. */
  boolean fallback() {
    return !plain && charset.equals(WINDOWS_1252);
  }

  /** Translates what the file system, the unpacking or the decoding found wrong. */
  static BadInputException unreadable(Path file, IOException e) {
    if (e instanceof NoSuchFileException) {
      return new BadInputException(file + ": no such file");
    }
    if (e instanceof CharacterCodingException) {
      return new BadInputException(
          file + ": holds bytes that its encoding does not have; set encoding: in a mapping file");
    }
    if (e instanceof ZipException || e instanceof EOFException) {
      return new BadInputException(file + ": the gzip file is damaged (" + e.getMessage() + ")");
    }
    return new BadInputException(file + ": cannot be read (" + e.getMessage() + ")");
  }

  private static Charset charset(String name) {
    try {
      return Charset.forName(name);
    } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
      throw BadInputException.at(
          "encoding", "\"" + name + "\"", "a name such as utf-8, utf-16le, windows-1252");
    }
  }

  private static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static boolean startsWithGzip(InputStream bytes) throws IOException {
    bytes.mark(2);
    boolean gzip = bytes.read() == 0x1f && bytes.read() == 0x8b;
    bytes.reset();
    return gzip;
  }

  /** Sees the bytes go by. */
  private static final class Sniffer {
    private static final double HALF_ZERO = 0.3;

    private final Path file;
    private final CharsetDecoder utf8 =
        StandardCharsets.UTF_8.newDecoder().onMalformedInput(CodingErrorAction.REPORT);
    private final CharBuffer decoded = CharBuffer.allocate(CHUNK + 8);
    private ByteBuffer rest = ByteBuffer.allocate(0);
    private boolean valid = true;
    private boolean plain = true;
    private long seen;
    private Optional<Charset> start = Optional.empty();
    private int mark;

    private Sniffer(Path file) {
      this.file = file;
    }

    private void see(byte[] chunk, int n) {
      if (seen == 0) {
        look(chunk, n);
      }
      for (int i = 0; plain && i < n; i++) {
        plain = chunk[i] >= 0;
      }
      if (valid) {
        ByteBuffer bytes = ByteBuffer.allocate(rest.remaining() + n);
        bytes.put(rest).put(chunk, 0, n).flip();
        decoded.clear();
        valid = !utf8.decode(bytes, decoded, false).isError();
        rest = bytes;
      }
      seen += n;
    }

    /** The first bytes: what they mark, and whether they are text. */
    private void look(byte[] chunk, int n) {
      String magic = new String(chunk, 0, Math.min(4, n), StandardCharsets.ISO_8859_1);
      if (BINARIES.containsKey(magic)) {
        throw new BadInputException(file + ": is " + BINARIES.get(magic));
      }
      if (magic.startsWith("\u00ef\u00bb\u00bf")) {
        marked(StandardCharsets.UTF_8, 3);
      } else if (magic.startsWith("\u00ff\u00fe")) {
        marked(StandardCharsets.UTF_16LE, 2);
      } else if (magic.startsWith("\u00fe\u00ff")) {
        marked(StandardCharsets.UTF_16BE, 2);
      } else {
        zeros(chunk, n);
      }
    }

    private void marked(Charset charset, int bytes) {
      start = Optional.of(charset);
      mark = bytes;
    }

    /** Zero bytes at every second place are UTF-16; anywhere else they are no text. */
    private void zeros(byte[] chunk, int n) {
      int even = 0;
      int odd = 0;
      for (int i = 0; i < n; i++) {
        if (chunk[i] == 0) {
          even += 1 - i % 2;
          odd += i % 2;
        }
      }
      if (odd > HALF_ZERO * n / 2 && even < odd / 10 + 1) {
        start = Optional.of(StandardCharsets.UTF_16LE);
      } else if (even > HALF_ZERO * n / 2 && odd < even / 10 + 1) {
        start = Optional.of(StandardCharsets.UTF_16BE);
      } else if (even + odd > 0) {
        throw new BadInputException(file + ": is not text: it holds zero bytes");
      }
    }

    private SourceText finish(Path path, String hash, boolean gzip, Optional<Charset> declared) {
      if (seen <= mark) {
        throw new BadInputException(path + ": is empty");
      }
      boolean utf = valid && !rest.hasRemaining();
      Charset charset =
          declared.or(() -> start).orElse(utf ? StandardCharsets.UTF_8 : WINDOWS_1252);
      boolean ascii = plain && start.isEmpty() && declared.isEmpty();
      return new SourceText(path, hash, gzip, charset, mark, ascii);
    }
  }

  /** The name in a mapping file. */
  String key() {
    return charset.name().toLowerCase(Locale.ROOT);
  }
}
