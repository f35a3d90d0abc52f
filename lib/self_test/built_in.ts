/**
 * The library's own layers for the self-test, which tries the checker on the kernels
 * that users run, with the faults that any layer can have.
 *
 * @module
 */

import type { Layer } from "../layer/layer.ts";
import {
  leaky_relu,
  relu,
  sigmoid,
  softplus,
  tanh,
} from "../layers/activations/activations.ts";
import { celu } from "../layers/activations/exponential_units.ts";
import { hard_swish } from "../layers/activations/gated.ts";
import { softmax } from "../layers/activations/softmax.ts";
import { erf } from "../layers/arithmetic/exponentials.ts";
import { atan } from "../layers/arithmetic/trigonometric.ts";
import { fc } from "../layers/fc.ts";
import { cross_entropy } from "../layers/losses/cross_entropy.ts";
import { mse } from "../layers/losses/pointwise.ts";
import type { FaultyKind } from "./faulty/faulty_kind.ts";

function builtIn(make: (width: number) => Layer): FaultyKind {
  return { name: make(4).name, faults: {}, takes: () => true, make };
}

/** Layers whose kernels have fast forms, and functions of each number that are nowhere level, where a fault could not show. */
export const builtInKinds: readonly FaultyKind[] = [
  builtIn((width) => fc(width)),
  builtIn(() => sigmoid()),
  builtIn(() => tanh()),
  builtIn(() => relu()),
  builtIn(() => leaky_relu()),
  builtIn(() => softmax()),
  builtIn(() => softplus(2)),
  builtIn(() => celu(0.7)),
  builtIn(() => hard_swish()),
  builtIn(() => erf()),
  builtIn(() => atan()),
];

export const builtInLosses: readonly FaultyKind[] = [
  builtIn(() => mse()),
  builtIn(() => cross_entropy()),
];
