import type { Shape } from "../../lib/base/shape.ts";
import type { Values } from "../../lib/base/values.ts";
import { parameterPath } from "../../lib/layer/layer.ts";
import { pathRead } from "../../lib/network/gates.ts";
import { partOf } from "../exercise/exercise.ts";
import type { Tracing } from "./tracing.ts";

/** An array of the network, as a node of the trace shows it. */
export interface TracedArray {
  readonly node: string;
  readonly value: Values;
  /** Empty where it has none. */
  readonly gradient: Values;
  readonly shape: Shape;
  /** The step that computes it; -1 of what is given. */
  readonly step: number;
  /** The first step that a change of it reaches. */
  readonly from: number;
  /** Whether its numbers can be changed to see what becomes of the loss. */
  readonly isVaried: boolean;
  readonly uses: readonly ArrayUse[];
}

/** A use of an array by a step: an input by its number, or a parameter by its name. */
export interface ArrayUse {
  readonly step: number;
  readonly of: number | string;
}

const none = new Float64Array(0);

/** The array that a node of the trace shows. */
export function tracedArray(
  tracing: Tracing,
  node: string,
): TracedArray | undefined {
  const { network: { steps, losses, values }, names, gates } = tracing;
  const output = names.findIndex(([name], value) =>
    name === node && gates.constantOf(value) === undefined
  );
  if (output < 0) {
    return node === "loss" && losses.length > 0
      ? lossSource(
        tracing,
        node,
        losses.length === 1 ? steps.indexOf(losses[0].step) : -1,
      )
      : parameterSource(tracing, node);
  }
  const step = steps.findIndex((each) => each.output === output);
  if (losses.some((loss) => loss.step === steps[step])) {
    return lossSource(tracing, node, step);
  }
  if (steps[step]?.inputs.length === 0) {
    return pathRead(steps[step]) === undefined
      ? givenSource(tracing, node, step)
      : parameterSource(tracing, node);
  }
  const { batch, exercise: { bound }, isLive, takers } = tracing;
  const { shape } = values[output];
  const uses = takers.get(output) ?? [];
  return {
    node,
    value: bound.values[output],
    gradient: step < 0 || isLive[step] ? bound.gradients[output] : none,
    shape: batch > 1 ? [batch, ...shape] : shape,
    step,
    from: step + 1,
    isVaried: !losses.some(({ target }) => target === output),
    uses: uses.map(([step, of]) => ({ step, of })),
  };
}

/** A loss, which is the mean over the examples, or the sum of several losses. */
function lossSource(
  { network: { steps }, exercise: { bound } }: Tracing,
  node: string,
  step: number,
): TracedArray {
  return {
    node,
    value: Float64Array.of(
      step < 0 ? bound.loss : partOf(steps[step], bound),
    ),
    gradient: Float64Array.of(1),
    shape: [],
    step,
    from: steps.length,
    isVaried: false,
    uses: [],
  };
}

/** A given value: one array for all examples. */
function givenSource(
  tracing: Tracing,
  node: string,
  step: number,
): TracedArray {
  const { network, exercise: { bound }, takers } = tracing;
  const { output } = network.steps[step];
  const { name } = network.values[output];
  const uses = takers.get(output) ?? [];
  return {
    ...bound.parameters.get(name),
    node,
    step: -1,
    from: step,
    isVaried: true,
    uses: uses.map(([step, of]) => ({ step, of })),
  };
}

/** A parameter, by its path; formulas may read it too. */
function parameterSource(
  { network: { steps }, exercise: { bound }, takers }: Tracing,
  path: string,
): TracedArray | undefined {
  const parameter = [...bound.parameters].find((each) => each.path === path);
  if (parameter === undefined) return undefined;
  const uses = steps.flatMap((step, i): readonly ArrayUse[] => {
    const read = pathRead(step);
    if (read === path) {
      const taken = takers.get(step.output) ?? [];
      return taken.map(([step, of]) => ({ step, of }));
    }
    const owner = step.shares ?? step.name;
    const own = Object.keys(bound.sites[i].gradients);
    const of = own.find((name) => parameterPath(owner, name) === path);
    return read !== undefined || of === undefined ? [] : [{ step: i, of }];
  });
  return {
    ...parameter,
    node: path,
    step: -1,
    from: uses.length === 0
      ? steps.length
      : Math.min(...uses.map(({ step }) => step)),
    isVaried: !parameter.state,
    uses,
  };
}
