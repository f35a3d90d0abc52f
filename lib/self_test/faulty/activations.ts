import { type FaultyKind, kind } from "./faulty_kind.ts";

const sigma = (x: number) => 1 / (1 + Math.exp(-x));

function pointwise(
  name: string,
  f: (x: number) => number,
  df: (x: number, y: number) => number,
  wrong: Readonly<
    Record<
      string,
      readonly [RegExp, (x: number, y: number, dy: number) => number]
    >
  >,
  kinks?: readonly number[],
): FaultyKind {
  const faults = Object.fromEntries(
    Object.entries(wrong).map(([fault, [words]]) => [fault, words]),
  );
  return kind(name, faults, (fault) => ({
    bind: ({ x, dx, y, dy }) => ({
      forward() {
        for (let i = 0; i < y.length; i++) y[i] = f(x[i]);
      },
      backward() {
        const own = fault === undefined ? df : wrong[fault][1];
        for (let i = 0; i < dx.length; i++) {
          dx[i] = dy[i] * own(x[i], y[i], dy[i]);
        }
      },
      choices: kinks && ((note, { start, count, stride }) => {
        for (let i = start, n = 0; n < count; i += stride, n++) {
          for (const kink of kinks) {
            note(x[i] > kink ? 2 : x[i] === kink ? 1 : 0);
          }
        }
      }),
    }),
  }));
}

const geluScale = Math.sqrt(2 / Math.PI);

const geluInner = (x: number) => geluScale * (x + 0.044715 * x ** 3);

const gelu = (x: number) => 0.5 * x * (1 + Math.tanh(geluInner(x)));

function geluSlope(x: number): number {
  const t = Math.tanh(geluInner(x));
  return 0.5 * (1 + t) +
    0.5 * x * (1 - t * t) * geluScale * (1 + 3 * 0.044715 * x * x);
}

const fastGelu = (x: number) => x * sigma(1.702 * x);

export const activations: readonly FaultyKind[] = [
  pointwise("sigmoid", sigma, (_x, y) => y * (1 - y), {
    "without 1 - y": [/factor \(1 - y\) is missing/, (_x, y) => y],
    "of x": [/computed from x instead of y/, (x) => x * (1 - x)],
  }),
  pointwise("tanh", Math.tanh, (_x, y) => 1 - y * y, {
    "with 1 - y": [/factor \(1 \+ y\) is missing/, (_x, y) => 1 - y],
    "of x": [/computed from x instead of y/, (x) => 1 - x * x],
  }),
  pointwise("relu", (x) => Math.max(x, 0), (x) => x > 0 ? 1 : 0, {
    "without its mask": [/mask is missing|should be zero/, () => 1],
    "masked by dy": [/./, (_x, _y, dy) => dy > 0 ? 1 : 0],
  }, [0]),
  pointwise("leaky_relu", (x) => x > 0 ? x : 0.1 * x, (x) => x > 0 ? 1 : 0.1, {
    "with another slope": [
      /below zero it is 2 times|it is twice|it is 2 times/,
      (x) => x > 0 ? 1 : 0.2,
    ],
  }, [0]),
  pointwise("gelu", gelu, geluSlope, {}),
  pointwise("fast_gelu", fastGelu, (x) => {
    const s = sigma(1.702 * x);
    return s + 1.702 * x * s * (1 - s);
  }, { "the other form's derivative": [/^$/, geluSlope] }),
];
