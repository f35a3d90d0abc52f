import type { Values } from "../../base/values.ts";
import {
  type AttentionKernels,
  type HeadsPlace,
  stepsOf,
} from "../contract/attention.ts";
import type { Kernels } from "../contract/kernels.ts";
import type { BlasProducts, HeadStep, MatrixPart } from "./blas_products.ts";

/** Queries are taken in so many blocks, each with the keys that it may see, but in no blocks of fewer rows. */
const mostBlocks = 8;
const leastRows = 32;

/** Some queries of a head, and what comes of them. */
interface Block {
  readonly from: number;
  readonly to: number;
  readonly q: MatrixPart;
  readonly dq: MatrixPart;
  readonly mixed: MatrixPart;
  readonly dmixed: MatrixPart;
  readonly weights: MatrixPart;
  readonly dscores: MatrixPart;
}

/** A head of an example. */
interface Head {
  readonly example: number;
  /** Its first row among those of all heads. */
  readonly row: number;
  /** Which matrix of `dscores` is its own. */
  readonly room: number;
  readonly k: MatrixPart;
  readonly dk: MatrixPart;
  readonly v: MatrixPart;
  readonly dv: MatrixPart;
  readonly blocks: readonly Block[];
}

/** Attention whose products a library computes: small ones, those of a head in turn. */
export function blasAttention(
  library: BlasProducts,
  kernels: Kernels,
  place: HeadsPlace,
): AttentionKernels {
  const own = kernels.attention(place);
  const heads = headsOf(place);
  const stepsBy = (of: typeof stepsForward) => () =>
    heads.map((head) => of(place, head));
  return {
    ...own,
    forward: library.heads(place, own, stepsBy(stepsForward)),
    backward: library.heads(place, own, stepsBy(stepsBackward)),
  };
}

/** How many steps queries before `to` see. */
function seenBy(place: HeadsPlace, { example }: Head, to: number): number {
  const all = stepsOf(place, example);
  return place.isCausal ? Math.min(to, all) : all;
}

const asTheyAre = { isAT: false, isBT: false, alpha: 1, beta: 0 } as const;

function stepsForward(place: HeadsPlace, head: Head): readonly HeadStep[] {
  const { key, value } = place;
  const { k, v, row, room } = head;
  return head.blocks.flatMap(({ from, to, q, weights, mixed }) => {
    const seen = seenBy(place, head, to);
    const m = to - from;
    return [
      { ...asTheyAre, y: weights, a: q, b: k, m, n: seen, k: key, isBT: true },
      { way: "weigh" as const, from: row + from, to: row + to, room },
      { ...asTheyAre, y: mixed, a: weights, b: v, m, n: value, k: seen },
    ];
  });
}

function stepsBackward(place: HeadsPlace, head: Head): readonly HeadStep[] {
  const { steps, key, value } = place;
  const { k, v, dk, dv, row, room } = head;
  const scale = 1 / Math.sqrt(key);
  const all: HeadStep[] = [];
  // From the last block on, which sees the most, so that others add to it.
  let seenByAll = 0;
  for (const block of head.blocks.toReversed()) {
    const { from, to, q, dq, dmixed, weights, dscores } = block;
    const n = seenBy(place, head, to);
    const beta = seenByAll === 0 ? 0 : 1;
    seenByAll = Math.max(seenByAll, n);
    const m = to - from;
    const one = asTheyAre;
    const sum = { ...one, isAT: true, beta, m: n, k: m } as const;
    all.push(
      { ...one, y: dscores, a: dmixed, b: v, m, n, k: value, isBT: true },
      { way: "unweigh", from: row + from, to: row + to, room },
      { ...one, y: dq, a: dscores, b: k, m, n: key, k: n, alpha: scale },
      { ...sum, y: dk, a: dscores, b: q, n: key, alpha: scale },
      { ...sum, y: dv, a: weights, b: dmixed, n: value },
    );
  }
  if (seenByAll < steps || place.lengths !== undefined) {
    // A sum of no products is zero.
    const m = steps - seenByAll;
    const rest = ({ at, pitch }: MatrixPart, n: number) => {
      const y = { at: at.subarray(seenByAll * pitch), pitch };
      return { ...asTheyAre, y, a: y, b: y, m, n, k: 0 };
    };
    all.push(rest(dk, key), rest(dv, value));
  }
  return all;
}

/** Every head of every example with its parts of all arrays. */
function headsOf(place: HeadsPlace): readonly Head[] {
  const { batch, heads, time, steps, key, value } = place;
  const { q, k, v, mixed, weights, dscores } = place;
  const height = Math.max(leastRows, Math.ceil(time / mostBlocks));
  return Array.from({ length: batch * heads }, (_, piece) => {
    const example = Math.floor(piece / heads);
    const head = piece - example * heads;
    const part = (
      at: Values,
      pitch: number,
      rows: number,
      size: number,
      row = 0,
    ) => {
      const start = (example * rows + row) * pitch + head * size;
      return { at: at.subarray(start), pitch };
    };
    const square = (at: Values, matrix: number, row: number) => ({
      at: at.subarray((matrix * time + row) * steps),
      pitch: steps,
    });
    const froms = Array.from(
      { length: Math.ceil(time / height) },
      (_, i) => i * height,
    );
    return {
      example,
      row: piece * time,
      room: piece,
      k: part(k.at, k.pitch, steps, key),
      dk: part(k.gradient, k.pitch, steps, key),
      v: part(v.at, v.pitch, steps, value),
      dv: part(v.gradient, v.pitch, steps, value),
      blocks: froms.map((from) => ({
        from,
        to: Math.min(from + height, time),
        q: part(q.at, q.pitch, time, key, from),
        dq: part(q.gradient, q.pitch, time, key, from),
        mixed: part(mixed.at, mixed.pitch, time, value, from),
        dmixed: part(mixed.gradient, mixed.pitch, time, value, from),
        weights: square(weights, piece, from),
        dscores: square(dscores, piece, from),
      })),
    };
  });
}
