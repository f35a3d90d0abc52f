import { say } from "../../../words/say.ts";
import { NablaError } from "../../base/nabla_error.ts";
import { createRandom } from "../../base/random.ts";
import { allocate, precisionOf, type Values } from "../../base/values.ts";
import { copyRow, widthsOf } from "./example_rows.ts";
import {
  type Block,
  type Examples,
  type ExamplesInMemory,
  withValues,
} from "./examples.ts";
import { selection } from "./shuffle.ts";

/** What {@linkcode splitExamples} takes. */
export interface SplitOptions {
  /** Default: 0. */
  readonly seed?: number;
}

/**
 * Divides examples at random: `share` of them, rounded, but at least one and not all,
 * are the second part. Both keep their order. Which example goes where depends only
 * on the seed and the number of examples, in memory and streamed alike.
 *
 * ```ts
 * import { moons, splitExamples } from "@nabla/nabla/data";
 * import { assertEquals } from "@std/assert";
 *
 * const [training, validation] = splitExamples(moons({ examples: 50 }), 0.2);
 * assertEquals([training.length, validation.length], [40, 10]);
 * ```
 *
 * @throws {NablaError} if the share is not between 0 and 1, or there are fewer
 * than two examples.
 */
export function splitExamples<All extends Examples>(
  all: All,
  share: number,
  options?: SplitOptions,
): All extends ExamplesInMemory
  ? readonly [training: ExamplesInMemory, validation: ExamplesInMemory]
  : readonly [training: Examples, validation: Examples];
export function splitExamples(
  all: Examples,
  share: number,
  options: SplitOptions = {},
): readonly [training: Examples, validation: Examples] {
  if (!(share > 0 && share < 1)) {
    throw new NablaError("value", {
      action: say("divide examples"),
      name: "share",
      rule: say("between 0 and 1"),
      found: share,
    });
  }
  if (all.length < 2) {
    throw new NablaError("call", {
      action: say("divide examples"),
      rule: say("there must be at least 2"),
      found: all.length,
    });
  }
  const count = Math.min(
    Math.max(Math.round(share * all.length), 1),
    all.length - 1,
  );
  const choose = () =>
    selection(
      all.length,
      count,
      createRandom(options.seed ?? 0).fork("validation"),
    );
  return [
    part(all, all.length - count, choose, false),
    part(all, count, choose, true),
  ];
}

function part(
  all: Examples,
  length: number,
  choose: () => () => boolean,
  wanted: boolean,
): Examples {
  const { memory, ...meaning } = all;
  const widths = widthsOf(all);
  if (memory !== undefined) {
    const isChosen = choose();
    const { x, target } = pick(memory, widths, () => isChosen() === wanted);
    return withValues(all, x, target);
  }
  return {
    ...meaning,
    length,
    async *blocks() {
      const isChosen = choose();
      for await (const block of all.blocks()) {
        const picked = pick(block, widths, () => isChosen() === wanted);
        if (picked.length > 0) yield picked;
      }
    },
  };
}

/** The examples of a block for which `isWanted`, asked once for each in order, is true. */
function pick(
  { length, x, target }: Block,
  [inputWidth, targetWidth]: readonly [number, number],
  isWanted: () => boolean,
): Block {
  const wanted: number[] = [];
  for (let i = 0; i < length; i++) if (isWanted()) wanted.push(i);
  return {
    length: wanted.length,
    x: gather(x, wanted, inputWidth),
    target: gather(target, wanted, targetWidth),
  };
}

function gather(
  from: Values,
  rows: readonly number[],
  width: number,
): Values {
  const to = allocate(precisionOf(from), rows.length * width);
  for (const [i, row] of rows.entries()) copyRow(to, i, from, row, width);
  return to;
}
