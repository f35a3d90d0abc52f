import { say } from "../../words/say.ts";
import { NablaError } from "../base/nabla_error.ts";
import { isCount, requireOptions } from "../base/ranges.ts";
import type { Shape } from "../base/shape.ts";
import { series } from "../base/words.ts";
import {
  type FormulaItem,
  type GivenValue,
  type GroupItem,
  type Item,
  nameOfInput,
  type ReferenceItem,
} from "../layer/item.ts";
import { type Branch, type Part, toItems, type Value } from "../layer/merge.ts";
import { assemble } from "./assemble.ts";
import { AssemblyError } from "./assembly_error.ts";
import type { Network } from "./network.ts";

/** A formula with the values that are given with it. */
export interface FormulaPart extends FormulaItem {
  /** By their names in the formula. */
  readonly given: readonly GivenValue[];
}

/** Numbers, nested as deep as the array has axes. */
export type NestedNumbers = number | readonly NestedNumbers[];

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
export function labelled(label: string, part: Part): Item {
  const [item] = toItems(part);
  return { ...item, label };
}

/**
 * The value of an earlier step, by its label, of a given value, by its name, or
 * of the network's input, by `x`: the TypeScript twin of a name that begins a
 * branch.
 *
 * ```ts
 * import { add, fc, reference, id, input, labelled, pipeline, relu } from "@nabla/nabla";
 * import { assertEquals } from "@std/assert";
 *
 * // input(8) -> h: fc(8) -> relu -> add(id, h)
 * const net = pipeline(input(8), labelled("h", fc(8)), relu(), add(id(), reference("h")));
 * assertEquals(net.outputShape, [8]);
 * ```
 */
export function reference(name: string): ReferenceItem {
  return { kind: "reference", name };
}

/**
 * A value that is given: the twin of `given q = [1, 2]` where a pipeline uses
 * `q`. It is the same for every example, and training leaves it alone.
 *
 * ```ts
 * import { add, id, mul, pipeline, value } from "@nabla/nabla";
 * import { assertEquals } from "@std/assert";
 *
 * const circuit = pipeline(
 *   add(value("x", -2), value("y", 5)),
 *   mul(id(), value("z", -4)),
 * ).bind();
 * circuit.forward();
 * circuit.backward();
 * assertEquals(circuit.y[0], -12);
 * assertEquals(circuit.parameters.get("x").gradient[0], -4);
 * ```
 *
 * @throws {NablaError} if the rows of the array differ in length.
 */
export function value(name: string, data: NestedNumbers): Value {
  return { kind: "reference", name, given: numbersNamed(name, data) };
}

/** Parts in a row, `count` times: the twin of `(a -> b)*3`. Each copy has parameters of its own. */
export function repeat(count: number, ...parts: readonly Part[]): GroupItem {
  requireOptions(say("repeat"), { count }, say("a positive integer"), isCount);
  return { kind: "group", items: toItems(parts), repeat: count };
}

/** Parts in a row under a name: the twin of a `let` that is used. Its steps are `name1.fc1`, `name1.relu1` and so on. */
export function block(name: string, ...parts: readonly Part[]): GroupItem {
  return { kind: "group", items: toItems(parts), repeat: 1, block: name };
}

/** Makes a network of parts that follow one another. */
export function pipeline(...parts: readonly Part[]): Network {
  return network(parts);
}

/** Makes a network of several rows. @throws {AssemblyError | NablaError} if they do not make one. */
export function network(...rows: readonly Branch[]): Network {
  const given = new Map<string, GivenValue>();
  const items = rows.map(toItems);
  for (const row of items) collect(row, given);
  try {
    const network = assemble(items, { given: [...given.values()] });
    if (network.input >= 0 && given.has(nameOfInput)) {
      throw new NablaError("value", {
        action: say("make a network"),
        name: say("the name of a value"),
        rule: say("another than that of the input, which is {name}", {
          name: nameOfInput,
        }),
        found: nameOfInput,
      });
    }
    return network;
  } catch (error) {
    if (error instanceof AssemblyError && error.cause instanceof NablaError) {
      throw error.cause;
    }
    throw error;
  }
}

/** Collects the values that are given with the items. */
function collect(items: readonly Item[], given: Map<string, GivenValue>) {
  for (const item of items) {
    if (item.kind === "reference" && "given" in item) {
      const value = item as Value;
      given.set(value.name, value.given);
    }
    if (item.kind === "formula" && "given" in item) {
      for (const value of (item as FormulaPart).given) {
        given.set(value.name, value);
      }
    }
    if (item.kind === "merge") {
      for (const branch of item.branches) collect(branch, given);
    }
    if (item.kind === "group") collect(item.items, given);
  }
}

/** Numbers under a name. @throws {NablaError} if the rows of the array differ in length. */
export function numbersNamed(name: string, data: NestedNumbers): GivenValue {
  const shape = shapeOf(name, data);
  return { name, shape, data: [data].flat(Infinity as 20) as number[] };
}

function shapeOf(name: string, data: NestedNumbers): Shape {
  if (typeof data === "number") return [];
  const shapes = data.map((item) => shapeOf(name, item));
  if (shapes.some((shape) => shape.join() !== shapes[0].join())) {
    throw new NablaError("call", {
      action: say("give {name}", { name }),
      rule: say("its rows must have equal lengths"),
      found: series(shapes.map((shape) => `[${shape.join()}]`)),
    });
  }
  return [data.length, ...shapes.at(0) ?? []];
}
