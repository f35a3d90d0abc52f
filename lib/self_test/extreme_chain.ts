import type { Random } from "../base/random.ts";
import type { Layer } from "../layer/layer.ts";
import type { Part } from "../layer/merge.ts";
import {
  id,
  leaky_relu,
  relu,
  sigmoid,
  softplus,
  softsign,
  tanh,
} from "../layers/activations/activations.ts";
import { elu, selu } from "../layers/activations/exponential_units.ts";
import { gelu, silu } from "../layers/activations/gated.ts";
import { log_softmax, softmax } from "../layers/activations/softmax.ts";
import {
  abs,
  exp,
  log,
  neg,
  recip,
  scale,
  shift,
  sqrt,
  square,
} from "../layers/arithmetic/functions.ts";
import { add, mul } from "../layers/arithmetic/merge.ts";
import { cos, sin } from "../layers/arithmetic/trigonometric.ts";
import { bce, huber, mse } from "../layers/losses/pointwise.ts";
import { layernorm } from "../layers/normalizations/layernorm.ts";
import { input } from "../layers/wiring/input.ts";
import type { Network } from "../network/network.ts";
import { pipeline } from "../network/pipeline.ts";

/** A network with the place where it is checked. */
export interface ExtremeChain {
  readonly network: Network;
  readonly numbers: Readonly<Record<string, readonly number[]>>;
}

const gates: readonly (() => Layer)[] = [
  neg,
  exp,
  log,
  recip,
  square,
  sqrt,
  sin,
  cos,
  abs,
  sigmoid,
  tanh,
  relu,
  leaky_relu,
  softplus,
  softsign,
  elu,
  selu,
  gelu,
  silu,
];

const rows: readonly (() => Layer)[] = [softmax, log_softmax, layernorm];
const losses: readonly (() => Layer)[] = [bce, mse, huber];
const constants = [1, -1, 2, 0.5, -3, 1e-3, 1e3, 1e-8];

/** Where functions saturate, overflow, lose digits or have kinks. */
const extremes = [
  0,
  1e-300,
  1e-155,
  1e-19,
  1e-13,
  12,
  20,
  36,
  700,
  1e5,
  1e8,
  1e15,
  1e155,
];

/**
 * Draws a chain of one to five gates at numbers from 10⁻⁸ to 10³ and at extremes,
 * where all values and gradients are finite: it is right, but differences need
 * not tell.
 */
export function extremeChain(random: Random): ExtremeChain {
  for (;;) {
    const chain = drawnChain(random);
    if (isFinite(chain)) return chain;
  }
}

function isFinite({ network, numbers }: ExtremeChain): boolean {
  const bound = network.bind();
  bound.x.set(numbers.x);
  bound.target.set(numbers.target ?? []);
  bound.forward();
  if (network.loss === undefined) bound.dy.fill(1);
  bound.backward();
  return [...bound.values, ...bound.gradients, bound.dx]
    .every((values) => values.every(Number.isFinite));
}

function drawnChain(random: Random): ExtremeChain {
  const pick = <T>(items: readonly T[]): T =>
    items[random.integer(items.length)];
  const isLikely = (share: number) => random.uniform() < share;
  const gate = (): Layer =>
    isLikely(0.2) ? pick([shift, scale])(pick(constants)) : pick(gates)();
  const part = (): Part =>
    isLikely(0.1)
      ? pick([mul, add])(id(), gate())
      : isLikely(0.05)
      ? pick(rows)()
      : gate();
  const width = 1 + random.integer(3);
  const isExtreme = isLikely(0.4);
  const x = Array.from({ length: width }, () => {
    const size = isExtreme
      ? pick(extremes)
      : 10 ** (-8 + 11 * random.uniform());
    return isLikely(0.65) ? size : -size;
  });
  const layers = Array.from({ length: 1 + random.integer(5) }, part);
  const isLoss = isLikely(0.25);
  const target = x.map(() => isLikely(0.3) ? 1 : random.uniform());
  return {
    network: pipeline(
      input(width),
      ...layers,
      ...isLoss ? [pick(losses)()] : [],
    ),
    numbers: isLoss ? { x, target } : { x },
  };
}
