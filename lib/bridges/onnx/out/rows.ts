import { elementCount } from "../../../base/shape.ts";
import { type Axes, axesIn, axisIn } from "../../../layer/axes.ts";
import { int } from "./attributes.ts";
import { asFloat } from "./elementwise.ts";
import type { OnnxForm, OutStep } from "./step.ts";

/** The axis that a layer goes along. */
interface OneAxis {
  readonly axis?: number;
}

/** The axes that are reduced. */
interface ReducedAxes {
  readonly axis?: Axes;
  readonly keep?: "axes";
  readonly ties?: "first" | "last";
}

/** How numbers are put in order. */
interface Sorted extends OneAxis {
  readonly order: "ascending" | "descending";
  readonly k: number;
}

/** The place of the axis that a layer goes along, the batch counted as 0. */
export function axisOf(
  { layer, args, shapes: [shape] }: OutStep<OneAxis>,
): number {
  return axisIn(layer.name, shape, args.axis) + 1;
}

/** An operator along an axis. */
const along = (op: string): OnnxForm => (step: OutStep<OneAxis>) =>
  step.isImage() && axisOf(step) === step.shapes[0].length
    ? { first: step.g.node(op, [step.image()], { axis: int(1) }) }
    : step.g.node(op, [step.x()], { axis: int(axisOf(step)) });

/** How many numbers stand along the axis. */
const lengthOf = (step: OutStep<OneAxis>) => step.shapes[0][axisOf(step) - 1];

/** The k largest or smallest along an axis in order, and their places. */
function sorted(
  step: OutStep<OneAxis>,
  k: number,
  isLargest: boolean,
  x = step.x(),
) {
  const { g } = step;
  return g.several("TopK", [x, g.ints([k])], 2, {
    axis: int(axisOf(step)),
    largest: int(isLargest ? 1 : 0),
  });
}

/** A reduction of some axes of an example, by default all. */
const reduction = (op: string): OnnxForm => (step: OutStep<ReducedAxes>) => {
  const { x, axes, keeps } = reduced(step);
  return step.g.reduce(op, x, axes, keeps);
};

/** What is reduced along which axes, the batch counted as 0; a single number has an axis made for it. */
function reduced(
  { g, layer, args, shapes: [shape], x }: OutStep<ReducedAxes>,
) {
  const keeps = args.keep === "axes" && shape.length > 0;
  if (shape.length === 0) {
    return { x: g.reshape(x(), [0, 1]), axes: [1], keeps, sizes: [1] };
  }
  const axes = args.axis === undefined
    ? [...shape.keys()]
    : [...axesIn(layer.name, shape, args.axis)];
  return {
    x: x(),
    axes: axes.map((axis) => axis + 1),
    keeps,
    sizes: axes.map((axis) => shape[axis]),
  };
}

/** The place of the largest or smallest number along axes that are laid out in one. */
const placeOf = (op: string): OnnxForm => (step: OutStep<ReducedAxes>) => {
  const { g, args, shapes: [shape], output } = step;
  const { x, axes, sizes } = reduced(step);
  const own = axes.map((axis) => axis - 1);
  const others = [...shape.keys()].filter((axis) => !own.includes(axis));
  const turned = shape.length === 0 ? x : g.transpose(x, [...others, ...own]);
  const rest = others.map((axis) => shape[axis]);
  const flat = own.length === 1
    ? turned
    : g.reshape(turned, [0, ...rest, elementCount(sizes)]);
  const place = g.node(op, [flat], {
    axis: int(others.length + 1),
    keepdims: int(0),
    select_last_index: args.ties === "last" ? int(1) : undefined,
  });
  return g.reshape(asFloat(g, place), [0, ...output]);
};

/** Products of all before, in as many turns as the length has digits in base two: each number times that so many places before it (Hillis and Steele, 1986). */
function cumprod(step: OutStep<OneAxis>): string {
  const { g, x, shapes: [shape] } = step;
  const axis = axisOf(step);
  let y = x();
  const rank = shape.length + 1;
  const pads = (count: number) =>
    g.ints(Array.from({ length: 2 * rank }, (_, i) => i === axis ? count : 0));
  for (let shift = 1; shift < lengthOf(step); shift *= 2) {
    const padded = g.node("Pad", [y, pads(shift), g.number(1)]);
    const before = g.slice(padded, axis, 0, lengthOf(step));
    y = g.node("Mul", [y, before]);
  }
  return y;
}

/** `max(x − τ, 0)` with the τ of the largest numbers that stay (Martins and Astudillo, "From softmax to sparsemax", 2016, algorithm 1). */
function sparsemax(step: OutStep<OneAxis>): string {
  const { g, shapes: [shape] } = step;
  const axis = axisOf(step);
  const length = lengthOf(step);
  const [z] = sorted(step, length, true);
  const place = g.ints([axis], []);
  const sums = g.node("CumSum", [z, place]);
  const sizes = [length, ...shape.slice(axis).map(() => 1)];
  const counts = Array.from({ length }, (_, i) => i + 1);
  const k = g.floats(counts, sizes);
  const level = g.node("Add", [g.node("Mul", [z, k]), g.number(1)]);
  const stays = asFloat(g, g.node("Greater", [level, sums]));
  const count = g.reduce("ReduceSum", stays, [axis], true);
  const kept = g.reduce("ReduceSum", g.node("Mul", [z, stays]), [axis], true);
  const rest = g.node("Sub", [kept, g.number(1)]);
  const tau = g.node("Div", [rest, count]);
  return g.node("Relu", [g.node("Sub", [step.x(), tau])]);
}

/** Layers that measure numbers along axes against each other. */
export const rowForms: Readonly<Record<string, OnnxForm>> = {
  softmax: along("Softmax"),
  log_softmax: along("LogSoftmax"),
  hardmax: along("Hardmax"),
  sparsemax,
  glu(step: OutStep<OneAxis>) {
    const { g, x } = step;
    const half = lengthOf(step) / 2;
    const [a, b] = [0, 1].map((part) =>
      g.slice(x(), axisOf(step), part * half, (part + 1) * half)
    );
    return g.node("Mul", [a, g.node("Sigmoid", [b])]);
  },
  cumsum: (step: OutStep<OneAxis>) =>
    step.g.node("CumSum", [step.x(), step.g.ints([axisOf(step)], [])]),
  cumprod,
  sort: (step: OutStep<Sorted>) =>
    sorted(step, lengthOf(step), step.args.order === "descending")[0],
  topk: (step: OutStep<Sorted>) =>
    sorted(step, step.args.k, step.args.order !== "ascending")[0],
  argsort: (step: OutStep<Sorted>) =>
    asFloat(
      step.g,
      sorted(step, lengthOf(step), step.args.order === "descending")[1],
    ),
  argmax: placeOf("ArgMax"),
  argmin: placeOf("ArgMin"),
  max: reduction("ReduceMax"),
  min: reduction("ReduceMin"),
  sum: reduction("ReduceSum"),
  mean: reduction("ReduceMean"),
  prod: reduction("ReduceProd"),
  norm: reduction("ReduceL2"),
  logsumexp: reduction("ReduceLogSumExp"),
  var(step: OutStep<ReducedAxes>) {
    const { g } = step;
    const { x, axes, keeps } = reduced(step);
    const mean = g.reduce("ReduceMean", x, axes, true);
    const distance = g.node("Sub", [x, mean]);
    const squares = g.node("Mul", [distance, distance]);
    return g.reduce("ReduceMean", squares, axes, keeps);
  },
};
