#!/usr/bin/env bash
# Accuracy on the hardware against the resistance of a wire segment, for digits-wires.yaml: one run
# for each resistance (a few seconds), results in results/wires-sweep, a table on standard output.
#
#   examples/wires/sweep.sh [OHMS ...]      0.5 1 2 5 10 20 50 if none are given
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
if (($# == 0)); then set -- 0.5 1 2 5 10 20 50; fi

folder=results/wires-sweep
mkdir -p "$folder"
printf 'ohms_per_segment,percent_right_on_hardware,percent_right_exact\n'
for ohms in "$@"; do
  spec=$folder/$ohms-ohms.yaml
  sed "s/ohms-per-segment: [0-9.]*/ohms-per-segment: $ohms/" examples/wires/digits-wires.yaml >"$spec"
  ./mho run "$spec" --out "$folder/$ohms-ohms" --overwrite >"$folder/$ohms-ohms.log"
  # The last row of each kind in the run's table: name, accuracy, %, loss.
  awk -v ohms="$ohms" '
    $1 == "exact" && $3 == "%" { exact = $2 }
    $1 == "hardware" && $3 == "%" { hardware = $2 }
    END { printf "%s,%s,%s\n", ohms, hardware, exact }' "$folder/$ohms-ohms.log"
done
