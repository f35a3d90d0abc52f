import type { Site } from "../../layer/layer.ts";
import { type FaultyKind, kind, weight } from "./faulty_kind.ts";

function rows(
  { y, outputShape }: Site,
  visit: (start: number, width: number) => void,
): void {
  const width = outputShape[outputShape.length - 1];
  for (let start = 0; start < y.length; start += width) visit(start, width);
}

export const faultySoftmax = kind("softmax", {
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

export const faultyFc = kind("fc", {
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

function normalization(
  name: string,
  faults: Readonly<Record<string, RegExp>>,
  overBatch: boolean,
  epsilon = 1e-5,
): FaultyKind {
  return kind(name, faults, (fault, width) => ({
    waivers: overBatch
      ? { "by example": "the statistics are over the batch" }
      : undefined,
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
            deviations[g] = Math.sqrt(variance + epsilon);
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

export const faultyBatchnorm = normalization("batchnorm", {
  "constant statistics": /treated as constants/,
  "constant variance":
    /variance over the batch is treated as a constant|\(x - its mean\) along the first axis/,
}, true);

export const faultyLayernorm = normalization("layernorm", {
  "constant statistics": /treated as constants/,
  "n - 1": /along the last axis.* is \d+\/\d+ times what it should be/,
}, false);

/** For a tiny variance. */
export const thinBatchnorm = normalization("batchnorm", {}, true, 1e-12);
