import { allocate } from "../../base/values.ts";
import { number } from "../../definition/kinds.ts";
import type { LayerType } from "../../layer/define_layer.ts";
import { relatedInRow } from "../../layer/last_axis.ts";
import type { Pass, Site } from "../../layer/layer.ts";
import { type Chances, chancesOf } from "../../layer/chances.ts";
import { defineLoss } from "./define_loss.ts";
import {
  classArguments,
  classesOf,
  classLoss,
  type ClassLossOptions,
  type ClassRule,
  fillDivisors,
  requireClassTargets,
  weightsOf,
} from "./class_targets.ts";
import { requireStill } from "./loss.ts";

/**
 * The focal loss of logits, for classes that are rare: the mean of
 * `−(1 − p)^γ·log p`, where `p` is the softmax of the right class along the last
 * axis (Lin et al., "Focal loss for dense object detection", 2017, equation 4,
 * there of two classes). The larger `gamma`, the less what is already known
 * counts; with 0 it is `cross_entropy`. `weights` are the paper's `α`,
 * equation 5; `ignore` and `reduction` are those of `cross_entropy`.
 *
 * With `q = 1 − p` the derivative is `c·(softmax(x) − t)`, where
 * `c = q^γ − γ·p·q^(γ−1)·log p` and `t` is one-hot.
 *
 * Forward throws a `NablaError` if a target is not a class number.
 *
 * ```ts
 * import { nn } from "@nabla/nabla";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * const net = nn`input(2) -> focal`.bind();
 * net.x.set([0, 0]);
 * net.target.set([1]);
 * net.forward();
 * assertAlmostEquals(net.loss, 0.25 * Math.log(2));
 * ```
 */
export const focal: LayerType<
  readonly [gamma?: number, options?: ClassLossOptions]
> = defineLoss({
  name: "focal",
  summary:
    "cross entropy that counts what is known less, the mean of -(1 - p)^gamma·log p, p = softmax(x)[t]",
  traits: { logits: "distribution", related: relatedInRow },
  gradients: {
    x: "dy·c·(softmax(x) - t)/n with c = q^gamma - gamma·p·q^(gamma - 1)·log p, q = 1 - p",
  },
  arguments: {
    gamma: number("how much less", 2, { from: 0 }),
    ...classArguments,
  },
  examples: [
    { arguments: [], inputs: [[3], []] },
    { arguments: [0], inputs: [[2, 4], [2]] },
    { arguments: [0.5], inputs: [[3], []] },
    { arguments: [5, { weights: [0.25, 0.75] }], inputs: [[3, 2], [3]] },
    { arguments: [1, { ignore: 0, reduction: "sum" }], inputs: [[2, 3], [2]] },
    {
      arguments: [2, { weights: [2, 0.5, 1], reduction: "batch_mean" }],
      inputs: [[2, 3], [2]],
    },
  ],
  create({ gamma, ...options }) {
    const rule = { name: "focal", takes: "logits", ...options } as const;
    return {
      ...classLoss(rule),
      bind: (site) => bindFocal(site, rule, gamma),
    };
  },
});

function bindFocal(site: Site, rule: ClassRule, gamma: number): Pass {
  const { batch, inputs: [x, target], dx, y, dy, kernels } = site;
  const classes = classesOf(rule, site.inputShapes[0]);
  const chances = chancesOf(site, classes);
  const { largest, others } = chances;
  const rows = x.length / classes;
  const positions = rows / batch;
  const weights = weightsOf(rule, classes);
  const divisors = allocate("float64", batch);
  // Of each row: log p, and q = 1 − p.
  const logs = allocate("float64", rows);
  const rests = allocate("float64", rows);
  const scales = site.scratch(rows);

  /** `c` of the derivative; log p / q is −1 where q is 0. */
  function slopeOf(row: number): number {
    const q = rests[row];
    const ratio = q === 0 ? -1 : logs[row] / q;
    return q ** gamma * (1 - gamma * Math.exp(logs[row]) * ratio);
  }

  /** What a row's `softmax(x) − t` is multiplied by. */
  function scaleOf(row: number): number {
    const t = target[row];
    if (t === rule.ignore) return 0;
    const b = Math.floor(row / positions);
    return dy[b] / divisors[b] * weights[t] * slopeOf(row);
  }

  return {
    forward() {
      requireClassTargets(rule, target, classes);
      fillDivisors(divisors, target, weights, rule);
      chances.read();
      for (let b = 0, row = 0; b < batch; b++) {
        let sum = 0;
        for (const end = row + positions; row < end; row++) {
          if (target[row] === rule.ignore) continue;
          const right = row * classes + target[row];
          logs[row] = chances.logOf(row, right);
          rests[row] = chances.restOf(row, right);
          sum -= weights[target[row]] * rests[row] ** gamma * logs[row];
        }
        y[b] = sum / divisors[b];
      }
    },
    backward() {
      if (dx.length === 0) return;
      for (let row = 0; row < rows; row++) {
        scales[row] = scaleOf(row) / (1 + others[row]);
      }
      kernels.expScaled(dx, x, largest, scales, rows, classes);
      for (let row = 0; row < rows; row++) {
        const t = target[row];
        if (t === rule.ignore) continue;
        dx[row * classes + t] = -scaleOf(row) * rests[row];
      }
    },
    ...focalAlong(site, rule, {
      logs,
      rests,
      chances,
      slopeOf,
      gamma,
      scaleOf: (row) =>
        weights[target[row]] / divisors[Math.floor(row / positions)],
    }),
  };
}

/** What forward left of each row, and how much the row counts. */
interface Weighed {
  readonly logs: Float64Array;
  readonly rests: Float64Array;
  readonly chances: Chances;
  readonly gamma: number;
  slopeOf(row: number): number;
  scaleOf(row: number): number;
}

/** Both ways along a direction. */
function focalAlong(
  { batch, inputs: [x, target], dy }: Site,
  rule: ClassRule,
  { logs, rests, chances, gamma, slopeOf, scaleOf }: Weighed,
): Required<Pick<Pass, "tangent" | "second">> {
  const rows = logs.length;
  const classes = x.length / rows;
  const positions = rows / batch;

  /** `dc/d log p`, `−γ·p·q^(γ−1)·(2 + log p − (γ − 1)·p·log p / q)`. */
  function bendOf(row: number): number {
    if (gamma === 0) return 0;
    const q = rests[row];
    const p = Math.exp(logs[row]);
    const ratio = q === 0 ? -1 : logs[row] / q;
    return -gamma * p * q ** (gamma - 1) *
      (2 + logs[row] - (gamma - 1) * p * ratio);
  }

  return {
    tangent({ inputs: [u, w], output }) {
      requireStill("focal", w);
      output.fill(0);
      for (let row = 0; row * classes < u.length; row++) {
        const t = target[row];
        if (t === rule.ignore) continue;
        output[Math.floor(row / positions)] -= scaleOf(row) * slopeOf(row) *
          chances.risesOf(row, u)[t];
      }
    },
    second({ inputs: [u, w], dinputs: [v] }) {
      requireStill("focal", w);
      v.fill(0);
      for (let row = 0; row * classes < u.length; row++) {
        const t = target[row];
        if (t === rule.ignore || v.length === 0) continue;
        const scale = dy[Math.floor(row / positions)] * scaleOf(row);
        const first = row * classes;
        const rises = chances.risesOf(row, u);
        const rise = rises[t];
        // What is known for sure has an infinite bend for a gamma below 1, but no rise.
        const bend = rise === 0 ? 0 : rise * bendOf(row);
        const slope = slopeOf(row);
        for (let j = 0; j < classes; j++) {
          const p = chances.chanceOf(row, first + j);
          v[first + j] = scale *
            (bend * (j === t ? -rests[row] : p) + slope * p * rises[j]);
        }
      }
    },
  };
}
