import { say } from "../../../words/say.ts";
import { elementCount, formatShape, type Shape } from "../../base/shape.ts";
import {
  allocate,
  maxSingle,
  type Precision,
  singleRule,
} from "../../base/values.ts";
import { formatCount } from "../../base/words.ts";
import { DataError } from "../../bytes/data_error.ts";
import { blockBuffer } from "./example_rows.ts";
import {
  type Block,
  type Examples,
  type ExamplesInMemory,
  examplesOf,
} from "./examples.ts";

/** One example. */
export interface Example {
  /** Its input, row-major, or a single number. */
  readonly x: number | ArrayLike<number>;
  /** Its target, likewise; absent without targets. */
  readonly target?: number | ArrayLike<number>;
}

/** Examples one by one. */
export type ExampleIterable = Iterable<Example> | AsyncIterable<Example>;

/** What {@linkcode examplesFrom} takes. */
export interface ExamplesFromOptions {
  /** The shape of one input. Default: `[]`, a single number. */
  readonly inputShape?: Shape;
  /** The shape of one target. Default: there are no targets. */
  readonly targetShape?: Shape;
  /** How many there are. Default: those of a function are counted first. */
  readonly length?: number;
  /** Default: `float32`. */
  readonly precision?: Precision;
  /** What messages call them. Default: `examples`. */
  readonly name?: string;
}

/**
 * Examples from an iterable, which may be asynchronous. An iterable is read once, into
 * memory. A function that returns a new one is called for each epoch, so that there
 * may be more examples than memory holds.
 *
 * ```ts
 * import { examplesFrom } from "@nabla/nabla/data";
 * import { assertEquals } from "@std/assert";
 *
 * function* parabola() {
 *   for (let x = -1; x <= 1; x += 0.5) yield { x: [x], target: [x * x] };
 * }
 * const shapes = { inputShape: [1], targetShape: [1] };
 * const held = await examplesFrom(parabola(), shapes);
 * assertEquals([...held.memory.target], [1, 0.25, 0, 0.25, 1]);
 *
 * const streamed = await examplesFrom(parabola, shapes);
 * assertEquals([streamed.length, streamed.memory], [5, undefined]);
 * ```
 *
 * @throws {DataError} if an example does not have the numbers of its shape or has one
 * that is not finite; when blocks are read, if there are not as many as before.
 */
export function examplesFrom(
  source: ExampleIterable,
  options?: ExamplesFromOptions,
): Promise<ExamplesInMemory>;
/** Examples that are read again and again. */
export function examplesFrom(
  source: () => ExampleIterable,
  options?: ExamplesFromOptions,
): Promise<Examples>;
export async function examplesFrom(
  source: ExampleIterable | (() => ExampleIterable),
  options: ExamplesFromOptions = {},
): Promise<Examples> {
  const { inputShape = [], targetShape } = options;
  if (typeof source !== "function") {
    const blocks = await Array.fromAsync(blocksOf(source, options));
    return examplesOf(joined(blocks.map(({ x }) => x), options), {
      inputShape,
      target: targetShape && joined(blocks.map((each) => each.target), options),
      targetShape,
    });
  }
  let { length } = options;
  if (length === undefined) {
    length = 0;
    for await (const block of blocksOf(source(), options)) {
      length += block.length;
    }
  }
  const count = length;
  return {
    inputShape,
    targetShape,
    length: count,
    async *blocks() {
      let seen = 0;
      for await (const block of blocksOf(source(), options)) {
        yield block;
        seen += block.length;
      }
      if (seen === count) return;
      throw new DataError(
        { file: options.name ?? "examples" },
        say("there must be {count}, as before: found {found}", {
          count: formatCount(count),
          found: formatCount(seen),
        }),
      );
    },
  };
}

async function* blocksOf(
  source: ExampleIterable,
  options: ExamplesFromOptions,
): AsyncGenerator<Block> {
  const { inputShape = [], targetShape } = options;
  const { precision = "float32", name = "examples" } = options;
  const width = elementCount(inputShape);
  const targetWidth = targetShape ? elementCount(targetShape) : 0;
  let block = blockBuffer(precision, width, targetWidth);
  let count = 0;
  let length = 0;
  for await (const { x, target } of source) {
    const place = { file: name, example: ++count };
    write(block.x, length * width, x, inputShape, "input", place);
    if (targetShape !== undefined) {
      const at = length * targetWidth;
      write(block.target, at, target, targetShape, "target", place);
    }
    if (++length < block.capacity) continue;
    yield block.first(length);
    block = blockBuffer(precision, width, targetWidth);
    length = 0;
  }
  if (length > 0) yield block.first(length);
}

/** Writes the numbers of an input or a target, each finite. */
function write(
  to: Block["x"],
  start: number,
  from: number | ArrayLike<number> | undefined,
  shape: Shape,
  what: "input" | "target",
  place: { readonly file: string; readonly example: number },
): void {
  const numbers = typeof from === "number" ? [from] : from ?? [];
  const width = elementCount(shape);
  if (numbers.length !== width) {
    throw new DataError(
      place,
      say("its {what} must have the numbers of {shape}: found {found}", {
        what: say(what),
        shape: formatShape(shape),
        found: numbers.length,
      }),
    );
  }
  for (let i = 0; i < width; i++) {
    if (!(Math.abs(numbers[i]) <= maxSingle)) {
      const rule = Number.isFinite(numbers[i]) ? singleRule : "be finite";
      throw new DataError(
        place,
        say("its {what} must {rule}: found {found} at number {number}", {
          what: say(what),
          rule: say(rule),
          found: numbers[i],
          number: i + 1,
        }),
      );
    }
    to[start + i] = numbers[i];
  }
}

function joined(
  parts: readonly Block["x"][],
  { precision = "float32" }: ExamplesFromOptions,
): Block["x"] {
  const all = allocate(precision, parts.reduce((n, p) => n + p.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
