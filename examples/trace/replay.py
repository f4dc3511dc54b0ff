"""Replays a trace: every conductance from initial.csv and events.csv alone, and what became of it.

usage: replay.py results/digits-trace/trace
"""
import csv
import json
import sys

folder = sys.argv[1]
sidecar = json.load(open(folder + "/trace.json"))
scale = {layer["layer"]: layer["weight_per_siemens"] for layer in sidecar["layers"]}


def rows(name):
    return csv.DictReader(open(folder + "/" + name))


def device(row):
    return tuple(int(row[key]) for key in ("layer", "tile", "row", "col")) + (row["role"],)


start = {device(row): float(row["g_S"]) for row in rows("initial.csv")}
now = dict(start)
change = {}
pulses = events = 0
for row in rows("events.csv"):
    at = device(row)
    assert float(row["g_before_S"]) == now[at], (at, row)
    now[at] = float(row["g_after_S"])
    change[at[:4]] = change.get(at[:4], 0.0) + float(row["dw_realised"])
    pulses += int(row["n_applied"])
    events += 1
for row in rows("final.csv"):
    assert float(row["g_S"]) == now[device(row)], row
for at, sum_of_changes in change.items():
    plus, minus = at + ("plus",), at + ("minus",)
    weight = scale[at[0]] * ((now[plus] - start[plus]) - (now[minus] - start[minus]))
    assert abs(weight - sum_of_changes) <= 1e-12, (at, weight, sum_of_changes)
print(f"{events} events, {pulses} pulses, {len(now)} devices: every conductance recomputed")
