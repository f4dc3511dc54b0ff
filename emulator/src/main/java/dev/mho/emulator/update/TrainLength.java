package dev.mho.emulator.update;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How many slots a sample's train has, L_max being the longest train. */
public enum TrainLength {
  /** As many as the largest change needs: min(⌈k⌉, L_max). aihwkit: update_bl_management. */
  @JsonProperty("as-needed")
  AS_NEEDED,
  /** Always L_max. */
  @JsonProperty("full")
  FULL,
  /**
   * L_max, but ⌈λ/Δ⌉ with gains of one where λ > L_max Δ: then no product of values up to one is
   * more than a train can carry. For counted trains alone. aihwkit: fixed_bl False.
   */
  @JsonProperty("stretched")
  STRETCHED
}
