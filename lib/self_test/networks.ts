/**
 * Random networks, and right ones on which checkers sound false alarms.
 *
 * @module
 */

import type { Random } from "../base/random.ts";
import type { Verdict } from "../gradcheck/comparison/comparison.ts";
import { gradcheck, type GradcheckOptions } from "../gradcheck/gradcheck.ts";
import type { GradcheckReport } from "../gradcheck/report.ts";
import { zeros } from "../initializers/fixed.ts";
import { normal } from "../initializers/random.ts";
import { defineLayer } from "../layer/define_layer.ts";
import type { Layer } from "../layer/layer.ts";
import { id, relu, sigmoid, tanh } from "../layers/activations/activations.ts";
import { abs, log, scale } from "../layers/arithmetic/functions.ts";
import { max, mul } from "../layers/arithmetic/merge.ts";
import { fc } from "../layers/fc.ts";
import { cross_entropy } from "../layers/losses/cross_entropy.ts";
import { bce_with_logits, mse } from "../layers/losses/pointwise.ts";
import { input } from "../layers/wiring/input.ts";
import type { Network } from "../network/network.ts";
import { pipeline } from "../network/pipeline.ts";
import { builtInKinds, builtInLosses } from "./built_in.ts";
import { type FaultyKind, faultyKinds, faultyLosses } from "./faulty_layers.ts";

/** A chain of layers on vectors of one width. */
export interface RandomChain {
  /** The size of the vectors. */
  readonly width: number;
  /** The number of examples to check it with. */
  readonly batch: number;
  /** What it is made of, in order. */
  readonly kinds: readonly FaultyKind[];
}

/** The layer that is in most networks, in both its forms. */
const products = [faultyKinds[0], builtInKinds[0]];

/** Draws a chain of two to five layers, half of them with a loss. */
export function randomChain(random: Random): RandomChain {
  const width = 2 * (2 + random.integer(4));
  const pick = <T>(items: readonly T[]): T =>
    items[random.integer(items.length)];
  const fitting = [...faultyKinds, ...builtInKinds].filter((kind) =>
    kind.takes(width)
  );
  const kinds = Array.from(
    { length: 2 + random.integer(4) },
    () => random.uniform() < 0.3 ? pick(products) : pick(fitting),
  );
  const isLoss = random.uniform() < 0.5;
  return {
    width,
    batch: 3 + random.integer(3),
    kinds: isLoss
      ? [...kinds, pick([...faultyLosses, ...builtInLosses])]
      : kinds,
  };
}

/** The network of a chain, one of its layers replaced. */
export function networkOf(
  { kinds, width }: RandomChain,
  replaced?: { readonly at: number; readonly by: Layer },
): Network {
  const layers = kinds.map((kind, i) =>
    replaced?.at === i ? replaced.by : kind.make(width)
  );
  return pipeline(input(width), ...layers);
}

/** A right gradient on which a checker may go wrong. */
export interface NastyCase {
  /** What is nasty. */
  readonly name: string;
  /** What the verdict must be. */
  readonly verdict: Verdict;
  /** Checks it. */
  check(options: GradcheckOptions & { readonly seed: number }): GradcheckReport;
}

function nasty(
  name: string,
  make: () => Network,
  options: (random: number) => GradcheckOptions = () => ({}),
  verdict: Verdict = "pass",
): NastyCase {
  return {
    name,
    verdict,
    check: (given) => gradcheck(make(), { ...given, ...options(given.seed) }),
  };
}

const filled = (length: number, value: number) =>
  new Float64Array(length).fill(value);

/** A normalization over the batch with a variance near nothing. */
const thinBatchnorm = defineLayer({
  name: "thin_batchnorm",
  waivers: { "by example": "the statistics are over the batch" },
  outputShape: (shape) => shape,
  bind({ batch, x, dx, y, dy }) {
    const width = x.length / batch;
    const deviations = new Float64Array(width);
    return {
      forward() {
        for (let c = 0; c < width; c++) {
          let mean = 0;
          let variance = 0;
          for (let i = c; i < x.length; i += width) mean += x[i] / batch;
          for (let i = c; i < x.length; i += width) {
            variance += (x[i] - mean) ** 2 / batch;
          }
          deviations[c] = Math.sqrt(variance + 1e-12);
          for (let i = c; i < x.length; i += width) {
            y[i] = (x[i] - mean) / deviations[c];
          }
        }
      },
      backward() {
        for (let c = 0; c < width; c++) {
          let sum = 0;
          let product = 0;
          for (let i = c; i < x.length; i += width) {
            sum += dy[i] / batch;
            product += dy[i] * y[i] / batch;
          }
          for (let i = c; i < x.length; i += width) {
            dx[i] = (dy[i] - sum - y[i] * product) / deviations[c];
          }
        }
      },
    };
  },
});

const polynomial = defineLayer({
  name: "polynomial",
  f: (x) => x ** 8 - 3 * x ** 5 + x,
  df: (x) => 8 * x ** 7 - 15 * x ** 4 + 1,
});

const rounded = defineLayer({
  name: "rounded",
  f: Math.round,
  df: () => 1,
  waivers: { gradient: "a straight-through estimator" },
});

/** Takes some rows of a table; the others have no gradient. */
const lookup = defineLayer({
  name: "lookup",
  inputs: [{
    name: "x",
    differentiable: false,
    draw(values, { random }) {
      for (let i = 0; i < values.length; i++) values[i] = random.integer(3);
    },
  }],
  outputShape: (shape) => [...shape, 2],
  parameters: () => [{ name: "table", shape: [9, 2], initializer: normal }],
  bind: ({ x, y, dy, parameters: { table }, gradients }) => ({
    forward() {
      for (let i = 0; i < y.length; i++) y[i] = table[2 * x[i >> 1] + i % 2];
    },
    backward() {
      gradients.table.fill(0);
      for (let i = 0; i < dy.length; i++) {
        gradients.table[2 * x[i >> 1] + i % 2] += dy[i];
      }
    },
  }),
});

const shifted = defineLayer({
  name: "shifted",
  outputShape: (shape) => shape,
  parameters: (shape) => [{
    name: "bias",
    shape: [shape[0]],
    initializer: zeros,
  }],
  bind: ({ x, dx, y, dy, parameters: { bias }, gradients }) => ({
    forward() {
      for (let i = 0; i < y.length; i++) y[i] = x[i] + bias[i % bias.length];
    },
    backward() {
      dx.set(dy);
      gradients.bias.fill(0);
      for (let i = 0; i < dy.length; i++) {
        gradients.bias[i % bias.length] += dy[i];
      }
    },
  }),
});

const kindNamed = (name: string) => {
  const kind = faultyKinds.find((each) => each.name === name);
  if (kind === undefined) throw new RangeError(name);
  return kind;
};

/** Right gradients that must not be called wrong. */
export const nastyCases: readonly NastyCase[] = [
  nasty("relu exactly at 0", () => pipeline(input(4), relu()), () => ({
    numbers: { x: filled(12, 0) },
  })),
  nasty("relu 3e-7 from its kink", () => pipeline(input(4), relu()), () => ({
    numbers: { x: filled(12, 3e-7) },
  })),
  nasty(
    "relu whose kink nobody declares, 3e-7 from it",
    () =>
      pipeline(
        input(4),
        defineLayer({
          name: "silent_relu",
          f: (x) => Math.max(x, 0),
          df: (x) => x > 0 ? 1 : 0,
        })(),
      ),
    () => ({ numbers: { x: filled(12, 3e-7) } }),
  ),
  nasty("an exact tie of a maximum", () => pipeline(input(4), max(id(), id()))),
  nasty(
    "an exact tie of a pool",
    () => pipeline(input(4), kindNamed("maxpool").make(4)),
    () => ({ numbers: { x: filled(12, 1) } }),
  ),
  nasty(
    "gradients of 1e-12",
    () => pipeline(input(4), fc(3), scale(1e-12), tanh()),
  ),
  nasty("sigmoid saturated", () => pipeline(input(4), sigmoid()), () => ({
    numbers: { x: Float64Array.from({ length: 12 }, (_, i) => 10 + 2 * i) },
  })),
  nasty("tanh saturated", () => pipeline(input(4), tanh()), () => ({
    numbers: { x: Float64Array.from({ length: 12 }, (_, i) => 5 + i) },
  })),
  nasty(
    "cross-entropy of logits near 100",
    () => pipeline(input(4), scale(100), cross_entropy()),
  ),
  nasty(
    "cross-entropy with a loss near nothing",
    () => pipeline(input(4), cross_entropy()),
    () => ({
      numbers: {
        x: Float64Array.from({ length: 12 }, (_, i) => i % 4 === 1 ? 17 : -1),
        target: filled(3, 1),
      },
    }),
  ),
  nasty(
    "a loss of 1e6 with gradients of 1e-3",
    () => pipeline(input(2), scale(1e-6), fc(1), mse()),
    () => ({
      numbers: { target: filled(3, 1e3) },
    }),
  ),
  nasty(
    "dropout",
    () => pipeline(input(6), fc(6), kindNamed("dropout").make(6), fc(2)),
  ),
  nasty(
    "a batch normalization of variance 1e-10",
    () => pipeline(input(3), scale(1e-5), thinBatchnorm()),
  ),
  nasty(
    "a bias before a batch normalization",
    () => pipeline(input(4), shifted(), kindNamed("batchnorm").make(4)),
  ),
  nasty("abs at 0", () => pipeline(input(4), abs()), () => ({
    numbers: { x: filled(12, 0) },
  })),
  nasty(
    "relu with a batch of 16",
    () => pipeline(input(6), fc(8), relu(), fc(8), relu(), fc(1), mse()),
    () => ({ batch: 16 }),
  ),
  nasty(
    "a polynomial of degree 8 near 30",
    () => pipeline(input(4), polynomial()),
    () => ({
      numbers: { x: Float64Array.from({ length: 12 }, (_, i) => 28 + i / 3) },
    }),
  ),
  nasty(
    "a layer normalization of two numbers",
    () => pipeline(input(2), kindNamed("layernorm").make(2)),
  ),
  nasty(
    "rows of a table that are never used",
    () => pipeline(input(3), lookup()),
  ),
  nasty(
    "a batch of 1",
    () => pipeline(input(3), fc(4), tanh(), fc(1), mse()),
    () => ({ batch: 1 }),
  ),
  nasty(
    "10,000 inputs",
    () => pipeline(input(10_000), fc(1), sigmoid()),
    () => ({ batch: 1 }),
  ),
  nasty(
    "numbers of very different size",
    () => pipeline(input(3), fc(3), mul(id(), scale(1e8)), fc(1)),
  ),
  nasty(
    "a straight-through estimator with a waiver",
    () => pipeline(input(4), rounded()),
  ),
  nasty(
    "logits of 700",
    () => pipeline(input(3), scale(700), bce_with_logits()),
  ),
  nasty("outside the domain", () => pipeline(input(3), log()), () => ({
    numbers: { x: filled(9, -1) },
  }), "inconclusive"),
];
