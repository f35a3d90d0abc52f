import type { Values } from "../../base/values.ts";
import type { SpecsFor } from "../../definition/arguments.ts";
import { choice } from "../../definition/kinds.ts";
import { leastRate } from "../../kernels/plain/losses.ts";
import type { LayerType } from "../../layer/define_layer.ts";
import type { InputDraw } from "../../layer/layer.ts";
import { defineLoss } from "./define_loss.ts";
import {
  drawProbabilities,
  lossArguments,
  type LossOptions,
  type Pointwise,
  pointwiseExamples as examples,
  pointwiseLoss,
  withLossKernel,
} from "./loss.ts";

/**
 * The divergence of Kullback and Leibler, `t·(log t − x)` for a prediction `x` of
 * log probabilities and a target `t` of probabilities ("On information and
 * sufficiency", 1951, section 2); 0 where `t` is 0. It goes after
 * `log_softmax`. The derivative is `−t`.
 *
 * The mean is over all numbers, as that of PyTorch's `KLDivLoss`. The divergence
 * of distributions itself is `kl(reduction=sum)`: PyTorch's `batchmean`.
 *
 * Forward throws a `NablaError` if a target is below 0.
 *
 * ```ts
 * import { nn } from "@nabla/nabla";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * const net = nn`input(2) -> log_softmax -> kl(reduction=sum)`.bind();
 * net.x.set([0, 0]);
 * net.target.set([1, 0]);
 * net.forward();
 * assertAlmostEquals(net.loss, Math.log(2));
 * ```
 */
export const kl: LayerType<readonly [options?: LossOptions]> = defineLoss({
  name: "kl",
  summary:
    "Kullback and Leibler's divergence of log probabilities, the mean of t·(log(t) - x)",
  gradients: { x: "-dy·t/n" },
  arguments: lossArguments,
  examples,
  create: ({ reduction }) =>
    pointwiseLoss("kl", {
      ...withLossKernel("kl"),
      d2f: () => 0,
      byTarget: { dt: (x, t) => Math.log(t) + 1 - x, dxdt: () => -1 },
      drawTarget: drawProbabilities,
      takes: "log_probabilities",
      kind: "distribution",
      requiresKind: true,
    }, reduction),
});

/** What `poisson` takes by name. */
export interface PoissonOptions extends LossOptions {
  /** What the prediction is: the `log` of the rate, or the `rate` itself. Default: `log`. */
  readonly input?: "log" | "rate";
  /** Whether `log t!` is added, by Stirling's approximation where `t` is above 1. Default: `no`. */
  readonly full?: "no" | "yes";
}

/** Stirling's approximation of `log t!`, for counts above 1 as in PyTorch. */
function logFactorial(t: number): number {
  return t > 1 ? t * Math.log(t) - t + Math.log(2 * Math.PI * t) / 2 : 0;
}

/** Its derivative. */
function logFactorialSlope(t: number): number {
  return t > 1 ? Math.log(t) + 1 / (2 * t) : 0;
}

/**
 * The negative log likelihood of a count `t` with a Poisson distribution, whose
 * rate is `eˣ`: the mean of `eˣ − t·x`, without `log t!`, which has no gradient
 * (McCullagh and Nelder, "Generalized linear models", 1989, section 6.2). The
 * derivative is `eˣ − t`.
 *
 * With `input=rate`, `x` is the rate itself: `x − t·log(x + 10⁻⁸)`, with PyTorch's
 * 10⁻⁸. With `full=yes`, `log t!` is added by Stirling's approximation
 * `t·log t − t + ½·log(2π·t)` where `t` is above 1, as in PyTorch, so that losses of
 * other counts can be compared.
 *
 * Forward throws a `NablaError` if a target is below 0.
 */
export const poisson: LayerType<
  readonly [options?: PoissonOptions]
> = defineLoss({
  name: "poisson",
  summary: "negative log likelihood of counts, the mean of exp(x) - t·x",
  gradients: { x: "dy·(exp(x) - t)/n, or dy·(1 - t/x)/n for a rate" },
  arguments: {
    input: choice(
      "what x is: the log of the rate, or the rate, for x - t·log(x)",
      ["log", "rate"],
      "log",
    ),
    full: choice(
      "whether log t! is added, which has no gradient",
      ["no", "yes"],
      "no",
    ),
    ...lossArguments,
  } satisfies SpecsFor<PoissonOptions>,
  examples: [
    ...examples,
    { arguments: [{ full: "yes" }], inputs: [[2, 3], [2, 3]] },
    { arguments: [{ input: "rate" }], inputs: [[4], [4]] },
  ],
  create({ input, full, reduction }) {
    const own = input === "log" ? ofLogRates : ofRates;
    const { f, byTarget } = own;
    return pointwiseLoss("poisson", {
      ...own,
      ...full === "yes" && {
        f: (x, t) => f(x, t) + logFactorial(t),
        kernel: undefined,
        byTarget: {
          ...byTarget,
          dt: (x, t) => byTarget.dt(x, t) + logFactorialSlope(t),
        },
      },
      drawTarget: drawCounts,
      kind: "count",
      requiresKind: true,
      // Without log t!, or with what is near it.
      least: -Infinity,
    }, reduction);
  },
});

type CountLoss = Pointwise & Required<Pick<Pointwise, "byTarget">>;

const ofLogRates: CountLoss = {
  ...withLossKernel("poisson"),
  d2f: (x) => Math.exp(x),
  byTarget: { dt: (x) => -x, dxdt: () => -1 },
  takes: "log_rates",
};

const ofRates: CountLoss = {
  ...withLossKernel("poissonOfRates"),
  d2f: (x, t) => t / (x + leastRate) ** 2,
  byTarget: {
    dt: (x) => -Math.log(x + leastRate),
    dxdt: (x) => -1 / (x + leastRate),
  },
  takes: "rates",
  drawPrediction: drawRates,
};

/** Fills an array with whole numbers from 0 to 4. */
function drawCounts(values: Values, { random }: InputDraw): void {
  for (let i = 0; i < values.length; i++) values[i] = random.integer(5);
}

/** Fills an array with numbers from 0.5 to 3.5. */
function drawRates(values: Values, { random }: InputDraw): void {
  for (let i = 0; i < values.length; i++) {
    values[i] = 0.5 + 3 * random.uniform();
  }
}
