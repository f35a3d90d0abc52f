import { elementCount, type Shape } from "../../../../base/shape.ts";
import { allocate, type Values } from "../../../../base/values.ts";
import type { OnnxNumberType, OnnxTensor } from "../../model.ts";

/** An array whose numbers a graph fixes. */
export interface Known {
  /** The name in the file of the numbers that it was made of, if they have one. */
  readonly name?: string;
  readonly type: OnnxNumberType;
  readonly shape: Shape;
  /** Its numbers, or the one that all of them are: such an array takes no memory, whatever its sizes. */
  readonly values: Values | number;
  /** Which of its numbers the size of the batch has a part in, if any: they say how arrays are laid out and nothing else. */
  readonly ofBatch?: readonly boolean[] | undefined;
}

/** The most numbers that are made of fewer. */
export const maxMade = 2 ** 22;

export function knownTensor({ name, type, shape, values }: OnnxTensor): Known {
  return { name, type, shape, values };
}

/** Its numbers; undefined if they are too many to be made. */
export function knownNumbers(known: Known): Values | undefined {
  if (typeof known.values !== "number") return known.values;
  const count = elementCount(known.shape);
  if (count > maxMade) return undefined;
  return allocate("float64", count).fill(known.values);
}

/** Its only number, or the one that all are; undefined if they differ. */
export function soleNumber({ values, ofBatch }: Known): number | undefined {
  if (ofBatch !== undefined) return undefined;
  if (typeof values === "number") return values;
  return values.length > 0 && values.every((each) => Object.is(each, values[0]))
    ? values[0]
    : undefined;
}
