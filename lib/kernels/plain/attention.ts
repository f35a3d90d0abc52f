import type { Values } from "../../base/values.ts";
import {
  type AttentionKernels,
  type HeadRows,
  type HeadsPlace,
  stepsOf,
} from "../contract/attention.ts";

/** Vaswani et al., "Attention is all you need", 2017, equation 1. */
export function plainAttention(place: HeadsPlace): AttentionKernels {
  const { batch, heads, time, steps, key, value } = place;
  const { q, k, v, mixed, weights, dscores, keepsScores } = place;
  const square = time * steps;
  const count = batch * heads;
  const { seenBy, weigh, unweigh } = plainWeights(place);
  const scale = 1 / Math.sqrt(key);
  const [sums, dvs, dks] = [Math.max(key, value), steps * value, steps * key]
    .map((length) => new Float64Array(length));

  /** Where a head's numbers stand in a row. */
  function startOf(
    { pitch }: HeadRows,
    piece: number,
    row: number,
    rows: number,
    size: number,
  ): number {
    const example = Math.floor(piece / heads);
    return (example * rows + row) * pitch + (piece - example * heads) * size;
  }
  const qOf = (i: number, row: number) => startOf(q, i, row, time, key);
  const kOf = (i: number, row: number) => startOf(k, i, row, steps, key);
  const vOf = (i: number, row: number) => startOf(v, i, row, steps, value);
  const oOf = (i: number, row: number) => startOf(mixed, i, row, time, value);

  return {
    weigh,
    unweigh,
    forward() {
      for (let piece = 0; piece < count; piece++) {
        for (let row = 0; row < time; row++) {
          const seen = seenBy(piece, row);
          const a = piece * square + row * steps;
          const at = qOf(piece, row);
          for (let j = 0; j < seen; j++) {
            weights[a + j] = dot(q.at, at, k.at, kOf(piece, j), key);
          }
          weigh(piece * time + row, piece * time + row + 1);
          sums.fill(0);
          for (let j = 0; j < seen; j++) {
            add(sums, 0, weights[a + j], v.at, vOf(piece, j), value);
          }
          take(mixed.at, oOf(piece, row), sums, 0, 1, value);
        }
      }
    },
    backward() {
      for (let piece = 0; piece < count; piece++) {
        const room = keepsScores ? piece : 0;
        dks.fill(0);
        dvs.fill(0);
        for (let row = 0; row < time; row++) {
          const seen = seenBy(piece, row);
          const a = piece * square + row * steps;
          const d = room * square + row * steps;
          const [at, out] = [qOf(piece, row), oOf(piece, row)];
          for (let j = 0; j < seen; j++) {
            dscores[d + j] = dot(
              mixed.gradient,
              out,
              v.at,
              vOf(piece, j),
              value,
            );
          }
          unweigh(piece * time + row, piece * time + row + 1, room);
          sums.fill(0);
          for (let j = 0; j < seen; j++) {
            add(sums, 0, dscores[d + j], k.at, kOf(piece, j), key);
            add(dks, j * key, dscores[d + j], q.at, at, key);
            add(dvs, j * value, weights[a + j], mixed.gradient, out, value);
          }
          take(q.gradient, at, sums, 0, scale, key);
        }
        for (let j = 0; j < steps; j++) {
          take(k.gradient, kOf(piece, j), dks, j * key, scale, key);
          take(v.gradient, vOf(piece, j), dvs, j * value, 1, value);
        }
      }
    },
  };
}

/** From products to weights, and back. */
function plainWeights(place: HeadsPlace) {
  const { heads, time, steps, isCausal, key, weights, dscores, mask } = place;
  const square = time * steps;
  const scale = 1 / Math.sqrt(key);

  /** How many steps a position sees. */
  function seenBy(piece: number, row: number): number {
    const all = stepsOf(place, Math.floor(piece / heads));
    return isCausal ? Math.min(row + 1, all) : all;
  }

  function weigh(from: number, to: number) {
    for (let r = from; r < to; r++) {
      const piece = Math.floor(r / time);
      const row = r - piece * time;
      const start = r * steps;
      const seen = start + seenBy(piece, row);
      const added = mask && addedBy(mask.of, piece, row);
      let most = -Infinity;
      for (let i = start; i < seen; i++) {
        const own = mask && added !== undefined
          ? mask.at[added + i - start]
          : 0;
        weights[i] = weights[i] * scale + own;
        if (weights[i] > most) most = weights[i];
      }
      let sum = 0;
      for (let i = start; i < seen; i++) {
        weights[i] = Math.exp(weights[i] - most);
        sum += weights[i];
      }
      for (let i = start; i < seen; i++) weights[i] /= sum;
      weights.fill(0, seen, start + steps);
    }
  }

  /** Where the mask's row begins. */
  function addedBy(
    of: "heads" | "positions" | "steps",
    piece: number,
    row: number,
  ) {
    if (of === "heads") return piece * square + row * steps;
    const example = Math.floor(piece / heads);
    return of === "steps" ? example * steps : example * square + row * steps;
  }

  function unweigh(from: number, to: number, room: number) {
    for (let r = from; r < to; r++) {
      const piece = Math.floor(r / time);
      const row = r - piece * time;
      const n = seenBy(piece, row);
      const [a, d] = [r * steps, room * square + row * steps];
      // As in `softmaxBackward`.
      let top = 0;
      for (let i = 1; i < n; i++) {
        if (weights[a + i] > weights[a + top]) top = i;
      }
      const base = dscores[d + top];
      let mean = 0;
      for (let i = 0; i < n; i++) {
        mean += (dscores[d + i] - base) * weights[a + i];
      }
      for (let i = 0; i < n; i++) {
        dscores[d + i] = weights[a + i] * (dscores[d + i] - base - mean);
      }
      dscores.fill(0, d + n, d + steps);
    }
  }

  return { seenBy, weigh, unweigh };
}

/** `⟨a, b⟩` of `n` numbers from two places. */
function dot(a: Values, i: number, b: Values, j: number, n: number): number {
  let sum = 0;
  for (const end = i + n; i < end;) sum += a[i++] * b[j++];
  return sum;
}

/** `y += c·x` */
function add(
  y: Values,
  i: number,
  c: number,
  x: Values,
  j: number,
  n: number,
): void {
  for (const end = i + n; i < end;) y[i++] += c * x[j++];
}

/** `y = c·x` */
function take(
  y: Values,
  i: number,
  x: Values,
  j: number,
  c: number,
  n: number,
): void {
  for (const end = i + n; i < end;) y[i++] = c * x[j++];
}
