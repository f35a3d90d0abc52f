/**
 * Initializers: the numbers of a parameter before training. Most keep the size of
 * values or gradients from layer to layer; `normal`, `zeros`, `ones` and `identity`
 * do not depend on sizes. A layer's `init` takes the names. Default: `glorot` for
 * `fc`, for others as their argument says.
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

/** What an initializer knows of a parameter. */
export interface Fans {
  /** How many inputs each output has. */
  readonly fanIn: number;
  /** How many outputs each input has. */
  readonly fanOut: number;
  /** The parameter's shape; as a matrix its rows are the first axis. */
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

export function initializerOf<Name extends string>(
  given: Pick<NamedInitializer<Name>, "name" | "summary" | "aliases" | "fill">,
): NamedInitializer<Name> {
  const { name, fill } = given;
  return {
    ...given,
    arguments: {},
    forms: [[]],
    create: () => ({ name, fill }),
  };
}

/** A parameter as a matrix: its first axis by all others. */
export function matrixOf({ length }: Values, [rows = 1]: Shape) {
  return { rows, columns: length / rows };
}
