/**
 * Examples where a network's kernels can take them from.
 *
 * @module
 */

import { type Precision, precisionOf, type Values } from "../../base/values.ts";
import type { Examples } from "../../data/examples/examples.ts";
import type { Kernels } from "../../kernels/contract/kernels.ts";
import type { Store } from "../../kernels/store.ts";

/** Examples in the memory of a network. */
export interface HeldExamples {
  /** What copies them. */
  readonly kernels: Kernels;
  /** The inputs. */
  readonly x: Values;
  /** The targets. */
  readonly target: Values;
  /** Room for the place of each example. */
  readonly places: Values;
}

/** More numbers than that stay where they are. */
const mostHeld = 2 ** 28;

/** Up to here floats are exact whole numbers. */
const mostPlaces = 2 ** 24;

/**
 * Copies examples into the memory of a network, unless they lie there, where its
 * kernels take a batch of them in less time; undefined where they are streamed, where there are too many, or
 * where the network is so small that it has no memory of its own.
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
