import type { Random } from "../base/random.ts";
import type { Shape } from "../base/shape.ts";
import type { Values } from "../base/values.ts";
import type { InputSpec } from "../layer/layer.ts";
import type { BoundNetwork } from "./bound.ts";
import { inputSpec } from "./graph.ts";

/** Fills the input; does nothing in a network without one. */
export function drawInput(bound: BoundNetwork, random: Random): void {
  const { network } = bound;
  if (network.input < 0) return;
  const shape = network.inputShape;
  draw(inputSpec(network), bound.x, shape, [shape], random.fork("x"));
}

/** Fills the target; does nothing in a network without a loss. */
export function drawTarget(bound: BoundNetwork, random: Random): void {
  const { network } = bound;
  if (network.loss === undefined) return;
  const { inputShapes } = bound.sites[network.steps.length - 1];
  const spec = network.loss.layer.inputs?.[1];
  const own = random.fork("target");
  draw(spec, bound.target, inputShapes[1], inputShapes, own);
}

/** Fills one input of a layer with numbers that it accepts. */
export function draw(
  spec: InputSpec | undefined,
  values: Values,
  shape: Shape,
  inputShapes: readonly Shape[],
  random: Random,
): void {
  if (spec?.draw !== undefined) {
    spec.draw(values, { random, shape, inputShapes });
  } else {
    for (let i = 0; i < values.length; i++) values[i] = random.normal();
  }
}
