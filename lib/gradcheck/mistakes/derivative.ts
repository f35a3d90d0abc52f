/**
 * Mistakes in the derivative of a function: a factor forgotten, a term left
 * out, a matrix taken the wrong way round.
 *
 * @module
 */

import { elementCount } from "../../base/shape.ts";
import type { Values } from "../../base/values.ts";
import type { Case, FindMistake, Mistake } from "./case.ts";
import { ratioOf } from "./factor.ts";

/** In the order in which they are tried. */
export const functionMistakes: readonly FindMistake[] = [
  missesFactor,
  isAtInput,
  differsBySide,
  missesSkip,
  hasDecay,
  missesTarget,
  isDiagonal,
  hasConstantStatistics,
  usesMatrixWrongWay,
  missesMean,
];

/** For the gradient of an input whose layer has as many outputs: its arrays. */
function arraysOf({ subject, coordinates }: Case) {
  const { site } = subject;
  if (site === undefined || coordinates.role !== "input") return;
  const k = site.inputs.findIndex((values) => values === coordinates.values);
  if (k < 0 || site.y.length !== coordinates.values.length) return;
  // What the differences left in y belongs to other numbers.
  subject.forward(0);
  return { x: site.inputs[k], y: site.y.slice() };
}

type Factor = (x: number, y: number) => number;

const factors: readonly (readonly [words: string, f: Factor])[] = [
  ["y", (_x, y) => y],
  ["(1 - y)", (_x, y) => 1 - y],
  ["(1 + y)", (_x, y) => 1 + y],
  ["y·(1 - y)", (_x, y) => y * (1 - y)],
  ["(1 - y²)", (_x, y) => 1 - y * y],
  ["2·y", (_x, y) => 2 * y],
  ["x", (x) => x],
  ["2·x", (x) => 2 * x],
  ["exp(x)", (x) => Math.exp(x)],
  ["σ(x)", (x) => 1 / (1 + Math.exp(-x))],
  ["(1 - σ(x))", (x) => 1 / (1 + Math.exp(x))],
  ["cos(x)", (x) => Math.cos(x)],
];

function missesFactor(own: Case): Mistake {
  const arrays = arraysOf(own);
  if (arrays === undefined) return;
  const { x, y } = arrays;
  const { analytic, explains } = own;
  for (const [words, f] of factors) {
    if (explains((i) => analytic[i] * f(x[i], y[i]))) {
      return `the factor ${words} is missing`;
    }
    if (explains((i) => -analytic[i] * f(x[i], y[i]))) {
      return `the factor -${words} is missing`;
    }
    if (explains((i) => analytic[i] / f(x[i], y[i]))) {
      return `the factor ${words} is one too many`;
    }
  }
}

/** A derivative written in y that is computed of x, or the other way round. */
function isAtInput(own: Case): Mistake {
  const arrays = arraysOf(own);
  if (arrays === undefined) return;
  const { x, y } = arrays;
  const { analytic, numeric, isNear, upstream, wrong } = own;
  if (wrong.length < 2) return;
  for (const [words, f] of factors) {
    const isAt = (at: Values, right: Values) =>
      analytic.every((a, i) => isNear(a, upstream[i] * f(at[i], at[i]))) &&
      numeric.every((n, i) => isNear(n, upstream[i] * f(right[i], right[i])));
    const text = words.replaceAll("x", "y");
    if (!/y/.test(words)) continue;
    if (isAt(x, y)) {
      return `the derivative ${text} is computed of x where it is of y`;
    }
  }
}

function differsBySide(own: Case): Mistake {
  const arrays = arraysOf(own);
  if (arrays === undefined) return;
  const { x } = arrays;
  const { analytic, numeric, explains } = own;
  const sides: readonly (readonly [string, (t: number) => boolean])[] = [
    ["below zero", (t) => t < 0],
    ["above zero", (t) => t > 0],
  ];
  for (const [words, isOn] of sides) {
    const on = [...analytic.keys()].filter((i) => isOn(x[i]));
    if (on.length < 1 || on.length === analytic.length) continue;
    const ratio = ratioOf(
      on.map((i) => analytic[i]),
      on.map((i) => numeric[i]),
    );
    if (ratio === undefined || Math.abs(ratio - 1) < 1e-6) continue;
    const isZero = on.every((i) => analytic[i] === 0);
    if (!isZero && ratio === 0) continue;
    if (isZero) continue;
    if (explains((i) => isOn(x[i]) ? analytic[i] / ratio : analytic[i])) {
      return `where x is ${words} it is ${
        Number(ratio.toPrecision(7))
      } times what it should be`;
    }
  }
}

function missesSkip(own: Case): Mistake {
  const { analytic, upstream, explains, coordinates, subject } = own;
  if (coordinates.role !== "input") return;
  if (upstream.length !== analytic.length || subject.scope !== "step") return;
  if (explains((i) => analytic[i] + upstream[i])) {
    return "the gradient from above is not added: the skip path is missing";
  }
}

function hasDecay(own: Case): Mistake {
  const { analytic, numeric, coordinates: { values, role }, explains } = own;
  if (role !== "parameter") return;
  const differences = analytic.map((a, i) => a - numeric[i]);
  const ratio = ratioOf(differences, values);
  if (ratio === undefined || Math.abs(ratio) < 1e-9) return;
  if (values.length > 1 && explains((i) => analytic[i] - ratio * values[i])) {
    return `${
      Number(ratio.toPrecision(6))
    } times the parameter itself is added: weight decay belongs to the optimizer`;
  }
}

/** The one of a one-hot target, or a target's numbers, not subtracted. */
function missesTarget(own: Case): Mistake {
  const { analytic, explains, subject, coordinates, upstream } = own;
  const { site, batch } = subject;
  const target = site?.inputs[1];
  if (site === undefined || target === undefined) return;
  if (coordinates.values !== site.inputs[0]) return;
  const size = analytic.length / batch;
  const classes = site.inputShapes[0].at(-1) ?? 1;
  const rows = analytic.length / classes;
  const scaleOf = (i: number) => upstream[Math.floor(i / size)];
  for (const share of [1, classes / size, 1 / size]) {
    const isHot = target.length === rows;
    const part = (i: number) =>
      isHot
        ? (i % classes === target[Math.floor(i / classes)] ? 1 : 0)
        : target[i];
    for (const factor of [1, 2]) {
      const by = (i: number) => factor * share * scaleOf(i) * part(i);
      if (explains((i) => analytic[i] - by(i))) {
        return "the target is not subtracted";
      }
    }
  }
}

function isDiagonal(own: Case): Mistake {
  const arrays = arraysOf(own);
  if (arrays === undefined) return;
  const { y } = arrays;
  const { analytic, upstream, isNear, wrong } = own;
  const isOwn = analytic.every((a, i) =>
    isNear(a, upstream[i] * y[i] * (1 - y[i]))
  );
  if (isOwn && wrong.length > 0 && y.length > 1) {
    return "each output is taken to depend on its own input alone: the terms of the others are missing";
  }
}

/** A normalization whose mean and variance are not differentiated. */
function hasConstantStatistics(own: Case): Mistake {
  const arrays = arraysOf(own);
  if (arrays === undefined) return;
  const { analytic, upstream, coordinates, subject, isNear } = own;
  const { shape } = coordinates;
  const width = shape.at(-1) ?? 1;
  const rows = analytic.length / width;
  const sized = Object.values(subject.site?.parameters ?? {})
    .filter(({ length }) => length === width);
  const weights: (Values | undefined)[] = [undefined, ...sized];
  for (const weight of weights) {
    const dy = (i: number) => upstream[i] * (weight?.[i % width] ?? 1);
    for (const along of ["rows", "columns"] as const) {
      const groups = along === "rows"
        ? Array.from({ length: rows }, (_, r) => range(r * width, width, 1))
        : Array.from({ length: width }, (_, c) => range(c, rows, width));
      if (groups.length === 0 || groups[0].length < 2) continue;
      const isProportional = (part: (i: number, mean: number) => number) =>
        groups.every((group) => {
          const mean = group.reduce((sum, i) => sum + dy(i), 0) / group.length;
          const scale = ratioOf(
            group.map((i) => analytic[i]),
            group.map((i) => part(i, mean)),
          ) ?? NaN;
          return group.every((i) => isNear(analytic[i], scale * part(i, mean)));
        });
      const over = along === "rows" ? "the last axis" : "the batch";
      if (isProportional((i) => dy(i)) && normalizes(own, groups)) {
        return `mean and variance over ${over} are treated as constants`;
      }
      if (
        isProportional((i, mean) => dy(i) - mean) && normalizes(own, groups)
      ) {
        return `the variance over ${over} is treated as a constant`;
      }
    }
  }
}

/** Whether adding to all inputs of a group leaves the outputs alone, as where a mean is subtracted. */
function normalizes(
  { subject, coordinates: { values } }: Case,
  groups: readonly (readonly number[])[],
): boolean {
  const saved = values.slice();
  subject.forward(0);
  const y = subject.outputs.slice();
  for (const group of groups) for (const i of group) values[i] += 0.5;
  subject.forward(0);
  values.set(saved);
  return y.every((value, i) => Math.abs(value - subject.outputs[i]) < 1e-6);
}

function range(start: number, count: number, step: number): number[] {
  return Array.from({ length: count }, (_, n) => start + n * step);
}

/** `dx = dy·W` with the rows and columns of W swapped. */
function usesMatrixWrongWay(own: Case): Mistake {
  const { analytic, subject, coordinates, upstream, isNear } = own;
  const { site } = subject;
  if (site === undefined || coordinates.values !== site.x) return;
  const inputs = coordinates.shape.at(-1) ?? 1;
  const outputs = site.outputShape.at(-1) ?? 1;
  const rows = analytic.length / inputs;
  if (elementCount(site.outputShape) * site.batch !== rows * outputs) return;
  for (const [name, weight] of Object.entries(site.parameters)) {
    if (weight.length !== inputs * outputs || inputs * outputs < 2) continue;
    for (const isOut of [true, false]) {
      const product = (i: number) => {
        const row = Math.floor(i / inputs);
        const column = i % inputs;
        let sum = 0;
        for (let o = 0; o < outputs; o++) {
          const at = isOut ? o * inputs + column : column * outputs + o;
          sum += upstream[row * outputs + o] * weight[at];
        }
        return sum;
      };
      if (analytic.every((a, i) => isNear(a, product(i)))) {
        return `${name} is taken the wrong way round: its transpose belongs there`;
      }
    }
  }
}

/** What is missing is the same number along an axis: a mean or a sum. */
function missesMean(own: Case): Mistake {
  const { analytic, numeric, coordinates, isNear, wrong } = own;
  const { shape } = coordinates;
  const width = shape.at(-1) ?? 1;
  const rows = analytic.length / width;
  if (wrong.length < 3 || numeric.some(Number.isNaN)) return;
  const difference = (i: number) => analytic[i] - numeric[i];
  const isConstant = (
    groups: number,
    at: (g: number, m: number) => number,
    members: number,
  ) =>
    members > 1 &&
    Array.from({ length: groups }).every((_, g) =>
      Array.from({ length: members }).every((_, m) =>
        isNear(difference(at(g, m)), difference(at(g, 0)))
      )
    );
  if (isConstant(rows, (g, m) => g * width + m, width)) {
    return "it is off by the same number along the last axis: a mean or a sum is missing";
  }
  if (isConstant(width, (g, m) => m * width + g, rows)) {
    return "it is off by the same number along the first axis: a mean or a sum is missing";
  }
}
