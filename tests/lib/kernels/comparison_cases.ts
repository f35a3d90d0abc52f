// Losses of vectors, and of numbers that are held against one another, as cases of
// kernels: of `rows` examples, each three times what is compared.
import type { Values } from "../../../lib/base/values.ts";
import type { ComparisonKernels } from "../../../lib/kernels/contract/comparisons.ts";
import type { KernelCase, Sizes } from "./kernel_case.ts";

const length = 3;
const margin = 0.75;
const factor = -0.625;

interface Comparison {
  readonly name: string;
  /** How many vectors are compared at a time. */
  readonly vectors: number;
  /** How many targets there are. */
  targets(sizes: Sizes): number;
  /** A target from what was drawn; of a target itself. */
  fit(drawn: number, i: number): number;
  forward(
    kernels: ComparisonKernels,
    y: Values,
    x: Values,
    target: Values,
    sizes: Sizes,
  ): void;
  backward(
    kernels: ComparisonKernels,
    dx: Values,
    x: Values,
    target: Values,
    dy: Values,
    sizes: Sizes,
  ): void;
  /** How large the terms of an example's loss are. */
  size(numbers: Values, columns: number): number;
  /** How large those of its derivatives by a vector are. */
  slope(vector: Values): number;
}

const sign = (drawn: number) => drawn < 0 ? -1 : 1;
const perThing = ({ rows }: Sizes) => length * rows;

const comparisons: readonly Comparison[] = [
  ...[false, true].map((isPair): Comparison => ({
    name: isPair ? "cosine of pairs" : "cosine",
    vectors: isPair ? 2 : 1,
    targets: isPair ? perThing : (s) => length * s.rows * s.columns,
    fit: (drawn) => isPair ? sign(drawn) : drawn,
    forward: (kernels, y, x, target, { rows, columns }) =>
      kernels.cosine(
        y,
        x,
        target,
        margin - 1,
        factor,
        isPair,
        rows,
        length,
        columns,
      ),
    backward: (kernels, dx, x, target, dy, { rows, columns }) =>
      kernels.cosineBackward(
        dx,
        x,
        target,
        dy,
        margin - 1,
        factor,
        isPair,
        rows,
        length,
        columns,
      ),
    size: (_numbers, columns) => columns + 20,
    slope: (vector) => (vector.length + 20) / Math.hypot(...vector),
  })),
  {
    name: "triplet",
    vectors: 3,
    targets: perThing,
    fit: sign,
    forward: (kernels, y, x, target, { rows, columns }) =>
      kernels.triplet(y, x, target, margin, factor, rows, length, columns),
    backward: (kernels, dx, x, target, dy, { rows, columns }) =>
      kernels.tripletBackward(
        dx,
        x,
        target,
        dy,
        margin,
        factor,
        rows,
        length,
        columns,
      ),
    size: (numbers) => 20 * (1 + Math.hypot(...numbers)),
    slope: ({ length }) => length + 20,
  },
  {
    name: "labelHinge",
    vectors: 1,
    targets: (s) => length * s.rows * s.columns,
    // Some hold, some do not, and some half.
    fit: (_drawn, i) => [0, 1, 1, 0.25, 0][i % 5],
    forward: (kernels, y, x, target, { rows, columns }) =>
      kernels.labelHinge(y, x, target, margin, factor, rows, length, columns),
    backward: (kernels, dx, x, target, dy, { rows, columns }) =>
      kernels.labelHingeBackward(
        dx,
        x,
        target,
        dy,
        margin,
        factor,
        rows,
        length,
        columns,
      ),
    size: (numbers, columns) =>
      [...numbers].reduce((sum, x) => sum + 1 + Math.abs(x), 0) *
      columns * (columns + 20),
    slope: ({ length }) => length ** 2,
  },
];

/** Both ways of each. */
export const comparisonCases: readonly KernelCase[] = comparisons.flatMap((
  { name, vectors, targets, fit, forward, backward, size, slope },
) => {
  const numbers = ({ rows, columns }: Sizes) =>
    length * rows * vectors * columns;
  /** The numbers of one example. */
  function ofRow(x: Values, row: number, columns: number): Values {
    const own = length * vectors * columns;
    return x.subarray(row * own, (row + 1) * own);
  }
  const fitted = (target: Values) => target.set(target.map(fit));
  return [{
    name,
    inputs: (s) => [numbers(s), targets(s)],
    output: ({ rows }) => rows,
    run({ comparisons }, y, [x, target], sizes) {
      fitted(target);
      forward(comparisons, y, x, target, sizes);
    },
    bound: ([x], { columns }, row) => 4 * size(ofRow(x, row, columns), columns),
    isOfProducts: true,
  }, {
    name: `${name} backward`,
    inputs: (s) => [numbers(s), targets(s), s.rows],
    output: numbers,
    run({ comparisons }, dx, [x, target, dy], sizes) {
      fitted(target);
      backward(comparisons, dx, x, target, dy, sizes);
    },
    bound([x, , dy], { columns }, i) {
      const row = Math.floor(i / (length * vectors * columns));
      const start = i - i % columns;
      return 4 * Math.abs(dy[row]) * slope(x.subarray(start, start + columns));
    },
    isOfProducts: true,
  }];
});
