package dev.mho.experiments.spec;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.mho.device.format.StrictFormat;
import dev.mho.emulator.energy.EnergyModel;
import java.nio.file.Path;
import java.util.Optional;

/**
 * That energy and time of the arrays are counted.
 *
 * @param file of coefficients, relative to the experiment file; the usual ones if left out
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record EnergyKeys(Optional<String> file) {

  /**
   * The coefficients.
   *
   * @throws dev.mho.device.format.BadInputException if the file is missing or wrong; one line
   */
  public EnergyModel load(Path directory) {
    return file.map(
            name ->
                StrictFormat.json()
                    .read(directory.resolve(name), EnergyModel.KIND, EnergyModel.class))
        .orElseGet(EnergyModel::usual);
  }
}
