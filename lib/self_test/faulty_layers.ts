/**
 * Layers with known mistakes: each in its right form, and with each mistake that
 * somebody once made in it. They are written to be seen through, not to be
 * fast.
 *
 * @module
 */

import type { Shape } from "../base/shape.ts";
import type { Values } from "../base/values.ts";
import { normal } from "../initializers/random.ts";
import { defineLayer } from "../layer/define_layer.ts";
import type { Layer, LayerBody, ParameterSpec, Site } from "../layer/layer.ts";

/** A layer that can be made with a mistake. */
export interface FaultyKind {
  /** Its name. */
  readonly name: string;
  /** The mistakes it can have, each with a pattern of words that name it. */
  readonly faults: Readonly<Record<string, RegExp>>;
  /** Whether it takes vectors of this many numbers. */
  takes(width: number): boolean;
  /** Makes it for vectors of so many numbers, with a mistake or without. */
  make(width: number, fault?: string): Layer;
}

type Body = Omit<LayerBody, "outputShape"> & Partial<LayerBody>;

function kind(
  name: string,
  faults: Readonly<Record<string, RegExp>>,
  body: (fault: string | undefined, width: number) => Body,
  takes: (width: number) => boolean = () => true,
): FaultyKind {
  return {
    name,
    faults,
    takes,
    make: (width, fault) =>
      defineLayer({
        name,
        outputShape: (shape: Shape) => shape,
        ...body(fault, width),
      })(),
  };
}

const sigma = (x: number) => 1 / (1 + Math.exp(-x));

/** An elementwise layer whose derivative may be a wrong one. */
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
      ...(kinks === undefined ? {} : {
        choices(note, { start, count, stride }) {
          for (let i = start, n = 0; n < count; i += stride, n++) {
            for (const kink of kinks) {
              note(x[i] > kink ? 2 : x[i] === kink ? 1 : 0);
            }
          }
        },
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

const activations: readonly FaultyKind[] = [
  pointwise("sigmoid", sigma, (_x, y) => y * (1 - y), {
    "without 1 - y": [/factor \(1 - y\) is missing/, (_x, y) => y],
    "of x": [/computed of x where it is of y/, (x) => x * (1 - x)],
  }),
  pointwise("tanh", Math.tanh, (_x, y) => 1 - y * y, {
    "with 1 - y": [/factor \(1 \+ y\) is missing/, (_x, y) => 1 - y],
    "of x": [/computed of x where it is of y/, (x) => 1 - x * x],
  }),
  pointwise("relu", (x) => Math.max(x, 0), (x) => x > 0 ? 1 : 0, {
    "without its mask": [/mask is missing|none belongs/, () => 1],
    "masked by dy": [/./, (_x, _y, dy) => dy > 0 ? 1 : 0],
  }, [0]),
  pointwise("leaky_relu", (x) => x > 0 ? x : 0.1 * x, (x) => x > 0 ? 1 : 0.1, {
    "with another slope": [
      /below zero it is 2 times|it is twice|it is 2 times/,
      (
        x,
      ) => x > 0 ? 1 : 0.2,
    ],
  }, [0]),
  pointwise("gelu", gelu, geluSlope, {}),
  pointwise("fast_gelu", fastGelu, (x) => {
    const s = sigma(1.702 * x);
    return s + 1.702 * x * s * (1 - s);
  }, { "the other form's derivative": [/^$/, geluSlope] }),
];

/** Each row on its own. */
function rows(
  { y, outputShape }: Site,
  visit: (start: number, width: number, row: number) => void,
): void {
  const width = outputShape[outputShape.length - 1];
  for (let row = 0; row * width < y.length; row++) {
    visit(row * width, width, row);
  }
}

const softmax = kind("softmax", {
  "its diagonal alone": /terms of the others are missing/,
}, (fault) => ({
  bind(site) {
    const { x, dx, y, dy } = site;
    return {
      forward: () =>
        rows(site, (start, width) => {
          let sum = 0;
          for (let i = start; i < start + width; i++) {
            sum += y[i] = Math.exp(x[i]);
          }
          for (let i = start; i < start + width; i++) y[i] /= sum;
        }),
      backward: () =>
        rows(site, (start, width) => {
          let product = 0;
          for (let i = start; i < start + width; i++) product += dy[i] * y[i];
          for (let i = start; i < start + width; i++) {
            dx[i] = fault === undefined
              ? y[i] * (dy[i] - product)
              : y[i] * (1 - y[i]) * dy[i];
          }
        }),
    };
  },
}), (width) => width > 1);

/** Weights of `out` rows, drawn. */
function weight(name: string, shape: Shape): ParameterSpec {
  return { name, shape, initializer: normal, fanIn: 1, fanOut: 1 };
}

const fc = kind("fc", {
  "dx of the weight's rows": /wrong way round/,
  "its last row skipped": /row \d+ is left at zero/,
  "bias unused": /./,
}, (fault, width) => ({
  parameters: () => [
    weight("weight", [width, width]),
    weight("bias", [width]),
  ],
  bind: ({ batch, x, dx, y, dy, parameters: p, gradients: g }) => ({
    forward() {
      for (let b = 0; b < batch; b++) {
        for (let o = 0; o < width; o++) {
          let sum = fault === "bias unused" ? 0 : p.bias[o];
          for (let i = 0; i < width; i++) {
            sum += p.weight[o * width + i] * x[b * width + i];
          }
          y[b * width + o] = sum;
        }
      }
    },
    backward() {
      g.weight.fill(0);
      g.bias.fill(0);
      dx.fill(0);
      const last = fault === "its last row skipped" ? width - 1 : width;
      for (let b = 0; b < batch; b++) {
        for (let o = 0; o < width; o++) {
          const d = dy[b * width + o];
          if (fault !== "bias unused") g.bias[o] += d;
          for (let i = 0; i < width; i++) {
            const at = fault === "dx of the weight's rows"
              ? i * width + o
              : o * width + i;
            dx[b * width + i] += d * p.weight[at];
            if (o < last) g.weight[o * width + i] += d * x[b * width + i];
          }
        }
      }
    },
  }),
}), (width) => width > 1);

/** Subtracts the mean of a group of numbers and divides by their deviation. */
function normalization(
  name: string,
  faults: Readonly<Record<string, RegExp>>,
  overBatch: boolean,
): FaultyKind {
  return kind(name, faults, (fault, width) => ({
    ...(overBatch
      ? { waivers: { "by example": "the statistics are over the batch" } }
      : {}),
    bind({ batch, x, dx, y, dy, scratch }) {
      const groups = overBatch ? width : batch;
      const members = overBatch ? batch : width;
      const at = (g: number, m: number) =>
        overBatch ? m * width + g : g * width + m;
      const deviations = scratch(groups);
      return {
        forward() {
          for (let g = 0; g < groups; g++) {
            let mean = 0;
            for (let m = 0; m < members; m++) mean += x[at(g, m)] / members;
            let variance = 0;
            for (let m = 0; m < members; m++) {
              variance += (x[at(g, m)] - mean) ** 2 / members;
            }
            deviations[g] = Math.sqrt(variance + 1e-5);
            for (let m = 0; m < members; m++) {
              y[at(g, m)] = (x[at(g, m)] - mean) / deviations[g];
            }
          }
        },
        backward() {
          const n = fault === "n - 1" ? members - 1 : members;
          for (let g = 0; g < groups; g++) {
            let mean = 0;
            let product = 0;
            for (let m = 0; m < members; m++) {
              mean += dy[at(g, m)] / members;
              product += dy[at(g, m)] * y[at(g, m)] / n;
            }
            if (fault === "constant statistics") mean = product = 0;
            if (fault === "constant variance") product = 0;
            for (let m = 0; m < members; m++) {
              const i = at(g, m);
              dx[i] = (dy[i] - mean - y[i] * product) / deviations[g];
            }
          }
        },
      };
    },
  }), (width) => width > 2);
}

const batchnorm = normalization("batchnorm", {
  "constant statistics": /treated as constants/,
  "constant variance": /variance over the batch is treated as a constant/,
}, true);
const layernorm = normalization("layernorm", {
  "constant statistics": /treated as constants/,
  "n - 1": /^$/,
}, false);

const taps = 3;

/** A convolution over a vector, padded with zeros. */
const conv = kind("conv", {
  "kernel flipped in dx": /^$/,
  "last window dropped": /^$/,
}, (fault, width) => ({
  parameters: () => [weight("kernel", [taps])],
  bind: ({ batch, x, dx, y, dy, parameters: { kernel }, gradients }) => {
    /** Visits each output with each input that it sees through a tap. */
    const visit = (each: (o: number, i: number, tap: number) => void) => {
      for (let b = 0; b < batch; b++) {
        for (let o = 0; o < width; o++) {
          for (let tap = 0; tap < taps; tap++) {
            const i = o + tap - 1;
            if (i >= 0 && i < width) each(b * width + o, b * width + i, tap);
          }
        }
      }
    };
    return {
      forward() {
        y.fill(0);
        visit((o, i, tap) => y[o] += kernel[tap] * x[i]);
      },
      backward() {
        dx.fill(0);
        gradients.kernel.fill(0);
        visit((o, i, tap) => {
          const other = fault === "kernel flipped in dx" ? taps - 1 - tap : tap;
          dx[i] += dy[o] * kernel[other];
          const isDropped = fault === "last window dropped" &&
            o % width === width - 1;
          if (!isDropped) gradients.kernel[tap] += dy[o] * x[i];
        });
      },
    };
  },
}), (width) => width > 3);

/** The larger of each two neighbours, twice. */
const maxpool = kind("maxpool", {
  "to the first": /wrong places|none belongs|mask/,
  "to all": /none belongs|mask is missing/,
}, (fault) => ({
  bind: ({ x, dx, y, dy }) => {
    const first = (i: number) => i - i % 2;
    const winner = (i: number) => {
      const a = first(i);
      return a + 1 < x.length && x[a + 1] > x[a] ? a + 1 : a;
    };
    return {
      forward() {
        for (let i = 0; i < y.length; i++) {
          y[i] = x[winner(i)] * (1 + (i % 2));
        }
      },
      backward() {
        dx.fill(0);
        for (let i = 0; i < dx.length; i++) {
          const d = dy[i] * (1 + (i % 2));
          if (fault === "to all") {
            dx[first(i)] += d;
            if (first(i) + 1 < dx.length) dx[first(i) + 1] += d;
          } else dx[fault === "to the first" ? first(i) : winner(i)] += d;
        }
      },
      choices(note, { start, count, stride }) {
        for (let i = start, n = 0; n < count; i += stride, n++) {
          const a = first(i);
          note(x[a] === x[a + 1] ? 2 : winner(i) - a);
        }
      },
    };
  },
}), (width) => width % 2 === 0);

const kept = 0.75;

const dropout = kind("dropout", {
  "without 1/(1 - p)": /it is 0\.75 times/,
  "with a fresh mask": /./,
}, (fault) => ({
  waivers: {
    "by example": "the mask is drawn for the whole batch",
    mode: "nothing is dropped in use",
  },
  bind: ({ x, dx, y, dy, mode, random, scratch }) => {
    const mask = scratch(x.length);
    const draw = () => {
      for (let i = 0; i < mask.length; i++) {
        mask[i] = mode === "infer" || random.uniform() < kept ? 1 : 0;
      }
    };
    const scale = mode === "infer" ? 1 : 1 / kept;
    return {
      forward() {
        draw();
        for (let i = 0; i < y.length; i++) y[i] = x[i] * mask[i] * scale;
      },
      backward() {
        if (fault === "with a fresh mask") draw();
        const own = fault === "without 1/(1 - p)" ? 1 : scale;
        for (let i = 0; i < dx.length; i++) dx[i] = dy[i] * mask[i] * own;
      },
    };
  },
}));

const skip = kind("skip", {
  "skip path not added": /skip path is missing/,
}, (fault) => ({
  bind: ({ x, dx, y, dy }) => ({
    forward() {
      for (let i = 0; i < y.length; i++) y[i] = x[i] + Math.sin(x[i]);
    },
    backward() {
      const own = fault === undefined ? 1 : 0;
      for (let i = 0; i < dx.length; i++) {
        dx[i] = dy[i] * (own + Math.cos(x[i]));
      }
    },
  }),
}));

/** What comes in beside its square. */
const concat = kind("concat", {
  "first half alone": /./,
}, (fault, width) => ({
  bind: ({ batch, x, dx, y, dy }) => {
    const half = width / 2;
    const map = (i: number) => i % width < half ? 2 : 3;
    return {
      forward() {
        for (let i = 0; i < y.length; i++) y[i] = map(i) * x[i];
      },
      backward() {
        for (let b = 0; b < batch; b++) {
          for (let i = b * width; i < (b + 1) * width; i++) {
            const isLost = fault !== undefined && i % width >= half;
            dx[i] = isLost ? 0 : dy[i] * map(i);
          }
        }
      },
    };
  },
}), (width) => width % 2 === 0);

/** Every kind but the losses. */
export const faultyKinds: readonly FaultyKind[] = [
  fc,
  ...activations,
  softmax,
  batchnorm,
  layernorm,
  conv,
  maxpool,
  dropout,
  skip,
  concat,
];

/** Losses: with class numbers or numbers as target. */
export const faultyLosses: readonly FaultyKind[] = [
  loss(
    "mse",
    {
      "without 2": /half of it/,
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
    loss: { targetShapes: (prediction) => [prediction] },
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
    loss: { targetShapes: () => [[]] },
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
