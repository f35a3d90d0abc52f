/**
 * What checkers call wrong though it is right, and right though it is wrong.
 *
 * @module
 */

import type { Verdict } from "../gradcheck/comparison/comparison.ts";
import type { GradcheckOptions } from "../gradcheck/options.ts";
import { defineLayer } from "../layer/define_layer.ts";
import type { Part } from "../layer/merge.ts";
import { id, relu, sigmoid, tanh } from "../layers/activations/activations.ts";
import { abs, log, scale } from "../layers/arithmetic/functions.ts";
import { mul } from "../layers/arithmetic/merge.ts";
import { max } from "../layers/arithmetic/selection.ts";
import { fc } from "../layers/fc.ts";
import { cross_entropy } from "../layers/losses/cross_entropy.ts";
import { bce_with_logits, mse } from "../layers/losses/pointwise.ts";
import { input } from "../layers/wiring/input.ts";
import { pipeline } from "../network/pipeline.ts";
import { faultyDropout, faultyMaxpool } from "./faulty/places.ts";
import {
  faultyBatchnorm,
  faultyLayernorm,
  thinBatchnorm,
} from "./faulty/rows.ts";
import { type NastyCase, nastyCase, searched } from "./nasty_case.ts";
import { nastyDigits } from "./nasty_digits.ts";
import { nastyFunctions } from "./nasty_functions.ts";
import { nastyKinks } from "./nasty_kinks.ts";
import { lookup, polynomial, rounded, shifted } from "./nasty_layers.ts";
import { nastySizes } from "./nasty_sizes.ts";

function nasty(
  name: string,
  width: number,
  layers: () => readonly Part[],
  options: GradcheckOptions = {},
  verdict: Verdict = "pass",
): NastyCase {
  const make = () => pipeline(input(width), ...layers());
  return nastyCase(name, [verdict], make, options);
}

const filled = (length: number, value: number) =>
  new Float64Array(length).fill(value);

const nastyNetworks: readonly NastyCase[] = [
  nasty("relu exactly at 0", 4, () => [relu()], {
    numbers: { x: filled(12, 0) },
  }),
  nasty("relu 3e-7 from its kink", 4, () => [relu()], {
    numbers: { x: filled(12, 3e-7) },
  }),
  nasty(
    "relu whose kink nobody declares, 3e-7 from it",
    4,
    () => [
      defineLayer({
        name: "silent_relu",
        f: (x) => Math.max(x, 0),
        df: (x) => x > 0 ? 1 : 0,
      })(),
    ],
    { numbers: { x: filled(12, 3e-7) } },
  ),
  nasty("an exact tie of a maximum", 4, () => [max(id(), id())]),
  nasty("an exact tie of a pool", 4, () => [faultyMaxpool.make(4)], {
    numbers: { x: filled(12, 1) },
  }),
  nasty("gradients of 1e-12", 4, () => [fc(3), scale(1e-12), tanh()]),
  nasty("sigmoid saturated", 4, () => [sigmoid()], {
    numbers: { x: Float64Array.from({ length: 12 }, (_, i) => 10 + 2 * i) },
  }),
  nasty("tanh saturated", 4, () => [tanh()], {
    numbers: { x: Float64Array.from({ length: 12 }, (_, i) => 5 + i) },
  }),
  nasty(
    "cross-entropy of logits near 100",
    4,
    () => [scale(100), cross_entropy()],
  ),
  nasty("cross-entropy with a loss near nothing", 4, () => [cross_entropy()], {
    numbers: {
      x: Float64Array.from({ length: 12 }, (_, i) => i % 4 === 1 ? 17 : -1),
      target: filled(3, 1),
    },
  }),
  nasty(
    "a loss of 1e6 with gradients of 1e-3",
    2,
    () => [scale(1e-6), fc(1), mse()],
    { numbers: { target: filled(3, 1e3) } },
  ),
  nasty("dropout", 6, () => [fc(6), faultyDropout.make(6), fc(2)]),
  nasty(
    "a batch normalization of variance 1e-10",
    3,
    () => [scale(1e-5), thinBatchnorm.make(3)],
  ),
  nasty(
    "a bias before a batch normalization",
    4,
    () => [shifted(), faultyBatchnorm.make(4)],
  ),
  nasty("abs at 0", 4, () => [abs()], { numbers: { x: filled(12, 0) } }),
  nasty(
    "relu with a batch of 16",
    6,
    () => [fc(8), relu(), fc(8), relu(), fc(1), mse()],
    { batch: 16 },
  ),
  nasty("a polynomial of degree 8 near 30", 4, () => [polynomial()], {
    numbers: { x: Float64Array.from({ length: 12 }, (_, i) => 28 + i / 3) },
  }),
  nasty(
    "a layer normalization of two numbers",
    2,
    () => [faultyLayernorm.make(2)],
  ),
  nasty("rows of a table that are never used", 3, () => [lookup()]),
  nasty("a batch of 1", 3, () => [fc(4), tanh(), fc(1), mse()], { batch: 1 }),
  nasty("10,000 inputs", 10_000, () => [fc(1), sigmoid()], { batch: 1 }),
  nasty(
    "numbers of very different size",
    3,
    () => [fc(3), mul(id(), scale(1e8)), fc(1)],
  ),
  nasty("a straight-through estimator with a waiver", 4, () => [rounded()]),
  nasty("logits of 700", 3, () => [scale(700), bce_with_logits()]),
  nasty("outside the domain", 3, () => [log()], {
    numbers: { x: filled(9, -1) },
  }, "inconclusive"),
];

const once: readonly NastyCase[] = [
  ...nastyNetworks,
  ...nastySizes,
  ...nastyDigits,
  ...nastyKinks,
  ...nastyFunctions,
];

/** Right and wrong, each by every number and searched. */
export const nastyCases: readonly NastyCase[] = [
  ...once,
  ...once.map(searched),
];
