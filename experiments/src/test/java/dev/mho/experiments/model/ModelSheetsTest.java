package dev.mho.experiments.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import dev.mho.device.compact.CompactModel;
import dev.mho.device.noise.ReadNoise;
import dev.mho.device.response.PulseResponse;
import dev.mho.device.retention.Drift;
import dev.mho.experiments.Repository;
import dev.mho.experiments.figure.Sheet;
import dev.mho.experiments.spec.AdcKeys;
import dev.mho.experiments.spec.CellKeys;
import dev.mho.experiments.spec.DecorrelationKeys;
import dev.mho.experiments.spec.LearningSpec;
import dev.mho.experiments.spec.PulseKeys;
import dev.mho.experiments.spec.RepeatKind;
import dev.mho.experiments.spec.ScaleKind;
import dev.mho.experiments.spec.UpdateSpec;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * The pictures of docs/models.md. They are drawn in every build, and written to the folder that the
 * system property {@code mho.figures} names, if there is one.
 */
class ModelSheetsTest {
  private static final Map<String, Supplier<Sheet>> SHEETS =
      new TreeMap<>(
          Map.of(
              "steps", StepSheet::sheet,
              "spreads", SpreadSheet::sheet,
              "noise", NoiseSheet::sheet,
              "time", TimeSheet::sheet,
              "compact", CompactSheet::sheet,
              "reads", ReadSheet::sheet,
              "cells", CellSheet::sheet,
              "updates", UpdateSheet::sheet));

  @TestFactory
  Stream<DynamicTest> everySheetCanBeDrawn() {
    return SHEETS.entrySet().stream()
        .map(s -> DynamicTest.dynamicTest(s.getKey(), () -> draw(s.getKey(), s.getValue())));
  }

  private static void draw(String name, Supplier<Sheet> sheet) throws IOException {
    byte[] png = sheet.get().png();
    assertTrue(ImageIO.read(new ByteArrayInputStream(png)).getWidth() > 1000);
    String folder = System.getProperty("mho.figures");
    if (folder != null) {
      Files.createDirectories(Path.of(folder));
      Files.write(Path.of(folder, name + ".png"), png);
    }
  }

  /** Whatever a file may name, the page explains. */
  @Test
  void thePageNamesEveryModel() {
    String page = Repository.text("docs/models.md");
    List<String> missing = new ArrayList<>();
    for (Class<?> family :
        List.of(
            PulseResponse.class,
            CompactModel.class,
            ReadNoise.class,
            Drift.class,
            dev.mho.device.curve.Curve.class)) {
      for (JsonSubTypes.Type type : family.getAnnotation(JsonSubTypes.class).value()) {
        note(page, type.name(), missing);
      }
    }
    for (Class<?> choice :
        List.of(
            AdcKeys.Kind.class,
            CellKeys.Kind.class,
            PulseKeys.Kind.class,
            UpdateSpec.Scheme.class,
            DecorrelationKeys.RuleName.class,
            LearningSpec.CreditName.class,
            ScaleKind.class,
            RepeatKind.class)) {
      for (Field constant : choice.getFields()) {
        Optional.ofNullable(constant.getAnnotation(JsonProperty.class))
            .ifPresent(name -> note(page, name.value(), missing));
      }
    }
    assertEquals(List.of(), missing);
  }

  private static void note(String page, String name, List<String> missing) {
    boolean told = page.contains("`" + name + "`") || page.matches("(?s).* " + name + " .*");
    if (!told && !name.equals("constant")) {
      missing.add(name);
    }
  }

  @Test
  void thePageShowsEverySheet() {
    String page = Repository.text("docs/models.md");
    for (String name : SHEETS.keySet()) {
      assertTrue(page.contains("(figures/" + name + ".png)"), name);
    }
    assertEquals(SHEETS.size(), Repository.files("docs/figures", ".png").size());
  }
}
