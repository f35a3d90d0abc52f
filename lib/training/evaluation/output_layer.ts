import { elementCount, equalShapes } from "../../base/shape.ts";
import type { Normalization } from "../../data/examples/examples.ts";
import { parameterPath } from "../../layer/layer.ts";
import type { Graph } from "../../network/graph.ts";
import type { Parameters } from "../../network/parameters.ts";

/** A last step that can give its outputs in any units: `weight·h + bias`. */
export interface OutputLayer {
  /** The path of its weight, with consecutive numbers for each output; `undefined` in a step that has none, or whose output or weight is used elsewhere. */
  readonly weight: string | undefined;
  /** The path of its bias, with a number for each output. */
  readonly bias: string;
  /** How many outputs. */
  readonly width: number;
}

/**
 * The last step before the loss, if it has a bias of its own for each output, as `fc`
 * before `mse`; undefined otherwise.
 */
export function outputLayer(
  { steps, output, outputShape }: Graph,
): OutputLayer | undefined {
  const last = steps.find((step) => step.output === output);
  if (last === undefined || last.shares !== undefined) return undefined;
  const pathOf = (name: string) => {
    const spec = last.parameters.find((each) => each.name === name);
    return spec && { ...spec, path: parameterPath(last.name, name) };
  };
  const bias = pathOf("bias");
  if (bias === undefined || !equalShapes(bias.shape, outputShape)) {
    return undefined;
  }
  const uses = steps.filter(({ inputs }) => inputs.includes(output));
  const isShared = uses.length > 1 ||
    steps.some(({ shares }) => shares === last.name);
  return {
    weight: isShared ? undefined : pathOf("weight")?.path,
    bias: bias.path,
    width: elementCount(outputShape),
  };
}

/**
 * Changes the last step so that each output `y` becomes `y·scale + offset`: its weight
 * and its bias do it, or those of them in `only`.
 */
export function rescaleOutputs(
  layer: OutputLayer,
  parameters: Parameters,
  { scale, offset }: Normalization,
  only: (path: string) => boolean = () => true,
): void {
  const { weight, bias, width } = layer;
  for (const path of [weight, bias]) {
    if (path === undefined || !only(path)) continue;
    const { value } = parameters.get(path);
    const each = value.length / width;
    for (let i = 0; i < value.length; i++) {
      const k = Math.floor(i / each);
      value[i] = value[i] * scale[k] + (path === bias ? offset[k] : 0);
    }
  }
}
