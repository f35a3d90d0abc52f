/**
 * A network written in TypeScript, step after step.
 *
 * @module
 */

import type { Layer } from "./layer.ts";
import { type Network, networkBuilder } from "./network.ts";

/** A layer with a name of its own in the network: `h` in `h: fc(4)`. */
export interface Labelled {
  /** The name. */
  readonly label: string;
  /** The layer that has it. */
  readonly layer: Layer;
}

/**
 * Names a step: the TypeScript twin of `h: fc(4)`.
 *
 * ```ts
 * import { fc, labelled, pipeline, relu } from "@nabla/nabla";
 * import { assertEquals } from "@std/assert";
 *
 * const net = pipeline(labelled("hidden", fc(2, 4)), relu());
 * assertEquals(net.steps[0].name, "hidden");
 * ```
 */
export function labelled(label: string, layer: Layer): Labelled {
  return { label, layer };
}

/**
 * Makes a network of steps that follow one another: the TypeScript twin of a
 * text's `a -> b -> c`.
 *
 * ```ts
 * import { bce, fc, format, nn, pipeline, sigmoid, tanh } from "@nabla/nabla";
 * import { assertEquals } from "@std/assert";
 *
 * const net = pipeline(fc(2, 4), tanh(), fc(1), sigmoid(), bce());
 * assertEquals(
 *   format(net),
 *   format(nn`fc(2,4) -> tanh -> fc(1) -> sigmoid -> bce`),
 * );
 * ```
 *
 * @throws {TypeError} if there is no step, the first does not fix the size of
 * its input, a loss is not the last, or a label is used twice.
 * @throws {ShapeError} if two steps do not fit.
 * @throws {LimitError} if the network is too large.
 */
export function pipeline(...steps: readonly (Layer | Labelled)[]): Network {
  const items = steps.map((step) =>
    "layer" in step ? step : { label: undefined, layer: step }
  );
  const first = items.at(0)?.layer;
  if (first === undefined) {
    throw new TypeError("Cannot make a pipeline as it must have a step");
  }
  if (first.inputShape === undefined) {
    throw new TypeError(
      `Cannot make a pipeline as the size of its input must be known: begin with input(…) before ${first.name}`,
    );
  }
  const builder = networkBuilder(first.inputShape);
  let value = builder.input;
  for (const [i, { label, layer }] of items.entries()) {
    if (layer.loss !== undefined && i < items.length - 1) {
      throw new TypeError(
        `Cannot make a pipeline as a loss must be its last step: after ${layer.name} comes ${
          items[i + 1].layer.name
        }`,
      );
    }
    value = builder.step(layer, [value], label);
  }
  return builder.build();
}
