/**
 * Initializers: what the numbers of a parameter are before training. Those
 * named after a number of inputs or outputs keep the size of values or
 * gradients from layer to layer; `normal`, `zeros`, `ones` and `identity` take
 * no account of sizes. A layer's `init` takes the names; its own default stands
 * with its argument, `glorot` for `fc`.
 *
 * ```ts
 * import { initialize, nn } from "@nabla/nabla";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * const [weight] = initialize(nn`fc(3,2,init=orthogonal)`, { seed: 1 });
 * const [a, b, c, d, e, f] = weight.value;
 * assertAlmostEquals(a * d + b * e + c * f, 0, 1e-15); // rows at right angles
 * assertAlmostEquals(a * a + b * b + c * c, 1, 1e-15); // and of length 1
 * ```
 *
 * @module
 */

import type { Random } from "../base/random.ts";
import type { Shape } from "../base/shape.ts";
import type { Values } from "../base/values.ts";
import type { Definition } from "../definition/definition.ts";

/** What an initializer knows of a parameter: how many numbers meet in one output, how many outputs one number feeds, and the shape. */
export interface Fans {
  /** Inputs of one output. */
  readonly fanIn: number;
  /** Outputs of one input. */
  readonly fanOut: number;
  /** The parameter's shape; where its rows count, the first axis against all others. */
  readonly shape: Shape;
}

/** Fills a parameter with its first values. */
export interface Initializer {
  /** The name in the language, as in `fc(4, init=he)`. */
  readonly name: string;
  /** Writes every number of `values`. */
  fill(values: Values, fans: Fans, random: Random): void;
}

/** An initializer that the language knows by its name. */
export interface NamedInitializer<Name extends string = string>
  extends Initializer, Definition<Initializer> {
  /** The name in the language. */
  readonly name: Name;
}

/** Makes an initializer known by its name. */
export function initializerOf<Name extends string>(
  { name, summary, aliases, fill }: {
    readonly name: Name;
    readonly summary: string;
    readonly aliases?: readonly string[];
    readonly fill: Initializer["fill"];
  },
): NamedInitializer<Name> {
  return {
    name,
    summary,
    aliases,
    arguments: {},
    forms: [[]],
    fill,
    create: () => ({ name, fill }),
  };
}

/** A parameter as a matrix: its first axis against all others. */
export function matrixOf({ length }: Values, [rows = 1]: Shape) {
  return { rows, columns: length / rows };
}
