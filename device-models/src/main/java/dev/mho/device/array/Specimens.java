package dev.mho.device.array;

import dev.mho.device.ConductanceRange;
import dev.mho.device.DeviceModel;
import dev.mho.device.response.Column;
import dev.mho.device.response.DeviceToDevice;
import dev.mho.device.response.Polarity;
import dev.mho.device.response.PulseResponse;
import dev.mho.device.response.PulsedDevices;
import dev.mho.device.response.Specimen;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is particular to each device of a population: its bounds, and the scales and shapes of its
 * steps. Sampled once; a parameter that all devices share takes no memory.
 */
final class Specimens {
  private static final int BLOCK = 8192;

  private final float @Nullable [] low;
  private final float @Nullable [] high;
  private final float @Nullable [] upScale;
  private final float @Nullable [] downScale;
  private final float @Nullable [] upShape;
  private final float @Nullable [] downShape;
  private final double nominalUpShape;
  private final double nominalDownShape;

  /** Samples a population. */
  Specimens(DeviceModel model, int size, OwnDraws own, Workers workers) {
    ConductanceRange range = model.conductance();
    low = range.isSpread() ? new float[size] : null;
    high = range.isSpread() ? new float[size] : null;
    Optional<PulseResponse> response = model.response();
    boolean lowers = response.filter(PulseResponse::lowers).isPresent();
    nominalUpShape = response.map(r -> r.shape(Polarity.UP, 1)).orElse(1.0);
    nominalDownShape = lowers ? response.orElseThrow().shape(Polarity.DOWN, 1) : 1;
    Optional<DeviceToDevice> spread = response.flatMap(PulseResponse::deviceToDevice);
    boolean shaped = spread.filter(s -> s.shape().isPresent()).isPresent();
    upScale = spread.isPresent() ? new float[size] : null;
    downScale = spread.isPresent() ? new float[size] : null;
    upShape = shaped ? new float[size] : null;
    downShape = shaped && lowers ? new float[size] : null;
    workers.forBlocks(
        size,
        BLOCK,
        (from, to) -> {
          for (int i = from; i < to; i++) {
            sampleBounds(i, range, own);
            if (spread.isPresent()) {
              sampleSteps(i, response.orElseThrow(), spread.get(), own);
            }
          }
        });
  }

  private void sampleBounds(int i, ConductanceRange range, OwnDraws own) {
    if (low != null && high != null) {
      low[i] = (float) range.low(own.normal(i, OwnDraws.Of.LOW));
      high[i] = (float) range.high(own.normal(i, OwnDraws.Of.HIGH));
    }
  }

  private void sampleSteps(int i, PulseResponse response, DeviceToDevice spread, OwnDraws own) {
    if (upScale != null && downScale != null) {
      double common = own.normal(i, OwnDraws.Of.STEP);
      double imbalance = own.normal(i, OwnDraws.Of.ASYMMETRY);
      upScale[i] = (float) spread.scale(Polarity.UP, common, imbalance);
      downScale[i] = (float) spread.scale(Polarity.DOWN, common, imbalance);
    }
    if (upShape != null) {
      double multiplier = spread.shape().multiplier(own.normal(i, OwnDraws.Of.UP_SHAPE));
      upShape[i] = (float) response.shape(Polarity.UP, multiplier);
    }
    if (downShape != null) {
      double multiplier = spread.shape().multiplier(own.normal(i, OwnDraws.Of.DOWN_SHAPE));
      downShape[i] = (float) response.shape(Polarity.DOWN, multiplier);
    }
  }

  /** The device's own lower bound. */
  double low(int device) {
    return low == null ? 0 : low[device];
  }

  /** The device's own upper bound. */
  double high(int device) {
    return high == null ? 1 : high[device];
  }

  /** All of one device. */
  Specimen of(int device) {
    return new Specimen(
        low(device),
        high(device),
        upScale == null ? 1 : upScale[device],
        downScale == null ? 1 : downScale[device],
        upShape == null ? nominalUpShape : upShape[device],
        downShape == null ? nominalDownShape : downShape[device]);
  }

  /** Whether devices have scales of their own. */
  boolean haveScales() {
    return upScale != null;
  }

  /** Whether the shape of a step depends on the device or the direction. */
  boolean haveShapes() {
    return upShape != null || nominalUpShape != nominalDownShape;
  }

  /** Fills the columns of devices that get a pulse of one direction. */
  void gather(int[] at, int count, Polarity polarity, PulsedDevices into) {
    boolean up = polarity == Polarity.UP;
    gatherBounds(at, count, into);
    gather(up ? upScale : downScale, 1, into.scale(), at, count);
    double nominalShape = up ? nominalUpShape : nominalDownShape;
    gather(up ? upShape : downShape, nominalShape, into.shape(), at, count);
  }

  /** Fills the columns of devices that get pulses of both directions. */
  void gather(int[] at, int count, PulsedDevices into) {
    gatherBounds(at, count, into);
    into.scale().fill(1, count);
    into.shape().fill(nominalUpShape, count);
    gather(upScale, 1, into.upScale(), at, count);
    gather(downScale, 1, into.downScale(), at, count);
    gather(upShape, nominalUpShape, into.upShape(), at, count);
    gather(downShape, nominalDownShape, into.downShape(), at, count);
  }

  private void gatherBounds(int[] at, int count, PulsedDevices into) {
    gather(low, 0, into.low(), at, count);
    gather(high, 1, into.high(), at, count);
  }

  private static void gather(
      float @Nullable [] own, double ifAlike, Column into, int[] at, int count) {
    if (own == null) {
      into.fill(ifAlike, count);
    } else {
      into.take(own, at, count);
    }
  }
}
