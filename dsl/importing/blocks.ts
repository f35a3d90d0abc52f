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
const mostPieces = 500;

/** The most pairs of pieces of a line that are compared: in a long one only short chains are found. */
const mostPairs = 20_000_000;

/** The most blocks of a text. */
const mostBlocks = 100;

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
  for (let found = 0; found < mostBlocks; found++) {
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
    for (const { start, length, isTwice } of candidatesIn(pieces)) {
      const chain = pieces.slice(start, start + length);
      const text = piecesText(chain);
      if (!isTwice && text.length < 2 * leastSaving) continue;
      const { places, copies } = countOf(lines, chain);
      if (copies < 2) continue;
      const isNamed = places > 1 ||
        chain.length > 1 && text.length >= shortChain;
      const after = isNamed ? text.length + 14 + places * 10 : text.length + 6;
      const saving = copies * (text.length + 4) - after;
      if (saving <= (isTwice ? 0 : leastSaving) || saving < saved) continue;
      // Of chains that save as much, one that begins with weights.
      if (saving === saved && !begins(chain, best?.chain)) continue;
      saved = saving;
      best = { chain, places };
    }
  }
  return best;
}

/** A chain of a line that is worth counting. */
interface Candidate {
  readonly start: number;
  readonly length: number;
  /** Whether it comes again at once. */
  readonly isTwice: boolean;
}

/**
 * Chains without labels, each once for a row of copies: those that come again at once,
 * and in a short line those that stand elsewhere too.
 */
function* candidatesIn(pieces: readonly Piece[]): Generator<Candidate> {
  const count = pieces.length;
  const numbers = new Map<string, number>();
  // What has a label is like nothing else.
  const kinds = pieces.map(({ text, label }, i) => {
    if (label !== undefined) return -1 - i;
    const kind = numbers.get(text) ?? numbers.size;
    numbers.set(text, kind);
    return kind;
  });
  const most = Math.min(
    Math.floor(count / 2),
    Math.floor(mostPairs / Math.max(count, 1)),
  );
  // How many pieces from each on are those that stand `length` later.
  const alike = new Int32Array(count + 1);
  // The length of the chain whose copies go on furthest, and for how long they do.
  const period = new Int32Array(count);
  const reach = new Int32Array(count);
  // A chain with the hash of one before is taken for the same, of which one is enough.
  const hashes = new Int32Array(count);
  const nextLabel = new Int32Array(count + 1).fill(count);
  for (let i = count - 1; i >= 0; i--) {
    nextLabel[i] = kinds[i] < 0 ? i : nextLabel[i + 1];
  }
  for (let length = 1; length <= most; length++) {
    alike.fill(0, count - length);
    for (let i = count - length - 1; i >= 0; i--) {
      alike[i] = kinds[i] === kinds[i + length] ? alike[i + 1] + 1 : 0;
    }
    const once = new Set<number>();
    const twice = new Set<number>();
    for (let start = 0; start + length <= count; start++) {
      const hash = Math.imul(hashes[start], 31) + kinds[start + length - 1] | 0;
      hashes[start] = hash;
      if (nextLabel[start] < start + length) continue;
      const isTwice = alike[start] >= length;
      if (!isTwice) {
        if (count <= mostPieces && !once.has(hash)) {
          once.add(hash);
          yield { start, length, isTwice };
        }
        continue;
      }
      // It is some of a shorter one.
      if (length % period[start] === 0 && reach[start] >= 2 * length) continue;
      if (alike[start] + length > reach[start]) {
        period[start] = length;
        reach[start] = alike[start] + length;
      }
      if (twice.has(hash)) continue;
      twice.add(hash);
      yield { start, length, isTwice };
    }
  }
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
