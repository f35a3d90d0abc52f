// Every kernel over random sizes, with a bound on how far rounding may move it
// from the plain form in double precision.
import type { Values } from "../../../lib/base/values.ts";
import {
  type Constants,
  type FunctionName,
  functionNames,
} from "../../../lib/kernels/contract/functions.ts";
import { chanceNames } from "../../../lib/kernels/contract/chance.ts";
import {
  combinationNames,
  type Operand,
} from "../../../lib/kernels/contract/combinations.ts";
import { lossNames } from "../../../lib/kernels/contract/losses.ts";
import type { Kernels } from "../../../lib/kernels/contract/kernels.ts";
import type { UpdateKernels } from "../../../lib/kernels/contract/updates.ts";
import { functionPairs } from "../../../lib/kernels/plain/functions.ts";
import { cellCases } from "./cell_cases.ts";
import { comparisonCases } from "./comparison_cases.ts";
import type { KernelCase, Sizes } from "./kernel_case.ts";

const area = ({ rows, columns }: Sizes) => rows * columns;

/** A product of matrices: what is transposed, and how it is run. */
interface Product {
  readonly name: string;
  readonly isAT: boolean;
  readonly isBT: boolean;
  readonly hasBias?: boolean;
  /** How many there are, one after the other. */
  readonly count?: number;
  /** Whether it lays `b` out in an array behind the others. */
  readonly isFixed?: boolean;
  run(kernels: Kernels, y: Values, inputs: readonly Values[], s: Sizes): void;
}

function productCase(
  { name, isAT, isBT, hasBias, isFixed, count = 1, run }: Product,
): KernelCase {
  return {
    name,
    inputs: (s) => [
      count * s.rows * s.inner,
      count * s.columns * s.inner,
      hasBias ? s.columns : 0,
      ...isFixed ? [s.inner * (s.columns + 7)] : [],
    ],
    output: (s) => count * area(s),
    run,
    // `Σ |a|·|b|` of one number, for each addition of it.
    bound([ofAll, ofAllB, bias], { rows, columns, inner }, place) {
      const matrix = Math.floor(place / (rows * columns));
      const a = ofAll.subarray(matrix * rows * inner);
      const b = ofAllB.subarray(matrix * columns * inner);
      const i = place - matrix * rows * columns;
      const row = Math.floor(i / columns);
      const column = i % columns;
      let sum = Math.abs(bias.at(column) ?? 0);
      for (let k = 0; k < inner; k++) {
        sum += Math.abs(
          a[isAT ? k * rows + row : row * inner + k] *
            b[isBT ? column * inner + k : k * columns + column],
        );
      }
      return 2 * (inner + 2) * sum;
    },
  };
}

const products: readonly Product[] = [
  {
    name: "multiplyByTransposed",
    isAT: false,
    isBT: true,
    run: (kernels, y, [x, w], { rows, columns, inner }) =>
      kernels.multiplyByTransposed(y, x, w, undefined, rows, columns, inner),
  },
  {
    name: "multiplyByTransposed with a bias",
    isAT: false,
    isBT: true,
    hasBias: true,
    run: (kernels, y, [x, w, bias], { rows, columns, inner }) =>
      kernels.multiplyByTransposed(y, x, w, bias, rows, columns, inner),
  },
  {
    name: "multiply",
    isAT: false,
    isBT: false,
    run: (kernels, y, [x, w], { rows, columns, inner }) =>
      kernels.multiply(y, x, w, rows, columns, inner),
  },
  {
    name: "multiplyTransposed",
    isAT: true,
    isBT: false,
    run: (kernels, y, [a, b], { rows, columns, inner }) =>
      kernels.multiplyTransposed(y, a, b, rows, columns, inner),
  },
  {
    name: "multiplyBothTransposed",
    isAT: true,
    isBT: true,
    run: (kernels, y, [a, b], { rows, columns, inner }) =>
      kernels.multiplyBothTransposed(y, a, b, rows, columns, inner),
  },
  {
    name: "fixed.multiplyByTransposed",
    isAT: false,
    isBT: true,
    hasBias: true,
    isFixed: true,
    run({ fixed }, y, [x, w, bias, room], { rows, columns, inner }) {
      const scratch = (length: number) => room.subarray(0, length);
      const { read, run } = fixed.multiplyByTransposed(
        w,
        bias,
        rows,
        columns,
        inner,
        scratch,
      );
      read();
      run(y, x);
    },
  },
  {
    name: "fixed.multiply",
    isAT: false,
    isBT: false,
    isFixed: true,
    run({ fixed }, y, [x, w, , room], { rows, columns, inner }) {
      const scratch = (length: number) => room.subarray(0, length);
      const { read, run } = fixed.multiply(w, rows, columns, inner, scratch);
      read();
      run(y, x);
    },
  },
];

const manyProducts = [[false, false], [false, true], [true, false], [
  true,
  true,
]].map(([isAT, isBT]): Product => ({
  name: `products${isAT ? " of transposed" : ""}${
    isBT ? " with transposed" : ""
  }`,
  isAT,
  isBT,
  count: 3,
  run(kernels, y, [a, b], { rows, columns, inner }) {
    const place = { y, a, b, count: 3, rows, columns, inner, isAT, isBT };
    kernels.products(place)();
  },
}));

const rowwise: readonly KernelCase[] = [
  {
    name: "sumRows",
    inputs: (s) => [area(s)],
    output: (s) => s.columns,
    run: (kernels, y, [x], s) => kernels.sumRows(y, x, s.rows, s.columns),
    bound([x], { rows, columns }, i) {
      let sum = 0;
      for (let row = 0; row < rows; row++) {
        sum += Math.abs(x[row * columns + i]);
      }
      return 2 * rows * sum;
    },
  },
  // Of columns, and of rows.
  ...[false, true].map((isOfRows): KernelCase => ({
    name: isOfRows ? "sumEach of rows" : "sumEach",
    inputs: (s) => [3 * area(s)],
    output: (s) => 3 * (isOfRows ? s.rows : s.columns),
    run: (kernels, y, [x], { rows, columns }) =>
      isOfRows
        ? kernels.sumEach(y, x, -0.375, 3 * rows, columns, 1)
        : kernels.sumEach(y, x, -0.375, 3, rows, columns),
    bound([x], { rows, columns }, i) {
      const [length, step] = isOfRows ? [columns, 1] : [rows, columns];
      const own = isOfRows ? 1 : columns;
      const start = Math.floor(i / own) * length * step + i % own;
      let sum = 0;
      for (let k = 0; k < length; k++) sum += Math.abs(x[start + k * step]);
      // Of sums in parts.
      return 40 * sum;
    },
  })),
  ...[false, true].map((isOfRows): KernelCase => ({
    name: isOfRows ? "spreadEach in rows" : "spreadEach",
    inputs: (s) => [3 * (isOfRows ? s.rows : s.columns)],
    output: (s) => 3 * area(s),
    run: (kernels, y, [x], { rows, columns }) =>
      isOfRows
        ? kernels.spreadEach(y, x, -0.3, 3 * rows, columns, 1)
        : kernels.spreadEach(y, x, -0.3, 3, rows, columns),
    // The factor is rounded as well.
    bound([x], { rows, columns }, i) {
      const matrix = Math.floor(i / (rows * columns));
      const place = isOfRows
        ? Math.floor(i / columns)
        : matrix * columns + i % columns;
      return 2 * Math.abs(x[place]);
    },
  })),
  ...[1, -1].flatMap((sign) =>
    [false, true].map((isOfRows): KernelCase => ({
      name: `largestPlaces of ${
        isOfRows ? "rows" : "columns"
      } with the sign ${sign}`,
      inputs: (s) => [3 * area(s)],
      output: (s) => 3 * (isOfRows ? s.rows : s.columns),
      run(kernels, y, [x], { rows, columns }) {
        // Ties of whole numbers.
        for (let i = 0; i < x.length; i++) x[i] = Math.round(3 * x[i]);
        if (isOfRows) kernels.largestPlaces(y, x, sign, 3 * rows, columns, 1);
        else kernels.largestPlaces(y, x, sign, 3, rows, columns);
      },
      bound: () => 0,
    }))
  ),
  {
    name: "transposeEach",
    inputs: (s) => [3 * area(s)],
    output: (s) => 3 * area(s),
    run: (kernels, y, [x], s) =>
      kernels.transposeEach(y, x, 3, s.rows, s.columns),
    bound: () => 0,
  },
  {
    name: "fillRows",
    inputs: (s) => [s.columns],
    output: area,
    run: (kernels, y, [row], s) => kernels.fillRows(y, row, s.rows, s.columns),
    bound: () => 0,
  },
  {
    name: "takeRows",
    inputs: (s) => [area(s), s.rows],
    output: area,
    run(kernels, y, [x, places], { rows, columns }) {
      for (let row = 0; row < rows; row++) places[row] = (3 * row + 1) % rows;
      kernels.takeRows(y, x, places, rows, columns);
    },
    bound: () => 0,
  },
  {
    name: "takeRowsBackward",
    inputs: (s) => [area(s), s.rows],
    output: (s) => s.inner * s.columns,
    run(kernels, dx, [dy, places], { rows, columns, inner }) {
      if (inner === 0) return;
      for (let row = 0; row < rows; row++) places[row] = (7 * row) % inner;
      kernels.takeRowsBackward(dx, dy, places, rows, inner, columns);
    },
    bound([dy], { rows, columns, inner }, i) {
      const [own, column] = [Math.floor(i / columns), i % columns];
      let sum = 0;
      for (let row = 0; row < rows; row++) {
        if ((7 * row) % inner !== own) continue;
        sum += Math.abs(dy[row * columns + column]);
      }
      return rows * sum;
    },
  },
  {
    // As whole rows, and as some columns of wider ones.
    name: "copyColumns",
    inputs: (s) => [area(s), s.rows * (s.columns + 3)],
    output: (s) => s.rows * (s.columns + 1),
    run(kernels, y, [x, wide], { rows, columns }) {
      y.fill(0);
      const width = columns + 1;
      kernels.copyColumns(y, width, 1, x, columns, 0, rows, columns);
      const some = Math.floor(columns / 2);
      kernels.copyColumns(y, width, 1, wide, columns + 3, 2, rows, some);
    },
    bound: () => 0,
  },
  {
    name: "addScaled",
    inputs: (s) => [area(s), area(s)],
    output: area,
    run(kernels, y, [start, x]) {
      y.set(start);
      kernels.addScaled(y, x, -0.375, y.length);
    },
    bound: ([start, x], _sizes, i) => 2 * (Math.abs(start[i]) + Math.abs(x[i])),
  },
  {
    name: "softmax",
    inputs: (s) => [area(s)],
    output: area,
    run: (kernels, y, [x], s) => kernels.softmax(y, x, s.rows, s.columns),
    bound: ([x], { columns }, i) => (columns + 20 + 2 * spread(x, columns, i)),
  },
  {
    name: "softmaxBackward",
    inputs: (s) => [area(s), area(s)],
    output: area,
    run: (kernels, dx, [y, dy], s) =>
      kernels.softmaxBackward(dx, y, dy, s.rows, s.columns),
    bound([y, dy], { columns }, i) {
      const start = i - i % columns;
      const most = spread(dy, columns, i);
      let sum = Math.abs(dy[i]) + most;
      for (let k = start; k < start + columns; k++) {
        sum += Math.abs(y[k]) * (Math.abs(dy[k]) + most);
      }
      return 2 * (columns + 4) * Math.abs(y[i]) * sum;
    },
  },
  ...[0, 1 - 2 ** -10].map((last): KernelCase => ({
    name: `softmaxBackwardDown of shares, the last ${last}`,
    inputs: (s) => [2 * area(s), 2 * area(s)],
    output: (s) => 2 * area(s),
    run(kernels, dx, [y, dy], { rows, columns }) {
      for (let matrix = 0; matrix < 2; matrix++) {
        for (let column = 0; column < columns; column++) {
          const start = matrix * rows * columns + column;
          makeShares(y, start, rows, columns, last);
        }
      }
      kernels.softmaxBackwardDown(dx, y, dy, 2, rows, columns);
    },
    bound([y, dy], { rows, columns }, i) {
      const start = i - i % (rows * columns) + i % columns;
      const [shares, slopes] = [y, dy].map((values) =>
        Array.from({ length: rows }, (_, k) => values[start + k * columns])
      );
      const slope = slopes.reduce((a, b) => Math.max(a, Math.abs(b)), 0);
      // Of a share that is almost 1, what the others leave has digits of its own.
      const row = Math.floor(i / columns) % rows;
      const left = last !== 0 && row === rows - 1 ? 1 - last : 1;
      const sum = shares.reduce((sum, each) => sum + Math.abs(each), 1);
      return 4 * (rows + 4) * Math.abs(y[i]) * slope * sum * left;
    },
  })),
  {
    name: "sparsemax",
    inputs: (s) => [area(s)],
    output: area,
    run: (kernels, y, [x], s) => kernels.sparsemax(y, x, s.rows, s.columns),
    bound: ([x], { columns }, i) => columns + 20 + 2 * spread(x, columns, i),
  },
  {
    name: "sparsemaxBackward",
    inputs: (s) => [area(s), area(s)],
    output: area,
    run(kernels, dx, [y, dy], { rows, columns }) {
      for (let i = 0; i < y.length; i++) y[i] = Math.max(y[i], 0);
      kernels.sparsemaxBackward(dx, y, dy, rows, columns);
    },
    bound: ([, dy], { columns }, i) => (columns + 8) * spread(dy, columns, i),
  },
  {
    name: "expSums",
    inputs: (s) => [area(s)],
    output: (s) => 2 * s.rows,
    run: (kernels, y, [x], { rows, columns }) =>
      kernels.expSums(
        y.subarray(0, rows),
        y.subarray(rows),
        x,
        rows,
        columns,
      ),
    // The largest is exact, and the rest of a sum right in its own digits.
    bound([x], { rows, columns }, i) {
      if (i < rows) return 0;
      const row = Float64Array.from(
        x.slice((i - rows) * columns, (i - rows + 1) * columns),
      );
      const most = row.reduce((a, b) => Math.max(a, b), -Infinity);
      const shares = row.reduce((sum, each) => sum + Math.exp(each - most), -1);
      return (columns + 20 + 4 * spread(x, columns, (i - rows) * columns)) *
        Math.abs(shares) * 2;
    },
  },
  {
    name: "logSoftmax",
    inputs: (s) => [area(s), s.rows, s.rows],
    output: area,
    run: (kernels, y, [x, largest, others], s) =>
      kernels.logSoftmax(y, largest, others, x, s.rows, s.columns),
    bound: ([x], { columns }, i) => (columns + 20 + 4 * spread(x, columns, i)),
  },
  {
    name: "logSoftmaxBackward",
    inputs: (s) => [area(s), area(s), s.rows, s.rows],
    output: area,
    run(kernels, dx, [x, dy, largest, others], { rows, columns }) {
      kernels.expSums(largest, others, x, rows, columns);
      const given = [x, largest, others, dy] as const;
      kernels.logSoftmaxBackward(dx, ...given, rows, columns);
    },
    bound([x, dy], { columns }, i) {
      const start = i - i % columns;
      let sum = 0;
      for (let k = start; k < start + columns; k++) sum += Math.abs(dy[k]);
      return (2 * columns + 40 + 8 * spread(x, columns, i)) * sum;
    },
  },
  {
    name: "expScaled",
    inputs: (s) => [area(s), s.rows, s.rows],
    output: area,
    run: (kernels, y, [x, shifts, factors], s) =>
      kernels.expScaled(y, x, shifts, factors, s.rows, s.columns),
    bound([x, shifts, factors], { columns }, i) {
      const row = Math.floor(i / columns);
      const size = Math.abs(x[i]) + Math.abs(shifts[row]);
      return (10 + 2 * size) * Math.abs(factors[row]) *
        Math.exp(x[i] - shifts[row]);
    },
  },
];

/** Makes of `count` numbers shares of 1, of which the last is given if it is not 0; what has become shares stays as it is. */
function makeShares(
  values: Values,
  start: number,
  count: number,
  step: number,
  last: number,
): void {
  const others = last === 0 ? count : count - 1;
  let sum = 0;
  for (let k = 0; k < others; k++) sum += Math.abs(values[start + k * step]);
  // One factor, which is 1 for shares: two would lose the smallest numbers.
  const factor = (1 - last) / sum;
  for (let k = 0; k < others; k++) {
    const i = start + k * step;
    values[i] = Math.abs(values[i]) * factor;
  }
  if (others < count) values[start + others * step] = last;
}

/** The largest number of a row, which rounding multiplies. */
function spread(x: Values, columns: number, i: number): number {
  const start = i - i % columns;
  let most = 0;
  for (let k = start; k < start + columns; k++) {
    most = Math.max(most, Math.abs(x[k]));
  }
  return most;
}

/** What functions are made with that take constants. */
const constants: Readonly<Partial<Record<FunctionName, Constants>>> = {
  leakyRelu: [0.25],
  silu: [1.5],
  sine: [1],
  elu: [0.75, 1.25, 0.5],
  softplus: [1.5, 1],
  squareplus: [4, 2],
  line: [-1.5, 0.375],
  ramp: [6, -0.5, 1.5, 0.25, 0.5],
  clip: [-0.5, 1.5],
  threshold: [0.5, -2],
  shrink: [0.75, 0.5],
  parabola: [6, 1, -0.25, 0.5],
};

/** Brings numbers to where a function has a value, twice as well as once. */
function bring(name: FunctionName, x: Values): void {
  if (["asin", "acos", "atanh"].includes(name)) {
    x.forEach((each, i) => x[i] = Math.min(Math.max(each, -0.96875), 0.96875));
  }
  if (name === "acosh") {
    x.forEach((each, i) => x[i] = Math.max(Math.abs(each), 1.03125));
  }
}

const elementwise: readonly KernelCase[] = functionNames.flatMap((name) => [{
  name,
  inputs: (s) => [area(s)],
  output: area,
  run(kernels, y, [x]) {
    bring(name, x);
    kernels.functions[name].forward(y, x, constants[name] ?? [], y.length);
  },
  bound: ([x], _sizes, i) =>
    8 *
    (1 + x[i] * x[i] + (name === "cube" ? Math.abs(x[i]) ** 3 : 0) +
      (name.startsWith("exp") ? Math.exp(x[i]) : 0) +
      (name === "recip" ? 1 / Math.abs(x[i]) : 0) +
      (name === "tan" ? Math.tan(x[i]) ** 2 : 0) +
      (["sinh", "cosh"].includes(name) ? Math.exp(Math.abs(x[i])) : 0)),
  isPositive: ["log", "log1p", "sqrt", "root"].includes(name),
}, {
  name: `${name} backward`,
  inputs: (s) => [area(s), area(s), area(s)],
  output: area,
  run(kernels, dx, [x, y, dy]) {
    bring(name, x);
    // Takes y and x together, so y has to be that of x.
    if (["tanhShrink", "softplus"].includes(name)) {
      const { f } = functionPairs[name](...constants[name] ?? []);
      y.forEach((_, i) => y[i] = f(x[i]));
    }
    kernels.functions[name]
      .backward(dx, x, y, dy, constants[name] ?? [], dx.length);
  },
  bound: ([x, y, dy], _sizes, i) =>
    8 * Math.abs(dy[i]) * (1 + Math.abs(x[i])) *
    (1 + y[i] * y[i] + (name === "log" ? 1 / Math.abs(x[i]) : 0) +
      (name === "expm1" ? Math.exp(x[i]) : 0) +
      (name === "cube" ? x[i] * x[i] : 0) +
      (name.startsWith("a") ? 16 : 0) +
      (["sinh", "cosh"].includes(name) ? Math.exp(Math.abs(x[i])) : 0) +
      (["sqrt", "root"].includes(name) ? 1 / Math.abs(y[i]) : 0)),
  isPositive: name === "log1p",
}]);

const divisor = 0.75;

// Predictions are drawn positive; those of probabilities are brought below 1.
const losses: readonly KernelCase[] = lossNames.flatMap((name) => {
  const constants = name === "huber" ? [0.5, 2] : [0.75, 2];
  const scaled = (x: Values) =>
    x.map((each) => Math.min(Math.max(each, 0.125), 0.875));
  /** What the loss takes, of what was drawn. */
  function fit(x: Values, t: Values): void {
    if (name === "bce") x.set(scaled(x));
    if (name === "hinge") t.forEach((_, i) => t[i] = i % 3 === 0 ? -1 : 1);
  }
  const bound = (x: Values, t: Values, i: number) =>
    64 * (1 + x[i] * x[i] + t[i] * t[i] + Math.exp(x[i])) *
    (1 + 1 / Math.abs(x[i]));
  return [{
    name: `loss ${name}`,
    inputs: (s) => [area(s), area(s)],
    output: (s) => s.rows,
    run(kernels, y, [x, t], { rows, columns }) {
      fit(x, t);
      kernels.losses[name].forward(y, x, t, constants, divisor, rows, columns);
    },
    bound([x, t], { columns }, row) {
      let sum = 1;
      for (let i = row * columns; i < (row + 1) * columns; i++) {
        sum += bound(x, t, i);
      }
      return sum;
    },
    isPositive: true,
  }, {
    name: `loss ${name} backward`,
    inputs: (s) => [area(s), area(s), s.rows],
    output: area,
    run(kernels, dx, [x, t, dy], { rows, columns }) {
      fit(x, t);
      kernels.losses[name]
        .backward(dx, x, t, dy, constants, divisor, rows, columns);
    },
    bound: ([x, t, dy], { columns }, i) =>
      Math.abs(dy[Math.floor(i / columns)]) * bound(x, t, i),
    isPositive: true,
  }];
});

// Each operand whole, then columns of wider rows, a row again and again, each row some
// times, and one number for each row.
const combinations: readonly KernelCase[] = combinationNames.flatMap((name) =>
  [
    { ways: ["whole", "whole", "whole"] },
    { ways: ["wide", "row", "column"] },
    { ways: ["column", "wide", "row"] },
    { ways: ["row", "column", "wide"] },
    { ways: ["repeated", "whole", "column"] },
    { ways: ["whole", "wide", "repeated"] },
  ].map(({ ways }): KernelCase => ({
    name: `combine ${name} of ${ways.join(", ")}`,
    inputs: (s) => ways.map(() => s.rows * (s.columns + 3)),
    output: area,
    run(kernels, y, inputs, { rows, columns }) {
      const [a, b, c] = ways.map((way, k): Operand => ({
        values: way === "wide" ? inputs[k].subarray(1) : inputs[k],
        pitch: pitchOf(way, columns),
        step: way === "column" ? 0 : 1,
        repeat: way === "repeated" ? 3 : 1,
      }));
      const own = { values: y, pitch: columns, step: 1 } as const;
      // A whole matrix is one row to it.
      if (ways.every((way) => way === "whole")) {
        kernels.combine(
          name,
          own,
          a,
          b,
          c,
          1,
          y.length,
        );
      } else kernels.combine(name, own, a, b, c, rows, columns);
    },
    bound(inputs, { columns }, i) {
      const [row, column] = [Math.floor(i / columns), i % columns];
      const [a, b, c] = ways.map((way, k) =>
        Math.abs(
          inputs[k][
            Math.floor(row / (way === "repeated" ? 3 : 1)) *
              pitchOf(way, columns) +
            (way === "column" ? 0 : column + (way === "wide" ? 1 : 0))
          ],
        )
      );
      if (name === "gate") return 8 * a;
      if (name === "gateSlope") return 16 * a * c;
      if (name === "divSlope") return 4 * c * a / b / b;
      if (name === "div") return a / b;
      if (name === "pow") return 4 * a ** b;
      if (name === "powSlope") return 8 * c * b * a ** (b - 1);
      if (name === "powRise") return 8 * c * b * Math.abs(Math.log(a));
      // What is chosen is exact.
      if (["select", "equal", "notEqual"].includes(name)) return 0;
      if (name.startsWith("greater")) return 0;
      return name.startsWith("m") && name !== "mul"
        ? 0
        : a + b + a * b + b * c + c * a;
    },
    isPositive: name.startsWith("pow"),
  }))
);

function pitchOf(way: string, columns: number): number {
  if (way === "row") return 0;
  return way === "column" ? 1 : way === "wide" ? columns + 3 : columns;
}

// The steps of optimizers change several arrays: `y` holds them one after the
// other, the values first.
const rate = 0.37;
const beta1 = 0.7;
const beta2 = 0.9;
const epsilon = 1e-3;

/** An update of some arrays by a gradient. */
function update(
  name: string,
  states: readonly ("any" | "square")[],
  run: (
    kernels: UpdateKernels,
    value: Values,
    gradient: Values,
    states: readonly Values[],
  ) => void,
  bound: (numbers: readonly number[]) => number,
): KernelCase {
  const kinds = ["any", ...states];
  // Squares are not negative.
  const startOf = (x: number, k: number) => kinds[k] === "square" ? x * x : x;
  return {
    name,
    // The gradient is the last.
    inputs: (s) => [...kinds.map(() => area(s)), area(s)],
    output: (s) => kinds.length * area(s),
    run({ updates }, y, inputs) {
      const length = y.length / kinds.length;
      const own = kinds.map((_, k) => y.subarray(k * length, (k + 1) * length));
      own.forEach((each, k) => each.set(inputs[k].map((x) => startOf(x, k))));
      run(updates, own[0], inputs[kinds.length], own.slice(1));
    },
    bound(inputs, sizes, i) {
      const at = i % area(sizes);
      return bound([
        ...kinds.map((_, k) => startOf(inputs[k][at], k)),
        inputs[kinds.length][at],
      ].map(Math.abs));
    },
  };
}

/** How far `rate·m/(√s + epsilon)` may be off, for `m` and `s` made of terms of these sizes. */
function quotientBound(m: number, s: number, least: number): number {
  const root = Math.sqrt(least) + epsilon;
  return rate * m / root * (1 + s / (least + epsilon * epsilon));
}

const adams = (["adam", "adamw"] as const).flatMap((name) =>
  [false, true].map((hasMost) => {
    const decay = name === "adam" ? 0.25 : 0.875;
    return update(
      hasMost ? `${name} with the largest square` : name,
      hasMost ? ["any", "square", "square"] : ["any", "square"],
      (kernels, value, gradient, [mean, square, most]) =>
        kernels[name](
          value,
          gradient,
          mean,
          square,
          most,
          rate,
          beta1,
          beta2,
          epsilon,
          decay,
          value.length,
        ),
      ([value, mean, square, ...rest]) => {
        const g = rest[rest.length - 1] + value;
        const s = square + (hasMost ? rest[0] : 0) + g * g;
        return 16 * (value + mean + g + s) +
          16 * quotientBound(mean + g, s, beta2 * square);
      },
    );
  })
);

const rmsprops = [false, true].flatMap((hasMean) =>
  [false, true].map((hasBuffer) =>
    update(
      `rmsprop${hasMean ? " about the mean" : ""}${
        hasBuffer ? " with momentum" : ""
      }`,
      [
        "square",
        ...hasMean ? ["any" as const] : [],
        ...hasBuffer ? ["any" as const] : [],
      ],
      (kernels, value, gradient, [square, first, second]) => {
        // A mean that its square could have, so that no more than rounding is negative.
        if (hasMean) first.forEach((x, i) => square[i] += x * x);
        kernels.rmsprop(
          value,
          gradient,
          square,
          hasMean ? first : undefined,
          hasMean ? (hasBuffer ? second : undefined) : first,
          rate,
          beta2,
          epsilon,
          beta1,
          0.25,
          value.length,
        );
      },
      ([value, square, ...rest]) => {
        const g = rest[rest.length - 1] + value;
        const mean = hasMean ? rest[0] : 0;
        const buffer = hasBuffer ? rest[hasMean ? 1 : 0] : 0;
        const s = square + 2 * mean * mean + g * g;
        return 16 * (value + mean + buffer + g + s) +
          16 / rate * quotientBound(g, s, beta2 * square);
      },
    )
  )
);

const updates: readonly KernelCase[] = [
  {
    name: "dot",
    inputs: (s) => [area(s), area(s)],
    output: () => 1,
    run({ updates }, y, [a, b]) {
      y[0] = updates.dot(a, b, a.length);
    },
    bound([a, b]) {
      let sum = 0;
      for (let i = 0; i < a.length; i++) sum += Math.abs(a[i] * b[i]);
      return (a.length + 2) * sum;
    },
  },
  {
    name: "scale",
    inputs: (s) => [area(s)],
    output: area,
    run({ updates }, y, [x]) {
      y.set(x);
      updates.scale(y, -0.3, y.length);
    },
    bound: ([x], _sizes, i) => 2 * Math.abs(x[i]),
  },
  {
    name: "clamp",
    inputs: (s) => [area(s)],
    output: area,
    run({ updates }, y, [x]) {
      y.set(x);
      updates.clamp(y, 0.625, y.length);
    },
    bound: () => 0,
  },
  update(
    "approach",
    [],
    (kernels, value, x) => kernels.approach(value, x, 0.3, value.length),
    ([value, x]) => 4 * (value + x),
  ),
  ...[false, true].map((looksAhead) =>
    update(
      looksAhead ? "momentum that looks ahead" : "momentum",
      ["any"],
      (kernels, value, gradient, [buffer]) =>
        kernels.momentum(
          value,
          gradient,
          buffer,
          rate,
          beta2,
          beta1,
          0.25,
          looksAhead,
          value.length,
        ),
      ([value, buffer, gradient]) => 8 * (value + buffer + gradient),
    )
  ),
  ...adams,
  ...rmsprops,
  update(
    "adagrad",
    ["square"],
    (kernels, value, gradient, [sum]) =>
      kernels.adagrad(
        value,
        gradient,
        sum,
        rate,
        epsilon,
        0.25,
        value.length,
      ),
    ([value, sum, gradient]) => {
      const g = gradient + value;
      const s = sum + g * g;
      return 16 * (value + s + quotientBound(g, s, sum));
    },
  ),
  {
    ...update(
      "lion",
      ["any"],
      (kernels, value, gradient, [mean]) =>
        kernels.lion(
          value,
          gradient,
          mean,
          rate,
          beta1,
          beta2,
          0.875,
          value.length,
        ),
      () => 0,
    ),
    // Where rounding decides on the sign, it may be either.
    bound([value, mean, gradient], sizes, i) {
      const at = i % area(sizes);
      const [m, g] = [beta1 * mean[at], (1 - beta1) * gradient[at]];
      const size = Math.abs(m) + Math.abs(g);
      return 8 * (Math.abs(value[at]) + size * (2 + rate / Math.abs(m + g)));
    },
  },
];

const drawn: readonly KernelCase[] = chanceNames.map((name) => ({
  name: `draw ${name}`,
  inputs: () => [],
  output: area,
  run: (kernels, y) =>
    kernels.draw(
      y,
      { name, a: -0.75, b: 1.5, p: 0.375 },
      [0xffffffff, 0x80000000, 3, 0x12345678],
      y.length,
    ),
  // Normal numbers reach to √(2·log 2²⁴), which is less than 6.
  bound: () => name === "choice" ? 0 : name === "uniform" ? 4 : 8 * 6 * 1.5,
}));

/** All kernels. */
export const kernelCases: readonly KernelCase[] = [
  ...[...products, ...manyProducts].map(productCase),
  ...rowwise,
  ...elementwise,
  ...losses,
  ...combinations,
  ...drawn,
  ...updates,
  ...cellCases,
  ...comparisonCases,
];
