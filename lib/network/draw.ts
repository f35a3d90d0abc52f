import type { Random } from "../base/random.ts";
import type { Shape } from "../base/shape.ts";
import type { Values } from "../base/values.ts";
import type { InputSpec } from "../layer/layer.ts";
import type { BoundNetwork } from "./bound.ts";
import { inputSpec } from "./graph.ts";

/** Fills the inputs. */
export function drawInput(bound: BoundNetwork, random: Random): void {
  const { network, sites } = bound;
  for (const input of network.inputs) {
    const { name, shape } = network.values[input];
    const user = network.steps.findIndex(({ inputs }) =>
      inputs.includes(input)
    );
    const shapes = sites.at(user)?.inputShapes ?? [shape];
    const own = random.fork(name);
    draw(inputSpec(network, input), bound.values[input], shape, shapes, own);
  }
}

/** Fills the targets. */
export function drawTarget(bound: BoundNetwork, random: Random): void {
  const { steps, losses, values } = bound.network;
  for (const { step, target } of losses) {
    const at = steps.findIndex(({ output }) => output === step.output);
    const { inputShapes } = bound.sites[at];
    const own = random.fork(values[target].name);
    const spec = step.layer.inputs?.[1];
    draw(spec, bound.values[target], inputShapes[1], inputShapes, own);
  }
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
