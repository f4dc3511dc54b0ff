package dev.mho.calibration.measurement;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mho.device.Golden;
import dev.mho.device.response.Polarity;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Published measurements, in the files that their authors published. */
class DeviceFilesTest {
  private static Measurement read(String name, Kind kind, String mapping) {
    Mapping said = MappingFile.parse("mho: mapping/1\n" + mapping, "mapping");
    return MeasurementFile.read(Golden.file("data/devices/" + name), Optional.of(said), kind);
  }

  @Test
  void gongsTwoColumns() {
    List<PulseTrain> trains =
        read(
                "reram_ibm_gong2018_pulse/gong_et_al.csv",
                Kind.PULSE_RESPONSE,
                """
                columns:
                  - { column: 1, quantity: conductance, unit: a.u., polarity: up }
                  - { column: 2, quantity: conductance, unit: a.u., polarity: down }
                """)
            .trains();
    assertEquals(List.of(1000, 1000), trains.stream().map(PulseTrain::size).toList());
    assertEquals(-0.84444, trains.get(0).siemens()[0]);
  }

  @Test
  void sandiasRaggedRamps() {
    String mapping =
        "polarity: %s\nread-voltage: 0.1 V\ncolumns: [{ column: rmp*, quantity: current, unit: A }]\n";
    String folder = "taox_sandia_crosssim_pulse/";
    List<PulseTrain> up =
        read(folder + "set.csv", Kind.PULSE_RESPONSE, mapping.formatted("up")).trains();
    List<PulseTrain> down =
        read(folder + "reset.csv", Kind.PULSE_RESPONSE, mapping.formatted("down")).trains();
    assertEquals(39, up.size());
    assertEquals(40, down.size());
    assertTrue(up.stream().allMatch(t -> t.size() >= 185 && t.size() <= 192));
    assertTrue(down.stream().allMatch(t -> t.size() >= 149 && t.size() <= 153));
    int points = up.stream().mapToInt(PulseTrain::size).sum();
    assertEquals(13_417, points + down.stream().mapToInt(PulseTrain::size).sum());
    assertEquals(1.60588e-3, up.get(0).siemens()[0], 1e-15);
  }

  @Test
  void aDigitisedSeriesTurnsWhereTheUserSays() {
    Measurement all =
        read(
            "molecular_ruazo_digitised_pulse/SaturationCurrent.csv",
            Kind.PULSE_RESPONSE,
            """
            ramps: { turn-lines: [41], first: up, starting-read: false }
            columns:
              - { column: X_value, quantity: pulse }
              - { column: Y_value, quantity: conductance, unit: a.u. }
            """);
    List<PulseTrain> trains = all.trains();
    assertEquals(2, trains.size());
    assertEquals(30, trains.get(0).size() + trains.get(1).size());
    assertEquals(Polarity.DOWN, trains.get(1).polarity());
  }

  @Test
  void widePairsOfVoltageAndCurrentAreSweepsOfTheirOwn() {
    Measurement all =
        read(
            "memristor_readc_iv/3b.csv",
            Kind.IV,
            """
            columns:
              - { column: V_*, quantity: voltage, unit: V }
              - { column: I_*, quantity: current, unit: uA }
            """);
    List<Sweep> sweeps = all.sweeps();
    assertEquals(16, sweeps.size());
    for (Sweep sweep : sweeps) {
      boolean set = sweep.cycle() % 2 == 1;
      assertEquals(set ? 154 : 202, sweep.size());
      long held = sweep.status().stream().filter(s -> s == Status.COMPLIANCE).count();
      // Only SET is limited; the instrument holds the limit to about a thousandth.
      assertTrue(set ? held >= 25 : held == 0, sweep.cycle() + ": " + held + " held");
    }
    // SET sweeps go up, RESET sweeps down.
    assertTrue(Arrays.stream(sweeps.get(0).volts()).min().orElseThrow() >= 0);
    assertTrue(Arrays.stream(sweeps.get(1).volts()).max().orElseThrow() <= 0);
  }

  @Test
  void oneColumnATarget() {
    Measurement all =
        read("memristor_readc_program_readnoise/3c_conductance_value.csv", Kind.PROGRAMMING, "");
    Programmed programmed = all.programmed().get(0);
    assertEquals(64 * 7, programmed.size());
    double[] target = programmed.target();
    double[] reached = programmed.reached();
    for (int i = 0; i < target.length; i++) {
      assertTrue(Math.abs(reached[i] - target[i]) <= 5.0001e-6, "write-verify window");
    }
  }

  @Test
  void thousandReadsOfEachTarget() {
    Measurement all = read("memristor_readc_program_readnoise/3d.csv", Kind.READ_NOISE, "");
    List<Readings> traces = all.readings();
    assertEquals(7, traces.size());
    assertTrue(traces.stream().allMatch(trace -> trace.size() == 1000));
    assertEquals(100e-6, traces.get(0).target().orElseThrow(), 1e-18);
  }

  @Test
  void inlAndDnlSayTheSame() {
    String mapping =
        """
        columns:
          - { column: Digital_Code, quantity: code }
          - { column: Sample_*, quantity: %s, device: each column }
        """;
    String folder = "adc_readc_inl_dnl/";
    List<Transitions> inl =
        read(folder + "4a_INL_Data.csv", Kind.CONVERTER, mapping.formatted("inl")).transitions();
    List<Transitions> dnl =
        read(folder + "4b_DNL_Data.csv", Kind.CONVERTER, mapping.formatted("dnl")).transitions();
    assertEquals(10, inl.size());
    assertEquals(15, inl.get(0).size());
    assertEquals("Sample_3", inl.get(2).device());
    for (int sample = 0; sample < 10; sample++) {
      for (int k = 0; k < 15; k++) {
        assertEquals(inl.get(sample).levels()[k], dnl.get(sample).levels()[k], 1e-12);
      }
    }
    assertEquals(1.0536800897987736, inl.get(0).levels()[0], 1e-15);
  }

  @Test
  void hundredThousandSamplesALine() {
    Measurement all =
        read(
            "rram_foundryA_read_noise/tsdata.min.tsv.gz",
            Kind.READ_NOISE,
            """
            layout: traces
            interval: 2.5 ms
            columns: [{ column: 1, quantity: device }]
            samples: { from: 3, quantity: conductance, unit: S }
            """);
    List<Readings> traces = all.readings();
    assertEquals(List.of("0", "8", "16", "24", "31"), all.devices());
    assertTrue(traces.stream().allMatch(trace -> trace.size() == 100_000));
    assertEquals(249.9975, traces.get(0).seconds()[99_999], 1e-9);
  }

  @Test
  void bakesAreKeptApartByTemperature() {
    Measurement all =
        read(
            "rram_foundryA_bake_retention/bake_addr_mod6.tsv.gz",
            Kind.RETENTION,
            """
            columns:
              - { column: 1, quantity: device }
              - { column: 2, quantity: time, unit: s }
              - { column: 4, quantity: conductance, unit: S }
              - { column: 5, quantity: temperature, unit: C }
            """);
    List<Readings> bakes = all.readings();
    assertEquals(2730, all.devices().size());
    assertEquals(5 * 2730, bakes.size());
    assertTrue(bakes.stream().allMatch(bake -> bake.size() == 2));
    assertEquals(100, bakes.get(0).celsius().orElseThrow());
  }

  @Test
  void relaxationOfThousandsOfCells() {
    Measurement all =
        read(
            "rram_foundryB_relaxation_10k/relaxdata_10k_even_addr.min.tsv.gz",
            Kind.RETENTION,
            """
            columns:
              - { column: 1, quantity: device }
              - { column: 2, quantity: time, unit: s }
              - { column: 3, quantity: resistance, unit: ohm }
            """);
    assertEquals(51_797, all.size());
    assertEquals(8.261946839874293e-06, all.siemens(0), 1e-18);
    assertTrue(all.devices().size() > 7900 && all.devices().size() < 8000);
  }

  @Test
  void meansByDayWithARowForEachState() {
    Measurement all =
        read(
            "sonos_sandia_retention/sonos_mean_current_nA.csv",
            Kind.RETENTION,
            """
            read-voltage: 0.1 V
            columns:
              - { column: I_day0_nA, quantity: current, unit: nA, time: 0 d, device: each row }
              - { column: I_day1_nA, quantity: current, unit: nA, time: 1 d, device: each row }
              - { column: I_day2_nA, quantity: current, unit: nA, time: 2 d, device: each row }
              - { column: I_day5_nA, quantity: current, unit: nA, time: 5 d, device: each row }
            """);
    List<Readings> states = all.readings();
    assertEquals(16, states.size());
    assertEquals(432_000, states.get(0).seconds()[3]);
    assertEquals(52.36e-8, states.get(0).siemens()[0], 1e-15);
  }
}
