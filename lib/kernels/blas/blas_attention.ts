import type { Values } from "../../base/values.ts";
import {
  type AttentionKernels,
  type HeadsPlace,
  stepsOf,
} from "../contract/attention.ts";
import type { Kernels } from "../contract/kernels.ts";
import type { Blas, MatrixPart } from "./blas.ts";

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

/** Attention whose products a library computes: small ones, each on one thread. */
export function blasAttention(
  { partProduct }: Blas,
  kernels: Kernels,
  place: HeadsPlace,
): AttentionKernels {
  const { steps, key, value, isCausal } = place;
  const own = kernels.attention(place);
  const scale = 1 / Math.sqrt(key);
  const heads = headsOf(place);

  /** How many steps queries before `to` see. */
  function seenBy({ example }: Head, to: number): number {
    const all = stepsOf(place, example);
    return isCausal ? Math.min(to, all) : all;
  }

  function forward(head: Head) {
    const { k, v } = head;
    for (const { from, to, q, weights: a, mixed: o } of head.blocks) {
      const seen = seenBy(head, to);
      const rows = to - from;
      partProduct(a, q, k, rows, seen, key, false, true, 1, 0);
      own.weigh(head.row + from, head.row + to);
      partProduct(o, a, v, rows, value, seen, false, false, 1, 0);
    }
  }

  function backward(head: Head) {
    const { k, v, dk, dv, row, room } = head;
    // From the last block on, which sees the most, so that others add to it.
    let seenByAll = 0;
    for (let i = head.blocks.length; i-- > 0;) {
      const { from, to, q, dq, dmixed, ...block } = head.blocks[i];
      const { weights: a, dscores: ds } = block;
      const seen = seenBy(head, to);
      const beta = seenByAll === 0 ? 0 : 1;
      seenByAll = Math.max(seenByAll, seen);
      const rows = to - from;
      partProduct(ds, dmixed, v, rows, seen, value, false, true, 1, 0);
      own.unweigh(row + from, row + to, room);
      partProduct(dq, ds, k, rows, key, seen, false, false, scale, 0);
      partProduct(dk, ds, q, seen, key, rows, true, false, scale, beta);
      partProduct(dv, a, dmixed, seen, value, rows, true, false, 1, beta);
    }
    for (let step = seenByAll; step < steps; step++) {
      dk.at.fill(0, step * dk.pitch, step * dk.pitch + key);
      dv.at.fill(0, step * dv.pitch, step * dv.pitch + value);
    }
  }

  return {
    ...own,
    forward: () => heads.forEach(forward),
    backward: () => heads.forEach(backward),
  };
}

/** Every head of every example with its parts of all arrays. */
function headsOf(place: HeadsPlace): readonly Head[] {
  const { batch, heads, time, steps, key, value, keepsScores } = place;
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
    const room = keepsScores ? piece : 0;
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
      room,
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
        dscores: square(dscores, room, from),
      })),
    };
  });
}
