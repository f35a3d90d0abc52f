/**
 * A direction of a bound network, carried forward through its steps.
 *
 * @module
 */

import { say } from "../../words/say.ts";
import { NablaError } from "../base/nabla_error.ts";
import type { Values } from "../base/values.ts";
import { parameterPath, type Pass, type Site } from "../layer/layer.ts";
import { constantValues, type Graph, inputSpec, ownerOf } from "./graph.ts";
import type { Parameters } from "./parameters.ts";

const action = "differentiate the network along a direction";

/**
 * A direction for the numbers of a network, by path: `x`, `target`, `fc1.weight`. What
 * is left out stays as it is.
 */
export type NetworkDirection = Readonly<Record<string, ArrayLike<number>>>;

/** The parts of a bound network. */
export interface BoundParts {
  readonly network: Graph;
  readonly parameters: Parameters;
  readonly values: readonly Values[];
  readonly gradients: readonly Values[];
  readonly sites: readonly Site[];
  readonly passes: readonly Pass[];
  readonly isInspected: boolean;
  backward(): void;
}

/** The direction of each value, and of each parameter by path and for each step. */
export type TangentArrays = ReturnType<typeof tangentArrays>;

export function tangentArrays(
  { network, parameters, values, sites }: BoundParts,
) {
  const { precision, store } = parameters;
  const like = ({ length }: Values) => store.allocate(precision, length);
  const ofValues = values.map(like);
  const byPath = new Map(
    [...parameters].map(({ path, value }) => [path, like(value)] as const),
  );
  /** What may have a direction; for a value, which it is. */
  const movable = new Map<string, Movable>();
  const data = [
    ...network.inputs.filter((each) => inputSpec(network, each).differentiable),
    ...network.losses.map(({ target }) => target),
  ];
  for (const value of data) {
    const { name } = network.values[value];
    movable.set(name, { value, direction: ofValues[value] });
  }
  for (const { path, state } of parameters) {
    const direction = byPath.get(path);
    if (!state && direction !== undefined) movable.set(path, { direction });
  }
  return {
    ofValues,
    movable,
    constants: constantValues(network),
    ofSteps: sites.map((_, i) => byNames(network, i, byPath)),
    none: store.allocate(precision, 0),
  };
}

interface Movable {
  readonly value?: number;
  readonly direction: Values;
}

/** The arrays of a step's parameters, by their names within it. */
function byNames(
  network: Graph,
  step: number,
  byPath: ReadonlyMap<string, Values>,
): Readonly<Record<string, Values>> {
  return Object.fromEntries(
    stepParameters(network, step).flatMap(([name, path]) => {
      const values = byPath.get(path);
      return values === undefined ? [] : [[name, values]];
    }),
  );
}

/** The names of a step's parameters, each with its path. */
export function stepParameters(
  network: Graph,
  step: number,
): (readonly [name: string, path: string])[] {
  const owner = ownerOf(network, network.steps[step]);
  return owner.parameters.map(({ name }) => [
    name,
    parameterPath(owner.name, name),
  ]);
}

/** @throws {NablaError} if something cannot move, or has another length. */
export function fillTangents(
  { movable }: TangentArrays,
  given: NetworkDirection,
): void {
  for (const { direction } of movable.values()) direction.fill(0);
  for (const [path, numbers] of Object.entries(given)) {
    const direction = movable.get(path)?.direction;
    if (direction === undefined) {
      throw new NablaError("choice", {
        action: say(action),
        name: say("a path of the direction"),
        choices: [...movable.keys()],
        found: path,
      });
    }
    if (numbers.length !== direction.length) {
      throw new NablaError("length", {
        action: say(action),
        name: say("the direction of {path}", { path }),
        expected: direction.length,
        found: numbers.length,
      });
    }
    direction.set(numbers);
  }
}

/** The direction of each input of a step; empty for a target that stays, class numbers and constants. */
export function stepDirections(
  { network }: BoundParts,
  { ofValues, constants, none }: TangentArrays,
  step: number,
): Values[] {
  const isStill = (value: number) =>
    network.losses.some(({ target }) => target === value)
      ? ofValues[value].every((number) => number === 0)
      : constants.has(value) || network.inputs.includes(value) &&
          !inputSpec(network, value).differentiable;
  return network.steps[step].inputs.map((value) =>
    isStill(value) ? none : ofValues[value]
  );
}

/** Runs the tangents of all steps in order. */
export function pushForward(
  parts: BoundParts,
  tangents: TangentArrays,
): void {
  const { network, passes } = parts;
  for (const [i, pass] of passes.entries()) {
    if (pass.tangent === undefined) throw lackOf(parts, i, "tangent");
    pass.tangent({
      inputs: stepDirections(parts, tangents, i),
      parameters: tangents.ofSteps[i],
      output: tangents.ofValues[network.steps[i].output],
    });
  }
}

/** @throws {NablaError} if arrays that a layer reads may have been overwritten. */
export function requireInspected({ isInspected }: BoundParts): void {
  if (isInspected) return;
  throw new NablaError("call", {
    action: say(action),
    rule: say(
      "it was bound with inspect: false, so that its arrays share memory",
    ),
    wayOut: say("bind it without that"),
  });
}

/** The error of a layer that lacks a method. */
export function lackOf(
  { network }: BoundParts,
  step: number,
  what: "tangent" | "second",
): NablaError {
  const { name, layer } = network.steps[step];
  return new NablaError("call", {
    action: say(action),
    rule: say("every layer needs `{method}`", { method: what }),
    found: say("{layer} without it, in step {step}", {
      layer: layer.name,
      step: name,
    }),
  });
}
