import { elementCount, type Shape } from "../../../base/shape.ts";
import type { Normalization } from "../../../data/examples/examples.ts";
import { type Axes, axesIn } from "../../../layer/axes.ts";
import { float, int } from "./attributes.ts";
import type { GraphWriter } from "./graph_writer.ts";
import type { OnnxForm, OutStep, WrittenStep } from "./step.ts";

/** What normalizations share. */
interface Normalized {
  readonly eps: number;
  readonly axis?: Axes;
}

/** A parameter, or as many times a number. */
function orAll(
  step: OutStep,
  name: string,
  value: number,
  count: number,
): string {
  return step.tensor(name) ??
    step.g.floats(new Float32Array(count).fill(value), [count]);
}

/** With a weight and a bias for each entry of some axes, all others 1. */
function affine(step: OutStep, x: string, shape: readonly number[]): string {
  const { g, values, made } = step;
  let y = x;
  for (const [name, op] of [["weight", "Mul"], ["bias", "Add"]] as const) {
    const own = values(name);
    if (own !== undefined) y = g.node(op, [y, made(name, own, shape)]);
  }
  return y;
}

/** Numbers along axes less their mean, if so, over the root of the mean of squares. */
function standardized(
  { g, args, x }: OutStep<Normalized>,
  axes: readonly number[],
  isCentred: boolean,
): string {
  const own = isCentred
    ? g.node("Sub", [x(), g.reduce("ReduceMean", x(), axes, true)])
    : x();
  const squares = g.reduce("ReduceMean", g.node("Mul", [own, own]), axes, true);
  const root = g.node("Sqrt", [g.node("Add", [squares, g.number(args.eps)])]);
  return g.node("Div", [own, root]);
}

function alongAxes(isCentred: boolean): OnnxForm {
  return (step: OutStep<Normalized>) => {
    const { g, args, layer, shapes: [shape], x, values } = step;
    const axes = axesIn(layer.name, shape, args.axis);
    const isEnd = axes.every((axis, i) =>
      axis === shape.length - axes.length + i
    );
    if (isCentred && isEnd) {
      const sizes = axes.map((axis) => shape[axis]);
      const ones = new Float32Array(elementCount(sizes)).fill(1);
      const inputs = [
        x(),
        step.tensor("weight") ?? g.floats(ones, sizes),
        ...values("bias") === undefined ? [] : [step.tensor("bias") ?? ""],
      ];
      const attributes = { axis: int(-axes.length), epsilon: float(args.eps) };
      return g.node("LayerNormalization", inputs, attributes);
    }
    const sizes = shape.map((size, axis) => axes.includes(axis) ? size : 1);
    const y = standardized(step, axes.map((axis) => axis + 1), isCentred);
    return affine(step, y, sizes);
  };
}

/** Groups of channels of an example, each a row that is standardized. */
function groupnorm(
  step: OutStep<Normalized & { groups: number }>,
): WrittenStep {
  const { g, args: { groups, eps }, shapes: [shape], x, image } = step;
  const channels = shape[shape.length - 1];
  const isRow = shape.length === 1;
  const from = isRow ? x() : image();
  const one = g.floats(new Float32Array(groups).fill(1), [groups]);
  const zero = g.floats(new Float32Array(groups), [groups]);
  const rows = g.reshape(from, [0, groups, -1]);
  const even = g.node("InstanceNormalization", [rows, one, zero], {
    epsilon: float(eps),
  });
  const positions = shape.slice(0, -1);
  const back = g.reshape(even, [0, channels, ...positions]);
  const y = affine(step, back, [channels, ...positions.map(() => 1)]);
  return isRow ? y : { first: y };
}

function batchnorm(step: OutStep<Normalized>): WrittenStep {
  const { g, args, shapes: [shape], x, image, values } = step;
  const axis = args.axis === undefined
    ? shape.length - 1
    : axesIn("batchnorm", shape, args.axis)[0];
  const count = shape[axis];
  if (axis !== shape.length - 1 && axis !== 0) {
    const mean = values("mean") ?? [];
    const variance = values("variance") ?? [];
    const factor = Float64Array.from(
      variance,
      (v, i) => (values("weight")?.[i] ?? 1) / Math.sqrt(v + args.eps),
    );
    const shift = factor.map((f, i) =>
      (values("bias")?.[i] ?? 0) - mean[i] * f
    );
    const sizes = shape.map((size, i) => i === axis ? size : 1);
    const scaled = g.node("Mul", [x(), g.floats(factor, sizes)]);
    return g.node("Add", [scaled, g.floats(shift, sizes)]);
  }
  // The channels are what ONNX has first already, or what are made so.
  const isFirst = axis === 0;
  const y = g.node("BatchNormalization", [
    isFirst ? x() : image(),
    orAll(step, "weight", 1, count),
    orAll(step, "bias", 0, count),
    orAll(step, "mean", 0, count),
    orAll(step, "variance", 1, count),
  ], { epsilon: float(args.eps) });
  return isFirst ? y : { first: y };
}

/** Layers that standardize. */
export const normalizationForms: Readonly<Record<string, OnnxForm>> = {
  batchnorm,
  layernorm: alongAxes(true),
  rmsnorm: alongAxes(false),
  groupnorm,
  instancenorm(step: OutStep<Normalized>) {
    const { g, args, shapes: [shape], image } = step;
    const count = shape[shape.length - 1];
    return {
      first: g.node("InstanceNormalization", [
        image(),
        orAll(step, "weight", 1, count),
        orAll(step, "bias", 0, count),
      ], { epsilon: float(args.eps) }),
    };
  },
  lrn(
    step: OutStep<{ size: number; alpha: number; beta: number; k: number }>,
  ) {
    const { g, args: { size, alpha, beta, k }, shapes: [shape], x, image } =
      step;
    // ONNX has one more behind where we have one more before.
    if (shape.length === 3 && size % 2 === 1) {
      const attributes = {
        size: int(size),
        alpha: float(alpha),
        beta: float(beta),
        bias: float(k),
      };
      return { first: g.node("LRN", [image()], attributes) };
    }
    const channels = shape[shape.length - 1];
    const before = Math.floor(size / 2);
    const band = Float32Array.from({ length: channels ** 2 }, (_, i) => {
      // Row: a neighbour; column: whom it is counted for.
      const distance = Math.floor(i / channels) - i % channels;
      return distance >= -before && distance < size - before ? 1 : 0;
    });
    const matrix = g.floats(band, [channels, channels]);
    const own = shape.length === 1 ? g.reshape(x(), [0, 1, channels]) : x();
    const sums = g.node("MatMul", [g.node("Mul", [own, own]), matrix]);
    const means = g.node("Mul", [sums, g.number(alpha / size)]);
    const divisor = g.node("Pow", [
      g.node("Add", [means, g.number(k)]),
      g.number(beta),
    ]);
    const y = g.node("Div", [own, divisor]);
    return shape.length === 1 ? g.reshape(y, [0, channels]) : y;
  },
};

/** An input in the units of the network: `(x − offset) / scale`, of each number of the last axis or of all alike. */
export function normalizedInput(
  g: GraphWriter,
  x: string,
  normalization: Normalization | undefined,
  shape: Shape,
  isFirst: boolean,
): string {
  if (normalization === undefined) return x;
  const { offset, scale } = normalization;
  const numbers = (name: string, all: readonly number[]) =>
    g.floats(
      all,
      all.length === 1
        ? []
        : isFirst
        ? [all.length, ...shape.slice(1).map(() => 1)]
        : [all.length],
      `${x}.${name}`,
    );
  const moved = g.node("Sub", [x, numbers("offset", offset)]);
  return g.node("Div", [moved, numbers("scale", scale)]);
}
