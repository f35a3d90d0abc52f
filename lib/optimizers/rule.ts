/**
 * Optimizers that treat each parameter alone, made from the rule by which they
 * move it.
 *
 * @module
 */

import type { Values } from "../base/values.ts";
import type { Parameters } from "../network/parameters.ts";
import type { Schedule } from "../schedules/schedule.ts";
import type { Optimizer } from "./optimizer.ts";
import { rateOf } from "./rate.ts";
import { loadInto, savedNumbers } from "./state.ts";

/** A parameter that training changes, with what an optimizer remembers of it. */
export interface Moved<Memory> {
  /** Its numbers. */
  readonly value: Values;
  /** Their gradients. */
  readonly gradient: Values;
  /** Arrays of the same length, by what PyTorch calls them. */
  readonly memory: Memory;
}

/** How an optimizer moves parameters. */
export interface Rule<Memory> {
  /** The optimizer's name. */
  readonly name: string;
  /** The learning rate of each step. */
  readonly schedule: Schedule;
  /** The arrays that it remembers, zeros at first. */
  readonly memory: readonly (keyof Memory & string)[];
  /** Moves all parameters, at a learning rate, after so many steps. */
  step(all: readonly Moved<Memory>[], rate: number, taken: number): void;
}

/** An optimizer of the parameters that training changes. */
export function optimizerOf<Memory>(
  parameters: Parameters,
  rule: Rule<Memory>,
): Optimizer {
  const { name, schedule } = rule;
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
      rule.step(all, rateOf(schedule, steps), steps);
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
