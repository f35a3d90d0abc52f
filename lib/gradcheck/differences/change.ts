import { allocate } from "../../base/values.ts";
import type { EntrySpan } from "../../kernels/contract/kernels.ts";
import { addLoad, includeLoad, type Load, noLoad } from "../noise/load.ts";
import type { Subject } from "../subjects/subject.ts";
import { addTerm, noSum, totalOf } from "./sum.ts";

/** How `φ = Σ v·y` changed. */
export interface Change {
  readonly total: number;
  /** The sum of the changes' sizes, which may cancel. */
  readonly amplitude: number;
  /** Their load, as they are now. */
  readonly load: Load;
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
  const kept = allocate("float64", outputs.length);
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
     * @param terms gets what each of them adds to it.
     * @param reached grows to at least the load that the outputs that moved had before.
     */
    change(
      { start, count, stride }: EntrySpan,
      terms: Float64Array,
      reached: Load,
    ): Change {
      const sum = noSum();
      const load = noLoad();
      const before = noLoad();
      let amplitude = 0;
      for (let n = 0, j = start; n < count; n++, j += stride) {
        const difference = outputs[j] - kept[j];
        const term = difference === 0 ? 0 : upstream[j] * difference;
        terms[j] = term;
        if (difference === 0) continue;
        addTerm(sum, term);
        addLoad(load, upstream[j], outputs[j], shares[j]);
        addLoad(before, upstream[j], kept[j], shares[j]);
        amplitude += Math.abs(term);
      }
      includeLoad(reached, before);
      return { total: totalOf(sum), amplitude, load };
    },
    /** Restores some outputs. */
    putBack({ start, count, stride }: EntrySpan) {
      for (let n = 0, j = start; n < count; n++, j += stride) {
        outputs[j] = kept[j];
      }
    },
  };
}
