package dev.mho.experiments.export;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The hash by which a file is known: of one that is there, or of one that is being written. */
public final class Sha256 {
  private final MessageDigest digest;

  /** The hash of nothing yet. */
  public Sha256() {
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A stream whose bytes enter the hash on their way. */
  public OutputStream through(OutputStream out) {
    return new DigestOutputStream(out, digest);
  }

  /** Lower-case hexadecimal; the hash is of nothing again. */
  public String text() {
    return HexFormat.of().formatHex(digest.digest());
  }

  /** Lower-case hexadecimal SHA-256 of a file's bytes. */
  public static String of(Path file) throws IOException {
    Sha256 hash = new Sha256();
    try (InputStream in = Files.newInputStream(file)) {
      in.transferTo(hash.through(OutputStream.nullOutputStream()));
    }
    return hash.text();
  }
}
