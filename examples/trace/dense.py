"""Loads updates.npz: which devices got the most pulses, and what they left.

usage: dense.py results/digits-trace/trace/npz/updates.npz
"""
import sys

import numpy as np

z = np.load(sys.argv[1])
for array in sorted({name.rsplit("_rows", 1)[0] for name in z.files if name.endswith("_rows")}):
    for role in "plus", "minus":
        pulses = z[f"{array}_{role}_pulses"]  # updates x rows x columns; down pulses are negative
        total = np.abs(pulses).sum(axis=0)
        row, col = np.unravel_index(total.argmax(), total.shape)
        moved = z[f"{array}_{role}_G_S"][-1] - z[f"{array}_{role}_initial_S"]
        print(
            f"{array} {role}: {total.sum()} pulses in {len(pulses)} updates; most on row"
            f" {z[array + '_rows'][row]} column {z[array + '_cols'][col]}: {total[row, col]},"
            f" which moved it by {moved[row, col]:.3g} S"
        )
