package dev.mho.experiments.dataset;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.mho.device.format.BadInputException;
import java.util.Arrays;

/** The data sets that mho knows, spelled as in an experiment file. */
public enum DatasetName {
  /** 1,797 handwritten digits of 8 × 8 pixels, bundled. */
  @JsonProperty("digits")
  DIGITS("digits"),

  /** 70,000 images of clothes, 28 × 28 pixels (Xiao, Rasul, Vollgraf, arXiv:1708.07747). */
  @JsonProperty("fashion-mnist")
  FASHION_MNIST("fashion-mnist"),

  /** 70,000 handwritten digits, 28 × 28 pixels (LeCun et al., Proc. IEEE 86, 2278, 1998). */
  @JsonProperty("mnist")
  MNIST("mnist"),

  /** 60,000 photographs of ten classes, 32 × 32 pixels in colour (Krizhevsky 2009). */
  @JsonProperty("cifar-10")
  CIFAR_10("cifar-10"),

  /** 60,000 photographs of a hundred classes, 32 × 32 pixels in colour (Krizhevsky 2009). */
  @JsonProperty("cifar-100")
  CIFAR_100("cifar-100"),

  /** 110,000 photographs of 200 classes, 64 × 64 pixels in colour (from ImageNet). */
  @JsonProperty("tiny-imagenet")
  TINY_IMAGENET("tiny-imagenet"),

  /** A table of one's own. */
  @JsonProperty("csv")
  CSV("csv");

  private final String spelling;

  DatasetName(String spelling) {
    this.spelling = spelling;
  }

  /**
   * The data set spelled like this.
   *
   * @throws BadInputException if there is none
   */
  public static DatasetName of(String spelling) {
    return Arrays.stream(values())
        .filter(name -> name.spelling.equals(spelling))
        .findFirst()
        .orElseThrow(
            () ->
                BadInputException.unknown(
                    "data",
                    "set",
                    spelling,
                    Arrays.stream(values()).map(DatasetName::toString).toList()));
  }

  @Override
  public String toString() {
    return spelling;
  }
}
