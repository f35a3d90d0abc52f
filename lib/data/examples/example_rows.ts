import { elementCount } from "../../base/shape.ts";
import type { Values } from "../../base/values.ts";
import type { Examples } from "./examples.ts";

/** Copying numbers one by one costs less than a view of fewer. */
const narrow = 32;

/** The numbers of one input and of one target. */
export function widthsOf(
  { inputShape, targetShape }: Examples,
): readonly [number, number] {
  return [
    elementCount(inputShape),
    targetShape === undefined ? 0 : elementCount(targetShape),
  ];
}

/** Copies one example, or what belongs to it: row `j` of `from` to row `i` of `to`. */
export function copyRow(
  to: Values,
  i: number,
  from: Values,
  j: number,
  width: number,
): void {
  const start = j * width;
  if (width >= narrow) {
    to.set(from.subarray(start, start + width), i * width);
    return;
  }
  for (let k = 0; k < width; k++) to[i * width + k] = from[start + k];
}
