package dev.mho.experiments;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The house has floors: a floor imports only floors below it. */
@AnalyzeClasses(
    packages = "dev.mho",
    importOptions = {ImportOption.DoNotIncludeTests.class, FloorsTest.NoTestJars.class})
class FloorsTest {

  /** Leaves out the test classes that modules hand to each other as jars. */
  static final class NoTestJars implements ImportOption {
    @Override
    public boolean includes(Location location) {
      return !location.contains("-tests.jar") && !location.contains("/test-classes/");
    }
  }

  @ArchTest static final ArchRule FLOORS = Floor.rule();

  @ArchTest
  static final ArchRule NO_CYCLES_ON_THE_DEVICE_FLOOR =
      slices().matching("dev.mho.device.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule NO_CYCLES_IN_THE_EMULATOR =
      slices().matching("dev.mho.emulator.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule NO_CYCLES_IN_CALIBRATION =
      slices().matching("dev.mho.calibration.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule NO_CYCLES_IN_EXPERIMENTS =
      slices().matching("dev.mho.experiments.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule ONLY_THE_COMMAND_LINE_PRINTS =
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.mho.experiments.cli..")
          .should()
          .accessField(System.class, "out")
          .orShould()
          .accessField(System.class, "err");

  @ArchTest
  static void learningNeverAsksWhatATileIsMadeOf(JavaClasses classes) {
    noClasses()
        .that()
        .resideInAPackage("dev.mho.learning..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "dev.mho.emulator.cell..", "dev.mho.emulator.converter..", "dev.mho.emulator.update..")
        .orShould()
        .dependOnClassesThat()
        .haveSimpleNameStartingWith("Analog")
        .check(classes);
  }
}
