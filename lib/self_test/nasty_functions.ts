/**
 * Functions: of arrays of all kinds, in single precision, and not what they should be.
 *
 * @module
 */

import type { DifferentiatedFunction } from "../gradcheck/subjects/function_subject.ts";
import {
  misuse,
  type NastyCase,
  nastyCase,
  never,
  notRight,
  right,
  wrong,
} from "./nasty_case.ts";

/** Whatever a user may give, which need not be what types ask for. */
interface Given {
  readonly f: (...x: never[]) => unknown;
  readonly vjp: (dy: never, ...x: never[]) => unknown;
  readonly at: readonly unknown[];
}

const nasty = (
  name: string,
  verdicts: NastyCase["verdicts"],
  given: Given,
): NastyCase =>
  nastyCase(name, verdicts, () => given as unknown as DifferentiatedFunction);

type Numbers = ArrayLike<number>;
const list = (x: Numbers, of: (each: number, i: number) => number) =>
  Array.from(x, of);
const floats = (x: Numbers, of: (each: number, i: number) => number) =>
  Float32Array.from(x, of);

const at = [[1, 2, 3]];
const cosines = (factor = 1) => (dy: Numbers, x: Numbers) => [
  list(x, (t, i) => Math.cos(t) * dy[i] * factor),
];
const singleCosines = (factor = 1) => (dy: Numbers, x: Numbers) => [
  floats(x, (t, i) => Math.cos(t) * dy[i] * factor),
];
const sines = (x: Numbers) => list(x, Math.sin);
const singleSines = (x: Numbers) => floats(x, Math.sin);
const singlePlace = [Float32Array.of(1, 2, 3)];

const product = (a: Numbers, b: Numbers) => list(a, (t, i) => t * b[i]);
const ofFirst = (dy: Numbers, _a: Numbers, b: Numbers) =>
  list(dy, (d, i) => d * b[i]);
const ofSecond = (dy: Numbers, a: Numbers) => list(dy, (d, i) => d * a[i]);

export const nastyFunctions: readonly NastyCase[] = [
  nasty("a function of lists", right, { f: sines, vjp: cosines(), at }),
  ...[Float64Array, Float32Array, Int32Array, Uint8Array].map((kind) =>
    nasty(`a function at a ${kind.name}`, right, {
      f: sines,
      vjp: cosines(),
      at: [kind.of(1, 2, 3)],
    })
  ),
  nasty("a function in floats at lists", never, {
    f: singleSines,
    vjp: singleCosines(),
    at,
  }),
  nasty("a function in floats", right, {
    f: singleSines,
    vjp: singleCosines(),
    at: singlePlace,
  }),
  ...[2, -1, 0.9].flatMap((factor) => [
    nasty(`a function in floats, its gradient times ${factor}`, wrong, {
      f: singleSines,
      vjp: singleCosines(factor),
      at: singlePlace,
    }),
    nasty(
      `a function in floats at lists, its gradient times ${factor}`,
      wrong,
      {
        f: singleSines,
        vjp: singleCosines(factor),
        at,
      },
    ),
  ]),
  nasty("a function that rounds within", never, {
    f: (x: Numbers) => list(x, (t) => Math.fround(Math.exp(t)) * t),
    vjp: (dy: Numbers, x: Numbers) => [
      list(x, (t, i) => dy[i] * Math.exp(t) * (1 + t)),
    ],
    at,
  }),
  // Small steps speak for it: that they contradict large ones is enough to say.
  nasty("a function that rounds within, taken for a constant", notRight, {
    f: (x: Numbers) => list(x, (t) => Math.fround(Math.exp(t)) * t),
    vjp: (dy: Numbers, x: Numbers) => [
      list(x, (t, i) => dy[i] * Math.fround(Math.exp(t))),
    ],
    at,
  }),
  nasty("relu in place, without a mask", misuse, {
    f(x: Float64Array) {
      for (let i = 0; i < x.length; i++) x[i] = Math.max(x[i], 0);
      return x;
    },
    vjp: (dy: Numbers) => [list(dy, (d) => d)],
    at: [[1, -2, 3]],
  }),
  nasty("a function that changes its argument", misuse, {
    f(x: Float64Array) {
      const y = list(x, (t) => t * t);
      x[0] = 7;
      return y;
    },
    vjp: (dy: Numbers, x: Numbers) => [list(x, (t, i) => 2 * t * dy[i])],
    at,
  }),
  nasty("a gradient for the first of two arguments", misuse, {
    f: product,
    vjp: (dy: Numbers, a: Numbers, b: Numbers) => [ofFirst(dy, a, b)],
    at: [[1, 2], [3, 4]],
  }),
  nasty("three gradients for two arguments", misuse, {
    f: product,
    vjp: (dy: Numbers, a: Numbers, b: Numbers) => [
      ofFirst(dy, a, b),
      ofSecond(dy, a),
      [9],
    ],
    at: [[1, 2], [3, 4]],
  }),
  nasty("a loss that ignores dy", wrong, {
    f: (x: Numbers) => list(x, (t) => t * t).reduce((a, b) => a + b),
    vjp: (_dy: Numbers, x: Numbers) => [list(x, (t) => 2 * t)],
    at,
  }),
  ...[
    ["null", null],
    ["a text", "1, 2"],
    ["an object", { data: [1, 2] }],
    ["lists in a list", [[1, 2], [3, 4]]],
    ["a flag", true],
  ].map(([name, result]) =>
    nasty(`a function whose result is ${name}`, misuse, {
      f: () => result,
      vjp: cosines(),
      at,
    })
  ),
  nasty("a gradient that is a text", misuse, {
    f: sines,
    vjp: () => ["1, 2, 3"],
    at,
  }),
  nasty("a gradient of NaN", wrong, {
    f: sines,
    vjp: (dy: Numbers) => [list(dy, () => NaN)],
    at,
  }),
  nasty("a gradient that holds at this point alone", never, {
    f: (x: Numbers) => list(x, (t) => Math.max(t, 0)),
    vjp: (dy: Numbers) => [list(dy, (d, i) => d * [1, 0, 0.5][i])],
    at: [[1, -2, 0]],
  }),
  nasty("a gradient out of the interval at a kink", notRight, {
    f: (x: Numbers) => list(x, (t) => Math.max(t, 0)),
    vjp: (dy: Numbers) => [list(dy, (d, i) => d * [1, 0, 2][i])],
    at: [[1, -2, 0]],
  }),
];
