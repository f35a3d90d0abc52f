/**
 * Optimizers that treat each parameter alone.
 *
 * @module
 */

import { say } from "../../words/say.ts";
import { NablaError } from "../base/nabla_error.ts";
import type { Values } from "../base/values.ts";
import type { Parameters } from "../network/parameters.ts";
import type { Schedule } from "../schedules/schedule.ts";
import type { Optimizer } from "./optimizer.ts";
import { loadInto, savedNumbers } from "./state.ts";

/** A parameter that training changes, with what an optimizer remembers of it. */
interface Moved<Memory> {
  readonly value: Values;
  readonly gradient: Values;
  /** Arrays of the same length, by what PyTorch calls them. */
  readonly memory: Memory;
}

export interface Rule<Memory> {
  /** The arrays that it remembers, zeros at first. */
  readonly memory: readonly (keyof Memory & string)[];
  /** Called at the beginning of a step, after `taken` steps. */
  begin?(rate: number, taken: number): void;
  move(parameter: Moved<Memory>, rate: number, taken: number): void;
}

/** An optimizer of the parameters that training changes. */
export function optimizerByRule<Memory>(
  name: string,
  parameters: Parameters,
  schedule: Schedule,
  rule: Rule<Memory>,
): Optimizer {
  const { precision, store } = parameters;
  const arrays = new Map<string, Values>();
  const all = trainable(parameters).map(({ path, value, gradient }) => {
    const memory = Object.fromEntries(rule.memory.map((each) => {
      const array = store.allocate(precision, value.length);
      arrays.set(`${path}.${each}`, array);
      return [each, array];
    })) as Memory;
    return { value, gradient, memory };
  });
  let steps = 0;
  return {
    name,
    schedule,
    get steps() {
      return steps;
    },
    get learningRate() {
      return schedule.rate(steps);
    },
    step() {
      const rate = rateOf(schedule, steps);
      rule.begin?.(rate, steps);
      for (let i = 0; i < all.length; i++) rule.move(all[i], rate, steps);
      steps++;
    },
    save: () => ({ name, steps, arrays, numbers: savedNumbers(schedule) }),
    load(state) {
      loadInto(state, { name, arrays, schedule });
      ({ steps } = state);
    },
  };
}

/** The parameters that training changes. */
export function trainable(parameters: Parameters) {
  return [...parameters].filter(({ trainable, state }) => trainable && !state);
}

/**
 * The learning rate of a step.
 *
 * @throws {NablaError} if the schedule gives none.
 */
export function rateOf(schedule: Schedule, step: number): number {
  const rate = schedule.rate(step);
  if (rate >= 0 && rate < Infinity) return rate;
  throw new NablaError("value", {
    action: say("take a step"),
    name: say("the rate that {schedule} gives for step {step}", {
      schedule: schedule.name,
      step,
    }),
    rule: say("a number of at least 0"),
    found: rate,
  });
}
