package dev.mho.device.compact;

import java.util.List;

/** The five models with the parameters that MemTorch publishes, in SI units. */
final class Published {
  static final VoltageThreshold VTEAM =
      new VoltageThreshold(
          new ResistanceRange(50, 1000),
          3e-9,
          new VoltageThreshold.Branch(-0.2, 10, 3),
          new VoltageThreshold.Branch(0.02, 5e-4, 1));

  static final LinearIonDrift LINEAR_ION_DRIFT = linearIonDrift(LinearIonDrift.Window.JOGLEKAR, 1);

  /** The end states are those of 542 and 218,586 ohms read at 0.1 V. */
  static final StanfordPku STANFORD_PKU =
      new StanfordPku(
          2.0008273892565852e-10,
          1.699999940755209e-09,
          1e-3,
          2.5e-10,
          0.25,
          298,
          2.1e3,
          16,
          0.8,
          12e-9,
          1.4e9,
          10,
          0.6,
          2.5e-10);

  static final DataDriven DATA_DRIVEN =
      new DataDriven(
          new ResistanceRange(1280, 17_000),
          new SinhConduction(0.24, 3),
          new DataDriven.Branch(743.47, 6.51, 5.11e-4, new TargetOhms(16_719, 0)),
          new DataDriven.Branch(
              -68_012.28374, 0.31645, 1.17e-3, new TargetOhms(29_304.82557, 23_692.77225)));

  static final QuadraticDataDriven QUADRATIC =
      new QuadraticDataDriven(
          new ResistanceRange(1600, 3000),
          new SinhConduction(0.32046175, 2.71689828),
          new QuadraticDataDriven.Branch(
              600.10075, -0.0212028, new TargetOhms(2699.2336, -672.930205)),
          new QuadraticDataDriven.Branch(
              -34.5988399, -0.05343997, new TargetOhms(649.413746, -1474.32358)));

  private Published() {}

  static LinearIonDrift linearIonDrift(LinearIonDrift.Window window, double exponent) {
    return new LinearIonDrift(
        new ResistanceRange(100, 16_000), 10e-9, 1e-14, 0.55, -0.55, window, exponent);
  }

  static List<CompactModel> models() {
    return List.of(VTEAM, LINEAR_ION_DRIFT, STANFORD_PKU, DATA_DRIVEN, QUADRATIC);
  }
}
