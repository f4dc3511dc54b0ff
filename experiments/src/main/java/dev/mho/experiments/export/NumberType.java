package dev.mho.experiments.export;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;

/** How files of arrays write a number. */
enum NumberType {
  F64("f8", "F64", 8),
  F32("f4", "F32", 4),
  F16("f2", "F16", 2),
  BF16("", "BF16", 2),
  I64("i8", "I64", 8),
  I32("i4", "I32", 4),
  I16("i2", "I16", 2),
  I8("i1", "I8", 1),
  U8("u1", "U8", 1);

  private final String numpy;
  private final String safetensors;
  private final int bytes;

  NumberType(String numpy, String safetensors, int bytes) {
    this.numpy = numpy;
    this.safetensors = safetensors;
    this.bytes = bytes;
  }

  int bytes() {
    return bytes;
  }

  /** The type that NumPy calls so, without the sign of the byte order. */
  static Optional<NumberType> ofNumpy(String name) {
    return Arrays.stream(values()).filter(t -> !name.isEmpty() && t.numpy.equals(name)).findFirst();
  }

  /** The type that safetensors call so. */
  static Optional<NumberType> ofSafetensors(String name) {
    return Arrays.stream(values()).filter(t -> t.safetensors.equals(name)).findFirst();
  }

  /** Reads the next number. */
  double next(ByteBuffer from) {
    return switch (this) {
      case F64 -> from.getDouble();
      case F32 -> from.getFloat();
      case F16 -> half(from.getShort());
      case BF16 -> Float.intBitsToFloat(from.getShort() << 16);
      case I64 -> from.getLong();
      case I32 -> from.getInt();
      case I16 -> from.getShort();
      case I8 -> from.get();
      case U8 -> from.get() & 0xff;
    };
  }

  /** IEEE 754 binary16: a sign, 5 bits of exponent, 10 of fraction. */
  private static double half(short bits) {
    int exponent = bits >>> 10 & 0x1f;
    int fraction = bits & 0x3ff;
    double size =
        switch (exponent) {
          case 0 -> fraction * 0x1p-24;
          case 31 -> fraction == 0 ? Double.POSITIVE_INFINITY : Double.NaN;
          default -> (0x400 | fraction) * Math.pow(2, exponent - 25);
        };
    return bits < 0 ? -size : size;
  }
}
