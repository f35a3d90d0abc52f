import { say } from "../../words/say.ts";

/** The sizes of an array's axes, without the batch axis; `[]` is a single number. */
export type Shape = readonly number[];

/** How many numbers an array of this shape holds: the product of its sizes. */
export function elementCount(shape: Shape): number {
  let count = 1;
  for (const size of shape) count *= size;
  return count;
}

/** Whether two shapes have the same sizes in the same order. */
export function equalShapes(a: Shape, b: Shape): boolean {
  return a.length === b.length && a.every((size, axis) => size === b[axis]);
}

/**
 * A shape in words: `2×3`, or `a single number` for `[]`.
 *
 * ```ts
 * import { formatShape } from "@nabla/nabla/define";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(formatShape([28, 28, 1]), "28×28×1");
 * ```
 */
export function formatShape(shape: Shape): string {
  return shape.length === 0 ? say("a single number") : shape.join("×");
}

/** The index along each axis of the number at `offset` of a row-major array. */
export function indexOf(offset: number, shape: Shape): number[] {
  const index = new Array<number>(shape.length).fill(0);
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    index[axis] = offset % shape[axis];
    offset = Math.floor(offset / shape[axis]);
  }
  return index;
}

/** Whether arrays of as many numbers have them in the same order: axes of 1 aside, their axes are the same, or one of them is flat. */
export function inSameOrder(a: Shape, b: Shape): boolean {
  const [own, other] = [a, b].map((shape) => shape.filter((size) => size > 1));
  return own.length < 2 || other.length < 2 || equalShapes(own, other);
}
