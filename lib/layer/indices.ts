import { NablaError } from "../base/nabla_error.ts";
import { elementCount, indexOf, type Shape } from "../base/shape.ts";
import type { Values } from "../base/values.ts";

/** Reads an index of an input of a layer, negative where it is counted from the last; the reader throws a `NablaError` at one that is none. */
export function indexReader(
  layer: string,
  indices: Values,
  shape: Shape,
  input = 1,
  word = "the index",
): (at: number, size: number) => number {
  return (at, size) => {
    const index = indices[at];
    if (Number.isInteger(index) && index >= -size && index < size) {
      return index < 0 ? index + size : index;
    }
    const place = indexOf(at % elementCount(shape), shape);
    throw new NablaError("value", {
      action: `compute ${layer}`,
      name: `${word}${place.length === 0 ? "" : ` at [${place.join()}]`}`,
      rule: `a whole number from 0 to ${
        size - 1
      }, or from ${-size} to -1 from the last`,
      found: index,
      place: { input, entry: at },
    });
  };
}
