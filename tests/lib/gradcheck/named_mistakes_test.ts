// Functions with one mistake each: the sentence that names it, word for word.
import { assertEquals, assertMatch } from "@std/assert";
import { defineLayer, type Layer } from "../../../define.ts";
import { normal } from "../../../lib/initializers/random.ts";
import { gradcheck } from "../../../mod.ts";
import { zh } from "../../../words/zh.ts";
import { assertChinese, spoken } from "../../helpers/languages.ts";

type Numbers = Float64Array;

interface Planted {
  readonly f: (...at: Numbers[]) => Numbers;
  readonly vjp: (upstream: Numbers, ...at: Numbers[]) => Numbers[];
  readonly at: readonly (readonly number[])[];
  readonly shapes?: readonly (readonly number[])[];
}

const a = [0.3, -1.1, 0.8, 1.7];
const b = [0.9, 0.4, -0.7, 1.2];

/** A function of each number, with a wrong derivative. */
function each(
  f: (x: number) => number,
  wrong: (x: number, y: number) => number,
  at: readonly number[] = a,
): Planted {
  return {
    f: (x) => x.map(f),
    vjp: (d, x) => [d.map((t, i) => t * wrong(x[i], f(x[i])))],
    at: [at],
  };
}

/** A product of two arrays, number by number. */
function pair(
  f: (a: number, b: number) => number,
  ofA: (a: Numbers, b: Numbers, i: number) => number,
  ofB: (a: Numbers, b: Numbers, i: number) => number,
): Planted {
  return {
    f: (a, b) => a.map((t, i) => f(t, b[i])),
    vjp: (d, a, b) => [
      d.map((t, i) => t * ofA(a, b, i)),
      d.map((t, i) => t * ofB(a, b, i)),
    ],
    at: [a, b],
  };
}

const [rows, inner, columns] = [3, 4, 5];

/** Squares, whose way back takes the gradient from above elsewhere. */
function squares(from: (d: Numbers, i: number) => number): Planted {
  return {
    f: (x) => x.map((t) => t * t),
    vjp: (d, x) => [d.map((_, i) => 2 * x[i] * from(d, i))],
    at: [[...a, 0.6]],
  };
}

/** A matrix times x, whose way back has the matrix, not its transpose. */
function wrongWay(matrix: readonly (readonly number[])[]): Planted {
  const times = (x: Numbers) =>
    Float64Array.from(
      matrix,
      (row) => row.reduce((sum, m, i) => sum + m * x[i], 0),
    );
  return {
    f: times,
    vjp: (d) => [times(d)],
    at: [a.slice(0, matrix.length)],
  };
}

/** The product of a 3×4 and a 4×5 matrix, the gradient of one of them changed. */
function product(
  which: 0 | 1,
  change: (right: Numbers, d: Numbers, left: Numbers) => Numbers,
): Planted {
  const every = (
    visit: (i: number, j: number, k: number) => void,
  ) => {
    for (let i = 0; i < rows; i++) {
      for (let j = 0; j < columns; j++) {
        for (let k = 0; k < inner; k++) visit(i, j, k);
      }
    }
  };
  return {
    f(a, b) {
      const y = new Float64Array(rows * columns);
      every((i, j, k) =>
        y[i * columns + j] += a[i * inner + k] * b[k * columns + j]
      );
      return y;
    },
    vjp(d, a, b) {
      const [da, db] = [new Float64Array(12), new Float64Array(20)];
      every((i, j, k) => {
        da[i * inner + k] += d[i * columns + j] * b[k * columns + j];
        db[k * columns + j] += d[i * columns + j] * a[i * inner + k];
      });
      return which === 0 ? [change(da, d, a), db] : [da, change(db, d, a)];
    },
    at: [
      Array.from({ length: 12 }, (_, i) => Math.sin(1 + i * 1.7)),
      Array.from({ length: 20 }, (_, i) => Math.cos(i * 0.9)),
    ],
    shapes: [[rows, inner], [inner, columns]],
  };
}

/** Each row or column from another. */
const fromRow = (order: readonly number[]) => (g: Numbers) =>
  g.map((_, i) => g[order[Math.floor(i / columns)] * columns + i % columns]);
const fromColumn = (order: readonly number[]) => (g: Numbers) =>
  g.map((_, i) => g[i - i % columns + order[i % columns]]);

/** The gradient of the right matrix from some rows of the left one alone. */
const ofRows = (from: number, to: number) =>
(
  g: Numbers,
  d: Numbers,
  left: Numbers,
) =>
  g.map((_, n) => {
    const [k, j] = [Math.floor(n / columns), n % columns];
    let sum = 0;
    for (let i = from; i < to; i++) {
      sum += left[i * inner + k] * d[i * columns + j];
    }
    return sum;
  });

const cases: readonly (readonly [words: string, Planted])[] = [
  [
    "the derivative is computed from y instead of x",
    each((x) => x ** 3 / 3 + x / 2, (_, y) => y * y + 0.5),
  ],
  [
    "the derivative is exp(y), and should be y",
    each(Math.exp, (_, y) => Math.exp(y)),
  ],
  [
    "the derivative is (1 - x²), and should be (1 - y²)",
    each(Math.tanh, (x) => 1 - x * x),
  ],
  ["the factor (1 + y) is missing", each(Math.tanh, (_, y) => 1 - y)],
  [
    "the factor 2·x is missing",
    each((x) => Math.log(x * x + 1), (x) => 1 / (x * x + 1)),
  ],
  [
    "it is half of what it should be, as without the factor 2 of a square",
    each((x) => x * x, (x) => x),
  ],
  [
    "the sign is flipped: it is the numeric one times -1",
    each((x) => x * x, (x) => -2 * x),
  ],
  [
    "the term dy·x·cos(x) of the derivative is missing, or there is one too many",
    each((x) => x * Math.sin(x), Math.sin),
  ],
  [
    "the term 2·dy·x·cos(x) of the derivative is missing, or there is one too many",
    each((x) => x * Math.sin(x), (x) => Math.sin(x) - x * Math.cos(x)),
  ],
  [
    "the term 3·dy of the derivative is missing, or there is one too many",
    each((x) => x * x + 3 * x, (x) => 2 * x),
  ],
  [
    "sin(x) stands where cos(x) belongs, or the other way round",
    each((x) => x + Math.sin(x), (x) => 1 + Math.sin(x), [...a, 0.5, 2]),
  ],
  [
    "it is 4 times what it should be",
    {
      f: (x) => Float64Array.of(x.reduce((sum, t) => sum + t * t, 0) / 4),
      vjp: ([d], x) => [x.map((t) => d * 2 * t)],
      at: [a],
    },
  ],
  [
    "the gradient from above is ignored, as if it were 1",
    {
      f: (x) => x.map((t) => t * t),
      vjp: (_, x) => [x.map((t) => 2 * t)],
      at: [a],
    },
  ],
  [
    "some of this gradient should be zero: a mask is missing",
    {
      f: (x) => Float64Array.of(Math.max(...x)),
      vjp: ([d], x) => [x.map(() => d)],
      at: [a],
    },
  ],
  [
    "the factor x1 is missing",
    pair(
      (a, b) => a ** 3 * b,
      (a, _, i) => 3 * a[i] ** 2,
      (a, _, i) => a[i] ** 3,
    ),
  ],
  [
    "it is computed as if x0 were reversed",
    pair((a, b) => a * b, (_, b, i) => b[i], (a, _, i) => a[3 - i]),
  ],
  [
    "there is one factor x1 too many",
    pair((a, b) => a / b, (_, b, i) => 1 / b[i], (a, b, i) => -a[i] / b[i]),
  ],
  [
    "it is transposed: written as 4×3 instead of 3×4",
    product(
      0,
      (g) => g.map((_, n) => g[(n % rows) * inner + Math.floor(n / rows)]),
    ),
  ],
  [
    "the first half, rows 0 to 1 are swapped",
    product(1, fromRow([1, 0, 2, 3])),
  ],
  ["rows 1 and 3 are swapped", product(1, fromRow([0, 3, 2, 1]))],
  [
    "row 0 has what belongs to row 1; row 1 has what belongs to row 2; row 2 has what belongs to row 0",
    product(1, fromRow([1, 2, 0, 3])),
  ],
  [
    "column 0 has what belongs to column 2; column 1 has what belongs to column 0; column 2 has what belongs to column 1",
    product(1, fromColumn([2, 0, 1, 3, 4])),
  ],
  [
    "it is moved by 1 place along axis 0: an index is off",
    product(1, (g) => g.map((_, i) => g[i + columns] ?? 0)),
  ],
  [
    "it is moved by one place along axis 1: column 0 has what belongs to column 1, and so on: an index is off by one",
    product(1, (g) => g.map((t, i) => i % columns < 4 ? g[i + 1] : 3 * t)),
  ],
  [
    "it is reversed along all axes: the kernel is flipped",
    product(1, (g) => g.toReversed()),
  ],
  [
    "row 0 is left at zero: does a loop begin one too late or end one too early?",
    product(1, (g) => g.fill(0, 0, columns)),
  ],
  [
    "only the output's numbers 10 to 14 count: what comes from the others is missing",
    product(1, ofRows(2, 3)),
  ],
  [
    "the output's numbers 0 to 4 are left out: what comes from there is missing",
    product(1, ofRows(1, 3)),
  ],
  [
    "the gradient from above is taken moved by 1 place",
    squares((d, i) => d[i - 1] ?? 0),
  ],
  [
    "the gradient from above is taken moved by 2 places",
    squares((d, i) => d[i + 2] ?? 0),
  ],
  [
    "the gradient from above is taken reversed",
    squares((d, i) => d[4 - i]),
  ],
  [
    "only the sign of the gradient from above is used",
    squares((d, i) => Math.sign(d[i])),
  ],
  [
    "it takes the gradient from above of other places: at [1] that of [0], where that of [1] belongs",
    squares((d) => d[0]),
  ],
  ...[[[1, 2], [5, -3]], [[1, 2, 0.5], [5, -3, 0.7], [0.2, 0.9, 1.3]]].map(
    (matrix): readonly [string, Planted] => [
      "the product runs the wrong way round, as in forward: a matrix is not transposed, or a sum runs from the wrong end",
      wrongWay(matrix),
    ],
  ),
  [
    "both ends, rows 0 and 3 are left at zero: only a part is written",
    product(1, (g) => g.map((t, i) => i < 5 || i >= 15 ? 0 : t)),
  ],
  [
    "columns 1 and 3 are left at zero: only a part is written",
    product(1, (g) => g.map((t, i) => i % columns % 2 === 1 ? 0 : t)),
  ],
  [
    "in rows 1 to 2 it is twice what it should be",
    product(1, (g) => g.map((t, i) => i >= 5 && i < 15 ? 2 * t : t)),
  ],
  [
    "in column 4 it is half of what it should be",
    product(1, (g) => g.map((t, i) => i % columns === 4 ? t / 2 : t)),
  ],
  [
    "in columns 1 to 4 its sign is flipped",
    product(1, (g) => g.map((t, i) => i % columns === 0 ? t : -t)),
  ],
  [
    "in the second half, rows 2 to 3 it is 3/2 times what it should be",
    product(1, (g) => g.map((t, i) => i < 10 ? t : 1.5 * t)),
  ],
  [
    "it is 1/3 of what it should be, as without a factor 3",
    product(1, (g) => g.map((t) => t / 3)),
  ],
  [
    "it is off by the same number: a mean or a sum is missing",
    product(1, (g) => g.map((t) => t + 1)),
  ],
  [
    "it is all zeros: backward never writes it",
    product(1, (g) => g.fill(0)),
  ],
  [
    "in 10 of 20 numbers its sign is flipped",
    product(1, (g) => g.map(Math.abs)),
  ],
];
for (const [words, planted] of cases) {
  Deno.test(`named: ${words}`, () => {
    const named = () =>
      gradcheck(planted).checks[0].gradients.filter(({ wrong }) => wrong > 0)
        .map(({ mistake = "" }) => mistake);
    assertEquals(named(), [words]);
    assertChinese(spoken(zh, named));
  });
}

/** `y = w0·x + w1·x²` on planes of 3×4; the gradient of w counts some outputs alone. */
function plane(counts: (row: number, column: number) => boolean): Layer {
  return defineLayer({
    name: "plane",
    outputShape: (shape) => shape,
    parameters: () => [{ name: "w", shape: [2], initializer: normal }],
    bind({ x, dx, y, dy, parameters: { w }, gradients }) {
      return {
        forward() {
          for (let i = 0; i < y.length; i++) {
            y[i] = w[0] * x[i] + w[1] * x[i] ** 2;
          }
        },
        backward() {
          gradients.w.fill(0);
          for (let i = 0; i < y.length; i++) {
            dx[i] = dy[i] * (w[0] + 2 * w[1] * x[i]);
            if (!counts(Math.floor(i % 12 / 4), i % 4)) continue;
            gradients.w[0] += dy[i] * x[i];
            gradients.w[1] += dy[i] * x[i] ** 2;
          }
        },
      };
    },
  })();
}

const planes: readonly (readonly [
  words: string,
  counts: (row: number, column: number) => boolean,
])[] = [
  [
    "the last output along axes 1 and 2 is left out: what comes from there is missing",
    (row, column) => row !== 2 || column !== 3,
  ],
  [
    "the first output along axes 1 and 2 is left out: what comes from there is missing",
    (row, column) => row !== 0 || column !== 0,
  ],
  [
    "only the first output along axes 1 and 2 counts: what comes from the others is missing",
    (row, column) => row === 0 && column === 0,
  ],
];
for (const [words, counts] of planes) {
  Deno.test(`named: ${words}`, () => {
    const named = () => {
      const options = { inputs: [[3, 4]], batch: 2 };
      return gradcheck(plane(counts), options).checks[0].gradients
        .flatMap(({ mistake }) => mistake ?? []);
    };
    assertEquals(named(), [words]);
    assertChinese(spoken(zh, named));
  });
}

Deno.test("numbers that nothing explains are described, and none is called what it is not", () => {
  for (
    const [pattern, change] of [
      [/^NaN at \[1,2\]$/, (g: Numbers) => g.with(7, NaN)],
      [
        /^2 of 20 wrong, at \[1,2\], \[2,3\]; /,
        (g: Numbers) => g.map((t, i) => i === 7 || i === 13 ? t + i / 9 : t),
      ],
      [
        /^15 of 20 wrong; analytic over numeric from 0\.\d+ to 0\.\d+, half of them 0\.\d+ to 0\.\d+; cosine 0\.8\d+$/,
        (g: Numbers) => g.map((t) => Math.max(-0.5, Math.min(0.5, t))),
      ],
    ] as const
  ) {
    const check = () => gradcheck(product(1, change)).checks[0].gradients[1];
    const found = check();
    assertEquals(found.mistake, undefined);
    assertMatch(found.pattern ?? "", pattern);
    assertChinese([spoken(zh, check).pattern ?? ""]);
  }
});

Deno.test("wrong numbers that are next to nothing beside right ones are counted, wherever they are", () => {
  const large = [1e6, 2e6, 3e6, 4e6, 5e6];
  const small = [1e-5, 1e-5, 2e-5, 2e-5];
  const slope = (i: number) => i < large.length ? 1e7 : 1e-4;
  const { checks: [{ gradients: [found] }] } = gradcheck({
    f: (x: Numbers, c: Numbers) => x.map((t, i) => t * c[i] * slope(i)),
    vjp: (d: Numbers, x: Numbers, c: Numbers) => [
      d.map((t, i) => t * c[i] * slope(i) * (i < large.length ? 1 : 2)),
      d.map((t, i) => t * x[i] * slope(i)),
    ],
    at: [[...large, ...small], Array(9).fill(2)],
  });
  assertMatch(
    found.pattern ?? "",
    /^4 of 9 wrong, at \[5\], \[6\], \[7\], \[8\]; /,
  );
});
