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
  tanh,
} from "../layers/activations/activations.ts";
import { softmax } from "../layers/activations/softmax.ts";
import { fc } from "../layers/fc.ts";
import { cross_entropy } from "../layers/losses/cross_entropy.ts";
import { mse } from "../layers/losses/pointwise.ts";
import type { FaultyKind } from "./faulty/faulty_kind.ts";

function builtIn(make: (width: number) => Layer): FaultyKind {
  return { name: make(4).name, faults: {}, takes: () => true, make };
}

/** Layers whose kernels have fast forms. */
export const builtInKinds: readonly FaultyKind[] = [
  builtIn((width) => fc(width)),
  builtIn(() => sigmoid()),
  builtIn(() => tanh()),
  builtIn(() => relu()),
  builtIn(() => leaky_relu()),
  builtIn(() => softmax()),
];

export const builtInLosses: readonly FaultyKind[] = [
  builtIn(() => mse()),
  builtIn(() => cross_entropy()),
];
