package dev.mho.emulator.converter;

import dev.mho.device.format.Check;
import java.util.Optional;

/**
 * All that lies between a batch of numbers and the cells of an array on one side, and between the
 * cells and the results on the other.
 *
 * <p>Per sample x, with input scale s, r = 1 at first, and ξ standard normal,
 *
 * <pre>
 * x' = DAC(x/(s r)) + inputNoise · ξ, times 1 − inputAsymmetry where it is below zero
 * y  = currents of the lines, with their read noise, distorted
 * y' = ADC(y + outputNoise · ξ); where one saturates, bound management may double r and read again
 * result = s r y'
 * </pre>
 *
 * @param scaling what gives s
 * @param dac converter of the inputs; empty: they reach the lines as they are
 * @param signs how inputs of both signs reach the lines
 * @param inputNoise standard deviation, ≥ 0, in units of the full input
 * @param inputAsymmetry −1 to 1
 * @param distortion what happens to currents before the ADC
 * @param outputNoise standard deviation, ≥ 0, in units of the current of one device driven over its
 *     whole range at the full input
 * @param adc converter of the outputs; empty: none, and nothing saturates
 * @param boundManagement what happens when the ADC saturates
 */
public record ReadPath(
    InputScaling scaling,
    Optional<Dac> dac,
    SignedInputs signs,
    double inputNoise,
    double inputAsymmetry,
    Distortion distortion,
    double outputNoise,
    Optional<Adc> adc,
    BoundManagement boundManagement) {

  /** Nothing at all: lines are driven by x and their currents are the result. */
  public static final ReadPath BARE =
      new ReadPath(
          new InputScaling.None(),
          Optional.empty(),
          SignedInputs.BIPOLAR,
          0,
          0,
          Distortion.NONE,
          0,
          Optional.empty(),
          new BoundManagement.None());

  public ReadPath {
    Check.present("input-scaling", scaling);
    Check.present("signed-inputs", signs);
    Check.notNegative("input-noise", inputNoise);
    Check.within("input-asymmetry", inputAsymmetry, -1, 1);
    Check.present("distortion", distortion);
    Check.notNegative("output-noise", outputNoise);
    Check.present("bound-management", boundManagement);
  }

  /** The same with another input scale. */
  public ReadPath with(InputScaling other) {
    return new ReadPath(
        other,
        dac,
        signs,
        inputNoise,
        inputAsymmetry,
        distortion,
        outputNoise,
        adc,
        boundManagement);
  }

  /** The same with other converters. */
  public ReadPath with(Optional<Dac> otherDac, Optional<Adc> otherAdc) {
    return new ReadPath(
        scaling,
        otherDac,
        signs,
        inputNoise,
        inputAsymmetry,
        distortion,
        outputNoise,
        otherAdc,
        boundManagement);
  }

  /** The same with another way of driving lines by signed inputs. */
  public ReadPath with(SignedInputs other) {
    return new ReadPath(
        scaling,
        dac,
        other,
        inputNoise,
        inputAsymmetry,
        distortion,
        outputNoise,
        adc,
        boundManagement);
  }

  /** The same with other noise. */
  public ReadPath withNoise(double input, double output) {
    return new ReadPath(
        scaling, dac, signs, input, inputAsymmetry, distortion, output, adc, boundManagement);
  }

  /** The same with another distortion. */
  public ReadPath with(double otherInputAsymmetry, Distortion other) {
    return new ReadPath(
        scaling,
        dac,
        signs,
        inputNoise,
        otherInputAsymmetry,
        other,
        outputNoise,
        adc,
        boundManagement);
  }

  /** The same with another bound management. */
  public ReadPath with(BoundManagement other) {
    return new ReadPath(
        scaling, dac, signs, inputNoise, inputAsymmetry, distortion, outputNoise, adc, other);
  }
}
