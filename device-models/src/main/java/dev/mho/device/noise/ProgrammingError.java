package dev.mho.device.noise;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** Spread of the conductance reached around the conductance that a write was meant to reach. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "model")
@JsonSubTypes(@JsonSubTypes.Type(value = PolynomialError.class, name = "polynomial"))
public sealed interface ProgrammingError permits PolynomialError {

  /** Standard deviation in fractions of the nominal range when normalised target g is written. */
  double sigma(double g);
}
