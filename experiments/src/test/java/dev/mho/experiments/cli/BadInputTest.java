package dev.mho.experiments.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mho.experiments.CommandLineRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A user's mistake: one line, exit code 2, no stack trace, nothing half-written. */
class BadInputTest {
  private static final String GOOD =
      """
      mho: experiment/1
      name: tiny
      data: { set: digits, train: 64, test: 32 }
      network: { hidden: [8] }
      learning:
        credit: feedback-alignment
        update: { scheme: pulsed, rate: 0.1 }
        batch: 32
        epochs: 1
      hardware: { device: rpu-gokmen-2016 }
      """;

  @TempDir private Path directory;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      textBlock =
          """
          epochs: 1           | epocs: 1                          | unknown key "epocs", did you mean "epochs"?
          epochs: 1           | epochs: many                      | learning.epochs: found "many"; allowed: a whole number
          epochs: 1           | epochs: 0                         | found 0; allowed: a whole number from 1 to 1000000
          batch: 32           | batch: -1                         | found -1; allowed: a whole number from 1 to 1048576
          batch: 32           | batch: 99999999999                | learning.batch: found 99999999999; allowed: a whole number from -2147483648 to 2147483647
          name: tiny          | seed: 9223372036854775808         | seed: found 9223372036854775808; allowed: a whole number from -9223372036854775808 to 9223372036854775807
          set: digits         | set: digits: 3                    | yaml:3:20: not readable: expected ',' or '}', but got :
          experiment/1        | experiment/9                      | found mho: experiment/9; allowed: mho: experiment/1
          credit: feedback-al | credit: feedback-al-              | learning.credit: found "feedback-al-ignment"; allowed: backpropagation, feedback-alignment, direct-feedback-alignment, node-perturbation
          set: digits         | set: digit                        | data.set: found "digit"; allowed: digits, fashion-mnist, mnist, cifar-10, cifar-100, tiny-imagenet, csv
          rate: 0.1           | rate: -0.1                        | found -0.1; allowed: a finite number > 0
          rate: 0.1           | rate: .nan                        | .nan is no finite number
          scheme: pulsed      | scheme: digital                   | scheme digital takes an optimizer (adam or sgd) and no rate of its own
          rpu-gokmen-2016     | rpu-gokman-2016                   | unknown preset "rpu-gokman-2016", did you mean "rpu-gokmen-2016"?
          rpu-gokmen-2016     | pcm-nandakumar-2019               | pcm-nandakumar-2019 has no pulse response, so scheme pulsed cannot train it
          rpu-gokmen-2016     | missing.device.json               | missing.device.json: no such file
          rpu-gokmen-2016     | rpu-gokmen-2016, dac: { bits: 1 } | bits: found 1; allowed: a whole number from 2 to 16
          rpu-gokmen-2016     | rpu-gokmen-2016, effects: [drif]  | unknown effect "drif", did you mean "drift"?
          train: 64           | train: 99999                      | digits: train: found 99999; allowed: a whole number from 1 to 1437
          hidden: [8]         | hidden: [0]                       | hidden: found 0; allowed: a whole number from 1 to 1048576
          name: tiny          | name: a/b                         | name: found "a/b"; allowed: up to 100 letters, digits, dots, dashes and underscores
          scheme: pulsed      | scheme: true                      | learning.update.scheme: found true; allowed: digital, pulsed
          epochs: 1           | epochs: 3000000000                | bad.yaml
          hidden: [8]         | kind: paper-dense, hidden: [8]    | convolutions and hidden cannot act: a network of the paper has its own layers
          hidden: [8]         | kind: convolutional, hidden: [8]  | convolutions: missing; a convolutional network has at least one
          hidden: [8]         | kind: dense, convolutions: [{ channels: 2 }], hidden: [8] | convolutions cannot act: the kind is dense
          hidden: [8]         | convolutions: [{ kernel: 3 }], hidden: [8] | channels: missing
          hidden: [8]         | convolutions: [{ channels: 2, pool: 1 }], hidden: [8] | pool: found 1; allowed: a whole number from 2 to 1024
          hidden: [8]         | convolutions: [{ channels: 2, kernel: 11 }], hidden: [8] | bad.yaml: network: kernel: found 11; allowed: at most 10 for images of 8 x 8 x 1 with a padding of 1
          hidden: [8]         | convolutions: [{ channels: 2 }], activation: [relu, relu, relu], hidden: [8] | activation: found 3 names; allowed: one name, or one for each of the 2 hidden layers
          test: 32            | test: 32, validation: 8           | data.test cannot act: with validation no test sample is looked at
          test: 32            | validation: 64                    | digits: validation: found 64; allowed: a whole number from 1 to 63
          test: 32            | test: 32, augment: { padding: 2 } | augment.padding cannot act: there is no crop
          test: 32            | test: 32, augment: { flip: false } | augment cannot act: there is neither a crop nor a flip
          test: 32            | test: 32, augment: { crop: 9 }    | crop: found 9; allowed: 1 to 8 for images of 8 x 8 x 1 with a padding of 0
          set: digits         | set: csv                          | data.csv: missing; set csv needs csv: { file: NAME }
          set: digits         | set: digits, csv: { file: x.csv } | data.csv cannot act: the set is digits
          set: digits         | set: csv, csv: { file: x.csv }    | bad.yaml: data: x.csv: no such file
          set: digits         | set: cifar-10                     | bad.yaml: data: cifar-10: no directory given; download and unpack
          feedback-alignment  | node-perturbation ~ node-perturbation: { sigma: 1e-3, sigma-over-read-noise: 2 } | sigma and sigma-over-read-noise: only one of the two
          feedback-alignment  | node-perturbation ~ node-perturbation: { sigma-over-read-noise: 0 } | sigma-over-read-noise: found 0.0; allowed: a finite number > 0
          feedback-alignment  | node-perturbation ~ node-perturbation: { sigma-over-read-noise: 2, activity: true } | sigma-over-read-noise: activity: true takes one sigma for all layers
          feedback-alignment  | node-perturbation ~ node-perturbation: { sigma-over-read-noise: 2 } | bad.yaml: learning: node-perturbation.sigma-over-read-noise cannot act: reads of layer 0 have no noise; give sigma
          scheme: pulsed      | scheme: natural-gradient, damping: 0 | damping: found 0.0; allowed: a finite number > 0
          scheme: pulsed      | scheme: pulsed, damping: 0.1      | damping cannot act: the scheme is not natural-gradient
          scheme: pulsed      | scheme: tikitaka-2                | learning.update.scheme: found "tikitaka-2"; allowed: digital, pulsed, mixed-precision, tiki-taka, tiki-taka-2, chopped, agad, natural-gradient
          scheme: pulsed      | scheme: pulsed, transfer: { every: 2 } | transfer cannot act: the scheme is another one
          scheme: pulsed      | scheme: agad, mixed-precision: { every: 2 } | mixed-precision cannot act: the scheme is another one
          scheme: pulsed      | scheme: tiki-taka, optimizer: { sgd: { rate: 1 } } | scheme tiki-taka takes a rate and no optimizer
          scheme: pulsed      | scheme: mixed-precision, optimizer: { sgd: { rate: 1 } } | scheme mixed-precision takes either a rate or an optimizer (adam or sgd)
          scheme: pulsed, rate: 0.1 | scheme: mixed-precision, optimizer: { sgd: { rate: 1 } }, mixed-precision: { input-levels: 9 } | input-levels and error-levels cannot act with an optimizer
          scheme: pulsed      | scheme: mixed-precision, mixed-precision: { error-levels: 8 } | error-levels: found 8; allowed: an odd number >= 3, or 0 for no quantisation
          scheme: pulsed      | scheme: mixed-precision, mixed-precision: { overfow: drop } | unknown key "overfow", did you mean "overflow"?
          scheme: pulsed      | scheme: tiki-taka, transfer: { threshold: 2 } | transfer.threshold cannot act with scheme tiki-taka
          scheme: pulsed      | scheme: tiki-taka-2, transfer: { chop-period: 2 } | transfer.chop-period cannot act with scheme tiki-taka-2
          scheme: pulsed      | scheme: chopped, transfer: { tail-weight: 2 } | transfer.tail-weight cannot act with scheme chopped
          scheme: pulsed      | scheme: agad, transfer: { fast-share: 1 } | transfer.fast-share cannot act with scheme agad
          scheme: pulsed      | scheme: agad, transfer: { transfer_rate: 1 } | unknown key "transfer_rate", did you mean "transfer-rate"?
          scheme: pulsed      | scheme: agad, transfer: { transfer-rate: 0 } | transfer-rate: found 0.0; allowed: a finite number > 0
          scheme: pulsed      | scheme: agad, transfer: { most-pulses: 32 } | learning.update.transfer.most-pulses: found 32; allowed: a whole number from 1 to 31
          scheme: pulsed      | scheme: agad, transfer: { chopping: often } | chopping: found "often"; allowed: regular, random
          rpu-gokmen-2016     | rpu-gokmen-2016, pulses: { kind: counted } | hardware.pulses.kind: found "counted"; allowed: stochastic, mean-count, deterministic
          rpu-gokmen-2016     | rpu-gokmen-2016, pulses: { kind: mean-count, order: aggregated } | order cannot act: trains are of another kind
          hardware: { device: rpu-gokmen-2016 } | trace: { devices: 4 } ~hardware: { device: rpu-gokmen-2016, pulses: { order: aggregated } } | trace cannot act: hardware.pulses.order is aggregated
          rpu-gokmen-2016     | rpu-gokmen-2016, pulses: { length: 32 } | length: found 32; allowed: a whole number from 1 to 31
          rpu-gokmen-2016     | rpu-gokmen-2016, pulses: { train-length: stretched } | train-length: found stretched; allowed: as-needed or full with kind stochastic
          rpu-gokmen-2016     | rpu-gokmen-2016, pulses: { input-resolution: 0.1 } | input-resolution cannot act: trains are of another kind
          rpu-gokmen-2016     | rpu-gokmen-2016, pulses: { balanced: false, train-length: full, error-scale: 0.5 } | error-scale cannot act: balanced is false and train-length not as-needed
          batch: 32           | hardware-aware: { clip: { fixed: { bound: 1 } } } | hardware-aware cannot act with scheme pulsed: it is for exact training, scheme digital
          batch: 32           | hardware-aware: {} | hardware-aware cannot act: neither a modifier nor a clip
          batch: 32           | hardware-aware: { modifier: { dorefa: { resolution: 0.1, clip: 1 }, drop-connect: { probability: 0.1 } } } | one modifier is needed; allowed: discretise, dorefa,
          batch: 32           | hardware-aware: { clip: {} } | one clip is needed; allowed: fixed, layer-gaussian or average-channel-max
          batch: 32           | hardware-aware: { modifier: { additive-normal: { deviation: 0 } } } | deviation: found 0.0; allowed: a finite number > 0
          batch: 32           | decorrelation: { rule: foldiak } | rate: missing
          batch: 32           | decorrelation: { rule: foldiak, rate: 0 } | rate: found 0.0; allowed: a finite number > 0
          batch: 32           | decorrelation: { rule: zca, rate: 1 } | decorrelation.rate cannot act: the rule is zca
          batch: 32           | decorrelation: { rule: ahmad-2022, rate: 1, gain: raw } | decorrelation.gain cannot act: the rule is ahmad-2022
          batch: 32           | decorrelation: { rule: sanger, rate: 1, every: 3 } | decorrelation.every cannot act: the rule is sanger
          batch: 32           | decorrelation: { rule: foldiak, rate: 1, recurrent: { } } | decorrelation.recurrent cannot act: the rule is foldiak
          batch: 32           | decorrelation: { rate: 1, recurrent: { tolerance: 0 } } | tolerance: found 0.0; allowed: a finite number > 0
          batch: 32           | decorrelation: { rate: 1, diagonal: remove, recurrent: { } } | recurrent is a form of the paper's rule with diagonal: keep; no other is local
          batch: 32           | decorrelation: { rule: oja, rate: 1 } | decorrelation.rule: found "oja"; allowed: ahmad-2024, ahmad-2022, foldiak, sanger, pehlevan, vogels, zca, batch-whitening, newton-schulz
          hidden: [8]         | hidden: [null]                    | hidden: an entry is empty
          hidden: [8]         | hidden: [100000, 100000]          | a layer of 100000 x 100000; allowed: at most 2147483647 weights in a layer
          rpu-gokmen-2016     | rpu-gokmen-2016, effects: [drift] | bad.yaml: hardware: effects: drift cannot act: the device file says nothing of it
          rpu-gokmen-2016     | rpu-gokmen-2016, effects: [wires] | bad.yaml: hardware: effects: wires cannot act: hardware.wires is left out
          rpu-gokmen-2016     | rpu-gokmen-2016, dac: { levels: mid } | hardware.dac.levels: found "mid"; allowed: mid-tread, mid-rise
          rpu-gokmen-2016     | rpu-gokmen-2016, dac: { rounding: up } | hardware.dac.rounding: found "up"; allowed: nearest, stochastic
          rpu-gokmen-2016     | rpu-gokmen-2016, adc: { bound: -1 } | hardware.adc: bound: found -1.0; allowed: a finite number > 0
          rpu-gokmen-2016     | rpu-gokmen-2016, adc: { bis: 9 }  | unknown key "bis", did you mean "bits"?
          rpu-gokmen-2016     | rpu-gokmen-2016, adc: { model: sarr } | hardware.adc.model: found "sarr"; allowed: rounding, limiter, ramp, sar, pipeline, cyclic, measured
          rpu-gokmen-2016     | rpu-gokmen-2016, adc: { model: sar, bits: 14 } | hardware.adc: bits: found 14; allowed: a whole number from 2 to 12
          rpu-gokmen-2016     | rpu-gokmen-2016, adc: { model: limiter, bits: 8 } | hardware.adc: bits cannot act: the model is limiter
          rpu-gokmen-2016     | rpu-gokmen-2016, adc: { model: sar, levels: mid-rise } | hardware.adc: levels cannot act: the model is sar
          rpu-gokmen-2016     | rpu-gokmen-2016, adc: { flaws: { gain-db: 60 } } | hardware.adc: flaws cannot act: the model is rounding
          rpu-gokmen-2016     | rpu-gokmen-2016, adc: { model: sar, flaws: { gain-db: 3 } } | hardware.adc.flaws: gain-db: found 3.0; allowed: 20.0 to 400.0
          rpu-gokmen-2016     | rpu-gokmen-2016, adc: { model: measured } | hardware.adc: file: missing; a measured converter needs one
          rpu-gokmen-2016     | rpu-gokmen-2016, adc: { model: sar, file: x.converter.json } | hardware.adc: model: with a file it is measured
          rpu-gokmen-2016     | rpu-gokmen-2016, adc: { file: x.converter.json } | x.converter.json: no such file
          rpu-gokmen-2016     | rpu-gokmen-2016, adc: { file: x.converter.json, bits: 8 } | hardware.adc: bits cannot act: the model is measured
          rpu-gokmen-2016     | rpu-gokmen-2016, adc: { mismatch: { offset-lsb: -1 } } | hardware.adc.mismatch: offset-lsb: found -1.0; allowed: 0.0 to 1000000.0
          rpu-gokmen-2016     | rpu-gokmen-2016, adc: { mismatch: { lines-each: 0 } } | hardware.adc.mismatch: lines-each: found 0; allowed: a whole number from 1 to 65536
          rpu-gokmen-2016     | rpu-gokmen-2016, adc: { range: { calibrate: percentil 99 } } | hardware.adc.range: calibrate: found "percentil 99"; allowed: min-max, percentile P, moving, or moving P
          rpu-gokmen-2016     | rpu-gokmen-2016, adc: { range: { calibrate: percentile 101 } } | hardware.adc.range: percentile: found 101.0; allowed: 1.0 to 100.0
          rpu-gokmen-2016     | rpu-gokmen-2016, adc: { range: { samples: 3 } } | hardware.adc.range: calibrate: missing
          rpu-gokmen-2016     | rpu-gokmen-2016, effects: [dac], adc: { range: { calibrate: min-max } } | bad.yaml: hardware: adc.range cannot act: effect adc is off
          rpu-gokmen-2016     | rpu-gokmen-2016, input-scaling: absmax | hardware.input-scaling: found "absmax"; allowed: none, abs-max, max, constant, average-abs-max, worst-case
          rpu-gokmen-2016     | rpu-gokmen-2016, bound-management: shift | hardware.bound-management: found "shift"; allowed: none, iterative, worst-case
          rpu-gokmen-2016     | rpu-gokmen-2016, reads: { output-nois: 1 } | unknown key "output-nois", did you mean "output-noise"?
          rpu-gokmen-2016     | rpu-gokmen-2016, reads: { output-noise: -1 } | hardware.reads: output-noise: found -1.0; allowed: a finite number >= 0
          rpu-gokmen-2016     | rpu-gokmen-2016, reads: { input-noise: -1 } | hardware.reads: input-noise: found -1.0; allowed: a finite number >= 0
          rpu-gokmen-2016     | rpu-gokmen-2016, reads: { input-asymmetry: 2 } | hardware.reads: input-asymmetry: found 2.0; allowed: -1.0 to 1.0
          rpu-gokmen-2016     | rpu-gokmen-2016, reads: { signed-inputs: unipolar } | hardware.reads.signed-inputs: found "unipolar"; allowed: bipolar, two-phases, two-phases-digital
          rpu-gokmen-2016     | rpu-gokmen-2016, reads: { scale: { value: 2 } } | hardware.reads.scale.value cannot act: input-scaling is abs-max
          rpu-gokmen-2016     | rpu-gokmen-2016, reads: { scale: { cap: 0 } } | hardware.reads.scale: cap: found 0.0; allowed: a finite number > 0
          rpu-gokmen-2016     | rpu-gokmen-2016, bound-management: none, reads: { repeat: { most: 8 } } | hardware.reads.repeat cannot act: bound-management is none
          rpu-gokmen-2016     | rpu-gokmen-2016, reads: { repeat: { most: 0 } } | hardware.reads.repeat: most: found 0.0; allowed: 1.0 to 1000000.0
          rpu-gokmen-2016     | rpu-gokmen-2016, reads: { sense: { reference: 1 } } | hardware.reads.sense: sense cannot act: neither a resistance nor an offset-spread is above 0
          rpu-gokmen-2016     | rpu-gokmen-2016, reads: { shape: { bound: 1 } } | hardware.reads.shape: shape cannot act: neither strength nor calibration is above 0
          rpu-gokmen-2016     | rpu-gokmen-2016, reads: { static-drop: { ratio: 0 } } | hardware.reads.static-drop: ratio: found 0.0; allowed: a finite number > 0
          rpu-gokmen-2016     | rpu-gokmen-2016, reads: { backward: { adc: { range: { calibrate: moving } } } } | hardware.reads.backward.adc.range cannot act
          rpu-gokmen-2016     | rpu-gokmen-2016, effects: [output-noise] | bad.yaml: hardware: effects: output-noise cannot act: hardware.reads.output-noise is left out
          rpu-gokmen-2016     | rpu-gokmen-2016, effects: [adc-mismatch], adc: { mismatch: { gain: 0.1 } } | bad.yaml: hardware: effects: adc-mismatch cannot act: effect adc is off
          rpu-gokmen-2016     | rpu-gokmen-2016, effects: [distortion] | bad.yaml: hardware: effects: distortion cannot act: hardware.reads says nothing of it
          rpu-gokmen-2016     | rpu-gokmen-2016, wires: { driver-ohms: 3 } | hardware.wires: ohms-per-segment: missing
          rpu-gokmen-2016     | rpu-gokmen-2016, wires: { ohms-per-segment: 0 } | hardware.wires: wires cannot act: every resistance is zero
          rpu-gokmen-2016     | rpu-gokmen-2016, wires: { ohms-per-segment: -1 } | hardware.wires: ohms-per-segment: found -1.0; allowed: 0.0 to 1.0E9
          rpu-gokmen-2016     | rpu-gokmen-2016, wires: { ohms-per-segment: 1, refresh: 0 } | refresh: found 0; allowed: exact, or a whole number of updates >= 1
          rpu-gokmen-2016     | rpu-gokmen-2016, wires: { ohms-per-segment: 1, refresh: often } | refresh: found "often"; allowed: exact, or a whole number of updates >= 1
          rpu-gokmen-2016     | rpu-gokmen-2016, wires: { ohms-per-segment: 1, pairs: crossed } | hardware.wires.pairs: found "crossed"; allowed: separate, interleaved
          rpu-gokmen-2016     | rpu-gokmen-2016, cell: { refresh: { upper: 0.8, lower: 0.1 } } | hardware.cell.refresh cannot act: pulses move rpu-gokmen-2016 both ways
          rpu-gokmen-2016     | pcm-nandakumar-2020, cell: { refresh: { upper: 0.1, lower: 0.2 } } | upper: found 0.1; allowed: more than lower, 0.2
          rpu-gokmen-2016     | rpu-gokmen-2016, cell: { kind: tripple } | hardware.cell.kind: found "tripple"; allowed: differential, single, multi, offset, bit-sliced
          rpu-gokmen-2016     | rpu-gokmen-2016, cell: { weigth-range: 1 } | unknown key "weigth-range", did you mean "weight-range"?
          rpu-gokmen-2016     | rpu-gokmen-2016, cell: { weight-range: 0 } | hardware.cell.weight-range: weight-range: found 0; allowed: a number > 0, auto, or auto-column
          rpu-gokmen-2016     | rpu-gokmen-2016, cell: { weight-range: wide } | weight-range: found wide; allowed: a number > 0, auto, or auto-column
          rpu-gokmen-2016     | rpu-gokmen-2016, cell: { range-fill: 0.5 } | range-fill and range-percentile cannot act: weight-range is a number
          rpu-gokmen-2016     | rpu-gokmen-2016, cell: { weight-range: auto, range-fill: 2 } | fill: found 2.0; allowed: above 0 and at most 1
          rpu-gokmen-2016     | rpu-gokmen-2016, cell: { weight-range: auto, range-percentile: 0 } | percentile: found 0.0; allowed: above 0 and at most 100
          rpu-gokmen-2016     | rpu-gokmen-2016, cell: { rest: top } | rest: found top; allowed: middle, minimum, or a number from 0 to 1
          rpu-gokmen-2016     | rpu-gokmen-2016, cell: { zero: 0.5 } | zero cannot act: a cell of kind differential has none
          rpu-gokmen-2016     | rpu-gokmen-2016, cell: { kind: single, rest: middle } | rest cannot act: a cell of kind single has none
          rpu-gokmen-2016     | rpu-gokmen-2016, cell: { kind: single, zero: 2 } | zero: found 2.0; allowed: 0.0 to 1.0
          rpu-gokmen-2016     | rpu-gokmen-2016, cell: { kind: single, reference: own } | hardware.cell.reference: own cannot act: the device file of rpu-gokmen-2016 says nothing of a reference
          rpu-gokmen-2016     | rpu-gokmen-2016, cell: { kind: single, reference: other } | hardware.cell.reference: found "other"; allowed: fixed, own, device
          rpu-gokmen-2016     | pcm-nandakumar-2020, cell: { kind: single } | can only be pulsed up: a single device of it cannot lower a weight; use a differential pair
          rpu-gokmen-2016     | rpu-gokmen-2016, cell: { kind: multi } | significances: missing; a list of at least two numbers > 0
          rpu-gokmen-2016     | rpu-gokmen-2016, cell: { kind: multi, significances: [1] } | significances: found a list of 1; allowed: at least 2 numbers
          rpu-gokmen-2016     | rpu-gokmen-2016, cell: { kind: multi, significances: [1, -1] } | significances: found -1.0; allowed: a finite number > 0
          rpu-gokmen-2016     | rpu-gokmen-2016, cell: { kind: multi, of: offset, significances: [1, 1] } | of: found offset; allowed: differential, single
          rpu-gokmen-2016     | rpu-gokmen-2016, cell: { kind: multi, significances: [1, 1], turn: never } | hardware.cell.turn: found "never"; allowed: all, sequential, random
          rpu-gokmen-2016     | rpu-gokmen-2016, cell: { kind: multi, significances: [1, 1], filling: odd } | hardware.cell.filling: found "odd"; allowed: even, in-turn
          rpu-gokmen-2016     | rpu-gokmen-2016, cell: { kind: offset, subtraction: in-array } | subtraction: found in-array; allowed: digital, unit-column; or kind: single
          rpu-gokmen-2016     | rpu-gokmen-2016, cell: { kind: offset, subtraction: unit-column } | hardware.cell.subtraction unit-column serves forward reads alone
          rpu-gokmen-2016     | rpu-gokmen-2016, cell: { kind: bit-sliced } | hardware.cell.kind bit-sliced cannot be pulsed
          rpu-gokmen-2016     | rpu-gokmen-2016, cell: { kind: bit-sliced, slices: 8 } | slices: found 8; allowed: a whole number from 1 to 7
          rpu-gokmen-2016     | rpu-gokmen-2016, cell: { kind: bit-sliced, weight-bits: 1 } | weight-bits: found 1; allowed: a whole number from 2 to 24
          rpu-gokmen-2016     | rpu-gokmen-2016, cell: { kind: bit-sliced, input-digit-bits: 2 } | input-digit-bits cannot act: input-bits is left out
          rpu-gokmen-2016     | rpu-gokmen-2016, cell: { kind: bit-sliced, input-bits: 4, input-digit-bits: 5 } | input-digit-bits: found 5; allowed: a whole number from 1 to 4
          rpu-gokmen-2016     | rpu-gokmen-2016, cell: { slices: 2 } | slices cannot act: a cell of kind differential has none
          rpu-gokmen-2016     | rpu-gokmen-2016, cell: { kind: single }, wires: { ohms-per-segment: 1, pairs: interleaved } | wires: only the two devices of a differential pair can share column lines
          rpu-gokmen-2016     | rpu-gokmen-2016, drift-compensation: global | drift-compensation cannot act: read-at-seconds is left out, so no time passes
          rpu-gokmen-2016     | rpu-gokmen-2016, drift-compensation: local  | hardware.drift-compensation: found "local"; allowed: none, global, per-column
          rpu-gokmen-2016     | rpu-gokmen-2016, verify: { reads: 2 }       | hardware.verify cannot act: with scheme pulsed no trained weights are programmed
          rpu-gokmen-2016     | rpu-gokmen-2016, verify: { reads: 0 }       | hardware.verify: reads: found 0; allowed: a whole number from 1 to 1000000
          rpu-gokmen-2016     | rpu-gokmen-2016, verify: { tolerance: 0 }   | hardware.verify: tolerance: found 0.0; allowed: above 0 and at most 1
          rpu-gokmen-2016     | rpu-gokmen-2016, energy: { file: chip.json } | chip.json: no such file
          rpu-gokmen-2016     | rpu-gokmen-2016, energy: { files: chip.json } | hardware.energy.files: unknown key "files", did you mean "file"?
          rpu-gokmen-2016     | rpu-gokmen-2016, decorrelation: digital | hardware.decorrelation cannot act: learning.decorrelation is left out
          rpu-gokmen-2016     | rpu-gokmen-2016, read-at-seconds: [1, 60] | read-at-seconds cannot act: time changes nothing
          rpu-gokmen-2016     | rpu-gokmen-2016, read-at-seconds: [5, 5]  | read-at-seconds (ascending): found 5.0
          network: { hidden: [8] } | network: { hidden: [8]        | bad.yaml:
          """)
  void isOneLine(String found, String replacement, String message) throws IOException {
    assertTrue(GOOD.contains(found), found);
    Path file = directory.resolve("bad.yaml");
    Files.writeString(
        file, GOOD.replace(found, replacement.replace(" ~ ", "\n  ").replace(" ~", "\n")));
    Path out = directory.resolve("out");

    CommandLineRun run = CommandLineRun.of("run", file.toString(), "--out", out.toString());

    assertEquals(2, run.exit(), run.err());
    assertTrue(run.err().contains(message), run.err());
    assertEquals(1, run.err().lines().count(), run.err());
    assertFalse(run.err().contains("\tat "), run.err());
    assertFalse(Files.exists(out), "a result directory was left behind");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{ kind: multi, significances: [1, 1], turn: random } | hardware.cell.turn cannot act: with scheme digital",
        "{ kind: bit-sliced, weight-bits: 9, slices: 3 }      | slices of 3 bits do not lie on the 66 levels"
      })
  void keysOfPulsesAndLevels(String cell, String message) throws IOException {
    Path device = directory.resolve("levels.json");
    String text = CommandLineRun.of("device", "show", "rpu-gokmen-2016").out();
    assertTrue(text.contains("\"levels\" : null"), text);
    Files.writeString(device, text.replace("\"levels\" : null", "\"levels\" : 66"));
    Path file = directory.resolve("bad.yaml");
    Files.writeString(
        file,
        GOOD.replaceFirst(
                "update: \\{[^}]*\\}",
                "update: { scheme: digital, optimizer: { sgd: { rate: 0.1 } } }")
            .replace("rpu-gokmen-2016", "levels.json, cell: " + cell));
    CommandLineRun run = CommandLineRun.of("run", file.toString());
    assertEquals(2, run.exit());
    assertTrue(run.err().contains(message), run.err());
  }

  @Test
  void pairsThatNoPulseMovesAreNotRefreshed() throws IOException {
    Path file = directory.resolve("bad.yaml");
    String text =
        GOOD.replaceFirst(
                "update: \\{[^}]*\\}",
                "update: { scheme: digital, optimizer: { sgd: { rate: 0.1 } } }")
            .replace(
                "rpu-gokmen-2016",
                "pcm-nandakumar-2020, cell: { refresh: { upper: 0.8, lower: 0.1 } }");
    Files.writeString(file, text);
    String error = CommandLineRun.of("run", file.toString()).err();
    assertTrue(error.contains("hardware.cell.refresh cannot act: with scheme digital"), error);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          cross-check: { exact: true } | cross-check cannot act: there is no hardware to compare
          trace: { devices: 4 }        | trace cannot act: it needs hardware and update scheme pulsed
          """)
  void aSettingThatCannotActIsRefused(String extra, String message) throws IOException {
    Path file = directory.resolve("idle.yaml");
    Files.writeString(
        file,
        GOOD.lines().filter(l -> !l.startsWith("hardware")).reduce("", (a, b) -> a + b + "\n")
            + extra
            + "\n");
    CommandLineRun run = CommandLineRun.of("run", file.toString(), "--out", directory + "/out");
    assertEquals(2, run.exit());
    assertEquals("mho: " + file + ": " + message + System.lineSeparator(), run.err());
  }

  @Test
  void aMissingFileIsNamed() {
    CommandLineRun run = CommandLineRun.of("run", "nowhere.yaml");
    assertEquals(2, run.exit());
    assertEquals("mho: nowhere.yaml: no such file" + System.lineSeparator(), run.err());
  }

  @Test
  void aMissingDataSetSaysHowToGetIt() throws IOException {
    Path file = directory.resolve("mnist.yaml");
    Files.writeString(
        file, GOOD.replace("set: digits", "set: mnist, directory: " + directory + "/nothing"));
    CommandLineRun run = CommandLineRun.of("run", file.toString(), "--out", directory + "/out");
    assertEquals(2, run.exit());
    assertTrue(run.err().contains("download the four files"), run.err());
    assertEquals(1, run.err().lines().count());
  }

  @Test
  void aResultIsNotOverwrittenUnasked() throws IOException {
    Path file = directory.resolve("good.yaml");
    Files.writeString(file, GOOD);
    String out = directory.resolve("twice").toString();
    assertEquals(0, CommandLineRun.of("run", file.toString(), "--out", out).exit());
    CommandLineRun second = CommandLineRun.of("run", file.toString(), "--out", out);
    assertEquals(2, second.exit());
    assertEquals(
        "mho: "
            + out
            + ": holds a result already; give --overwrite to replace it, or another --out"
            + System.lineSeparator(),
        second.err());
    assertEquals(0, CommandLineRun.of("run", file.toString(), "--out", out, "--overwrite").exit());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          trace: { layers: [] }            | trace: layers: found []; allowed: at least one entry, none twice
          trace: { devices: 3 }            | trace: devices: found 3; allowed: an even number: pairs are traced whole
          trace: { steps: 9..3 }           | steps: found 9..3; allowed: first..end with 0 <= first < end
          trace: { steps: 500..600 }       | trace: steps: found 500..600; allowed: a first step below 2, the steps of this run
          """)
  void aTraceThatCannotBeIsRefused(String trace, String message) throws IOException {
    Path file = directory.resolve("trace.yaml");
    Files.writeString(file, GOOD + trace + "\n");
    CommandLineRun run = CommandLineRun.of("run", file.toString(), "--out", directory + "/out");
    assertEquals(2, run.exit(), run.err());
    assertTrue(run.err().contains(message), run.err());
    assertFalse(Files.exists(directory.resolve("out")));
  }

  @Test
  void aTraceWithoutPulsesIsRefused() throws IOException {
    Path file = directory.resolve("trace.yaml");
    String off = GOOD.replace("rpu-gokmen-2016", "rpu-gokmen-2016, effects: none");
    Files.writeString(file, off + "trace: { devices: 4 }\n");
    CommandLineRun run = CommandLineRun.of("run", file.toString(), "--out", directory + "/out");
    assertEquals(2, run.exit());
    assertTrue(run.err().contains("effect pulses is off"), run.err());
  }

  @Test
  void theDirectoryOfTheExperimentIsNeverEmptied() throws IOException {
    Path project = Files.createDirectory(directory.resolve("project"));
    Path file = project.resolve("experiment.yaml");
    Files.writeString(file, GOOD);
    CommandLineRun run =
        CommandLineRun.of("run", file.toString(), "--out", project.toString(), "--overwrite");
    assertEquals(2, run.exit());
    assertTrue(run.err().contains("is not a result of mho"), run.err());
    assertTrue(Files.exists(file));
  }

  @Test
  void aForeignFileInAResultIsKept() throws IOException {
    Path file = directory.resolve("good.yaml");
    Files.writeString(file, GOOD);
    Path out = directory.resolve("noted");
    assertEquals(0, CommandLineRun.of("run", file.toString(), "--out", out.toString()).exit());
    Files.writeString(out.resolve("notes.txt"), "this one is good");
    CommandLineRun run =
        CommandLineRun.of("run", file.toString(), "--out", out.toString(), "--overwrite");
    assertEquals(2, run.exit());
    assertTrue(run.err().contains("holds notes.txt, which is not mho's"), run.err());
    assertTrue(Files.exists(out.resolve("result.json")));
  }

  @Test
  void aResultCanBeRunAgainFromItself() throws IOException {
    Path device = directory.resolve("mine.device.json");
    Files.writeString(device, CommandLineRun.of("device", "show", "rpu-gokmen-2016").out());
    Path file = directory.resolve("own.yaml");
    Files.writeString(file, GOOD.replace("rpu-gokmen-2016", "mine.device.json"));
    Path first = directory.resolve("first");
    assertEquals(0, CommandLineRun.of("run", file.toString(), "--out", first.toString()).exit());
    Files.delete(device);
    Path again = first.resolve("experiment.yaml");
    Path second = directory.resolve("second");
    CommandLineRun run = CommandLineRun.of("run", again.toString(), "--out", second.toString());
    assertEquals(0, run.exit(), run.err());
    assertEquals(
        Files.readString(first.resolve("metrics.csv")),
        Files.readString(second.resolve("metrics.csv")));
  }

  @Test
  void aForeignDirectoryIsNeverOverwritten() throws IOException {
    Path file = directory.resolve("good.yaml");
    Files.writeString(file, GOOD);
    Path precious = Files.createDirectory(directory.resolve("precious"));
    Files.writeString(precious.resolve("thesis.tex"), "all my work");
    CommandLineRun run =
        CommandLineRun.of("run", file.toString(), "--out", precious.toString(), "--overwrite");
    assertEquals(2, run.exit());
    assertTrue(Files.exists(precious.resolve("thesis.tex")));
  }

  @Test
  void divergenceNamesLayerAndCause() throws IOException {
    Path file = directory.resolve("diverges.yaml");
    Files.writeString(
        file,
        GOOD.lines()
            .filter(l -> !l.startsWith("hardware"))
            .reduce("", (a, b) -> a + b + "\n")
            .replace("rate: 0.1", "rate: 1e200")
            .replace("epochs: 1", "epochs: 5"));
    CommandLineRun run = CommandLineRun.of("run", file.toString(), "--out", directory + "/out");
    assertEquals(1, run.exit());
    assertTrue(
        run.err().matches("(?s)mho: layer \\d: .* has become infinite or NaN; likely cause: .*"),
        run.err());
    assertFalse(Files.exists(directory.resolve("out/result.json")));
  }

  @ParameterizedTest
  @CsvSource({
    "''",
    "runn",
    "run",
    "device",
    "trace",
    "device show nothing",
    "run x.yaml --threads 0"
  })
  void usageMistakesAreOneLine(String line) {
    usageMistake(line);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          swep                          | mho: command line: unknown command "swep", did you mean "sweep"?
          run x.yaml --overwite         | mho: run: unknown option "--overwite", did you mean "--overwrite"?
          run x.yaml y.yaml             | mho: run: found "y.yaml"; allowed: nothing more; mho run --help tells of it
          run x.yaml --threads 010x     | '--threads': found "010x"; allowed: a whole number
          budget x --at 0,5             | found "0,5"; allowed: a number with a point, as 0.2 or 5e-9
          budget x --at NaN             | found "NaN"; allowed: a finite number
          budget x --at -1              | --at (seconds): found -1.0; allowed: 0.0 to 1.0E12
          run x.yaml --out=             | '--out': found ""; allowed: a path
          """)
  void aUsageMistakeSaysWhatIsAllowed(String line, String message) {
    CommandLineRun run = usageMistake(line);
    assertTrue(run.err().contains(message), run.err());
  }

  private static CommandLineRun usageMistake(String line) {
    CommandLineRun run = CommandLineRun.of(line.isEmpty() ? new String[0] : line.split(" "));
    assertEquals(2, run.exit());
    assertEquals(1, run.err().lines().count(), run.err());
    return run;
  }
}
