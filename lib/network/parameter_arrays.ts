import { say } from "../../words/say.ts";
import { ShapeError } from "../base/nabla_error.ts";
import { equalShapes, formatShape } from "../base/shape.ts";
import type { Values } from "../base/values.ts";
import {
  parameterPath,
  type ParameterSpec,
  type Site,
} from "../layer/layer.ts";
import type { NetworkStep } from "./graph.ts";
import type { Sum } from "./layout.ts";
import type { Parameters } from "./parameters.ts";

/** The arrays of all steps, as `Site` has them. */
export interface ParameterArrays {
  /** For each step, in order. Steps that share parameters have the same values, but their own gradients. */
  readonly bySteps: readonly Pick<Site, "parameters" | "gradients">[];
  /** What is added up, in the order of the steps, after backward has run all of them. */
  readonly sums: readonly Sum[];
}

/**
 * Hands the parameters to the steps. The gradient of a parameter that several
 * steps use is the sum of what each of them writes.
 */
export function parameterArrays(
  steps: readonly NetworkStep[],
  all: Parameters,
  backward: boolean,
): ParameterArrays {
  const { precision, store } = all;
  const owners = new Map(steps.map((step) => [step.name, step]));
  const isShared = new Set(steps.flatMap(({ shares }) => shares ?? []));
  const parts = new Map<string, { into: Values; from: Values[] }>();

  function gradientOf(path: string, owner: string): Values {
    const { gradient } = all.get(path);
    if (!isShared.has(owner) || gradient.length === 0) return gradient;
    const own = store.allocate(precision, backward ? gradient.length : 0)
      .fill(NaN);
    const sum = parts.get(path) ?? { into: gradient, from: [] };
    sum.from.push(own);
    parts.set(path, sum);
    return own;
  }

  const bySteps = steps.map(({ name, shares }) => {
    const owner = shares ?? name;
    const own = owners.get(owner)?.parameters.map((spec) =>
      [spec.name, parameterPath(owner, spec.name)] as const
    ) ?? [];
    return {
      parameters: Object.fromEntries(
        own.map(([name, path]) => [name, all.get(path).value]),
      ),
      gradients: Object.fromEntries(
        own.map(([name, path]) => [name, gradientOf(path, owner)]),
      ),
    };
  });
  return { bySteps, sums: backward ? [...parts.values()] : [] };
}

/** @throws {ShapeError} if parameters do not have the shapes of those of their owner. */
export function requireShared(
  specs: readonly ParameterSpec[],
  { name, parameters }: NetworkStep,
): void {
  for (const [i, spec] of specs.entries()) {
    const { name: parameter, shape } = parameters[i];
    if (equalShapes(shape, spec.shape)) continue;
    throw new ShapeError({
      layer: "same",
      rule: say(
        "it has the parameters of {step}, whose {parameter} is {shape}",
        { step: name, parameter, shape: formatShape(shape) },
      ),
      found: say("for what comes in it would have to be {shape}", {
        shape: formatShape(spec.shape),
      }),
    });
  }
}
