/**
 * The numbers that a check is given, and those that it draws.
 *
 * @module
 */

import { say } from "../../../words/say.ts";
import { NablaError } from "../../base/nabla_error.ts";
import { elementCount, formatShape, type Shape } from "../../base/shape.ts";
import { formatCount, plural } from "../../base/words.ts";
import { parameterPath } from "../../layer/layer.ts";
import type { BoundNetwork } from "../../network/bound.ts";
import { dataOf, type Graph } from "../../network/graph.ts";
import { targetShapesOf } from "../../network/outputs.ts";

/** Numbers of a network by path: `x`, `target`, `fc1.weight`. */
export type NumbersByPath = Readonly<Record<string, ArrayLike<number>>>;

/** Where a network is checked: what was given, and what was drawn. */
export interface CheckedPlace {
  /** The paths whose numbers were given, values of the network's own among them. */
  readonly given: readonly string[];
  /** The paths whose numbers were drawn from the seed. */
  readonly drawn: readonly string[];
}

/**
 * How many examples are given: one for each row of `x`; undefined without it.
 *
 * @throws {NablaError} if its numbers are no whole examples.
 */
export function rowsOf(
  { inputs, values }: Graph,
  numbers: NumbersByPath,
): number | undefined {
  const given = inputs.map((input) => values[input])
    .find(({ name }) => Object.hasOwn(numbers, name));
  if (given === undefined) return undefined;
  const { name, shape } = given;
  const rows = numbers[name].length / elementCount(shape);
  if (Number.isInteger(rows) && rows > 0) return rows;
  throw new NablaError("value", {
    action: say("check gradients"),
    name,
    rule: say("examples of {shape}", { shape: formatShape(shape) }),
    found: plural(numbers[name].length, "number"),
  });
}

/** The shapes of an example's targets by loss: of those that a loss takes, that of as many numbers as are given. */
export function givenTargetShapes(
  network: Graph,
  numbers: NumbersByPath,
  batch: number,
): ReadonlyMap<string, Shape> {
  return new Map(network.losses.flatMap((loss) => {
    const { name } = network.values[loss.target];
    if (!Object.hasOwn(numbers, name)) return [];
    const { length } = numbers[name];
    const found = targetShapesOf(network, loss).find((shape) =>
      batch * elementCount(shape) === length
    );
    return found === undefined ? [] : [[loss.step.name, found] as const];
  }));
}

/**
 * Writes what is given into the arrays of a network.
 *
 * @throws {NablaError} if a path names no such array, or has more or fewer numbers.
 */
export function fillGiven(bound: BoundNetwork, numbers: NumbersByPath): void {
  const { network, parameters } = bound;
  const action = say("check gradients");
  const arrays = new Map(
    [...parameters].map((each) => [each.path, each.value]),
  );
  for (const value of dataOf(network)) {
    arrays.set(network.values[value].name, bound.values[value]);
  }
  for (const [path, given] of Object.entries(numbers)) {
    const values = arrays.get(path);
    if (values === undefined) {
      const choices = [...arrays.keys()];
      const name = say("each path of `numbers`");
      throw new NablaError("choice", { action, name, choices, found: path });
    }
    if (values.length !== given.length) {
      const facts = { expected: values.length, found: given.length };
      throw new NablaError("length", { action, name: path, ...facts });
    }
    values.set(given);
  }
}

/**
 * Refuses numbers from which nothing can be computed.
 *
 * @param isGiven whether the user gave them, rather than an initializer.
 * @throws {NablaError} if one of them is not finite.
 */
export function requireFiniteNumbers(
  path: string,
  values: ArrayLike<number>,
  isGiven: boolean,
): void {
  for (let i = 0; i < values.length; i++) {
    if (Number.isFinite(values[i])) continue;
    throw new NablaError("call", {
      action: say("check gradients"),
      rule: isGiven
        ? say("the numbers given for {path} must be finite", { path })
        : say("the initializer of {path} must give finite numbers", { path }),
      found: say("{value} in place of number {number}", {
        value: values[i],
        number: formatCount(i),
      }),
      wayOut: isGiven
        ? say("give other numbers, or leave them out")
        : say("correct its `fill`"),
    });
  }
}

export function checkedPlace(
  network: Graph,
  numbers: NumbersByPath,
): CheckedPlace {
  const own = new Set(network.given.map(({ name }) => name));
  const parameters = network.steps.flatMap((step) =>
    step.parameters.map((spec) => ({
      path: parameterPath(step.name, spec.name),
      isDrawn: spec.state !== true,
    }))
  );
  const drawn = [
    ...dataOf(network).map((value) => network.values[value].name),
    ...parameters.filter(({ isDrawn }) => isDrawn).map(({ path }) => path),
  ];
  return {
    given: [...own, ...Object.keys(numbers).filter((path) => !own.has(path))],
    drawn: [...new Set(drawn)].filter((path) =>
      !own.has(path) && !Object.hasOwn(numbers, path)
    ),
  };
}
