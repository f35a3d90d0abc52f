import { type Phrase, say } from "../../../words/say.ts";
import { NablaError } from "../../base/nabla_error.ts";
import { elementCount, formatShape, type Shape } from "../../base/shape.ts";
import type { Values } from "../../base/values.ts";
import { formatCount } from "../../base/words.ts";

/** Consecutive examples in memory, each row-major. */
export interface Block {
  /** How many examples. */
  readonly length: number;
  /** Their inputs: length × the input's shape. */
  readonly x: Values;
  /** Their targets: length × the target's shape; empty without targets. */
  readonly target: Values;
}

/** `(x − offset) / scale`, the lists repeated along the numbers of an example. */
export interface Normalization {
  /** What is subtracted: one number for all, or one for each feature. */
  readonly offset: readonly number[];
  /** What is divided by: as many numbers, none of them 0. */
  readonly scale: readonly number[];
}

/** One of several inputs, or of several targets: a part of the numbers of each example. */
export interface ExamplePart {
  /** The name of the input, or of the loss. */
  readonly name: string;
  /** Its shape for one example. */
  readonly shape: Shape;
  /** How a target was normalized, if it was. */
  readonly normalization?: Normalization | undefined;
}

/** Examples to train or evaluate a network on: inputs with their targets. */
export interface Examples {
  /** The shape of one input; of several, how many numbers they have together. */
  readonly inputShape: Shape;
  /** Several inputs, whose numbers lie one after the other in each example. Default: there is one. */
  readonly inputs?: readonly ExamplePart[] | undefined;
  /** The shape of one target, likewise; undefined without targets. */
  readonly targetShape?: Shape | undefined;
  /** Several targets, likewise, one for each loss. */
  readonly targets?: readonly ExamplePart[] | undefined;
  /** How the targets were normalized, if they were. Losses and metrics are told in the units that they had before. */
  readonly targetNormalization?: Normalization | undefined;
  /** How many there are. */
  readonly length: number;
  /** All of them, if they are in memory. */
  readonly memory?: Block;
  /** All of them, block by block; each call starts at the first. */
  blocks(): Iterable<Block> | AsyncIterable<Block>;
}

/** Examples that are in memory. */
export type ExamplesInMemory = Examples & { readonly memory: Block };

/** What {@linkcode examplesOf} takes. */
export interface ExamplesOptions {
  /** The shape of one input. Default: `[]`, a single number. */
  readonly inputShape?: Shape;
  /** The targets, one after the other. */
  readonly target?: ArrayLike<number> | undefined;
  /** The shape of one target. Default: `[]`, a single number. */
  readonly targetShape?: Shape | undefined;
}

/**
 * Examples in memory, from consecutive inputs. Float arrays are not copied.
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
 * @throws {NablaError} if the numbers are not whole examples, or there are not as many
 * targets as inputs.
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
        action: say("make examples"),
        rule: say("each input must have a target"),
        found: say("{inputs} inputs and {targets} targets", {
          inputs: formatCount(length),
          targets: formatCount(count),
        }),
      });
    }
  }
  const memory = { length, x: toValues(x), target: toValues(target ?? []) };
  return {
    inputShape,
    targetShape: target && targetShape,
    length,
    memory,
    blocks: () => [memory],
  };
}

/** Examples in memory with other numbers, which mean the same. */
export function withValues(
  { inputShape, inputs, targetShape, targets, targetNormalization }: Examples,
  x: Values,
  target: Values,
): ExamplesInMemory {
  const own = examplesOf(x, {
    inputShape,
    target: targetShape && target,
    targetShape,
  });
  return { ...own, inputs, targets, targetNormalization };
}

function countOf(what: Phrase, numbers: ArrayLike<number>, shape: Shape) {
  const width = elementCount(shape);
  const count = numbers.length / width;
  if (Number.isInteger(count)) return count;
  throw new NablaError("value", {
    action: say("make examples"),
    name: say("the length of {name} of {shape}", {
      name: say(what),
      shape: formatShape(shape),
    }),
    rule: say("a multiple of {width}", { width }),
    found: numbers.length,
  });
}

/** Numbers as an array of floats, which is not copied. */
export function toValues(numbers: ArrayLike<number>): Values {
  return numbers instanceof Float64Array || numbers instanceof Float32Array
    ? numbers
    : Float64Array.from(numbers);
}
