import { say } from "../../words/say.ts";
import { maxBoundBytes } from "../base/limits.ts";
import { type Advice, advise } from "../base/advice.ts";
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
    const isOfKernels = most < maxBoundBytes;
    throw new LimitError({
      action: say("bind the network"),
      limit: isOfKernels ? say("bytes in the memory of its kernels") : say(
        "bytes of parameters, values, gradients and what layers remember",
      ),
      most,
      asked,
      by: say("a batch of {count}", { count: formatCount(batch) }),
    }, { help: smallerHelp(fewer, isOfKernels) });
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

/** What to do where a binding takes too much: `fewer` examples may fit, and perhaps ordinary arrays have the room. */
function smallerHelp(fewer: number, isOfKernels: boolean): Advice {
  const batch = { option: "batch", value: fewer };
  const kernels = { option: "kernels", value: "plain" };
  if (fewer < 1) {
    return isOfKernels
      ? advise("Choose smaller layers, or ordinary arrays with {kernels}.", {
        kernels,
      })
      : say("Choose smaller layers.");
  }
  return isOfKernels
    ? advise(
      "Take a smaller batch, as {batch}, or ordinary arrays with {kernels}.",
      { batch, kernels },
    )
    : advise("Take a smaller batch, as {batch}.", { batch });
}
