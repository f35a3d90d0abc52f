import type { Shape } from "../base/shape.ts";
import type { Values } from "../base/values.ts";

/** Copies an array of a shape with its axes in another order: axis `i` of `to` is axis `axes[i]` of `from`. */
export function permuteAxes(
  to: Values,
  from: Values,
  shape: Shape,
  axes: readonly number[],
): void {
  const strides = shape.map((_, axis) =>
    shape.slice(axis + 1).reduce((n, size) => n * size, 1)
  );
  const sizes = axes.map((axis) => shape[axis]);
  const steps = axes.map((axis) => strides[axis]);
  const index = axes.map(() => 0);
  let offset = 0;
  for (let i = 0; i < to.length; i++) {
    to[i] = from[offset];
    for (let axis = axes.length - 1; axis >= 0; axis--) {
      offset += steps[axis];
      if (++index[axis] < sizes[axis]) break;
      offset -= steps[axis] * sizes[axis];
      index[axis] = 0;
    }
  }
}

/** The order of axes that undoes a permutation. */
export function inverse(axes: readonly number[]): number[] {
  return axes.map((_, axis) => axes.indexOf(axis));
}
