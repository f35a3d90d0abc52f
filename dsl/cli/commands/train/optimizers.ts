/**
 * Optimizers and schedules, called as on the command line:
 * `sgd(momentum=0.9)`, `cosine`.
 *
 * @module
 */

import type { Parameters } from "../../../../lib/network/parameters.ts";
import { adagrad } from "../../../../lib/optimizers/adagrad.ts";
import { adam, adamw } from "../../../../lib/optimizers/adam.ts";
import { lbfgs } from "../../../../lib/optimizers/lbfgs.ts";
import { lion } from "../../../../lib/optimizers/lion.ts";
import type { Optimizer } from "../../../../lib/optimizers/optimizer.ts";
import { rmsprop } from "../../../../lib/optimizers/rmsprop.ts";
import { sgd } from "../../../../lib/optimizers/sgd.ts";
import { constantRate } from "../../../../lib/schedules/constant_rate.ts";
import { cosineDecay } from "../../../../lib/schedules/cosine_decay.ts";
import { onPlateau } from "../../../../lib/schedules/on_plateau.ts";
import { oneCycle } from "../../../../lib/schedules/one_cycle.ts";
import type { Schedule } from "../../../../lib/schedules/schedule.ts";
import { stepDecay } from "../../../../lib/schedules/step_decay.ts";
import { warmUp } from "../../../../lib/schedules/warm_up.ts";
import type { Call, Setting } from "../../words/call.ts";

/** Settings as the library's options. */
type Options =
  & Readonly<Record<string, number | boolean | string | Schedule>>
  & {
    readonly learningRate: Schedule;
  };

/** An optimizer of the command line. */
interface OptimizerChoice {
  readonly settings: Readonly<Record<string, Setting>>;
  /** The learning rate where none is said. */
  readonly learningRate: number;
  make(
    parameters: Parameters,
    options: Options,
    evaluate: () => number,
  ): Optimizer;
}

const yesOrNo = ["yes", "no"] as const;
const moments = {
  beta1: "number",
  beta2: "number",
  epsilon: "number",
  "weight-decay": "number",
  amsgrad: yesOrNo,
} as const;

/** The optimizers by name. */
export const optimizers: ReadonlyMap<string, OptimizerChoice> = new Map<
  string,
  OptimizerChoice
>([
  ["sgd", {
    settings: {
      momentum: "number",
      dampening: "number",
      nesterov: yesOrNo,
      "weight-decay": "number",
    },
    learningRate: 0.1,
    make: (parameters, options) => sgd(parameters, options),
  }],
  ["adam", {
    settings: moments,
    learningRate: 1e-3,
    make: (parameters, options) => adam(parameters, options),
  }],
  ["adamw", {
    settings: moments,
    learningRate: 1e-3,
    make: (parameters, options) => adamw(parameters, options),
  }],
  ["rmsprop", {
    settings: {
      alpha: "number",
      epsilon: "number",
      momentum: "number",
      centered: yesOrNo,
      "weight-decay": "number",
    },
    learningRate: 1e-3,
    make: (parameters, options) => rmsprop(parameters, options),
  }],
  ["adagrad", {
    settings: {
      "learning-rate-decay": "number",
      epsilon: "number",
      "weight-decay": "number",
    },
    learningRate: 1e-2,
    make: (parameters, options) => adagrad(parameters, options),
  }],
  ["lion", {
    settings: { beta1: "number", beta2: "number", "weight-decay": "number" },
    learningRate: 1e-4,
    make: (parameters, options) => lion(parameters, options),
  }],
  ["lbfgs", {
    settings: {
      "max-iterations": "number",
      history: "number",
      "line-search": ["none", "strong_wolfe"],
    },
    learningRate: 1,
    make: (parameters, options, evaluate) =>
      lbfgs(parameters, evaluate, { lineSearch: "strong_wolfe", ...options }),
  }],
]);

/** The settings of a call as the library's options: `weight-decay` is `weightDecay`. */
export function optionsOf(
  { settings }: Call,
): Readonly<Record<string, number | boolean | string>> {
  return Object.fromEntries(
    [...settings].map(([key, value]) => [
      key.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase()),
      value === "yes" ? true : value === "no" ? false : value,
    ]),
  );
}

/** How long a training is. */
export interface Extent {
  /** The steps of an epoch. */
  readonly stepsAnEpoch: number;
  /** The epochs. */
  readonly epochs: number;
}

/** A schedule of the command line. */
interface ScheduleChoice {
  readonly settings: Readonly<Record<string, Setting>>;
  /** Whether it depends on how many epochs there are in all. */
  readonly isWhole: boolean;
  make(rate: number, call: Call, extent: Extent): Schedule;
}

const numberOf = ({ settings }: Call, name: string, otherwise: number) =>
  Number(settings.get(name) ?? otherwise);

/** The schedules by name. */
export const schedules: ReadonlyMap<string, ScheduleChoice> = new Map<
  string,
  ScheduleChoice
>([
  ["constant", {
    settings: {},
    isWhole: false,
    make: (rate) => constantRate(rate),
  }],
  ["step", {
    settings: { every: "number", factor: "number" },
    isWhole: false,
    make(rate, call, { stepsAnEpoch }) {
      const every = numberOf(call, "every", 30);
      const steps = Math.max(1, Math.round(every * stepsAnEpoch));
      return stepDecay(rate, every > 0 ? steps : every, {
        factor: numberOf(call, "factor", 0.1),
      });
    },
  }],
  ["cosine", {
    settings: { final: "number" },
    isWhole: true,
    make: (rate, call, { epochs, stepsAnEpoch }) =>
      cosineDecay(rate, epochs * stepsAnEpoch, {
        final: numberOf(call, "final", 0),
      }),
  }],
  ["one-cycle", {
    settings: { rise: "number" },
    isWhole: true,
    make: (rate, call, { epochs, stepsAnEpoch }) =>
      oneCycle(rate, epochs * stepsAnEpoch, {
        rise: numberOf(call, "rise", 0.3),
      }),
  }],
  ["plateau", {
    settings: { patience: "number", factor: "number" },
    isWhole: false,
    make: (rate, call) =>
      onPlateau(rate, {
        patience: numberOf(call, "patience", 10),
        factor: numberOf(call, "factor", 0.1),
      }),
  }],
]);

/** A schedule that rises in the first steps, where it is to. */
export function withWarmUp(schedule: Schedule, steps: number): Schedule {
  return steps === 0 ? schedule : warmUp(schedule, steps);
}
