import { type Precision, precisionOf, type Values } from "../../base/values.ts";
import type { Examples } from "../../data/examples/examples.ts";
import type { Kernels } from "../../kernels/contract/kernels.ts";
import type { Store } from "../../kernels/store.ts";

export interface HeldExamples {
  /** Copy them. */
  readonly kernels: Kernels;
  readonly x: Values;
  readonly target: Values;
  /** Room for the place of each example. */
  readonly places: Values;
}

/** The most numbers to copy. */
const mostHeld = 2 ** 28;

/** Up to this number, floats are exact whole numbers. */
const mostPlaces = 2 ** 24;

/**
 * Copies examples, if necessary, into the memory of a network, where its kernels copy
 * a batch of them faster; undefined if they are streamed, if there are too many, or
 * if the network is so small that it has no memory of its own.
 */
export function holdExamples(
  { memory, length }: Examples,
  { kernels, allocate, holds }: Store,
  precision: Precision,
): HeldExamples | undefined {
  if (memory === undefined || kernels.kind === "plain") return undefined;
  const { x, target } = memory;
  if (x.length + target.length > mostHeld || length > mostPlaces) {
    return undefined;
  }
  const copied = (values: Values) => {
    if (holds(values) && precisionOf(values) === precision) return values;
    const copy = allocate(precision, values.length);
    copy.set(values);
    return copy;
  };
  return {
    kernels,
    x: copied(x),
    target: copied(target),
    places: allocate(precision, length),
  };
}
