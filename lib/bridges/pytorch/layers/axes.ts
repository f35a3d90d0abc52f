/**
 * Layers that go along axes, in PyTorch: sums, extremes, places and orders.
 *
 * @module
 */

import { folded } from "./arithmetic.ts";
import {
  call,
  expression,
  type Lowerings,
  py,
  torchAxes,
  torchAxis,
  type TorchLowering,
  torchPlaces,
  type TorchStep,
  tuple,
} from "./lines.ts";

/** A function of the axis that is given, or of the last. */
export const axisFunction = (name: string, ...more: string[]) =>
  expression(({ x, args }) => call(name, x, ...more, py(torchAxis(args.axis))));

/** Along some axes, or of all numbers; `word` stands before the axes. */
const reduced = (
  name: string,
  word = "",
  ...more: readonly string[]
): TorchLowering =>
  expression(({ x, args: { axis, keep }, shapes: [shape] }) =>
    axis === undefined && keep === undefined
      ? shape.length === 1
        ? call(name, x, `${word}-1`, ...more)
        : call(name, `${x}.flatten(1)`, `${word}-1`, ...more)
      : call(
        name,
        x,
        word +
          (axis === undefined
            ? tuple(shape.map((_, i) => i + 1))
            : Array.isArray(axis)
            ? tuple(torchAxes(axis))
            : py(torchAxis(axis))),
        ...more,
        keep === "axes" && "keepdim=True",
      )
  );

/** Of several equal ones, the gradient is that of one. */
const extreme = (name: string): TorchLowering => (step) => {
  if (step.inputs.length > 1) return folded(`torch.${name}imum`)(step);
  const { x, args: { axis, keep }, shapes: [shape] } = step;
  const axes = axis === undefined
    ? shape.map((_, i) => i + 1)
    : torchPlaces(axis, shape);
  const keeps = keep === "axes" ? ", keepdim=True" : "";
  if (axes.length === 1) {
    return { value: `torch.${name}(${x}, ${axes[0]}${keeps})[0]` };
  }
  return axes.length === shape.length && keeps === ""
    ? { value: `${x}.flatten(1).${name}(1)[0]` }
    : { value: `extreme(${x}, ${tuple(axes)}, torch.${name}${keeps})` };
};

/** Numbers in order, and where they were. */
const sorted = ({ x, args: { axis, order } }: TorchStep): string =>
  call(
    "torch.sort",
    x,
    `dim=${py(torchAxis(axis))}`,
    order === "descending" && "descending=True",
    "stable=True",
  );

/** The place of the first of several that are equal. */
const place = (name: string): TorchLowering =>
  expression(({ x, args: { axis, keep, ties }, shapes: [shape] }) => {
    const all = axis === undefined;
    const from = all ? `${x}.flatten(1)` : x;
    const at = all ? 1 : torchAxis(axis);
    const keeps = keep === "axes";
    const found = ties === "last"
      ? `last_place(${from}, ${py(at)}, torch.${name}${
        keeps ? ", keepdim=True" : ""
      })`
      : `torch.${name}(${from}, ${py(at)}${keeps ? ", keepdim=True" : ""})`;
    const numbers = `${found}.to(${x}.dtype)`;
    return all && keeps
      ? `${numbers}.reshape(-1, ${shape.map(() => 1).join(", ")})`
      : numbers;
  });

/** Layers that go along axes. */
export const axisFunctions: Lowerings = {
  max: extreme("max"),
  min: extreme("min"),
  sum: reduced("torch.sum"),
  mean: reduced("torch.mean"),
  var: reduced("torch.var", "", "unbiased=False"),
  norm: reduced("torch.linalg.vector_norm", "dim="),
  logsumexp: reduced("torch.logsumexp"),
  prod: expression(({ x, args: { axis, keep }, shapes: [shape] }) => {
    const keeps = keep === "axes" ? ", keepdim=True" : "";
    const axes = axis === undefined
      ? shape.map((_, i) => i + 1)
      : torchPlaces(axis, shape);
    return axes.reduceRight(
      (all, each) => `torch.prod(${all}, ${each}${keeps})`,
      x,
    );
  }),
  cumsum: axisFunction("torch.cumsum"),
  cumprod: axisFunction("torch.cumprod"),
  sort: expression((step) => `${sorted(step)}[0]`),
  argsort: expression((step) => `${sorted(step)}[1].to(${step.x}.dtype)`),
  topk: expression(({ x, args: { k, axis, order } }) =>
    call(
      "torch.topk",
      x,
      py(k),
      py(torchAxis(axis)),
      order === "ascending" && "largest=False",
    ) + "[0]"
  ),
  argmax: place("argmax"),
  argmin: place("argmin"),
  hardmax: expression(({ x, args: { axis } }) =>
    `hardmax(${x}, ${py(torchAxis(axis))})`
  ),
  one_hot: expression(({ x, args: { classes, axis }, output }) => {
    const rows = `F.one_hot(${x}.long(), ${py(classes)})`;
    const at = torchAxis(axis);
    return `${
      at === -1 || at === output.length ? rows : `${rows}.movedim(-1, ${at})`
    }.to(${x}.dtype)`;
  }),
  softmax: axisFunction("F.softmax"),
  log_softmax: axisFunction("F.log_softmax"),
  sparsemax: axisFunction("sparsemax"),
};
