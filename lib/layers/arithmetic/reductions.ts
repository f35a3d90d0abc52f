import type { Values } from "../../base/values.ts";
import type { Matrices } from "../../layer/axes.ts";
import { chancesOf } from "../../layer/chances.ts";
import { defineLayer, type LayerType } from "../../layer/define_layer.ts";
import type { Pass, Site } from "../../layer/layer.ts";
import { reaches, reachOfInputs } from "../../layer/reach.ts";
import { noChange } from "./merge.ts";
import {
  columnReduction,
  reduction,
  reductionArguments,
  reductionExamples,
  type ReductionOptions,
  type Rows,
} from "./reduction.ts";

/** What all reductions declare. */
const declared = {
  arguments: reductionArguments,
  examples: reductionExamples,
};

/**
 * The sum of all numbers of an example, or of those along some axes; each has
 * derivative 1.
 *
 * ```ts
 * import { input, pipeline, sum } from "@nabla/nabla";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(pipeline(input(4, 7), sum({ axis: 0 })).outputShape, [7]);
 * ```
 */
export const sum: LayerType<readonly [options?: ReductionOptions]> =
  defineLayer({
    name: "sum",
    summary:
      "the sum of all numbers of an example, or of those along some axes",
    gradients: { x: "dy" },
    ...declared,
    create: (given) =>
      columnReduction("sum", given, (site, place) => weighted(site, place, 1)),
  });

/** The mean of all `n` numbers of an example, or of those along some axes; each has derivative `1/n`. */
export const mean: LayerType<readonly [options?: ReductionOptions]> =
  defineLayer({
    name: "mean",
    summary:
      "the mean of all numbers of an example, or of those along some axes",
    traits: { reach: reachOfInputs },
    gradients: { x: "dy/n" },
    ...declared,
    create: (given) =>
      columnReduction(
        "mean",
        given,
        (site, place) => weighted(site, place, 1 / place.rows),
      ),
  });

/** The variance, the mean of the squared distances to the mean: it divides by `n`. Each number has derivative `2(x − mean)/n`. */
export const variance: LayerType<readonly [options?: ReductionOptions]> =
  defineLayer({
    name: "var",
    summary:
      "the variance, divided by n, of all numbers of an example, or of those along some axes",
    traits: { reach: reaches(0, Infinity) },
    gradients: { x: "dy·2·(x - mean(x))/n" },
    ...declared,
    create: (given) => reduction("var", given, bindVariance),
  });

/** The root of the sum of squares. Each number has derivative `x/y`; where all are 0, it is taken as 0, as in PyTorch. */
export const norm: LayerType<readonly [options?: ReductionOptions]> =
  defineLayer({
    name: "norm",
    summary:
      "the length √(Σ x²) of all numbers of an example, or of those along some axes",
    traits: { reach: reaches(0, Infinity) },
    gradients: { x: "dy·x/y" },
    ...declared,
    create: (given) => reduction("norm", given, bindNorm),
  });

/** `log Σ exp(x)`, computed from the largest number, so that no power overflows. Each number has derivative `exp(x − y)`, as softmax. */
export const logsumexp: LayerType<readonly [options?: ReductionOptions]> =
  defineLayer({
    name: "logsumexp",
    summary:
      "log Σ exp(x) of all numbers of an example, or of those along some axes",
    traits: { exponent: "x" },
    gradients: { x: "dy·exp(x - y)" },
    ...declared,
    create: (given) => reduction("logsumexp", given, bindLogSumExp),
  });

/** A weight times the sum of each column. */
function weighted(
  { x, dx, y, dy, kernels }: Site,
  { count, rows, columns }: Matrices,
  weight: number,
): Pass {
  const addUp = (to: Values, from: Values) =>
    kernels.sumEach(to, from, weight, count, rows, columns);
  return {
    forward: () => addUp(y, x),
    backward() {
      if (dx.length === 0) return;
      kernels.spreadEach(dx, dy, weight, count, rows, columns);
    },
    tangent({ inputs: [u], output }) {
      if (u.length === 0) output.fill(0);
      else addUp(output, u);
    },
    second: noChange,
  };
}

/** Loops over rows of floats, whose sums are doubles; doubles themselves want more care. */
function floatRows(
  { x, kernels, scratch }: Site,
  { rows, columns }: Rows,
) {
  if (x.BYTES_PER_ELEMENT !== 4) return undefined;
  const grouping = { blocks: rows, rows: 1, groups: 1, width: columns };
  const loops = kernels.normalization(grouping);
  const [middle, square, factor] = [1, 2, 3].map(() => loops.array(rows));
  const [ones, zeros] = [scratch(columns).fill(1), scratch(columns)];
  return {
    ...loops,
    middle,
    square,
    /** `to = factorOf(row)·(x − middle)` of each row. */
    scale(to: Values, factorOf: (row: number) => number) {
      for (let row = 0; row < rows; row++) factor[row] = factorOf(row);
      loops.standardize(to, x, middle, factor, ones, zeros);
    },
  };
}

function bindVariance(site: Site, { rows, columns }: Rows): Pass {
  const { x, dx, y, dy } = site;
  const floats = floatRows(site, { rows, columns });
  /** The mean of a row that begins at `start`, in two passes: of distances to the first number, which may be large. */
  const meanOf = (of: Values, start: number) => {
    let sum = 0;
    for (let i = start; i < start + columns; i++) sum += of[i] - of[start];
    return of[start] + sum / columns;
  };
  /** `to = factor·(of − mean)` of each row. */
  const center = (to: Values, of: Values) => {
    for (let row = 0, i = 0; row < rows; row++) {
      const mean = meanOf(of, i);
      const factor = 2 * dy[row] / columns;
      for (const end = i + columns; i < end; i++) {
        to[i] = factor * (of[i] - mean);
      }
    }
  };
  return {
    forward() {
      if (floats !== undefined) {
        floats.moments(floats.middle, floats.square, x);
        return y.set(floats.square);
      }
      for (let row = 0, i = 0; row < rows; row++) {
        const mean = meanOf(x, i);
        let sum = 0;
        for (const end = i + columns; i < end; i++) sum += (x[i] - mean) ** 2;
        y[row] = sum / columns;
      }
    },
    backward() {
      if (dx.length === 0) return;
      if (floats === undefined) return center(dx, x);
      floats.scale(dx, (row) => 2 * dy[row] / columns);
    },
    tangent({ inputs: [u], output }) {
      output.fill(0);
      if (u.length === 0) return;
      for (let row = 0, i = 0; row < rows; row++) {
        const mean = meanOf(x, i);
        let sum = 0;
        for (const end = i + columns; i < end; i++) sum += (x[i] - mean) * u[i];
        output[row] = 2 * sum / columns;
      }
    },
    second({ inputs: [u], dinputs: [v] }) {
      if (v.length === 0) return;
      if (u.length === 0) v.fill(0);
      else center(v, u);
    },
  };
}

function bindNorm(site: Site, { rows, columns }: Rows): Pass {
  const { x, dx, y, dy } = site;
  const floats = floatRows(site, { rows, columns });
  /** `Σ x·u/y` of a row that begins at `start`. */
  const along = (row: number, start: number, u: Values) => {
    if (y[row] === 0) return 0;
    let sum = 0;
    for (let i = start; i < start + columns; i++) sum += x[i] / y[row] * u[i];
    return sum;
  };
  return {
    forward() {
      if (floats !== undefined) {
        floats.squares(floats.square, x);
        for (let row = 0; row < rows; row++) {
          y[row] = Math.sqrt(columns * floats.square[row]);
        }
        return;
      }
      for (let row = 0, start = 0; row < rows; row++, start += columns) {
        let most = 0;
        for (let i = start; i < start + columns; i++) {
          most = Math.max(most, Math.abs(x[i]));
        }
        let sum = 0;
        // Of shares of the largest, whose squares stay in range.
        for (let i = start; i < start + columns; i++) {
          sum += (x[i] / most) ** 2;
        }
        y[row] = most === 0 || most === Infinity ? most : most * Math.sqrt(sum);
      }
    },
    backward() {
      if (dx.length === 0) return;
      if (floats !== undefined) {
        return floats.scale(dx, (row) => y[row] === 0 ? 0 : dy[row] / y[row]);
      }
      for (let row = 0, i = 0; row < rows; row++) {
        for (const end = i + columns; i < end; i++) {
          dx[i] = y[row] === 0 ? 0 : dy[row] * (x[i] / y[row]);
        }
      }
    },
    tangent({ inputs: [u], output }) {
      for (let row = 0, start = 0; row < rows; row++, start += columns) {
        output[row] = u.length === 0 ? 0 : along(row, start, u);
      }
    },
    second({ inputs: [u], dinputs: [v] }) {
      if (v.length === 0) return;
      if (u.length === 0) return void v.fill(0);
      for (let row = 0, i = 0; row < rows; row++) {
        const change = along(row, i, u);
        for (const end = i + columns; i < end; i++) {
          v[i] = y[row] === 0
            ? 0
            : dy[row] * (u[i] - x[i] / y[row] * change) / y[row];
        }
      }
    },
    choices(note, { start, count, stride }) {
      for (let row = start, n = 0; n < count; row += stride, n++) {
        // A single number has its kink at 0; of several, only all can be 0.
        note(columns === 1 ? Math.sign(x[row]) : Math.sign(y[row]));
      }
    },
  };
}

function bindLogSumExp(site: Site, { rows, columns }: Rows): Pass {
  const { x, dx, y, dy, kernels, scratch } = site;
  const chances = chancesOf(site, columns);
  const { largest, others, logs } = chances;
  const factors = scratch(rows);
  return {
    forward() {
      chances.read();
      for (let row = 0; row < rows; row++) y[row] = largest[row] + logs[row];
    },
    backward() {
      if (dx.length === 0) return;
      for (let row = 0; row < rows; row++) {
        factors[row] = dy[row] / (1 + others[row]);
      }
      kernels.expScaled(dx, x, largest, factors, rows, columns);
    },
    tangent({ inputs: [u], output }) {
      output.fill(0);
      if (u.length === 0) return;
      for (let row = 0, i = 0; row < rows; row++) {
        let mean = 0;
        for (const end = i + columns; i < end; i++) {
          mean += chances.chanceOf(row, i) * u[i];
        }
        output[row] = mean;
      }
    },
    second({ inputs: [u], dinputs: [v] }) {
      if (v.length === 0) return;
      for (let row = 0, i = 0; row < rows; row++) {
        const rises = chances.risesOf(row, u);
        for (let j = 0; j < columns; j++, i++) {
          v[i] = dy[row] * chances.chanceOf(row, i) * rises[j];
        }
      }
    },
  };
}
