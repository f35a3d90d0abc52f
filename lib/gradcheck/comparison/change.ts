import type { EntrySpan } from "../../kernels/contract/kernels.ts";
import { addLoad, includeLoad, type Load, noLoad } from "../noise/load.ts";
import type { Subject } from "../subjects/subject.ts";
import { addTerm, noSum, totalOf } from "./sum.ts";

/** Keeps the outputs of a subject, to tell how they change. */
export function keptOutputs({ outputs, upstream }: Subject) {
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
    change({ start, count, stride }: EntrySpan, reached: Load) {
      const sum = noSum();
      const moved = noLoad();
      for (let n = 0, j = start; n < count; n++, j += stride) {
        const difference = outputs[j] - kept[j];
        if (difference === 0) continue;
        addTerm(sum, upstream[j] * difference);
        addLoad(moved, upstream[j], outputs[j]);
      }
      // Outside the domain there is nothing to weigh.
      if (Number.isFinite(moved.size)) includeLoad(reached, moved);
      return totalOf(sum);
    },
    /** Restores some outputs. */
    putBack({ start, count, stride }: EntrySpan) {
      for (let n = 0, j = start; n < count; n++, j += stride) {
        outputs[j] = kept[j];
      }
    },
  };
}
