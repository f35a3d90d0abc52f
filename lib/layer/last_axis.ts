import { say } from "../../words/say.ts";
import { ShapeError } from "../base/nabla_error.ts";
import { elementCount, type Shape } from "../base/shape.ts";
import type { ArgumentValues } from "../definition/arguments.ts";

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
    rule: say("its input must have at least one axis"),
    found: shape,
  });
}

/** The trait `related` of a layer that measures the numbers of the last axis against each other. */
export function relatedInRow(shape: Shape): number {
  return shape.at(-1) ?? 1;
}

/** The trait `related` of a layer that measures the numbers along its `axis` against each other, one or several, by default the last. */
export function relatedAlong(shape: Shape, { axis }: ArgumentValues): number {
  const axes = [axis ?? -1].flat().map(Number);
  return elementCount(axes.map((each) => shape.at(each) ?? 1));
}
