import { maxBoundBytes } from "../base/limits.ts";
import { LimitError } from "../base/nabla_error.ts";
import { bytesOf, type Precision, type Values } from "../base/values.ts";
import { formatCount } from "../base/words.ts";
import type { Store } from "../kernels/store.ts";

/** A store that gives only so much. */
export interface Budget extends Pick<Store, "allocate"> {
  /** Requires that so many numbers more may be allocated. @throws {LimitError} if not. */
  reserve(numbers: number): void;
}

/** What a network bound to a batch may allocate beside its `parameters`: counted before anything is. */
export function bindingBudget(
  parameters: Iterable<{ readonly value: Values; readonly gradient: Values }>,
  { store, precision, batch }: {
    readonly store: Store;
    readonly precision: Precision;
    readonly batch: number;
  },
): Budget {
  const size = bytesOf(precision);
  const most = Math.min(maxBoundBytes, store.mostBytes ?? maxBoundBytes);
  let own = 0;
  for (const { value, gradient } of parameters) {
    own += value.byteLength + gradient.byteLength;
  }
  let taken = own;

  function reserve(numbers: number): void {
    const asked = taken + size * numbers;
    if (asked <= most) return;
    // Half of what would fit, as more may be asked for.
    const fewer = Math.floor(batch * (most - own) / (asked - own) / 2);
    const smaller = fewer < 1
      ? "Choose smaller layers"
      : ["Take a smaller batch, as ", { option: "batch", value: fewer }];
    throw new LimitError({
      action: "bind the network",
      limit: most < maxBoundBytes
        ? "bytes in the memory of its kernels"
        : "bytes of parameters, values, gradients and what layers remember",
      most,
      asked,
      by: `a batch of ${formatCount(batch)}`,
    }, {
      help: [
        ...smaller,
        ...most < maxBoundBytes
          ? [", or ordinary arrays with ", {
            option: "kernels",
            value: "plain",
          }]
          : [],
        ".",
      ],
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
