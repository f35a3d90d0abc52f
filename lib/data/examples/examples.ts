/**
 * Examples: inputs with their targets, in memory or read again and again.
 *
 * @module
 */

import { NablaError } from "../../base/nabla_error.ts";
import { elementCount, formatShape, type Shape } from "../../base/shape.ts";
import type { Values } from "../../base/values.ts";
import { formatCount } from "../../base/words.ts";

/** Some examples in memory, each row-major, one after the other. */
export interface Block {
  /** How many examples. */
  readonly length: number;
  /** Their inputs: length × the input's shape. */
  readonly x: Values;
  /** Their targets: length × the target's shape; empty where there are none. */
  readonly target: Values;
}

/** Examples to learn from or to try a network on. */
export interface Examples {
  /** The shape of one input. */
  readonly inputShape: Shape;
  /** The shape of one target; absent where there are none. */
  readonly targetShape?: Shape;
  /** How many there are. */
  readonly length: number;
  /** All of them, where they are in memory. */
  readonly memory?: Block;
  /** All of them from the first on, block by block; again at each call. */
  blocks(): Iterable<Block> | AsyncIterable<Block>;
}

/** Examples that are in memory. */
export type ExamplesInMemory = Examples & { readonly memory: Block };

/** What {@linkcode examplesOf} takes besides the inputs. */
export interface ExamplesOptions {
  /** The shape of one input; `[]`, a single number, unless told otherwise. */
  readonly inputShape?: Shape;
  /** The targets, one after the other. */
  readonly target?: ArrayLike<number>;
  /** The shape of one target; `[]`, a single number, unless told otherwise. */
  readonly targetShape?: Shape;
}

/**
 * Examples in memory, from inputs that lie one after the other. Typed arrays of
 * 32 or 64 bits are taken as they are, not copied.
 *
 * ```ts
 * import { examplesOf } from "@nabla/nabla/data";
 * import { assertEquals } from "@std/assert";
 *
 * const xor = examplesOf([0, 0, 0, 1, 1, 0, 1, 1], {
 *   inputShape: [2],
 *   target: [0, 1, 1, 0],
 *   targetShape: [1],
 * });
 * assertEquals(xor.length, 4);
 * ```
 *
 * @throws {NablaError} if the numbers do not make whole examples, or there are
 * not as many targets as inputs.
 */
export function examplesOf(
  x: ArrayLike<number>,
  options: ExamplesOptions = {},
): ExamplesInMemory {
  const { inputShape = [], target, targetShape = [] } = options;
  const length = countOf("inputs", x, inputShape);
  if (target !== undefined) {
    const count = countOf("targets", target, targetShape);
    if (count !== length) {
      throw new NablaError("call", {
        action: "make examples",
        rule: "each input must have a target",
        found: `${formatCount(length)} inputs and ${
          formatCount(count)
        } targets`,
      });
    }
  }
  const memory = { length, x: toValues(x), target: toValues(target ?? []) };
  return {
    inputShape,
    ...(target === undefined ? {} : { targetShape }),
    length,
    memory,
    blocks: () => [memory],
  };
}

function countOf(what: string, numbers: ArrayLike<number>, shape: Shape) {
  const width = elementCount(shape);
  const count = numbers.length / width;
  if (Number.isInteger(count)) return count;
  throw new NablaError("value", {
    action: "make examples",
    name: `the length of ${what} of ${formatShape(shape)}`,
    rule: `a multiple of ${width}`,
    found: numbers.length,
  });
}

function toValues(numbers: ArrayLike<number>): Values {
  return numbers instanceof Float64Array || numbers instanceof Float32Array
    ? numbers
    : Float64Array.from(numbers);
}
