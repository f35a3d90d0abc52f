import { say } from "../../../words/say.ts";
import { LimitError, ShapeError } from "../../base/nabla_error.ts";
import { elementCount, type Shape } from "../../base/shape.ts";
import type { Values } from "../../base/values.ts";

/**
 * The sizes of a sequence, an array of time × width.
 *
 * @throws {ShapeError} if the array has other axes, or one of them is empty.
 */
export function sequenceSizes(
  layer: string,
  shape: Shape,
): readonly [time: number, width: number] {
  const [time = 0, width = 0] = shape;
  const numbers = elementCount(shape);
  const last = shape.length < 2 ? 1 : shape[shape.length - 1];
  if (shape.length === 2 && time > 0 && width > 0) return [time, width];
  throw new ShapeError({
    layer,
    rule: shape.length === 2
      ? say(
        "its input must have at least one step of time, and one number in each",
      )
      : say("its input must have two axes, time × width"),
    found: shape,
    ...shape.length === 2 || numbers === 0
      ? {}
      : { first: `reshape(${numbers / last},${last})` },
  });
}

/**
 * Bounds what a layer keeps in addition to its output.
 *
 * @throws {LimitError} if it is more than `most`.
 */
export function requireAtMost(most: number, count: number, what: string): void {
  if (count <= most) return;
  throw new LimitError({
    action: say("build a network"),
    limit: what,
    most,
    asked: count,
  });
}

/** Divides an array into `count` arrays of equal length; call it at bind. */
export function parts(values: Values, count: number): readonly Values[] {
  const length = values.length / count;
  return Array.from(
    { length: count },
    (_, i) => values.subarray(i * length, (i + 1) * length),
  );
}
