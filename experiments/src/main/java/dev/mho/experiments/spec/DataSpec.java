package dev.mho.experiments.spec;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.mho.device.format.Check;
import dev.mho.experiments.dataset.Dataset;
import dev.mho.experiments.dataset.DatasetName;
import dev.mho.experiments.dataset.DatasetSource;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Which samples are learnt.
 *
 * @param set the data set
 * @param directory where its files are, if not in the usual place
 * @param scale what becomes of the features; unit if left out
 * @param train first training samples to use; all if left out
 * @param test first test samples to use; all if left out
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record DataSpec(
    DatasetName set,
    Optional<String> directory,
    FeatureScale scale,
    Optional<Integer> train,
    Optional<Integer> test) {

  /** What features are brought to. */
  public enum FeatureScale {
    /** As the data set gives them: 0 to 1. */
    @JsonProperty("unit")
    UNIT,
    /** Mean 0 and standard deviation 1 over all features of all training samples used. */
    @JsonProperty("standard")
    STANDARD
  }

  public DataSpec {
    Check.present("set", set);
    scale = Defaults.or(scale, FeatureScale.UNIT);
    train.ifPresent(n -> Check.within("train", n, 1, Integer.MAX_VALUE));
    test.ifPresent(n -> Check.within("test", n, 1, Integer.MAX_VALUE));
  }

  /** Reads the samples. */
  public Dataset load() {
    DatasetSource source = DatasetSource.of(set);
    Dataset all = directory.map(d -> source.in(Path.of(d))).orElse(source).load();
    Dataset used = all.first(train.orElse(all.train().size()), test.orElse(all.test().size()));
    return scale == FeatureScale.STANDARD ? used.standardised() : used;
  }
}
