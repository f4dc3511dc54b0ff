package dev.mho.calibration.measurement;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mho.device.format.BadInputException;
import dev.mho.device.response.Polarity;
import java.util.List;
import org.junit.jupiter.api.Test;

class MeasurementTest {
  @Test
  void trainsAreUsableRowsByDeviceCycleAndPolarityAscendingInPulses() {
    Measurement.Builder rows = Measurement.of(Kind.PULSE_RESPONSE);
    rows.device("a").polarity(Polarity.UP).pulse(2).siemens(3).add();
    rows.device("b").polarity(Polarity.UP).pulse(1).siemens(9).add();
    rows.device("a").polarity(Polarity.UP).pulse(1).siemens(2).add();
    rows.device("a").polarity(Polarity.UP).pulse(3).status(Status.MISSING).add();
    rows.device("a").polarity(Polarity.UP).pulse(4).siemens(5).add();
    rows.device("a").polarity(Polarity.DOWN).pulse(1).siemens(4).add();
    rows.device("a").cycle(2).polarity(Polarity.UP).pulse(1).siemens(6).add();
    List<PulseTrain> trains = rows.build().trains();
    assertEquals(4, trains.size());
    assertArrayEquals(new double[] {1, 2, 4}, trains.get(0).pulses());
    assertArrayEquals(new double[] {2, 3, 5}, trains.get(0).siemens());
    assertEquals("b", trains.get(1).device());
    assertEquals(Polarity.DOWN, trains.get(2).polarity());
    assertEquals(2, trains.get(3).cycle());
  }

  @Test
  void aReadingStartsTheNextTrainOfItsDeviceAsPulseZero() {
    Measurement.Builder rows = Measurement.of(Kind.PULSE_RESPONSE);
    rows.siemens(1).add();
    rows.polarity(Polarity.UP).pulse(1).siemens(2).add();
    rows.siemens(1.9).add();
    rows.polarity(Polarity.DOWN).pulse(0).siemens(1.8).add();
    rows.polarity(Polarity.DOWN).pulse(1).siemens(1.1).add();
    List<PulseTrain> trains = rows.build().trains();
    assertArrayEquals(new double[] {0, 1}, trains.get(0).pulses());
    assertArrayEquals(new double[] {1, 2}, trains.get(0).siemens());
    assertArrayEquals(new double[] {1.8, 1.1}, trains.get(1).siemens());
  }

  @Test
  void readingsAreSortedByTimeAndKeptApartByTargetAndTemperature() {
    Measurement.Builder rows = Measurement.of(Kind.RETENTION);
    rows.device("a").at(10).siemens(2).celsius(25).add();
    rows.device("a").at(1).siemens(1).celsius(25).add();
    rows.device("a").at(1).siemens(7).celsius(85).add();
    rows.device("a").at(2).celsius(85).status(Status.OVERFLOW).add();
    List<Readings> readings = rows.build().readings();
    assertEquals(2, readings.size());
    assertArrayEquals(new double[] {1, 10}, readings.get(0).seconds());
    assertArrayEquals(new double[] {1, 2}, readings.get(0).siemens());
    assertTrue(readings.get(0).timed());
    assertEquals(85, readings.get(1).celsius().orElseThrow());
    assertEquals(1, readings.get(1).size());
  }

  @Test
  void readingsWithoutTimesKeepFileOrder() {
    Measurement.Builder rows = Measurement.of(Kind.READ_NOISE);
    for (double g : new double[] {3, 1, 2}) {
      rows.siemens(g).add();
    }
    Readings readings = rows.build().readings().get(0);
    assertFalse(readings.timed());
    assertArrayEquals(new double[] {3, 1, 2}, readings.siemens());
  }

  @Test
  void sweepsKeepWhatIsNotUsableAndCanLeaveItOut() {
    Measurement.Builder rows = Measurement.of(Kind.IV);
    rows.volts(0.1).amperes(1e-6).add();
    rows.volts(0.2).amperes(5e-6).status(Status.COMPLIANCE).add();
    rows.volts(0.3).status(Status.OVERFLOW).add();
    Sweep sweep = rows.build().sweeps().get(0);
    assertEquals(List.of(Status.OK, Status.COMPLIANCE, Status.OVERFLOW), sweep.status());
    assertArrayEquals(new double[] {0.1}, sweep.usable().volts());
  }

  @Test
  void targetsTransitionsAndStepsComeOutInTheirGroups() {
    Measurement.Builder rows = Measurement.of(Kind.PROGRAMMING).valueUnit(ValueUnit.ARBITRARY);
    rows.target(5).siemens(5.1).add();
    rows.target(6).status(Status.MISSING).add();
    rows.code(2).level(0.2).add();
    rows.code(1).level(0.1).add();
    rows.polarity(Polarity.DOWN).step(0.25).add();
    Measurement all = rows.levelUnit(Transitions.Unit.LSB).build();
    assertArrayEquals(new double[] {5.1}, all.programmed().get(0).reached());
    Transitions transitions = all.transitions().get(0);
    assertArrayEquals(new int[] {1, 2}, transitions.codes());
    assertArrayEquals(new double[] {0.1, 0.2}, transitions.levels());
    assertEquals(Transitions.Unit.LSB, transitions.unit());
    assertArrayEquals(new double[] {0.25}, all.stepSizes().get(0).steps());
    assertEquals(1, all.count(Status.MISSING));
    assertEquals(ValueUnit.ARBITRARY, all.valueUnit());
  }

  @Test
  void arraysThatComeOutAreCopies() {
    Measurement.Builder rows = Measurement.of(Kind.PULSE_RESPONSE);
    rows.polarity(Polarity.UP).pulse(1).siemens(2).add();
    PulseTrain train = rows.build().trains().get(0);
    train.siemens()[0] = 99;
    assertEquals(2, train.siemens()[0]);
  }

  @Test
  void aColumnTakesNoRoomBeforeItsFirstNumber() {
    Column column = new Column();
    for (int i = 0; i < 1000; i++) {
      column.add(Double.NaN);
    }
    column.add(7);
    column.trim();
    assertTrue(Double.isNaN(column.get(999)));
    assertEquals(7, column.get(1000));
    assertTrue(Double.isNaN(column.get(1001)));
  }

  @Test
  void aKindIsKnownByItsSpelling() {
    assertEquals(Kind.PULSE_RESPONSE, Kind.named("pulse-response"));
    BadInputException refused =
        assertThrows(BadInputException.class, () -> Kind.named("pulse-respons"));
    assertTrue(refused.getMessage().contains("did you mean \"pulse-response\""));
  }
}
