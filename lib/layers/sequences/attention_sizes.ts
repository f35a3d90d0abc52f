import { maxElements } from "../../base/limits.ts";
import { ShapeError } from "../../base/nabla_error.ts";
import { equalShapes, type Shape } from "../../base/shape.ts";
import { zeros } from "../../initializers/fixed.ts";
import { glorot } from "../../initializers/random.ts";
import type { ParameterSpec } from "../../layer/layer.ts";
import { requireAtMost, sequenceSizes } from "./sequence.ts";

/** The sizes of an attention over time × width. */
export interface HeadSizes {
  readonly time: number;
  readonly width: number;
  readonly heads: number;
  /** How many numbers of a head are compared. */
  readonly key: number;
  /** How many numbers of a head are mixed. */
  readonly value: number;
}

/** More are probably a mistake, and each has arrays of its own. */
const mostHeads = 1000;

/**
 * The sizes for an input and a mask.
 *
 * @throws {ShapeError} if the input is not a sequence, the heads cannot share its
 * width, or the mask does not fit.
 * @throws {LimitError} if it would hold too much.
 */
export function headSizes(
  layer: string,
  given: {
    readonly heads: number;
    readonly key: number | undefined;
    readonly value: number | undefined;
  },
  shape: Shape,
  mask?: Shape,
): HeadSizes {
  const [time, width] = sequenceSizes(layer, shape);
  const { heads } = given;
  const rest = width % heads;
  const own = (width - rest) / heads;
  const { key = own, value = own } = given;
  const isShared = given.key === undefined || given.value === undefined;
  if (isShared && rest > 0) {
    throw new ShapeError({
      layer,
      rule:
        `${heads} heads must share the width evenly, and ${width} is ${heads}·${own} + ${rest}`,
      found: shape,
    });
  }
  if (mask !== undefined && !equalShapes(mask, [time, time])) {
    throw new ShapeError({
      layer,
      rule:
        `its mask must be ${time}×${time}, a row for each position that looks`,
      found: mask,
    });
  }
  requireAtMost(mostHeads, heads, `heads in ${layer}`);
  requireAtMost(
    maxElements,
    heads * time * Math.max(time, key, value),
    `numbers in the heads of ${layer}`,
  );
  return { time, width, heads, key, value };
}

export function headParameters(
  { width, heads, key, value }: HeadSizes,
): readonly ParameterSpec[] {
  return [
    ...linear("in", "in_proj_", heads * (2 * key + value), width),
    ...linear("out", "out_proj.", width, heads * value),
  ];
}

/** The parameters of a product; PyTorch's names begin with `torch`. */
function linear(
  name: string,
  torch: string,
  out: number,
  in_: number,
): ParameterSpec[] {
  const fans = { fanIn: in_, fanOut: out };
  return [
    {
      name: `${name}_weight`,
      shape: [out, in_],
      initializer: glorot,
      torch: { name: `${torch}weight` },
      ...fans,
    },
    {
      name: `${name}_bias`,
      shape: [out],
      initializer: zeros,
      torch: { name: `${torch}bias` },
      ...fans,
    },
  ];
}
