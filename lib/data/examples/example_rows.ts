import { elementCount } from "../../base/shape.ts";
import { allocate, type Precision, type Values } from "../../base/values.ts";
import type { Block, Examples } from "./examples.ts";

/** A narrower row is faster copied number by number than as a view. */
const narrow = 32;

/** The numbers of one input and of one target. */
export function widthsOf(
  { inputShape, targetShape }: Examples,
): readonly [number, number] {
  return [
    elementCount(inputShape),
    targetShape ? elementCount(targetShape) : 0,
  ];
}

/** A block to be filled, with room for `capacity` examples. */
export interface BlockBuffer {
  readonly capacity: number;
  readonly x: Values;
  readonly target: Values;
  /** The first `length` examples. */
  first(length: number): Block;
}

/** About how many numbers a streamed block has. */
const blockNumbers = 2 ** 17;

/** Room for some examples, at least one, with so many numbers in an input and a target. */
export function blockBuffer(
  precision: Precision,
  width: number,
  targetWidth: number,
): BlockBuffer {
  const most = Math.floor(blockNumbers / (width + targetWidth));
  const capacity = Math.max(1, most);
  const x = allocate(precision, capacity * width);
  const target = allocate(precision, capacity * targetWidth);
  return {
    capacity,
    x,
    target,
    first: (length) => ({
      length,
      x: x.subarray(0, length * width),
      target: target.subarray(0, length * targetWidth),
    }),
  };
}

/** Copies row `j` of `from` to row `i` of `to`. */
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
