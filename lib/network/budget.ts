import { maxBoundBytes } from "../base/limits.ts";
import { LimitError } from "../base/nabla_error.ts";
import type { Precision } from "../base/values.ts";
import { formatCount } from "../base/words.ts";
import type { Store } from "../kernels/store.ts";

/** A store that gives only so much. */
export interface Budget extends Pick<Store, "allocate"> {
  /** Requires that so many numbers more may be allocated. @throws {LimitError} if not. */
  reserve(numbers: number): void;
}

/** What a network bound to a batch may allocate: counted before anything is. */
export function bindingBudget(
  store: Store,
  precision: Precision,
  batch: number,
): Budget {
  const size = precision === "float64" ? 8 : 4;
  let taken = 0;

  function reserve(numbers: number): void {
    const asked = taken + size * numbers;
    if (asked <= maxBoundBytes) return;
    // Half of what would fit, as more may be asked for.
    const fewer = Math.floor(batch * maxBoundBytes / asked / 2);
    throw new LimitError({
      action: "bind the network",
      limit: "bytes of values, gradients and what layers remember",
      most: maxBoundBytes,
      asked,
      by: `a batch of ${formatCount(batch)}`,
    }, {
      help: fewer < 1
        ? undefined
        : ["Take a smaller batch, as ", { option: "batch", value: fewer }, "."],
    });
  }

  return {
    reserve,
    allocate(own, length) {
      reserve(length);
      taken += size * length;
      return store.allocate(own, length);
    },
  };
}
