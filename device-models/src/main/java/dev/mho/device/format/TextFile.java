package dev.mho.device.format;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/** Reads a user's text files, which are in UTF-8. */
public final class TextFile {
  private TextFile() {}

  /**
   * The whole text.
   *
   * @throws BadInputException if the file is missing, not UTF-8 or unreadable; one line
   */
  public static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (NoSuchFileException e) {
      throw new BadInputException(file + ": no such file");
    } catch (CharacterCodingException e) {
      throw new BadInputException(file + ": is not UTF-8 text");
    } catch (IOException e) {
      throw new BadInputException(file + ": cannot be read (" + e.getMessage() + ")");
    }
  }

  /** The folder that a file lies in, which relative names in it start from. */
  public static Path folder(Path file) {
    Path whole = file.toAbsolutePath();
    Path folder = whole.getParent();
    return folder == null ? whole : folder;
  }

  /**
   * Its lines.
   *
   * @throws BadInputException as {@link #read}
   */
  public static List<String> lines(Path file) {
    return read(file).lines().toList();
  }
}
