import type { Values } from "../../base/values.ts";
import { type FaultyKind, kind } from "./faulty_kind.ts";

export const faultyLosses: readonly FaultyKind[] = [
  loss(
    "mse",
    {
      "without 2": /half of what it should be/,
      "with t - x": /sign is flipped/,
      "without its mean": /multiplied by the size of/,
    },
    (x, t) => (x - t) ** 2,
    (x, t, fault, n) =>
      (fault === "without 2" ? 1 : 2) *
      (fault === "with t - x" ? t - x : x - t) /
      (fault === "without its mean" ? 1 : n),
  ),
  crossEntropy(),
];

function loss(
  name: string,
  faults: Readonly<Record<string, RegExp>>,
  f: (x: number, t: number) => number,
  df: (x: number, t: number, fault: string | undefined, n: number) => number,
): FaultyKind {
  return kind(name, faults, (fault, width) => ({
    inputs: [{ name: "x", differentiable: true }, {
      name: "target",
      differentiable: false,
    }],
    loss: { targets: (shape) => [{ kind: "number", shape }] },
    outputShape: () => [],
    bind: ({ batch, inputs: [x, t], dx, y, dy }) => ({
      forward() {
        for (let b = 0; b < batch; b++) {
          y[b] = 0;
          for (let i = b * width; i < (b + 1) * width; i++) {
            y[b] += f(x[i], t[i]) / width;
          }
        }
      },
      backward() {
        for (let i = 0; i < dx.length; i++) {
          dx[i] = dy[Math.floor(i / width)] * df(x[i], t[i], fault, width);
        }
      },
    }),
  }), (width) => width > 1);
}

function crossEntropy(): FaultyKind {
  return kind("cross_entropy", {
    "target not subtracted": /target is not subtracted/,
  }, (fault, width) => ({
    inputs: [{ name: "x", differentiable: true }, {
      name: "target",
      differentiable: false,
      draw(values: Values, { random }) {
        for (let i = 0; i < values.length; i++) {
          values[i] = random.integer(width);
        }
      },
    }],
    loss: { targets: () => [{ kind: "class", shape: [] }] },
    outputShape: () => [],
    bind: ({ batch, inputs: [x, t], dx, y, dy, scratch }) => {
      const p = scratch(x.length);
      return {
        forward() {
          for (let b = 0; b < batch; b++) {
            let sum = 0;
            for (let i = b * width; i < (b + 1) * width; i++) {
              sum += p[i] = Math.exp(x[i]);
            }
            for (let i = b * width; i < (b + 1) * width; i++) p[i] /= sum;
            y[b] = -Math.log(p[b * width + t[b]]);
          }
        },
        backward() {
          for (let i = 0; i < dx.length; i++) {
            const b = Math.floor(i / width);
            const isTarget = i % width === t[b] && fault === undefined;
            dx[i] = dy[b] * (p[i] - (isTarget ? 1 : 0));
          }
        },
      };
    },
  }), (width) => width > 1);
}
