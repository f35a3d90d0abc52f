import { allocate } from "../../base/values.ts";
import type { LayerType } from "../../layer/define_layer.ts";
import { defineLoss } from "./define_loss.ts";
import {
  classArguments,
  classesOf,
  classLoss,
  type ClassLossOptions,
  fillDivisors,
  requireClassTargets,
  weightsOf,
} from "./class_targets.ts";
import { requireStill } from "./loss.ts";

/**
 * The negative log likelihood of the right class where log probabilities come
 * in, as from `log_softmax`, along the last axis: the mean of `−xₜ`. The target
 * is a class number from 0 for each position. The derivative is −1 at the right
 * class and 0 elsewhere.
 *
 * `weights`, `ignore` and `reduction` are those of `cross_entropy`, which does
 * both steps in one.
 *
 * Forward throws a `NablaError` if a target is not a class number.
 *
 * ```ts
 * import { nn } from "@nabla/nabla";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * const net = nn`input(4) -> log_softmax -> nll`.bind();
 * net.x.fill(0);
 * net.target.set([2]);
 * net.forward();
 * assertAlmostEquals(net.loss, Math.log(4));
 * ```
 */
export const nll: LayerType<
  readonly [options?: ClassLossOptions]
> = defineLoss({
  name: "nll",
  summary: "negative log likelihood of log probabilities, the mean of -x[t]",
  gradients: { x: "-dy/n at the class t, else 0" },
  arguments: classArguments,
  examples: [
    { arguments: [], inputs: [[3], []] },
    { arguments: [], inputs: [[2, 4], [2]] },
    { arguments: [{ weights: [1, 0.2, 3] }], inputs: [[3], []] },
    { arguments: [{ ignore: -100 }], inputs: [[2, 3], [2]] },
    { arguments: [{ ignore: 1, reduction: "sum" }], inputs: [[3, 2], [3]] },
    {
      arguments: [{ weights: [2, 0.5], ignore: 7, reduction: "batch_mean" }],
      inputs: [[2, 2], [2]],
    },
  ],
  create(options) {
    const rule = {
      name: "nll",
      takes: "log_probabilities",
      ...options,
    } as const;
    return {
      ...classLoss(rule),
      bind({ batch, inputs: [x, target], dx, y, dy, inputShapes }) {
        const classes = classesOf(rule, inputShapes[0]);
        const positions = x.length / classes / batch;
        const weights = weightsOf(rule, classes);
        const divisors = allocate("float64", batch);
        return {
          forward() {
            requireClassTargets(rule, target, classes);
            fillDivisors(divisors, target, weights, rule);
            for (let b = 0, row = 0; b < batch; b++) {
              let sum = 0;
              for (const end = row + positions; row < end; row++) {
                if (target[row] === rule.ignore) continue;
                // By an integer the engine finds numbers sooner.
                const t = target[row] | 0;
                sum -= weights[t] * x[row * classes + t];
              }
              y[b] = sum / divisors[b];
            }
          },
          backward() {
            if (dx.length === 0) return;
            dx.fill(0);
            for (let b = 0, row = 0; b < batch; b++) {
              const scale = dy[b] / divisors[b];
              for (const end = row + positions; row < end; row++) {
                const t = target[row];
                if (t === rule.ignore) continue;
                dx[row * classes + t] = -scale * weights[t];
              }
            }
          },
          tangent({ inputs: [u, w], output }) {
            requireStill("nll", w);
            output.fill(0);
            for (let row = 0; row * classes < u.length; row++) {
              const t = target[row];
              if (t === rule.ignore) continue;
              const b = Math.floor(row / positions);
              output[b] -= weights[t] * u[row * classes + t] / divisors[b];
            }
          },
          second({ inputs: [, w], dinputs: [v] }) {
            requireStill("nll", w);
            v.fill(0);
          },
        };
      },
    };
  },
});
