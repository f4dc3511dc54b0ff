package dev.mho.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mho.device.array.DeviceArray;
import dev.mho.device.array.Placement;
import dev.mho.device.compact.CompactModel;
import dev.mho.device.random.NoiseStream;
import dev.mho.device.response.CumulativeExponential;
import dev.mho.device.response.CycleToCycle;
import dev.mho.device.response.IntegratedPulse;
import dev.mho.device.response.Polarity;
import dev.mho.device.retention.PowerLawDrift;
import dev.mho.device.retention.Relaxation;
import java.util.Iterator;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every preset against the numbers or the curves that were published for it. */
class PresetNumbersTest {

  /** 200 pulses up and 200 down, in the weight units of the source: 2e-6. */
  @ParameterizedTest
  @CsvSource({
    "preset_ReRamES, reram-gong-2018",
    "preset_ReRamSB, reram-gong-2018-soft-bounds",
    "preset_Capacitor, capacitor-li-2018",
    "preset_EcRam, ecram-tang-2018",
    "preset_EcRamMO, ecram-kim-2019",
    "preset_Idealized, ideal-rasch-2019",
    "preset_GokmenVlasov, rpu-gokmen-2016",
    "preset_ReRamArrayOM, reram-gong-2022-om",
    "preset_ReRamArrayHfO2, reram-gong-2022-hfo2"
  })
  void meanPulsesFollowTheCurvesOfAihwkit(String golden, String preset) {
    JsonNode curve = Golden.read("aihwkit/pulse_response.json").get(golden);
    double min = curve.get("hidden_parameters").get("min_bound").asDouble();
    double range = curve.get("hidden_parameters").get("max_bound").asDouble() - min;
    double reference = curve.get("hidden_parameters").path("reference").asDouble(0);
    double[] weights = Golden.vector(curve.get("trace"));
    DeviceArray device = one(mean(preset));
    device.program(new float[] {(float) ((weights[0] + reference - min) / range)}, 0);
    for (int pulse = 1; pulse < weights.length; pulse++) {
      device.pulse(0, 1, pulse <= 200 ? Polarity.UP : Polarity.DOWN, 0);
      double weight = min - reference + range * device.state(0);
      assertEquals(weights[pulse], weight, 5e-6 * range, "pulse " + pulse);
    }
  }

  @Test
  void phaseChangeMemoryOnlyRises() {
    JsonNode curve = Golden.read("aihwkit/pulse_response.json").get("OneSided_PCM_no_refresh");
    JsonNode hidden = curve.get("hidden_weights");
    DeviceArray plus = one(mean("pcm-nandakumar-2020"));
    DeviceArray minus = one(mean("pcm-nandakumar-2020"));
    plus.program(new float[] {0}, 0);
    minus.program(new float[] {0}, 0);
    double[] up = Golden.vector(hidden.get("hidden_weights_1"));
    double[] down = Golden.vector(hidden.get("hidden_weights_0"));
    for (int pulse = 1; pulse < up.length; pulse++) {
      (pulse <= 200 ? plus : minus).pulse(0, 1, Polarity.UP, 0);
      assertEquals(up[pulse], 2 * plus.state(0), 1e-5, "g+ after pulse " + pulse);
      assertEquals(down[pulse], 2 * minus.state(0), 1e-5, "g- after pulse " + pulse);
    }
  }

  /** Programming error, drift and read noise in microsiemens at every target and time. */
  @ParameterizedTest
  @CsvSource({
    "PCMLikeNoiseModel_default, pcm-nandakumar-2019",
    "HermesNoiseModel_1dev, pcm-legallo-2023-one",
    "HermesNoiseModel_2dev, pcm-legallo-2023-two"
  })
  void phaseChangeMemoriesFollowAihwkit(String golden, String preset) {
    JsonNode numbers = Golden.read("aihwkit/inference_noise.json").get(golden);
    DeviceModel model = Presets.get(preset);
    double max = model.conductance().maxSiemens() * 1e6;
    double t0 = numbers.get("params").path("t_0").asDouble();
    PowerLawDrift drift = (PowerLawDrift) model.drift().orElseThrow();
    assertEquals(t0, drift.t0Seconds());
    double[] targets = Golden.vector(numbers.get("g_target_uS"));
    for (int i = 0; i < targets.length; i++) {
      double x = targets[i] / max;
      double rounding = max * 0x1p-21;
      double sigma = max * model.programmingError().orElseThrow().level(x);
      assertEquals(numbers.get("prog_std_uS").get(i).asDouble(), sigma, rounding);
      assertEquals(numbers.get("nu_mean").get(i).asDouble(), drift.nuMean().at(x), 2e-6);
      assertEquals(numbers.get("nu_std").get(i).asDouble(), drift.nuSpread().at(x), 2e-6);
      Iterator<String> times = numbers.get("t").fieldNames();
      while (times.hasNext()) {
        String time = times.next();
        JsonNode at = numbers.get("t").get(time);
        double seconds = Double.parseDouble(time) + t0;
        double present = drift.after(x, seconds, 0);
        double noise = max * model.readNoise().orElseThrow().sigma(x, present, seconds);
        assertEquals(
            at.get("g_drifted_at_nu_mean_uS").get(i).asDouble(), max * present, rounding, time);
        assertEquals(at.get("read_noise_std_uS").get(i).asDouble(), noise, rounding, time);
      }
    }
  }

  /** The spread that aihwkit prints when its range is the 40 µS that its coefficients are for. */
  @Test
  void wanFollowsAihwkitAtTheRangeOfItsCoefficients() {
    JsonNode numbers = Golden.read("aihwkit/inference_noise.json").get("ReRamWan2022_gmax40");
    DeviceModel model = Presets.get("reram-wan-2022");
    Relaxation relaxation = (Relaxation) model.drift().orElseThrow();
    double[] targets = Golden.vector(numbers.get("g_target_uS"));
    for (String time : new String[] {"1.0", "86400.0", "172800.0"}) {
      double[] expected = Golden.vector(numbers.get("t").get(time).get("read_noise_std_uS"));
      for (int i = 0; i < targets.length; i++) {
        double x = targets[i] / 40;
        double written = model.programmingError().orElseThrow().level(x);
        double later = relaxation.after(x, Double.parseDouble(time), 1) - x;
        assertEquals(expected[i], 40 * Math.hypot(written, later), 40 * 0x1p-21, time);
      }
    }
  }

  /** The relaxation of CMO/HfOx, written out: −0.089 ln t and 0.4118 + 0.0420 ln t µS. */
  @ParameterizedTest
  @CsvSource({"1", "25", "3600", "86400", "31536000"})
  void falconeRelaxesWithTheLogarithmOfTime(double seconds) {
    DeviceModel model = Presets.get("reram-falcone-2025");
    double max = model.conductance().maxSiemens() * 1e6;
    double shift = model.drift().orElseThrow().after(0.5, seconds, 0) - 0.5;
    double spread = model.drift().orElseThrow().after(0.5, seconds, 1) - 0.5 - shift;
    assertEquals(-0.08900206 * Math.log(seconds), max * shift, 1e-9);
    assertEquals(0.41183342 + 0.04201137 * Math.log(seconds), max * spread, 1e-9);
  }

  @Test
  void falconeReadsWithOneOverFNoise() {
    DeviceModel model = Presets.get("reram-falcone-2025");
    double max = model.conductance().maxSiemens() * 1e6;
    double sigma = max * model.readNoise().orElseThrow().sigma(0.5, 30 / max, 3600);
    double spectrum = Math.sqrt(Math.log((3600 + 1e-6) / 2e-6));
    assertEquals(0.0277316483 * Math.log10(30) * spectrum, sigma, 1e-9);
    double programmed = max * model.programmingError().orElseThrow().sigma().at(30 / max);
    assertEquals(0.00081107 + 0.00106879 * 30, programmed, 1e-9);
  }

  /** σ = 0.28639 + 0.07586 G − 0.00179 G² µS; ν̄ and σ_ν as CrossSim 2.0 states them. */
  @ParameterizedTest
  @CsvSource({"0.5", "3", "4", "10", "14", "15", "20", "25"})
  void joshi(double g) {
    DeviceModel model = Presets.get("pcm-joshi-2020");
    double sigma = 0.28638599 + 0.07585724 * g - 0.00178767 * g * g;
    double mean =
        Math.max(-0.0045 * g + 0.08, Math.min(0.06, Math.max(-0.00169 * g + 0.0825, 0.055)));
    PowerLawDrift drift = (PowerLawDrift) model.drift().orElseThrow();
    assertEquals(sigma, 25 * model.programmingError().orElseThrow().sigma().at(g / 25), 1e-12);
    assertEquals(mean, drift.nuMean().at(g / 25), 1e-12);
    assertEquals(1, drift.nuSpread().at(g / 25) * (8 * g + 30.032), 0.005);
  }

  @Test
  void milo() {
    DeviceModel model = Presets.get("reram-milo-2021");
    double sigma = 225 * model.programmingError().orElseThrow().sigma().at(100.0 / 225);
    assertEquals(4.782321 - 0.009107 * 100, sigma, 1e-12);
    assertEquals(4.5, model.conductance().maxSiemens() / model.conductance().minSiemens(), 1e-12);
  }

  /** Five days on, at 400 nA: the polynomial of degree ten and A (1 − e^(−I/B)). */
  @Test
  void agrawal() {
    DeviceModel model = Presets.get("sonos-agrawal-2022");
    double[] c = {
      0.319927,
      0.106596,
      -1.04054e-3,
      4.50290e-6,
      -1.10352e-8,
      1.56477e-11,
      -1.27592e-14,
      5.45513e-18,
      -7.26841e-22,
      -2.43893e-25,
      7.14608e-29
    };
    double shift = 0;
    for (int k = c.length - 1; k >= 0; k--) {
      shift = shift * 400 + c[k];
    }
    double x = 400.0 / 1800;
    double five = 5 * 86400.0;
    double written = 19.88665 * (1 - Math.exp(-400 / 176.3115));
    double later = 34.57909 * (1 - Math.exp(-400 / 207.34309));
    double mean = model.drift().orElseThrow().after(x, five, 0);
    double one = model.drift().orElseThrow().after(x, five, 1);
    assertEquals(400 + shift, 1800 * mean, 1e-9);
    assertEquals(written, 1800 * model.programmingError().orElseThrow().sigma().at(x), 1e-9);
    assertEquals(later, Math.hypot(written, 1800 * (one - mean)), 1e-9);
    double read = 12.58037 * (1 - Math.exp(-400 / 215.36557));
    assertEquals(read, 1800 * model.readNoise().orElseThrow().sigma(x, x, 0), 1e-9);
  }

  @Test
  void xiao() {
    DeviceModel model = Presets.get("sonos-xiao-2022");
    double x = 300.0 / 1600;
    double written = 39.5656 * (1 - Math.exp(-0.00188704 * 300));
    double later = 53.4358 * (1 - Math.exp(-0.00217328 * 300));
    assertEquals(written, 1600 * model.programmingError().orElseThrow().sigma().at(x), 1e-9);
    double moved = 1600 * (model.drift().orElseThrow().after(x, 5 * 86400.0, 1) - x);
    assertEquals(later, Math.hypot(written, moved), 1e-9);
  }

  /** The rows of NeuroSim's device table. */
  @ParameterizedTest
  @CsvSource({
    "reram-jo-2010, 97, 97, 2.4, -4.88, 26e6, 12.5, 0.035",
    "reram-chen-2019, 102, 102, 1.85, -1.79, 5e6, 2, 0.01",
    "reram-wu-2018, 128, 128, 0.04, -0.63, 100e3, 10, 0.037",
    "reram-park-2013, 50, 50, 3.68, -6.76, 23e6, 6.84, 0.01",
    "reram-woo-2016, 40, 40, 1.94, -0.61, 16.9e3, 4.43, 0.05",
    "pcm-kuzum-2012, 100, 120, 0.105, 2.4, 4.71e3, 19.8, 0.015",
    "epiram-choi-2018, 64, 64, 0.5, -0.5, 81e3, 50.2, 0.02",
    "fefet-jerry-2017, 32, 32, 1.75, 1.46, 559.28e3, 45, 0.005"
  })
  void deviceTableOfNeuroSim(
      String name, int up, int down, double ltp, double ltd, double ron, double ratio, double c2c) {
    DeviceModel model = Presets.get(name);
    CumulativeExponential response = (CumulativeExponential) model.response().orElseThrow();
    assertEquals(new CumulativeExponential.Branch(ltp, up), response.up());
    assertEquals(Optional.of(new CumulativeExponential.Branch(ltd, down)), response.down());
    assertEquals(Optional.of(CycleToCycle.ofRange(c2c)), response.cycleToCycle());
    ConductanceRange range = model.conductance();
    assertEquals(1, range.maxSiemens() * ron, 1e-4);
    assertEquals(1, range.maxSiemens() / range.minSiemens() / ratio, 1e-4);
    assertTrue(model.pulse().isPresent());
  }

  @Test
  void oneSpinTorquePulseSwitches() {
    DeviceArray device = one(Presets.get("mram-stt"));
    device.program(new float[] {0.2f}, 0);
    assertEquals(0, device.state(0));
    device.pulse(0, 1, Polarity.UP, 0);
    assertEquals(1, device.state(0));
    device.pulse(0, 1, Polarity.DOWN, 0);
    assertEquals(0, device.state(0));
  }

  /** A pulse of the preset is the compact model under its volts and seconds. */
  @ParameterizedTest
  @CsvSource({
    "compact-vteam-2015",
    "compact-ion-drift-2008",
    "compact-stanford-pku-2016",
    "compact-messaris-2018",
    "compact-quadratic-2020"
  })
  void compactModelsMoveUnderTheirPulses(String name) {
    DeviceModel model = Presets.get(name);
    IntegratedPulse response = (IntegratedPulse) model.response().orElseThrow();
    CompactModel compact = response.device();
    DeviceArray device = one(model);
    device.program(new float[] {0.5f}, 0);
    double volts = response.readVolts();
    double siemens = model.conductance().siemens(0.5);
    double state = compact.stateAt(siemens, volts);
    double after =
        compact.apply(state, response.set().volts(), response.set().seconds(), response.timeStep());
    device.pulse(0, 1, Polarity.UP, 0);
    double moved = model.conductance().siemens(device.state(0)) - siemens;
    assertTrue(moved > 0);
    double expected = compact.conductance(after, volts) - compact.conductance(state, volts);
    assertEquals(expected, moved, 1e-3 * model.conductance().span());
    device.pulse(0, 1, Polarity.DOWN, 0);
    assertTrue(device.state(0) < model.conductance().normalised(siemens + moved));
  }

  private static DeviceModel mean(String preset) {
    return Presets.get(preset)
        .withoutCycleToCycle()
        .withoutDeviceToDevice()
        .withoutWriteNoise()
        .withoutFaults();
  }

  private static DeviceArray one(DeviceModel model) {
    return new DeviceArray(model, Placement.whole(1, 1), NoiseStream.root(1));
  }
}
