package dev.mho.experiments.schema;

import com.github.therapi.runtimejavadoc.Comment;
import com.github.therapi.runtimejavadoc.CommentVisitor;
import com.github.therapi.runtimejavadoc.FieldJavadoc;
import com.github.therapi.runtimejavadoc.Link;
import com.github.therapi.runtimejavadoc.OtherJavadoc;
import com.github.therapi.runtimejavadoc.ParamJavadoc;
import com.github.therapi.runtimejavadoc.RuntimeJavadoc;
import com.github.therapi.runtimejavadoc.Value;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the code says of a file's keys: the docstrings of records and of their components, which the
 * compiler keeps.
 */
final class Docstring {
  private Docstring() {}

  /** What a type is, or nothing if the code does not say. */
  static Optional<String> of(Class<?> type) {
    return text(RuntimeJavadoc.getJavadoc(type).getComment());
  }

  /** What a component of a record is. */
  static Optional<String> of(Class<?> type, String component) {
    var docs = RuntimeJavadoc.getJavadoc(type);
    Stream<Comment> ofComponents =
        docs.getRecordComponents().stream()
            .filter(p -> p.getName().equals(component))
            .map(ParamJavadoc::getComment);
    Stream<Comment> ofTags =
        docs.getOther().stream()
            .filter(tag -> tag.getName().equals("param"))
            .map(OtherJavadoc::getComment)
            .filter(comment -> comment.toString().startsWith(component + " "));
    return Stream.concat(ofComponents, ofTags).findFirst().flatMap(Docstring::text);
  }

  /** What a constant of an enumeration is. */
  static Optional<String> of(Enum<?> constant) {
    return RuntimeJavadoc.getJavadoc(constant.getDeclaringClass()).getEnumConstants().stream()
        .filter(field -> field.getName().equals(constant.name()))
        .map(FieldJavadoc::getComment)
        .findFirst()
        .flatMap(Docstring::text);
  }

  private static Optional<String> text(Comment comment) {
    Plain words = new Plain();
    comment.visit(words);
    String plain =
        words
            .text
            .toString()
            .replaceAll("<li>", " • ")
            .replaceAll("<[^<>]*>", " ")
            .replace("&lt;", "<")
            .replace("&gt;", ">")
            .replaceAll("\\s+", " ")
            .strip();
    return Optional.of(plain).filter(t -> !t.isEmpty());
  }

  /** Words without marks: a link is what it leads to, code stands in back quotes. */
  private static final class Plain implements CommentVisitor {
    private final StringBuilder text = new StringBuilder();

    @Override
    public void commentText(String value) {
      text.append(value);
    }

    @Override
    public void inlineLink(Link link) {
      text.append(link.getLabel().replaceAll("^.*[.#]", ""));
    }

    @Override
    public void inlineTag(String name, String value) {
      text.append('`').append(value).append('`');
    }

    @Override
    public void inlineValue(Value value) {
      text.append(value.getReferencedMemberName());
    }
  }
}
