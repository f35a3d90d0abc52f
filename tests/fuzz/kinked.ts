/**
 * Checks random networks full of ties and kinks that are hit exactly: there checkers
 * sound false alarms.
 *
 * @module
 */

import { nn } from "../../dsl/showing/nn.ts";
import type { Random } from "../../lib/base/random.ts";
import { elementCount } from "../../lib/base/shape.ts";
import { parameterPath } from "../../lib/layer/layer.ts";
import { gradcheck, type Network } from "../../mod.ts";
import { happens, pick } from "./chance.ts";
import type { Target } from "./led.ts";

/** A network with the place where it is checked. */
export interface Kinked {
  readonly text: string;
  readonly batch: number;
  readonly numbers: Readonly<Record<string, readonly number[]>>;
}

/** Many numbers of what they give are equal, or on the kink of another layer. */
const levelling = [
  "relu",
  "relu6",
  "clip(-0.5,0.5)",
  "hard_tanh(-0.5,0.5)",
  "hard_sigmoid",
  "hard_swish",
  "round",
  "sign",
  "floor",
  "ceil",
  "scale(2) -> round -> scale(0.5)",
  "threshold(0.5,0.5)",
  "threshold(0,0)",
  "hard_shrink(0.5)",
  "soft_shrink(0.5)",
  "sparse_plus",
  "sparse_sigmoid",
  "relu -> neg",
  "abs",
  "id",
];

/** Those that have kinks, or hand on those of others. */
const bending = [
  ...levelling,
  "leaky_relu(0.1)",
  "leaky_relu(-0.5)",
  "prelu",
  "prelu(1)",
  "elu",
  "selu",
  "celu",
  "tanh",
  "softsign",
  "square",
  "maxpool(2,stride=1)",
  "maxpool(3,stride=1,pad=1)",
  "maxpool(2,stride=1,dilation=2)",
  "maxpool(2)",
  "maxpool(3,stride=2,ceil=yes)",
  "maxpool(2) -> upsample(2)",
  "global_maxpool",
  "adaptive_maxpool(2)",
  "adaptive_maxpool(3)",
  "adaptive_avgpool(2)",
  "avgpool(2,stride=1)",
  "global_avgpool",
  "resize(4)",
  "upsample(2)",
  "max",
  "min",
  "max(axis=0)",
  "max(axis=-1)",
  "min(axis=0)",
  "norm",
  "norm(axis=-1)",
  "logsumexp",
  "max(id, neg)",
  "max(id, flip)",
  "min(relu, id)",
  "max(relu, neg -> relu)",
  "max(id, scale(2), neg)",
  "min(id, clip(-0.5,0.5), relu)",
  "max(id, id)",
  "max(id, scale(0))",
  "sub(relu, neg -> relu)",
  "sub(relu, abs)",
  "add(relu, abs)",
  "add(leaky_relu(0.1), neg -> leaky_relu(0.1))",
  "mul(relu, abs)",
  "mul(sign, abs)",
  "residual(relu)",
  "residual(neg -> relu)",
  "residual(abs -> neg)",
  "residual(maxpool(3,stride=1,pad=1))",
  "concat(relu, neg -> relu)",
  "stack(id, neg) -> max(axis=0)",
  "where(relu, abs, neg)",
  "cumsum -> relu",
  "pad(1) -> maxpool(2,stride=1)",
  "unfold(2) -> max(axis=-1)",
  "flip",
  "transpose",
  "fc(3)",
  "fc(2)",
  "fc(4) -> relu",
  "fc(3) -> max",
  "conv(2,2)",
  "conv(2,2) -> relu -> maxpool(2,stride=1)",
  "softmax",
  "layernorm",
  "batchnorm",
  "attention(1)",
  "causal_attention(1)",
  "rnn(2,activation=relu)",
  "rnn(2,activation=relu,bias=none)",
  "rnn(2,layers=2,activation=relu,bias=zeros)",
  "rnn(2,activation=relu,direction=both,bias=none)",
  "residual(max(neg, maxpool(3,stride=1,pad=1)))",
  "max(maxpool(2,stride=1), min(avgpool(2,stride=1), maxpool(2,stride=1)))",
  "sub(max(axis=0), min(axis=0))",
  "attention(1,mask=(id -> matmul(id, transpose) -> sign))",
  "gru(2)",
  "div(id, abs -> shift(1))",
];

const losses = ["mae", "huber(0.5)", "hinge", "mse", "triplet", "sum"];

const shapes = [
  [4],
  [6],
  [1],
  [5, 2],
  [6, 1],
  [3, 3],
  [4, 4, 1],
  [5, 7, 2],
  [3, 4, 2],
];

/** Numbers of which many are equal, or 0, or the negative of another. */
const whole = [-1, -0.5, 0, 0, 0.5, 1];

/** Draws a network; one that cannot be built is drawn again. */
export function kinkedNetwork(random: Random): Kinked {
  for (;;) {
    const steps = [pick(random, levelling)];
    do steps.push(pick(random, bending)); while (
      happens(random, 0.5) && steps.length < 5
    );
    if (happens(random, 0.2)) steps.push(pick(random, losses));
    const text = `input(${pick(random, shapes)}) -> ${steps.join(" -> ")}`;
    const network = built(text);
    if (network === undefined) continue;
    const batch = 1 + random.integer(3);
    return { text, batch, numbers: numbersOf(random, network, batch) };
  }
}

function built(text: string): Network | undefined {
  try {
    return nn(text);
  } catch {
    return undefined;
  }
}

/** Of half the networks the input lies on kinks itself, of some the parameters. */
function numbersOf(
  random: Random,
  network: Network,
  batch: number,
): Kinked["numbers"] {
  const draw = (length: number) =>
    Array.from({ length }, () => pick(random, whole));
  const numbers: Record<string, readonly number[]> = {};
  if (happens(random, 0.5)) {
    numbers.x = draw(batch * elementCount(network.inputShape));
  }
  if (happens(random, 0.3)) {
    for (const { name, parameters } of network.steps) {
      for (const { name: parameter, shape, state } of parameters) {
        if (state) continue;
        numbers[parameterPath(name, parameter)] = draw(elementCount(shape));
      }
    }
  }
  return numbers;
}

/** No right network may be called wrong, wherever its numbers lie. */
export function kinked(): Target<Kinked> {
  return {
    name: "networks on kinks",
    seeds: [],
    next: kinkedNetwork,
    examine({ text, batch, numbers }, random) {
      const seed = random.integer(32);
      const report = gradcheck(nn(text), { seed, batch, numbers });
      const { verdict, culprits, checks } = report;
      const failure = verdict === "fail"
        ? `with seed ${seed}, ${culprits.join(" and ")} is called wrong`
        : undefined;
      const features = checks.flatMap(({ layer, verdict, gradients }) =>
        gradients.some(({ moved = 0 }) => moved > 0)
          ? [`${layer} ${verdict} on a kink`]
          : []
      );
      return { failure, isRead: verdict === "pass", features };
    },
    show: (input) => JSON.stringify(input),
    isSmall: () => false,
    // Each number on a kink is compared beside it, with the noise of that place.
    mostTime: 60_000,
  };
}
