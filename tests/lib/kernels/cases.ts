// Every kernel over random sizes, with a bound on how far rounding may move it
// from the plain form in double precision.
import type { FunctionName, Kernels } from "../../../lib/kernels/kernels.ts";
import type { Values } from "../../../lib/values.ts";

/** Sizes of a kernel's matrices. */
export interface Sizes {
  readonly rows: number;
  readonly columns: number;
  readonly inner: number;
}

/** One kernel with its arrays. */
export interface KernelCase {
  readonly name: string;
  /** How long each input is. */
  inputs(sizes: Sizes): readonly number[];
  /** How long the output is. */
  output(sizes: Sizes): number;
  /** Runs it; `y` holds numbers that it may add to. */
  run(
    kernels: Kernels,
    y: Values,
    inputs: readonly Values[],
    sizes: Sizes,
  ): void;
  /** How many units of rounding number `i` may be off. */
  bound(inputs: readonly Values[], sizes: Sizes, i: number): number;
  /** Whether inputs must be positive. */
  readonly isPositive?: boolean;
}

const area = ({ rows, columns }: Sizes) => rows * columns;

/** `Σ |a|·|b|` of one number of a product, for each addition of it. */
function productBound(
  at: (
    sizes: Sizes,
    row: number,
    column: number,
    k: number,
  ) => readonly [number, number],
) {
  return ([a, b, bias]: readonly Values[], sizes: Sizes, i: number) => {
    const row = Math.floor(i / sizes.columns);
    const column = i % sizes.columns;
    let sum = Math.abs(bias?.at(column) ?? 0);
    for (let k = 0; k < sizes.inner; k++) {
      const [ia, ib] = at(sizes, row, column, k);
      sum += Math.abs(a[ia] * b[ib]);
    }
    return 2 * (sizes.inner + 2) * sum;
  };
}

const products: readonly KernelCase[] = [
  {
    name: "multiplyByTransposed",
    inputs: (s) => [s.rows * s.inner, s.columns * s.inner],
    output: area,
    run: (kernels, y, [x, w], s) =>
      kernels.multiplyByTransposed(
        y,
        x,
        w,
        undefined,
        s.rows,
        s.columns,
        s.inner,
      ),
    bound: productBound((
      s,
      row,
      column,
      k,
    ) => [row * s.inner + k, column * s.inner + k]),
  },
  {
    name: "multiplyByTransposed with a bias",
    inputs: (s) => [s.rows * s.inner, s.columns * s.inner, s.columns],
    output: area,
    run: (kernels, y, [x, w, bias], s) =>
      kernels.multiplyByTransposed(y, x, w, bias, s.rows, s.columns, s.inner),
    bound: productBound((
      s,
      row,
      column,
      k,
    ) => [row * s.inner + k, column * s.inner + k]),
  },
  {
    name: "multiply",
    inputs: (s) => [s.rows * s.inner, s.columns * s.inner],
    output: area,
    run: (kernels, y, [x, w], s) =>
      kernels.multiply(y, x, w, s.rows, s.columns, s.inner),
    bound: productBound((
      s,
      row,
      column,
      k,
    ) => [row * s.inner + k, k * s.columns + column]),
  },
  {
    name: "multiplyTransposed",
    inputs: (s) => [s.rows * s.inner, s.columns * s.inner],
    output: area,
    run: (kernels, y, [a, b], s) =>
      kernels.multiplyTransposed(y, a, b, s.rows, s.columns, s.inner),
    bound: productBound((
      s,
      row,
      column,
      k,
    ) => [k * s.rows + row, k * s.columns + column]),
  },
  {
    name: "multiplyBothTransposed",
    inputs: (s) => [s.rows * s.inner, s.columns * s.inner],
    output: area,
    run: (kernels, y, [a, b], s) =>
      kernels.multiplyBothTransposed(y, a, b, s.rows, s.columns, s.inner),
    bound: productBound((
      s,
      row,
      column,
      k,
    ) => [k * s.rows + row, column * s.inner + k]),
  },
];

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
  {
    name: "fillRows",
    inputs: (s) => [s.columns],
    output: area,
    run: (kernels, y, [row], s) => kernels.fillRows(y, row, s.rows, s.columns),
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
      let sum = Math.abs(dy[i]);
      for (let k = start; k < start + columns; k++) {
        sum += Math.abs(y[k] * dy[k]);
      }
      return 2 * (columns + 4) * Math.abs(y[i]) * sum;
    },
  },
  {
    name: "logSumExp",
    inputs: (s) => [area(s)],
    output: (s) => s.rows,
    run: (kernels, y, [x], s) => kernels.logSumExp(y, x, s.rows, s.columns),
    bound: ([x], { columns }, i) =>
      columns + 20 + 2 * spread(x, columns, i * columns),
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

/** The largest number of a row, which rounding multiplies. */
function spread(x: Values, columns: number, i: number): number {
  const start = i - i % columns;
  let most = 0;
  for (let k = start; k < start + columns; k++) {
    most = Math.max(most, Math.abs(x[k]));
  }
  return most;
}

const names: readonly FunctionName[] = [
  "relu",
  "leakyRelu",
  "sigmoid",
  "tanh",
  "exp",
  "log",
  "silu",
  "geluTanh",
  "gelu",
];
const slope = 0.25;

const elementwise: readonly KernelCase[] = names.flatMap((name) => [{
  name,
  inputs: (s) => [area(s)],
  output: area,
  run: (kernels, y, [x]) =>
    kernels.functions[name].forward(y, x, slope, y.length),
  bound: ([x], _sizes, i) =>
    8 * (1 + Math.abs(x[i]) + (name === "exp" ? Math.exp(x[i]) : 0)),
  isPositive: name === "log",
}, {
  name: `${name} backward`,
  inputs: (s) => [area(s), area(s), area(s)],
  output: area,
  run: (kernels, dx, [x, y, dy]) =>
    kernels.functions[name].backward(dx, x, y, dy, slope, dx.length),
  bound: ([x, y, dy], _sizes, i) =>
    8 * Math.abs(dy[i]) * (1 + Math.abs(x[i])) *
    (1 + y[i] * y[i] + (name === "log" ? 1 / Math.abs(x[i]) : 0)),
}]);

/** All kernels. */
export const kernelCases: readonly KernelCase[] = [
  ...products,
  ...rowwise,
  ...elementwise,
];
