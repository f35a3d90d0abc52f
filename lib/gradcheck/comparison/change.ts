import type { EntrySpan } from "../../kernels/contract/kernels.ts";
import { addLoad, includeLoad, type Load, noLoad } from "../noise/load.ts";
import type { Subject } from "../subjects/subject.ts";
import { addTerm, noSum, totalOf } from "./sum.ts";

/** How `φ = Σ v·y` changed. */
export interface Change {
  readonly total: number;
  /** The sum of the changes' sizes, which may cancel. */
  readonly amplitude: number;
  /** How many outputs changed. */
  readonly number: number;
}

/**
 * Keeps the outputs of a subject, to tell how they change.
 *
 * @param shares the deviation of each output from rounding, relative to the largest.
 */
export function keptOutputs(
  { outputs, upstream }: Subject,
  shares: Float64Array,
) {
  const kept = new Float64Array(outputs.length);
  let isFinite = true;
  return {
    keep() {
      kept.set(outputs);
      isFinite = kept.every(Number.isFinite);
    },
    get isFinite() {
      return isFinite;
    },
    /**
     * `φ − φ(t)` over some outputs; the others are known not to have moved.
     *
     * @param reached grows to at least the load of the outputs that moved.
     */
    change({ start, count, stride }: EntrySpan, reached: Load): Change {
      const sum = noSum();
      const moved = noLoad();
      let amplitude = 0;
      let number = 0;
      for (let n = 0, j = start; n < count; n++, j += stride) {
        const difference = outputs[j] - kept[j];
        if (difference === 0) continue;
        const term = upstream[j] * difference;
        addTerm(sum, term);
        addLoad(moved, upstream[j], outputs[j], shares[j]);
        amplitude += Math.abs(term);
        number++;
      }
      // Outside the domain there is nothing to weigh.
      if (Number.isFinite(moved.size)) includeLoad(reached, moved);
      return { total: totalOf(sum), amplitude, number };
    },
    /** Restores some outputs. */
    putBack({ start, count, stride }: EntrySpan) {
      for (let n = 0, j = start; n < count; n++, j += stride) {
        outputs[j] = kept[j];
      }
    },
  };
}
