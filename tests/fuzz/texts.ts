/**
 * Tries everything that nabla does with texts on random and changed ones:
 * `deno task fuzz [count] [seed] [--keep FOLDER] [--record]`. With `--keep`, texts of
 * which something new came are added to the seeds in a folder: `--keep tests/corpus`.
 *
 * @module
 */

import { happens, pick } from "./chance.ts";
import { readTextSeeds, textOf } from "./corpus.ts";
import { randomText } from "./grammar.ts";
import type { Target } from "./led.ts";
import { changed, smallerTexts } from "./text_changes.ts";
import { examineText } from "./text_oracles.ts";

/** Texts of networks. */
export function texts(): Target<string> {
  return {
    name: "texts",
    seeds: readTextSeeds().map(textOf),
    next(random, kept) {
      if (happens(random, 0.3)) return randomText(random);
      const text = happens(random, 0.4)
        ? randomText(random)
        : pick(random, kept);
      // A long one takes long, and changes of it say little.
      const isLong = text.length > (happens(random, 0.02) ? 5000 : 500);
      const base = isLong ? randomText(random) : text;
      return changed(random, base, pick(random, kept).slice(0, 500));
    },
    examine: examineText,
    show: (text) => JSON.stringify(text),
    isSmall: (text) => text.length <= 500,
    smaller: smallerTexts,
  };
}
