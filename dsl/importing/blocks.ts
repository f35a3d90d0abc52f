import { type Piece, piecesText } from "./pieces.ts";
import type { Names } from "./names.ts";

/** A chain that repeats, as a `let`. */
export interface RepeatedBlock {
  readonly name: string;
  readonly text: string;
}

/** A chain shorter than this stands in brackets where it is used once. */
const shortChain = 40;

/** The least that a `let` must save. */
const leastSaving = 12;

/** The most pieces among which chains are looked for that do not follow one another. */
const mostPieces = 1_000;

/** Pieces with chains that repeat written once: `(fc(8) -> tanh)*3`, `block*4`. */
export function withBlocks(
  lines: readonly (readonly Piece[])[],
  names: Names,
): {
  readonly lines: readonly (readonly Piece[])[];
  readonly blocks: readonly RepeatedBlock[];
} {
  const blocks: RepeatedBlock[] = [];
  let all = lines;
  while (true) {
    const best = bestChain(all);
    if (best === undefined) break;
    const { chain } = best;
    const text = piecesText(chain);
    const isInline = best.places === 1 &&
      (chain.length === 1 || text.length < shortChain);
    let word = chain.length === 1 ? text : `(${text})`;
    if (!isInline) {
      word = names.fresh("block");
      blocks.push({ name: word, text });
    }
    all = all.map((pieces) => replacedIn(pieces, chain, word));
  }
  return { lines: all, blocks };
}

/** The chain by which most is saved, and at how many places it stands. */
function bestChain(lines: readonly (readonly Piece[])[]) {
  let best: { chain: readonly Piece[]; places: number } | undefined;
  let saved = 0;
  for (const pieces of lines) {
    const most = Math.floor(pieces.length / 2);
    for (let start = 0; start < pieces.length; start++) {
      for (
        let length = 1;
        length <= most && start + length <= pieces.length;
        length++
      ) {
        const chain = pieces.slice(start, start + length);
        if (chain.some(({ label }) => label !== undefined)) break;
        // Only a chain that comes again at once, or is long enough, is worth counting.
        const isTwice = isAt(pieces, start + length, chain);
        const text = piecesText(chain);
        if (
          !isTwice &&
          (text.length < 2 * leastSaving || pieces.length > mostPieces)
        ) {
          continue;
        }
        const { places, copies } = countOf(lines, chain);
        if (copies < 2) continue;
        const isNamed = places > 1 ||
          chain.length > 1 && text.length >= shortChain;
        const after = isNamed
          ? text.length + 14 + places * 10
          : text.length + 6;
        const saving = copies * (text.length + 4) - after;
        if (saving <= (isTwice ? 0 : leastSaving) || saving < saved) continue;
        // Of chains that save as much, one that begins with weights.
        if (saving === saved && !begins(chain, best?.chain)) continue;
        saved = saving;
        best = { chain, places };
      }
    }
  }
  return best;
}

/** Whether a chain begins with weights and another does not. */
function begins(
  chain: readonly Piece[],
  other: readonly Piece[] = [],
): boolean {
  const has = (piece: Piece | undefined) =>
    piece?.steps.some(({ parameters }) => parameters.length > 0) === true;
  return has(chain[0]) && !has(other[0]);
}

function isAt(
  pieces: readonly Piece[],
  start: number,
  chain: readonly Piece[],
): boolean {
  return start + chain.length <= pieces.length && chain.every(({ text }, i) => {
    const piece = pieces[start + i];
    return piece.text === text && piece.label === undefined;
  });
}

/** Places at which a chain stands, once or several times in a row, and how often in all. */
function countOf(
  lines: readonly (readonly Piece[])[],
  chain: readonly Piece[],
): { readonly places: number; readonly copies: number } {
  let [places, copies] = [0, 0];
  for (const pieces of lines) {
    for (let i = 0; i < pieces.length;) {
      if (!isAt(pieces, i, chain)) {
        i++;
        continue;
      }
      places++;
      for (; isAt(pieces, i, chain); i += chain.length) copies++;
    }
  }
  return { places, copies };
}

function replacedIn(
  pieces: readonly Piece[],
  chain: readonly Piece[],
  word: string,
): readonly Piece[] {
  const made: Piece[] = [];
  for (let i = 0; i < pieces.length;) {
    if (!isAt(pieces, i, chain)) {
      made.push(pieces[i++]);
      continue;
    }
    const start = i;
    let copies = 0;
    for (; isAt(pieces, i, chain); i += chain.length) copies++;
    made.push({
      text: copies === 1 ? word : `${word}*${copies}`,
      steps: pieces.slice(start, i).flatMap(({ steps }) => steps),
    });
  }
  return made;
}
