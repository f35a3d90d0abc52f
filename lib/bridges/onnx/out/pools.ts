import { shareOf } from "../../../kernels/contract/windows.ts";
import { elementCount, type Shape } from "../../../base/shape.ts";
import { adaptiveSizes } from "../../../layers/images/adaptive_pools.ts";
import {
  type PoolValues,
  poolWindows,
} from "../../../layers/images/pool_windows.ts";
import type { Extents } from "../../../definition/kinds.ts";
import { int, ints } from "./attributes.ts";
import { asFloat, asInteger } from "./elementwise.ts";
import type { GraphWriter } from "./graph_writer.ts";
import { type Matrix, productsAlong } from "./matrices.ts";
import type { OnnxForm, OutStep } from "./step.ts";
import { attributesOf, type Windows, windowsOf } from "./windows.ts";

/**
 * The image that a pool takes. Where `Pad` gives it, another node stands between:
 * onnxruntime (1.30) hands what is added to a pool, which does not take it for zeros,
 * or refuses so much.
 */
function pooled({ g, image }: Pick<OutStep, "g" | "image">): string {
  const x = image();
  return isPadded(g, x) ? g.node("Max", [x, g.number(-Infinity)]) : x;
}

function isPadded(g: GraphWriter, x: string): boolean {
  const node = g.nodes.findLast(({ outputs }) => outputs.includes(x));
  return node?.op === "Pad" ||
    node?.op === "Transpose" && isPadded(g, node.inputs[0]);
}

/** The largest numbers, or how many positions stand before them. */
function maxpool(
  step: OutStep<PoolValues & { readonly returns: string }>,
): ReturnType<OnnxForm> {
  const { g, args, shapes: [shape], image } = step;
  const windows = windowsOf(poolWindows("maxpool", shape, args), false);
  const { before, after, kernel } = windows;
  const isWide = kernel.some((size, i) =>
    before[i] >= size || after[i] >= size
  );
  let x = isWide ? image() : pooled(step);
  let own = windows;
  if (isWide) {
    // Runtimes want fewer zeros on a side than the kernel has positions, dilated or not.
    const pads = g.ints([0, 0, ...before, 0, 0, ...after]);
    x = g.node("Pad", [x, pads, g.number(-Infinity)]);
    const none = before.map(() => 0);
    own = { ...windows, before: none, after: none };
  }
  const attributes = attributesOf(own);
  if (args.returns !== "places") {
    return { first: g.node("MaxPool", [x], attributes) };
  }
  if (isWide) step.refuse("returns=places");
  const [, places] = g.several("MaxPool", [x], 2, attributes);
  // ONNX counts through all images and channels.
  const positions = elementCount(shape.slice(0, -1));
  const place = g.node("Mod", [places, g.ints([positions])]);
  return { first: asFloat(g, place) };
}

/** The means of windows along an axis: those at the edge of fewer positions, or with zeros. */
function means(
  size: number,
  windows: Windows,
  after: readonly number[],
  axis: number,
  isWhole: boolean,
): Matrix {
  const [kernel, stride, gap, before] = [
    windows.kernel[axis],
    windows.stride[axis],
    windows.dilation[axis],
    windows.before[axis],
  ];
  return {
    rows: windows.out[axis],
    columns: size,
    values: Array.from({ length: windows.out[axis] }, (_, row) => {
      const places = Array.from(
        { length: kernel },
        (_, k) => row * stride - before + k * gap,
      );
      const inside = places.filter((at) => at >= 0 && at < size);
      const count = isWhole
        ? places.filter((at) => at < size + after[axis]).length
        : inside.length;
      return Array.from(
        { length: size },
        (_, at) => inside.filter((each) => each === at).length / count,
      );
    }).flat(),
  };
}

function avgpool(
  step: OutStep<PoolValues & { readonly count: string }>,
): ReturnType<OnnxForm> {
  const { g, args, shapes: [shape] } = step;
  const found = poolWindows("avgpool", shape, args);
  const whole = windowsOf(found, true);
  const isWhole = args.count === "all";
  const isPlain = args.ceil !== "yes" &&
    whole.dilation.every((each) => each === 1) &&
    whole.kernel.every((size, i) =>
      whole.before[i] < size && whole.after[i] < size
    );
  if (isPlain) {
    return {
      first: g.node("AveragePool", [pooled(step)], {
        ...attributesOf(whole),
        count_include_pad: isWhole ? int(1) : undefined,
      }),
    };
  }
  return productsAlong(
    step,
    whole.size.map((size, axis) =>
      means(size, whole, whole.after, axis, isWhole)
    ),
  );
}

/** A pool over all positions; without channels first, a reduction moves nothing. */
function globalPool(pool: string, reduction: string): OnnxForm {
  return ({ g, shapes: [shape], x, image, isImage }) =>
    isImage()
      ? g.node("Flatten", [g.node(pool, [image()])])
      : g.reduce(reduction, x(), shape.slice(1).map((_, i) => i + 1), false);
}

/** Windows of one size, if that is what they are. */
function evenWindows(shape: Shape, sizes: readonly number[]) {
  return sizes.every((m, axis) => shape[axis] % m === 0)
    ? sizes.map((m, axis) => shape[axis] / m)
    : undefined;
}

/** How many positions there will be. */
interface AdaptiveSize {
  readonly size: Extents;
}

/** Layers that make one number of each window. */
export const poolForms: Readonly<Record<string, OnnxForm>> = {
  maxpool,
  avgpool,
  global_avgpool: globalPool("GlobalAveragePool", "ReduceMean"),
  global_maxpool: globalPool("GlobalMaxPool", "ReduceMax"),
  adaptive_avgpool(step: OutStep<AdaptiveSize>) {
    const { g, args, shapes: [shape] } = step;
    const sizes = adaptiveSizes("adaptive_avgpool", shape, args.size);
    const kernel = evenWindows(shape, sizes);
    if (kernel !== undefined) {
      const attributes = { kernel_shape: ints(kernel), strides: ints(kernel) };
      return { first: g.node("AveragePool", [pooled(step)], attributes) };
    }
    return productsAlong(
      step,
      sizes.map((rows, axis) => {
        const columns = shape[axis];
        const values = Array.from({ length: rows }, (_, row) => {
          const [start, end] = shareOf(columns, rows, row);
          return Array.from(
            { length: columns },
            (_, at) => at >= start && at < end ? 1 / (end - start) : 0,
          );
        }).flat();
        return { rows, columns, values };
      }),
    );
  },
  adaptive_maxpool(step: OutStep<AdaptiveSize>) {
    const { g, args, shapes: [shape], image, x, isImage } = step;
    const sizes = adaptiveSizes("adaptive_maxpool", shape, args.size);
    const kernel = evenWindows(shape, sizes);
    if (kernel !== undefined) {
      const attributes = { kernel_shape: ints(kernel), strides: ints(kernel) };
      return { first: g.node("MaxPool", [pooled(step)], attributes) };
    }
    const isFirst = isImage();
    let y = isFirst ? image() : x();
    for (const [axis, size] of sizes.entries()) {
      const at = axis + (isFirst ? 2 : 1);
      const parts = Array.from({ length: size }, (_, i) => {
        const [start, end] = shareOf(shape[axis], size, i);
        return g.reduce("ReduceMax", g.slice(y, at, start, end), [at], true);
      });
      y = g.node("Concat", parts, { axis: int(at) });
    }
    return isFirst ? { first: y } : y;
  },
  unpool({ g, shapes: [shape], output, x }) {
    const channels = shape[shape.length - 1];
    const rows = (of: string) => g.reshape(of, [0, -1, channels]);
    const batch = g.slice(g.node("Shape", [x()]), 0, 0, 1);
    const sizes = g.node("Concat", [
      batch,
      g.ints([elementCount(output) / channels, channels]),
    ], { axis: int(0) });
    const zeros = g.node("Expand", [g.number(0), sizes]);
    const y = g.node("ScatterElements", [
      zeros,
      asInteger(g, rows(x(1))),
      rows(x()),
    ], { axis: int(1) });
    return g.reshape(y, [0, ...output]);
  },
};
