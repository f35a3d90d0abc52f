/**
 * Derivatives of a bound network along a direction, exact: how its outputs change,
 * and how its gradients change.
 *
 * @module
 */

import { keepNumbers, type Values } from "../base/values.ts";
import { liveSteps } from "./graph.ts";
import {
  type BoundParts,
  fillTangents,
  lackOf,
  type NetworkDirection,
  pushForward,
  requireInspected,
  stepDirections,
  stepParameters,
  type TangentArrays,
  tangentArrays,
} from "./tangents.ts";

/** How what a network computes changes along a direction. */
export interface OutputChange {
  /** The change of the output before the loss: batch × outputs. */
  readonly y: Values;
  /** The change of the losses of the examples; empty in a network without a loss. */
  readonly losses: Values;
  /** The change of the loss, their mean; NaN in a network without one. */
  readonly loss: number;
}

/** The part of a bound network that differentiates along directions. */
export interface DirectionalNetwork {
  /**
   * The derivative of the outputs along a direction (Jacobian times vector), exact,
   * at the numbers of the last forward, which stay.
   *
   * ```ts
   * import { nn } from "@nabla/nabla";
   * import { assertEquals } from "@std/assert";
   *
   * const net = nn`input(2) -> square`.bind();
   * net.x.set([3, 5]);
   * net.forward();
   * assertEquals([...net.jvp({ x: [1, 10] }).y], [2 * 3 * 1, 2 * 5 * 10]);
   * ```
   *
   * @throws {NablaError} if the direction has an array of another length, or one of
   * something that cannot move, or if a layer has no `tangent`.
   */
  jvp(direction: NetworkDirection): OutputChange;
  /**
   * The derivative of every gradient along a direction (Hessian times vector), exact:
   * forward over reverse (Pearlmutter, "Fast exact multiplication by the Hessian",
   * 1994). By path, as `x` and `fc1.weight`. The Hessian is that of the loss; in a
   * network without one, of `Σ dy·y` for the `dy` that was filled. It is taken at the
   * numbers of the last forward; all values and gradients stay as they are.
   *
   * ```ts
   * import { nn } from "@nabla/nabla";
   * import { assertEquals } from "@std/assert";
   *
   * const net = nn`input(2) -> square -> sum`.bind();
   * net.x.set([3, 5]);
   * net.forward();
   * assertEquals([...net.hvp({ x: [1, 10] }).x], [2, 20]);
   * ```
   *
   * @throws {NablaError} as {@linkcode DirectionalNetwork.jvp}, if a layer has no
   * `second`, if backward cannot be run, or if the network was bound with
   * `inspect: false`.
   */
  hvp(direction: NetworkDirection): Readonly<Record<string, Values>>;
}

/** The arrays are allocated at the first call, and used again. */
export function directional(parts: BoundParts): DirectionalNetwork {
  let tangents: TangentArrays | undefined;
  let changes: ReturnType<typeof changeArrays> | undefined;
  const push = (direction: NetworkDirection) => {
    requireInspected(parts);
    tangents ??= tangentArrays(parts);
    fillTangents(tangents, direction);
    pushForward(parts, tangents);
    return tangents;
  };
  return {
    jvp(direction) {
      const { network, values } = parts;
      const { output } = network;
      const { ofValues } = push(direction);
      const [first, ...others] = network.losses.map(({ step }) =>
        ofValues[step.output]
      );
      const losses = (first ?? values[output].slice(0, 0)).slice();
      for (const part of others) {
        for (let b = 0; b < losses.length; b++) losses[b] += part[b];
      }
      let sum = 0;
      for (const change of losses) sum += change;
      return {
        y: ofValues[output].slice(),
        losses,
        loss: sum / losses.length,
      };
    },
    hvp(direction) {
      requireInspected(parts);
      const putBack = keepNumbers(gradientsOf(parts));
      try {
        // Before the tangents: it says why it cannot be run.
        parts.backward();
        changes ??= changeArrays(parts);
        const tangents = push(direction);
        pullBack(parts, tangents, changes);
        return resultOf(parts, tangents, changes);
      } finally {
        putBack();
      }
    },
  };
}

/** The changes of all gradients, and what each step writes of them. */
function changeArrays(parts: BoundParts) {
  const { parameters, gradients, sites } = parts;
  const { precision, store } = parameters;
  const like = ({ length }: Values) => store.allocate(precision, length);
  return {
    ofValues: gradients.map(like),
    byPath: new Map(
      [...parameters].map(({ path, gradient }) =>
        [path, like(gradient)] as const
      ),
    ),
    written: sites.map(({ dinputs, gradients }) => ({
      dinputs: dinputs.map(like),
      gradients: Object.fromEntries(
        Object.entries(gradients).map(([name, each]) => [name, like(each)]),
      ),
    })),
  };
}

/**
 * Runs all steps backward: the change of what a step writes is its `second`, where
 * `dy` stays, plus its backward pass of the change of `dy`, in which it is linear.
 */
function pullBack(
  parts: BoundParts,
  tangents: TangentArrays,
  { ofValues, byPath, written }: ReturnType<typeof changeArrays>,
): void {
  const { network, parameters, gradients, passes, sites } = parts;
  const { addScaled } = parameters.store.kernels;
  const add = (into: Values | undefined, from: Values) => {
    if (into !== undefined && from.length > 0) {
      addScaled(into, from, 1, from.length);
    }
  };
  // A step's backward overwrites what the steps before it need.
  const upstream = gradients.map((each) => each.slice());
  for (const values of [...ofValues, ...byPath.values()]) values.fill(0);
  const live = liveSteps(network);
  for (let i = passes.length - 1; i >= 0; i--) {
    if (!live[i]) continue;
    const { inputs, output } = network.steps[i];
    const pass = passes[i];
    const site = sites[i];
    if (pass.second === undefined) throw lackOf(parts, i, "second");
    site.dy.set(upstream[output]);
    pass.second({
      inputs: stepDirections(parts, tangents, i),
      parameters: tangents.ofSteps[i],
      ...written[i],
    });
    site.dy.set(ofValues[output]);
    pass.backward();
    for (const source of [written[i], site]) {
      for (const [k, value] of inputs.entries()) {
        add(ofValues[value], source.dinputs[k]);
      }
      for (const [name, path] of stepParameters(network, i)) {
        add(byPath.get(path), source.gradients[name]);
      }
    }
  }
}

/** The changes by path, in arrays of their own. */
function resultOf(
  { network }: BoundParts,
  { movable }: TangentArrays,
  { ofValues, byPath }: ReturnType<typeof changeArrays>,
): Readonly<Record<string, Values>> {
  const isTarget = new Set(network.losses.map(({ target }) => target));
  return Object.fromEntries(
    [...movable].flatMap(([path, { value }]) => {
      if (value !== undefined && isTarget.has(value)) return [];
      const change = value === undefined ? byPath.get(path) : ofValues[value];
      const isWanted = change !== undefined && change.length > 0;
      return isWanted ? [[path, change.slice()] as const] : [];
    }),
  );
}

/** All arrays that backward writes. */
function gradientsOf(
  { parameters, gradients, sites }: BoundParts,
): ReadonlySet<Values> {
  return new Set([
    ...gradients,
    ...sites.flatMap(({ dinputs, gradients }) => [
      ...dinputs,
      ...Object.values(gradients),
    ]),
    ...[...parameters].map(({ gradient }) => gradient),
  ]);
}
