/**
 * A number of the network that is looked at, as a session keeps it: `fc1.weight[0,1]`,
 * `x.grad[1]`.
 *
 * @module
 */

import { elementCount, indexOf, type Shape } from "../../lib/base/shape.ts";

/** A number of a node, or of its gradient. */
export interface Selection {
  /** The node's name in the trace. */
  readonly node: string;
  /** The number's place in its array, row-major. */
  readonly entry: number;
  /** Whether it is the gradient that is looked at. */
  readonly isGradient: boolean;
}

/** A selection in words, with the place along each axis of an array. */
export function selectionText(
  { node, entry, isGradient }: Selection,
  shape: Shape,
): string {
  const index = elementCount(shape) === 1 ? "" : `[${indexOf(entry, shape)}]`;
  return `${node}${isGradient ? ".grad" : ""}${index}`;
}

/** Reads it back; undefined where there is no such number. */
export function readSelection(
  text: string,
  shapeOf: (node: string) => Shape | undefined,
): Selection | undefined {
  const [, path, place = ""] = /^(.+?)(?:\[([\d,]*)\])?$/.exec(text) ?? [];
  if (path === undefined) return undefined;
  const isGradient = path.endsWith(".grad");
  const node = isGradient ? path.slice(0, -".grad".length) : path;
  const shape = shapeOf(node);
  if (shape === undefined) return undefined;
  const index = place === ""
    ? shape.map(() => 0)
    : place.split(",").map(Number);
  if (index.length !== shape.length) return undefined;
  let entry = 0;
  for (const [axis, size] of shape.entries()) {
    if (!(index[axis] < size)) return undefined;
    entry = entry * size + index[axis];
  }
  return { node, entry, isGradient };
}
