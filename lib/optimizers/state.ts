/**
 * What optimizers remember, taken up again.
 *
 * @module
 */

import { NablaError } from "../base/nabla_error.ts";
import { isWhole } from "../base/ranges.ts";
import type { Values } from "../base/values.ts";
import type { Schedule } from "../schedules/schedule.ts";
import type { OptimizerState } from "./optimizer.ts";
import { requireArrays } from "./saved_arrays.ts";

/** Where the numbers of a schedule begin. */
const prefix = "schedule.";

/** What a schedule remembers, for the state of its optimizer. */
export function savedNumbers(schedule: Schedule): Record<string, number> {
  const memory = Object.entries(schedule.save?.() ?? {});
  return Object.fromEntries(memory.map(([name, x]) => [prefix + name, x]));
}

/** An optimizer, as far as its state goes. */
export interface Loadable {
  /** Its name. */
  readonly name: string;
  /** Its arrays, by the names that they are saved under. */
  readonly arrays: ReadonlyMap<string, Values>;
  /** Its schedule. */
  readonly schedule: Schedule;
  /** The names of its numbers besides those of the schedule; none where absent. */
  readonly numbers?: readonly string[];
}

/**
 * Copies a state into the arrays and the schedule of an optimizer; its steps are
 * left to it. Nothing has changed where it throws.
 *
 * @throws {NablaError} if the state does not fit.
 */
export function loadInto(
  state: OptimizerState,
  { name, arrays, schedule, numbers = [] }: Loadable,
): void {
  requireHead(state, name);
  requireArrays(name, state.arrays, arrays);
  const { own, memory } = numbersOf(state, name);
  for (const key of own.keys()) {
    if (!numbers.includes(key)) {
      fail(name, "every number must be one that it saves", key);
    }
  }
  loadSchedule(name, schedule, memory);
  for (const [path, array] of state.arrays) arrays.get(path)?.set(array);
}

/** @throws {NablaError} if it is another optimizer's, or no state at all. */
export function requireHead(
  { name, steps }: OptimizerState,
  wanted: string,
): void {
  if (name !== wanted) {
    fail(wanted, `the state must be that of ${wanted}`, JSON.stringify(name));
  }
  if (!isWhole(steps)) {
    fail(wanted, "steps must be an integer of at least 0", `${steps}`);
  }
}

/**
 * The numbers of a state, those of the optimizer and those of the schedule.
 *
 * @throws {NablaError} if one is not finite.
 */
export function numbersOf(state: OptimizerState, name: string) {
  const own = new Map<string, number>();
  const memory = new Map<string, number>();
  for (const [key, x] of Object.entries(state.numbers)) {
    if (!Number.isFinite(x)) fail(name, `${key} must be a number`, `${x}`);
    if (key.startsWith(prefix)) memory.set(key.slice(prefix.length), x);
    else own.set(key, x);
  }
  return { own, memory };
}

/** @throws {NablaError} if the schedule is not the one that remembered this. */
export function loadSchedule(
  name: string,
  schedule: Schedule,
  memory: ReadonlyMap<string, number>,
): void {
  if (schedule.load !== undefined) schedule.load(Object.fromEntries(memory));
  else if (memory.size > 0) {
    fail(
      name,
      `the schedule must be the one that was saved: ${schedule.name} remembers nothing`,
      [...memory.keys()].join(", "),
    );
  }
}

/** Refuses a state. */
export function fail(name: string, rule: string, found: string): never {
  throw new NablaError("state", { subject: name, rule, found });
}
