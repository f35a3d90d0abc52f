import type { EntrySpan } from "../../kernels/contract/kernels.ts";
import { addLoad, includeLoad, type Load, noLoad } from "../noise/load.ts";
import type { Subject } from "../subjects/subject.ts";
import { addTerm, noSum, totalOf } from "./sum.ts";

export interface KeptOutputs {
  keep(): void;
  readonly isFinite: boolean;
  /**
   * `φ − φ(t)` over some outputs; the others are known not to have moved.
   *
   * @param reached grows to at least the load of the outputs that moved.
   */
  change(span: EntrySpan, reached: Load): number;
  /** Writes some outputs as they were kept. */
  putBack(span: EntrySpan): void;
}

export function keptOutputs({ outputs, upstream }: Subject): KeptOutputs {
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
    change({ start, count, stride }, reached) {
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
    putBack({ start, count, stride }) {
      for (let n = 0, j = start; n < count; n++, j += stride) {
        outputs[j] = kept[j];
      }
    },
  };
}
