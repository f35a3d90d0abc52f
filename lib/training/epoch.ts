/**
 * One time through all examples, batch by batch, in an order that follows from
 * the seed and the number of the epoch alone: so an epoch is taken up again in
 * its middle without anything having been kept of its beginning.
 *
 * @module
 */

import type { Block, Examples } from "../data/examples.ts";
import type { Kernels } from "../kernels/kernels.ts";
import type { Random } from "../random.ts";
import { elementCount } from "../shape.ts";
import type { Store } from "../store.ts";
import {
  allocate,
  type Precision,
  precisionOf,
  type Values,
} from "../values.ts";
import { inOrder, permutation } from "./shuffle.ts";

/** One time through all examples. */
export interface Epoch {
  /** Writes the next `count` examples, one after the other. */
  next(x: Values, target: Values, count: number): void | Promise<void>;
  /** Ends it before its end. */
  close(): void | Promise<void>;
}

/** How an epoch goes. */
export interface EpochOptions {
  /** Chance for its order, a stream of its own; in order where absent. */
  readonly random?: Random | undefined;
  /** How many examples of its beginning are left out, as they were seen before. */
  readonly skip?: number;
  /** How many numbers of a stream are held to be mixed. */
  readonly windowNumbers?: number;
  /** The examples once more, where kernels take them from; they are used if given. */
  readonly held?: HeldExamples | undefined;
}

/** Examples in the memory of a network. */
export interface HeldExamples {
  /** What copies them. */
  readonly kernels: Kernels;
  /** The inputs. */
  readonly x: Values;
  /** The targets. */
  readonly target: Values;
  /** Room for the place of each example. */
  readonly places: Values;
}

/** More numbers than that stay where they are. */
const mostHeld = 2 ** 28;

/** Up to here floats are exact whole numbers. */
const mostPlaces = 2 ** 24;

/**
 * Copies examples into the memory of a network, where its kernels take a batch of
 * them in less time; undefined where they are streamed, where there are too many, or
 * where the network is so small that it has no memory of its own.
 */
export function holdExamples(
  { memory, length }: Examples,
  { kernels, allocate }: Store,
  precision: Precision,
): HeldExamples | undefined {
  if (memory === undefined || kernels.kind === "plain") return undefined;
  const { x, target } = memory;
  if (x.length + target.length > mostHeld || length > mostPlaces) {
    return undefined;
  }
  const copied = (values: Values) => {
    const copy = allocate(precision, values.length);
    copy.set(values);
    return copy;
  };
  return {
    kernels,
    x: copied(x),
    target: copied(target),
    places: allocate(precision, length),
  };
}

/** Some 64 MB of floats. */
const defaultWindow = 2 ** 24;

/** Copying numbers one by one costs less than a view of fewer. */
const narrow = 32;

/** Begins an epoch. */
export function beginEpoch(all: Examples, options: EpochOptions = {}): Epoch {
  const { memory } = all;
  return memory === undefined
    ? streamedEpoch(all, options)
    : memoryEpoch(all, memory, options);
}

/** The numbers of one input and of one target. */
export function widthsOf(
  { inputShape, targetShape }: Examples,
): readonly [number, number] {
  return [
    elementCount(inputShape),
    targetShape === undefined ? 0 : elementCount(targetShape),
  ];
}

function memoryEpoch(
  all: Examples,
  { length, x, target }: Block,
  { random, skip = 0, held }: EpochOptions,
): Epoch {
  const [inputWidth, targetWidth] = widthsOf(all);
  const order = random === undefined
    ? inOrder(length)
    : permutation(length, random);
  let at = skip;
  if (held !== undefined) {
    const { kernels, places } = held;
    places.set(order);
    return {
      next(toX, toTarget, count) {
        const own = places.subarray(at, at += count);
        kernels.takeRows(toX, held.x, own, count, inputWidth);
        kernels.takeRows(toTarget, held.target, own, count, targetWidth);
      },
      close() {},
    };
  }
  return {
    next(toX, toTarget, count) {
      for (let i = 0; i < count; i++, at++) {
        copyRow(toX, i, x, order[at], inputWidth);
        copyRow(toTarget, i, target, order[at], targetWidth);
      }
    },
    close() {},
  };
}

function copyRow(
  to: Values,
  i: number,
  from: Values,
  j: number,
  width: number,
): void {
  const start = j * width;
  if (width >= narrow) {
    to.set(from.subarray(start, start + width), i * width);
    return;
  }
  for (let k = 0; k < width; k++) to[i * width + k] = from[start + k];
}

/**
 * Mixes a stream by a window: each example that comes takes the place of a random
 * one of those that wait, and that one goes. So an example comes no earlier than
 * the window is long, and later by chance alone. In order, the window is one.
 */
function streamedEpoch(all: Examples, options: EpochOptions): Epoch {
  const { random, skip = 0, windowNumbers = defaultWindow } = options;
  const [inputWidth, targetWidth] = widthsOf(all);
  const fitting = Math.floor(windowNumbers / (inputWidth + targetWidth));
  const capacity = random === undefined
    ? 1
    : Math.max(1, Math.min(fitting, all.length));
  const rows = rowsOf(all);
  const draw = (count: number) => random?.integer(count) ?? 0;
  let window: readonly [x: Values, target: Values] | undefined;
  let waiting = 0;
  let given = 0;

  /** Gives one example that waits, and puts another in its place, where there is one. */
  function exchange(to: Rows, i: number, place: number, by?: Row): void {
    const [x, target] = window ??= [
      allocate(precisionOf(by?.block.x ?? to.x), capacity * inputWidth),
      allocate(precisionOf(by?.block.target ?? to.x), capacity * targetWidth),
    ];
    if (i >= 0) {
      copyRow(to.x, i, x, place, inputWidth);
      copyRow(to.target, i, target, place, targetWidth);
    }
    if (by === undefined) return;
    copyRow(x, place, by.block.x, by.index, inputWidth);
    copyRow(target, place, by.block.target, by.index, targetWidth);
  }

  /** Gives the next example; false where it first needs more of the stream. */
  function one(to: Rows, i: number): boolean {
    for (;;) {
      const row = rows.take();
      if (row !== undefined) {
        const isFull = waiting === capacity;
        const place = isFull ? draw(capacity) : waiting++;
        exchange(to, isFull ? i : -1, place, row);
        if (isFull) return true;
        continue;
      }
      if (!rows.isDone()) return false;
      if (waiting === 0) throw changed(all, "fewer");
      const place = draw(waiting--);
      const last = window && { x: window[0], target: window[1] };
      const block = { length: capacity, x: to.x, target: to.target, ...last };
      exchange(to, i, place, { block, index: waiting });
      return true;
    }
  }

  async function next(x: Values, target: Values, count: number) {
    const first = given === 0 ? -skip : 0;
    for (let i = first; i < count; i++) {
      while (!one({ x, target }, i)) await rows.more();
    }
    given += count - first;
    // The last example is given once nothing comes any more, so none waits then.
    if (given === all.length && waiting > 0) throw changed(all, "more");
  }

  return { next, close: () => rows.close() };
}

/** Where examples are written. */
interface Rows {
  readonly x: Values;
  readonly target: Values;
}

/** One example of a stream. */
interface Row {
  readonly block: Block;
  readonly index: number;
}

function changed({ length }: Examples, how: "fewer" | "more"): RangeError {
  return new RangeError(
    `Cannot go on with the epoch as the data must hold ${length} examples, as when it was first read: it holds ${how} now`,
  );
}

/** The examples of a stream, one at a time. */
function rowsOf(all: Examples) {
  const blocks = (async function* () {
    yield* all.blocks();
  })();
  let block: Block | undefined;
  let index = 0;
  let isDone = false;
  return {
    /** The next, where it was read already. */
    take(): Row | undefined {
      if (block === undefined || index === block.length) return undefined;
      return { block, index: index++ };
    },
    isDone: () => isDone,
    async more(): Promise<void> {
      const next = await blocks.next();
      isDone = next.done === true;
      block = next.done ? undefined : next.value;
      index = 0;
    },
    async close(): Promise<void> {
      await blocks.return(undefined);
    },
  };
}
