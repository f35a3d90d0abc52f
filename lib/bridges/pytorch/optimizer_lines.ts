/**
 * Optimizers and schedules in Python.
 *
 * @module
 */

import type { ArgumentValues } from "../../definition/arguments.ts";
import { ownOf } from "../../base/record.ts";
import { call, py } from "./layers/lines.ts";

/** Something that is named, with the values of its arguments. */
export interface Configured {
  readonly name: string;
  readonly values: ArgumentValues;
}

const named = (
  name: string,
  values: ArgumentValues,
  words: Readonly<Record<string, string>>,
) =>
  call(
    name,
    "parameters",
    "lr=LEARNING_RATE",
    ...Object.entries(words).map(([word, from]) =>
      `${word}=${py(values[from])}`
    ),
  );

const adamWords = {
  eps: "epsilon",
  weight_decay: "weightDecay",
  amsgrad: "amsgrad",
};

function adamLine(name: string, values: ArgumentValues): string {
  const betas = `betas=(${py(values.beta1)}, ${py(values.beta2)})`;
  return named(name, values, adamWords).replace(
    "lr=LEARNING_RATE",
    `lr=LEARNING_RATE, ${betas}`,
  );
}

/** An optimizer in Python. */
export interface TorchOptimizer {
  /** Makes one of `parameters`. */
  readonly made: (values: ArgumentValues) => string;
  /** The class of one that PyTorch does not have. */
  readonly class?: string;
  /** Whether a step runs its batches several times. */
  readonly searches?: boolean;
}

/** The optimizer that PyTorch does not have. */
const lionClass = `
class Lion(torch.optim.Optimizer):
    """Moves each number by the learning rate, by the sign of a mean gradient (Chen and others, 2023)."""

    def __init__(self, parameters, lr, betas, weight_decay):
        super().__init__(parameters, {"lr": lr, "betas": betas, "weight_decay": weight_decay})

    @torch.no_grad()
    def step(self):
        for group in self.param_groups:
            lr, (beta1, beta2) = group["lr"], group["betas"]
            for p in group["params"]:
                if p.grad is None:
                    continue
                state = self.state[p]
                mean = state.setdefault("exp_avg", torch.zeros_like(p))
                p.mul_(1 - lr * group["weight_decay"])
                p.sub_(lr * torch.sign(beta1 * mean + (1 - beta1) * p.grad))
                mean.mul_(beta2).add_(p.grad, alpha=1 - beta2)
`;

const optimizers: Readonly<Record<string, TorchOptimizer>> = {
  sgd: {
    made: (values) =>
      named("torch.optim.SGD", values, {
        momentum: "momentum",
        dampening: "dampening",
        weight_decay: "weightDecay",
        nesterov: "nesterov",
      }),
  },
  adam: { made: (values) => adamLine("torch.optim.Adam", values) },
  adamw: { made: (values) => adamLine("torch.optim.AdamW", values) },
  rmsprop: {
    made: (values) =>
      named("torch.optim.RMSprop", values, {
        alpha: "alpha",
        eps: "epsilon",
        weight_decay: "weightDecay",
        momentum: "momentum",
        centered: "centered",
      }),
  },
  adagrad: {
    made: (values) =>
      named("torch.optim.Adagrad", values, {
        lr_decay: "learningRateDecay",
        weight_decay: "weightDecay",
        eps: "epsilon",
      }),
  },
  lion: {
    made: (values) =>
      call(
        "Lion",
        "parameters",
        "lr=LEARNING_RATE",
        `betas=(${py(values.beta1)}, ${py(values.beta2)})`,
        `weight_decay=${py(values.weightDecay)}`,
      ),
    class: lionClass,
  },
  lbfgs: {
    made: ({ maxEvaluations, lineSearch, ...values }) =>
      named("torch.optim.LBFGS", {
        ...values,
        maxEvaluations,
        lineSearch: lineSearch === "none" ? undefined : lineSearch,
      }, {
        max_iter: "maxIterations",
        max_eval: "maxEvaluations",
        tolerance_grad: "toleranceGradient",
        tolerance_change: "toleranceChange",
        history_size: "history",
        line_search_fn: "lineSearch",
      }),
    searches: true,
  },
};

/** An optimizer by its name; undefined for one that is not known. */
export function torchOptimizer(name: string): TorchOptimizer | undefined {
  return ownOf(optimizers, name);
}

const schedules: Readonly<
  Record<string, (values: ArgumentValues) => readonly string[]>
> = {
  constant: () => ["return LEARNING_RATE"],
  step: ({ every, factor }) => [
    `every = max(1, int(${py(every)} * steps_an_epoch + 0.5))`,
    `return LEARNING_RATE * ${py(factor)} ** (step // every)`,
  ],
  cosine: ({ final }) => [
    "share = min(step / (EPOCHS * steps_an_epoch), 1)",
    final === 0
      ? "return LEARNING_RATE * (1 + math.cos(math.pi * share)) / 2"
      : `return ${py(final)} + (LEARNING_RATE - ${
        py(final)
      }) * (1 + math.cos(math.pi * share)) / 2`,
  ],
  oneCycle: ({ rise, divisor, finalDivisor, curve }) => [
    "def between(a, b, share):",
    curve === "cosine"
      ? "    return b + (a - b) * (1 + math.cos(math.pi * min(share, 1))) / 2"
      : "    return a + (b - a) * share",
    "",
    `first = LEARNING_RATE / ${py(divisor)}`,
    "last = EPOCHS * steps_an_epoch - 1",
    `top = ${py(rise)} * (last + 1) - 1`,
    "if step >= last and step > top:",
    `    return first / ${py(finalDivisor)}`,
    "if step > top:",
    `    return between(LEARNING_RATE, first / ${
      py(finalDivisor)
    }, (step - top) / (last - top))`,
    "return between(first, LEARNING_RATE, step / top) if top > 0 else LEARNING_RATE",
  ],
  plateau: () => ["return plateau.rate"],
};

/** The classes of schedules that look at the loss. */
const observers: Readonly<Record<string, (values: ArgumentValues) => string>> =
  { plateau };

/** What makes that which observes the loss for a schedule, or none. */
export function observerOf({ name }: Configured): string {
  return ownOf(observers, name) === undefined ? "None" : "Plateau()";
}

/** What tells the learning rate of a step; undefined for a schedule that is not known. */
export function scheduleLines(
  { name, values }: Configured,
  warmUp: number,
): string | undefined {
  const lines = ownOf(schedules, name)?.(values);
  if (lines === undefined) return undefined;
  const observer = ownOf(observers, name);
  const words = observer === undefined ? "" : ", plateau";
  const body = (name: string, summary: string, lines: readonly string[]) =>
    [
      `def ${name}(step, steps_an_epoch${words}):`,
      `    """${summary}"""`,
      ...lines.map((line) => line === "" ? "" : `    ${line}`),
    ].join("\n");
  const usual = "The learning rate of a step; the first is 0.";
  return [
    ...observer === undefined ? [] : [observer(values)],
    ...warmUp === 0 ? [body("learning_rate", usual, lines)] : [
      body("full_rate", "The learning rate behind the warm-up.", lines),
      body("learning_rate", usual, [
        `if step < ${warmUp}:`,
        `    return full_rate(0, steps_an_epoch${words}) * (step + 1) / ${
          warmUp + 1
        }`,
        `return full_rate(step - ${warmUp}, steps_an_epoch${words})`,
      ]),
    ],
  ].join("\n\n\n");
}

function plateau(values: ArgumentValues): string {
  const { factor, patience, threshold, cooldown, minimum } = values;
  return `
class Plateau:
    """A learning rate that falls when the loss stops falling."""

    def __init__(self):
        self.rate, self.best, self.bad, self.waiting = LEARNING_RATE, math.inf, 0, 0

    def observe(self, loss):
        if loss < self.best * (1 - ${py(threshold)}):
            self.best, self.bad = loss, 0
        else:
            self.bad += 1
        if self.waiting > 0:
            self.waiting, self.bad = self.waiting - 1, 0
        if self.bad > ${py(patience)}:
            next = max(self.rate * ${py(factor)}, ${py(minimum)})
            self.rate = next if self.rate - next > 1e-8 else self.rate
            self.waiting, self.bad = ${py(cooldown)}, 0`.trim();
}
