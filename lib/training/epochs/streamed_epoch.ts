import { say } from "../../../words/say.ts";
import { NablaError } from "../../base/nabla_error.ts";
import { allocate, precisionOf, type Values } from "../../base/values.ts";
import { copyRow, widthsOf } from "../../data/examples/example_rows.ts";
import type { Block, Examples } from "../../data/examples/examples.ts";
import type { Epoch, EpochOptions } from "./epoch_options.ts";

/** Some 64 MB of floats. */
const defaultWindow = 2 ** 24;

/** How many examples wait to be shuffled. */
export function streamWindow(
  all: Examples,
  windowNumbers = defaultWindow,
): number {
  const [inputWidth, targetWidth] = widthsOf(all);
  const fitting = Math.floor(windowNumbers / (inputWidth + targetWidth));
  return Math.max(1, Math.min(fitting, all.length));
}

/**
 * Shuffles a stream with a window: each new example takes the place of a random
 * one that waits, which comes out. So an example comes out at most a window's
 * length earlier than in order. Without shuffling, the window is one example.
 */
export function streamedEpoch(all: Examples, options: EpochOptions): Epoch {
  const { random, skip = 0, windowNumbers = defaultWindow } = options;
  const [inputWidth, targetWidth] = widthsOf(all);
  const capacity = random === undefined ? 1 : streamWindow(all, windowNumbers);
  const rows = rowsOf(all);
  const draw = (count: number) => random?.integer(count) ?? 0;
  let window: readonly [x: Values, target: Values] | undefined;
  let waiting = 0;
  let given = 0;

  /** Gives one example that waits, and puts another, if any, in its place. */
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

  /** Gives the next example; false if it needs more of the stream first. */
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
    // The last example is given at the end of the stream, so none waits then.
    if (given === all.length && waiting > 0) throw changed(all, "more");
  }

  return { next, close: () => rows.close() };
}

interface Rows {
  readonly x: Values;
  readonly target: Values;
}

interface Row {
  readonly block: Block;
  readonly index: number;
}

function changed({ length }: Examples, how: "fewer" | "more") {
  return new NablaError("state", {
    subject: say("the epoch"),
    rule: say(
      "the data must hold {count} examples, as when it was first read",
      { count: length },
    ),
    found: say(how),
  });
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
    /** The next, if it was read already. */
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
