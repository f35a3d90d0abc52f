import { say } from "../../../words/say.ts";
import { ShapeError } from "../../base/nabla_error.ts";
import { elementCount, type Shape } from "../../base/shape.ts";
import type { SpecsFor, ValuesOf } from "../../definition/arguments.ts";
import {
  choice,
  type Extents,
  extents,
  extentsOr,
  optionalExtents,
} from "../../definition/kinds.ts";
import type { WindowGeometry } from "../../kernels/contract/windows.ts";
import type { LayerBody, LayerExample } from "../../layer/layer.ts";
import {
  type ImageWindows,
  imageWindows,
  requireImage,
} from "./image_windows.ts";

/** What pooling takes by name. */
export interface PoolOptions {
  /** How far apart windows are. Default: the kernel, so that they do not overlap. */
  readonly stride?: Extents<"kernel">;
  /** How far windows reach over each side, or before where `after` is given. Default: 0. */
  readonly pad?: Extents<"same">;
  /** How far they reach over behind. Default: as far as before. */
  readonly after?: Extents;
  /** How far apart the positions of a window are. Default: 1. */
  readonly dilation?: Extents;
  /** Whether what is left at the end has a window of its own, which reaches over the edge. Default: `no`. */
  readonly ceil?: "no" | "yes";
}

export const poolOptions = {
  stride: extentsOr(["kernel"], "how far apart windows are", {
    default: "kernel",
    named: true,
  }),
  pad: extentsOr(
    ["same"],
    "how far windows reach over each side; `same` keeps the size at stride 1",
    { default: 0, least: 0, named: true },
  ),
  after: optionalExtents(
    "how far they reach over behind, by default as far as before",
    true,
  ),
  dilation: extents("how far apart the positions of a window are", {
    default: 1,
    named: true,
  }),
  ceil: choice(
    "whether what is left at the end has a window of its own",
    ["no", "yes"],
    "no",
  ),
} satisfies SpecsFor<PoolOptions>;

export const poolArguments = {
  kernel: extents("how many positions a window sees along each axis"),
  ...poolOptions,
};

export const poolExamples: readonly LayerExample[] = [
  { arguments: [2], inputs: [[4, 6, 3]] },
  { arguments: [[3, 2], { stride: [2, 1] }], inputs: [[5, 4, 1]] },
  { arguments: [3, { stride: 2, pad: 1 }], inputs: [[5, 6, 2]] },
  { arguments: [2, { pad: "same", stride: 1 }], inputs: [[5, 5]] },
  { arguments: [3], inputs: [[7, 2]] },
  { arguments: [1], inputs: [[1, 1, 1]] },
  { arguments: [2, { dilation: 2, stride: 1 }], inputs: [[4, 5, 2]] },
  { arguments: [3, { stride: 2, ceil: "yes" }], inputs: [[6, 2]] },
  { arguments: [2, { pad: 0, after: [1, 0] }], inputs: [[3, 4, 1]] },
  { arguments: [2, { stride: [1, 2, 1] }], inputs: [[2, 4, 3, 1]] },
];

export type PoolValues = ValuesOf<typeof poolArguments>;

/** The windows of a pool. @throws {ShapeError} also if one would see nothing. */
export function poolWindows(
  layer: string,
  shape: Shape,
  values: PoolValues,
): ImageWindows {
  const stride = typeof values.stride === "string"
    ? values.kernel
    : values.stride;
  const windows = imageWindows(layer, shape, { ...values, stride });
  const { kernel, dilation, pad, after } = windows.geometry;
  if ([0, 1, 2].some((axis) => seesNothing(windows.geometry, axis))) {
    kernel.forEach((count, axis) => {
      const seen = (count - 1) * dilation[axis] + 1;
      const zeros = Math.max(pad[axis], after[axis]);
      if (zeros < seen) return;
      throw new ShapeError({
        layer,
        rule: say("its kernel must be larger than the zeros on one side"),
        found: say("a window of {seen} would see only zeros with pad {zeros}", {
          seen,
          zeros,
        }),
        argument: {
          name: after[axis] > pad[axis] ? "after" : "pad",
          instead: seen - 1,
        },
      });
    });
    throw new ShapeError({
      layer,
      rule: say("each of its windows must see a position of its input"),
      found: say("found dilation {dilation} with pad {pad}", {
        dilation: `${values.dilation}`,
        pad: `${values.pad}`,
      }),
      argument: { name: "dilation", instead: 1 },
    });
  }
  return windows;
}

/** Whether some window along an axis sees no position; there may be too many windows to look at each. */
function seesNothing(
  { size, out, kernel, stride, dilation, pad }: WindowGeometry,
  axis: number,
): boolean {
  const [length, gap, before] = [size[axis], dilation[axis], pad[axis]];
  const last = (out[axis] - 1) * stride[axis] - before;
  if (last >= length || before > (kernel[axis] - 1) * gap) return true;
  // A window from within the input sees where it begins, one from before it where
  // it first steps in. Where that was, it will be again.
  const found = new Set<number>();
  const end = gap <= length ? -before : Math.min(last + 1, 0);
  for (let start = -before; start < end; start += stride[axis]) {
    const first = (gap + start % gap) % gap;
    if (first >= length) return true;
    if (found.has(first)) return false;
    found.add(first);
  }
  return false;
}

/** The shape of a pool, and its cost: each number of the output looks at a whole window. */
export function poolShape(
  layer: string,
  values: PoolValues,
): Pick<LayerBody, "outputShape"> & Required<Pick<LayerBody, "cost">> {
  const outputShape = (shape: Shape) => [
    ...poolWindows(layer, shape, values).sizes,
    ...shape.slice(-1),
  ];
  return {
    outputShape,
    cost(shape) {
      const { kernel } = poolWindows(layer, shape, values);
      const work = elementCount(outputShape(shape)) * elementCount(kernel);
      return { work, numbers: 0 };
    },
  };
}

export const globalExamples: readonly LayerExample[] = [
  { arguments: [], inputs: [[3, 4, 2]] },
  { arguments: [], inputs: [[5, 3]] },
  { arguments: [], inputs: [[1, 1, 1]] },
  { arguments: [], inputs: [[2, 1, 3, 2]] },
];

/** One window over all positions. @throws {ShapeError} if there are none. */
export function globalWindow(layer: string, shape: Shape): ImageWindows {
  const kernel = requireImage(layer, shape);
  if (kernel.some((size) => size === 0)) {
    throw new ShapeError({
      layer,
      rule: say("its input must have positions"),
      found: say("found {found}", { found: `${kernel.join(" · ")} = 0` }),
    });
  }
  return imageWindows(layer, shape, {
    kernel,
    stride: 1,
    pad: 0,
    dilation: 1,
  });
}

/** The shape of a pool over all positions. */
export function globalShape(layer: string): (shape: Shape) => Shape {
  return (shape) => {
    globalWindow(layer, shape);
    return shape.slice(-1);
  };
}
