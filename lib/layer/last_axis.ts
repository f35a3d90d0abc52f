import { ShapeError } from "../base/nabla_error.ts";
import type { Shape } from "../base/shape.ts";

/**
 * The size of the last axis.
 *
 * @throws {ShapeError} if the input is a single number.
 */
export function lastAxis(layer: string, shape: Shape): number {
  const columns = shape.at(-1);
  if (columns !== undefined) return columns;
  throw new ShapeError({
    layer,
    rule: "its input must have at least one axis",
    found: shape,
  });
}

/** The trait `related` of a layer that measures the numbers of the last axis against each other. */
export function relatedInRow(shape: Shape): number {
  return shape.at(-1) ?? 1;
}

/** The `outputShape` of a layer that keeps the shape of its input and needs a last axis. */
export function keepsShape(layer: string): (shape: Shape) => Shape {
  return (shape) => {
    lastAxis(layer, shape);
    return shape;
  };
}
