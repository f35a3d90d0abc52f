import { say } from "../../words/say.ts";
import { NablaError } from "../base/nabla_error.ts";
import { isWhole } from "../base/ranges.ts";
import type { Values } from "../base/values.ts";
import { plural, series } from "../base/words.ts";
import type { Schedule } from "../schedules/schedule.ts";
import type { OptimizerState } from "./optimizer.ts";

/** Where the numbers of a schedule begin. */
const prefix = "schedule.";

/** What a schedule remembers, for the state of its optimizer. */
export function savedNumbers(schedule: Schedule): Record<string, number> {
  const memory = Object.entries(schedule.save?.() ?? {});
  return Object.fromEntries(memory.map(([name, x]) => [prefix + name, x]));
}

/** What of an optimizer is saved and loaded. */
interface Loadable extends Pick<OptimizerState, "name" | "arrays"> {
  readonly schedule: Schedule;
  /** The names of its own numbers, without those of the schedule. */
  readonly numbers?: readonly string[];
}

/**
 * Copies a state into the arrays and the schedule of an optimizer; its steps are
 * left to it. Where it throws, nothing has changed.
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
      fail(name, say("every number must be one that it saves"), key);
    }
  }
  loadSchedule(name, schedule, memory);
  for (const [path, array] of state.arrays) arrays.get(path)?.set(array);
}

/** @throws {NablaError} if it is another optimizer's, or its steps are no count. */
export function requireHead(
  { name, steps }: OptimizerState,
  wanted: string,
): void {
  if (name !== wanted) {
    const rule = say("the state must be that of {name}", { name: wanted });
    fail(wanted, rule, JSON.stringify(name));
  }
  if (!isWhole(steps)) {
    fail(wanted, wholeRule("steps"), steps);
  }
}

/** What messages say of a number that must be a count. */
export function wholeRule(name: string): string {
  const rule = say("an integer of at least {least}", { least: 0 });
  return say("{name} must be {rule}", { name, rule });
}

/** What messages say of what must be a number. */
export function numberRule(name: string): string {
  return say("{name} must be {rule}", { name, rule: say("a number") });
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
    if (!Number.isFinite(x)) fail(name, numberRule(key), x);
    if (key.startsWith(prefix)) memory.set(key.slice(prefix.length), x);
    else own.set(key, x);
  }
  return { own, memory };
}

/** @throws {NablaError} if the schedule is not the one that remembered this. */
function loadSchedule(
  name: string,
  schedule: Schedule,
  memory: ReadonlyMap<string, number>,
): void {
  if (schedule.load !== undefined) schedule.load(Object.fromEntries(memory));
  else if (memory.size > 0) {
    fail(
      name,
      say(
        "the schedule must be the one that was saved: {schedule} remembers nothing",
        { schedule: schedule.name },
      ),
      series([...memory.keys()]),
    );
  }
}

/**
 * Checks that saved arrays have the right paths and lengths.
 *
 * @param subject what needs them: `adam`, `the kept parameters`.
 * @throws {NablaError} if they do not.
 */
export function requireArrays(
  subject: string,
  saved: ReadonlyMap<string, Values>,
  wanted: ReadonlyMap<string, Values>,
): void {
  for (const [path, { length }] of wanted) {
    const found = saved.get(path)?.length;
    if (found === length) continue;
    const rule = say("{name} must have {count}", {
      name: path,
      count: plural(length, "number"),
    });
    fail(subject, rule, found ?? say("none"));
  }
  for (const path of saved.keys()) {
    if (wanted.has(path)) continue;
    fail(subject, say("every array must be of one of its parameters"), path);
  }
}

export function fail(
  subject: string,
  rule: string,
  found: string | number,
): never {
  throw new NablaError("state", { subject, rule, found });
}
