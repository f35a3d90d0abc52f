import type { Unshared } from "../base/network_facts.ts";
import type { NetworkStep } from "./graph.ts";
import type { NetworkBuilder } from "./network.ts";
import type { Labelled, Scope } from "./scope.ts";

/** The step that a label names, if it can be used again; else why not. */
export function sharedStep(
  { name }: Labelled,
  builder: NetworkBuilder,
): NetworkStep | Unshared {
  const step = builder.stepNamed(name);
  if (step === undefined || parameterOwner(step, builder) === undefined) {
    return "no parameters";
  }
  return step.inputs.length > 1 ? "several inputs" : step;
}

/** The step whose parameters a step has, if any. */
export function parameterOwner(
  step: NetworkStep | undefined,
  builder: NetworkBuilder,
): NetworkStep | undefined {
  if (step?.shares !== undefined) return builder.stepNamed(step.shares);
  return step === undefined || step.parameters.length === 0 ? undefined : step;
}

/** In a block that is used again: the step of the first use that has this name. */
export function twinStep(
  name: string,
  { prefix, shares }: Scope,
  builder: NetworkBuilder,
): NetworkStep | undefined {
  return shares === undefined
    ? undefined
    : builder.stepNamed(shares + name.slice(prefix.length));
}
