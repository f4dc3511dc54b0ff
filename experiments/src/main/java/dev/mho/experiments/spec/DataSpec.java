package dev.mho.experiments.spec;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.mho.device.format.BadInputException;
import dev.mho.device.format.Check;
import dev.mho.experiments.dataset.CroppedView;
import dev.mho.experiments.dataset.CsvFiles;
import dev.mho.experiments.dataset.Dataset;
import dev.mho.experiments.dataset.DatasetName;
import dev.mho.experiments.dataset.DatasetSource;
import dev.mho.experiments.dataset.View;
import dev.mho.learning.layer.ImageShape;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Which samples are learnt, and how they are seen.
 *
 * @param set the data set
 * @param directory where its files are, if not in the usual place
 * @param csv the files of set {@code csv}; only with it
 * @param scale what becomes of the features; unit if left out
 * @param train first training samples to use; all if left out
 * @param test first test samples to use; all if left out
 * @param validation training samples, of those used, that take the place of the test samples
 * @param augment crop and flip of images; none if left out
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record DataSpec(
    DatasetName set,
    Optional<String> directory,
    Optional<CsvFiles> csv,
    FeatureScale scale,
    Optional<Integer> train,
    Optional<Integer> test,
    Optional<Integer> validation,
    Optional<AugmentKeys> augment) {

  /** What features are brought to. */
  public enum FeatureScale {
    /** As the data set gives them: 0 to 1. */
    @JsonProperty("unit")
    UNIT,
    /** Mean 0 and standard deviation 1 over all features of all training samples used. */
    @JsonProperty("standard")
    STANDARD,
    /** The same for each channel of an image. */
    @JsonProperty("channel")
    CHANNEL
  }

  /**
   * How images are changed.
   *
   * @param crop side of the square cut out: at random in training, from the middle in testing;
   *     whole images if left out
   * @param padding rim put around the image first, 0 if left out; only with a crop
   * @param flip whether every other training image is turned left to right, false if left out
   */
  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  public record AugmentKeys(Optional<Integer> crop, Integer padding, Boolean flip) {
    public AugmentKeys {
      crop.ifPresent(side -> Check.within("crop", side, 1, 1 << 16));
      padding = Check.within("padding", Defaults.or(padding, 0), 0, 1024);
      flip = Defaults.or(flip, false);
      if (crop.isEmpty() && padding > 0) {
        throw new BadInputException("augment.padding cannot act: there is no crop");
      }
      if (crop.isEmpty() && !flip) {
        throw new BadInputException("augment cannot act: there is neither a crop nor a flip");
      }
    }

    private View view(ImageShape image) {
      return crop.isPresent()
          ? new CroppedView(image, crop.get(), padding, flip)
          : CroppedView.flipped(image);
    }
  }

  public DataSpec {
    Check.present("set", set);
    scale = Defaults.or(scale, FeatureScale.UNIT);
    train.ifPresent(n -> Check.within("train", n, 1, Integer.MAX_VALUE));
    test.ifPresent(n -> Check.within("test", n, 1, Integer.MAX_VALUE));
    validation.ifPresent(n -> Check.within("validation", n, 1, Integer.MAX_VALUE));
    if (csv.isPresent() != (set == DatasetName.CSV)) {
      throw new BadInputException(
          csv.isPresent()
              ? "data.csv cannot act: the set is " + set
              : "data.csv: missing; set csv needs csv: { file: NAME }");
    }
    if (csv.isPresent() && directory.isPresent()) {
      throw new BadInputException("data.directory cannot act: csv.file says where the file is");
    }
    if (validation.isPresent() && test.isPresent()) {
      throw new BadInputException(
          "data.test cannot act: with validation no test sample is looked at");
    }
  }

  /** The same samples without a validation split. */
  DataSpec withoutValidation() {
    return new DataSpec(set, directory, csv, scale, train, test, Optional.empty(), augment);
  }

  /** Reads the samples, their files being named from the working directory. */
  public Dataset load() {
    return load(Path.of(""));
  }

  /**
   * Reads the samples.
   *
   * @param folder from which the names of their files are seen
   */
  public Dataset load(Path folder) {
    Dataset all = csv.map(c -> c.load(folder)).orElseGet(() -> source(folder).load());
    Dataset used = all.first(train.orElse(all.train().size()), test.orElse(all.test().size()));
    Dataset split = validation.map(used::validation).orElse(used);
    return switch (scale) {
      case UNIT -> split;
      case STANDARD -> split.standardised();
      case CHANNEL -> split.normalised();
    };
  }

  /**
   * All files that are read for them.
   *
   * @param folder from which their names are seen
   * @throws BadInputException if one of a known data set is not there
   */
  public Stream<Path> files(Path folder) {
    return Stream.concat(csv.stream().flatMap(c -> c.files(folder)), source(folder).files());
  }

  private DatasetSource source(Path folder) {
    DatasetSource usual = DatasetSource.of(set, folder);
    return directory.map(d -> usual.in(folder.resolve(d))).orElse(usual);
  }

  /**
   * How the samples are seen.
   *
   * @throws BadInputException if they are to be cropped or turned and are no images of that size
   */
  public View view(Dataset data) {
    return augment
        .map(
            keys ->
                keys.view(
                    data.image()
                        .orElseThrow(
                            () ->
                                new BadInputException(
                                    "augment cannot act: " + data.name() + " holds no images"))))
        .orElseGet(() -> View.plain(data));
  }
}
