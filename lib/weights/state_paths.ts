/**
 * Where the steps of a network stand in a state dict whose names are not theirs:
 * under a prefix, as `module.` of DataParallel, or counted, as `0.weight` and
 * `2.weight` of `nn.Sequential`.
 *
 * @module
 */

import { say } from "../../words/say.ts";
import { advise } from "../base/advice.ts";
import { elementCount, equalShapes } from "../base/shape.ts";
import { quote } from "../base/words.ts";
import { DataError } from "../bytes/data_error.ts";
import type { Tensor, TensorEntry } from "../tensor_files/tensor.ts";
import {
  ownPaths,
  type StatePaths,
  type StateStep,
  tensorName,
} from "./state_slots.ts";
import { beginningsOf, severalPrefixes } from "./state_prefixes.ts";
import { orders, queuesOf } from "./step_orders.ts";

/** The tensors of a state dict by name. */
export type StateDict = ReadonlyMap<string, Tensor | TensorEntry>;

/**
 * The path of each step. Where the steps' own names are not in the state dict:
 * their names under the one prefix that all tensors have; or else the modules of
 * the state dict in the order of their numbers, where all shapes fit. Where nothing
 * fits, the names that were probably meant, for a message.
 *
 * @throws {DataError} if there are several ways.
 */
export function findPaths(
  steps: readonly StateStep[],
  tensors: StateDict,
  prefix: string,
  file: string,
): StatePaths {
  const own = ownPaths(steps, prefix);
  if (steps.every((step) => stands(step, prefix + step.name, tensors))) {
    return own;
  }
  const given = prefix === "" ? findPrefix(steps, tensors, file) : undefined;
  const found = given ?? findOrder(steps, tensors, prefix, file);
  if (found !== undefined) return found;
  if (prefix === "") requireNoPrefix(steps, tensors, file);
  return likelyOrder(steps, tensors, prefix) ?? own;
}

/** @throws {DataError} if some prefix alone holds the network, beside other tensors. */
function requireNoPrefix(
  steps: readonly StateStep[],
  tensors: StateDict,
  file: string,
): void {
  const inner = [...tensors.keys()].filter((name) =>
    name.split(".").length > 2
  );
  const fitting = beginningsOf(inner).slice(0, mostPrefixes).filter(
    (prefix) => {
      const paths = findOrder(steps, tensors, prefix, file) ??
        ownPaths(steps, prefix);
      return steps.every((step) =>
        fits(step, paths.get(step.name) ?? "", tensors)
      );
    },
  );
  if (fitting.length > 0) throw severalPrefixes(fitting, file);
}

/** The most prefixes that are tried. */
const mostPrefixes = 20;

/**
 * Where a tensor is missing, wrong or left over: modules in the order of their
 * numbers, each with a tensor that its step could have, so that a message names the rest.
 */
function likelyOrder(
  all: readonly StateStep[],
  tensors: StateDict,
  prefix: string,
): StatePaths | undefined {
  const modules = [...tensors.keys()].filter((name) =>
    name.startsWith(prefix) && name.includes(".")
  ).map((name) => name.slice(0, name.lastIndexOf(".")));
  const [queue, ...others] = queuesOf([...new Set(modules)]);
  if (queue === undefined || others.length > 0) return undefined;
  const chosen: (readonly [step: string, path: string])[] = [];
  let next = 0;
  for (const { name, slots } of required(all)) {
    const at = queue.findIndex((path, i) =>
      i >= next &&
      slots.some(({ own, shape }) => {
        const tensor = tensors.get(tensorName(path, own));
        return tensor !== undefined && equalShapes(tensor.shape, shape);
      })
    );
    if (at < 0) return undefined;
    next = at + 1;
    chosen.push([name, queue[at]]);
  }
  return new Map([...ownPaths(all, prefix), ...chosen]);
}

/** Whether a path has all tensors of a step, whatever their shapes. */
function stands({ slots }: StateStep, path: string, tensors: StateDict) {
  return slots.every(({ own, isOptional }) =>
    isOptional || tensors.has(tensorName(path, own))
  );
}

/** Whether the tensors at a path are those of a step. */
function fits(
  { slots }: StateStep,
  path: string,
  tensors: StateDict,
): boolean {
  return slots.every(({ own, shape, isOptional }) => {
    const tensor = tensors.get(tensorName(path, own));
    if (tensor === undefined) return isOptional;
    const length = "values" in tensor ? tensor.values.length : tensor.length;
    return equalShapes(tensor.shape, shape) && length === elementCount(shape);
  });
}

/** The steps with parameters that must be there. */
function required(steps: readonly StateStep[]): readonly StateStep[] {
  return steps.filter(({ slots }) => slots.some((slot) => !slot.isOptional));
}

function findPrefix(
  steps: readonly StateStep[],
  tensors: StateDict,
  file: string,
): StatePaths | undefined {
  const [first] = required(steps);
  const slot = first.slots.find(({ isOptional }) => !isOptional);
  const end = tensorName(first.name, slot?.own ?? "");
  const underAll = (prefix: string, holds: typeof fits) =>
    steps.every((step) => holds(step, prefix + step.name, tensors));
  const named = [...tensors.keys()]
    .filter((name) => name.endsWith(`.${end}`))
    .map((name) => name.slice(0, name.length - end.length))
    .filter((prefix) => underAll(prefix, stands));
  const fitting = named.filter((prefix) => underAll(prefix, fits));
  // Where no shape fits, a message names the tensors that were meant.
  const prefixes = fitting.length > 0 ? fitting : named;
  if (prefixes.length > 1) throw severalPrefixes(prefixes, file);
  const [prefix] = prefixes;
  // Tensors beside them are not dropped unasked.
  return prefix !== undefined &&
      [...tensors.keys()].every((name) => name.startsWith(prefix))
    ? ownPaths(steps, prefix)
    : undefined;
}

function findOrder(
  all: readonly StateStep[],
  tensors: StateDict,
  prefix: string,
  file: string,
): StatePaths | undefined {
  const steps = required(all);
  const modules = modulesOf(all, tensors, prefix);
  if (modules?.length !== steps.length) return undefined;
  const paths = new Set(modules);
  const queues = queuesOf(modules);
  const [one = queues.length === 1 ? queues[0] : undefined, other] = orders(
    steps,
    queues,
    (step, path) =>
      (path === prefix + step.name || !paths.has(prefix + step.name)) &&
      fits(step, path, tensors),
  );
  if (one === undefined) return undefined;
  const chosen = steps.map(({ name }, i) => [name, one[i]] as const);
  if (other === undefined) {
    return new Map([...ownPaths(all, prefix), ...chosen]);
  }
  const at = steps.findIndex((_, i) => one[i] !== other[i]);
  throw new DataError(
    { file },
    say(
      "the tensors fit the network in several orders: {step} may be {one} or {other}",
      {
        step: steps[at].name,
        one: quote(one[at]),
        other: quote(other[at]),
      },
    ),
    advise("Say which is which, as in {names}.", {
      names: { option: "names", value: Object.fromEntries(chosen) },
    }),
  );
}

/**
 * The paths under which tensors stand together as those of some step do; undefined
 * if there are tensors that belong to none.
 */
function modulesOf(
  steps: readonly StateStep[],
  tensors: StateDict,
  prefix: string,
): readonly string[] | undefined {
  const kinds = new Map(
    required(steps).map((step) => [
      step.slots.map(({ own }) => own).join(),
      step,
    ]),
  );
  const members = new Map<string, Set<string>>();
  const names = [...tensors.keys()].filter((name) => name.startsWith(prefix));
  for (const { slots, besides } of kinds.values()) {
    const own = slots.filter(({ isOptional }) => !isOptional)
      .map(({ own }) => own);
    for (const name of names) {
      if (name !== own[0] && !name.endsWith(`.${own[0]}`)) continue;
      const path = name.slice(0, -own[0].length).replace(/\.$/, "");
      if (!own.every((each) => tensors.has(tensorName(path, each)))) continue;
      const found = members.get(path) ?? new Set();
      for (const each of [...slots.map(({ own }) => own), ...besides]) {
        found.add(tensorName(path, each));
      }
      members.set(path, found);
    }
  }
  // `0.out_proj` is part of the attention at `0`.
  const inner = [...members].filter(([path, own]) =>
    outerPaths(path).some((outer) => {
      const all = members.get(outer);
      return all !== undefined && [...own].every((name) => all.has(name));
    })
  );
  for (const [path] of inner) members.delete(path);
  const covered = new Set([...members.values()].flatMap((set) => [...set]));
  for (const { name, slots } of steps) {
    for (const { own, isOptional } of slots) {
      if (isOptional) covered.add(tensorName(prefix + name, own));
    }
  }
  return names.every((name) => covered.has(name))
    ? [...members.keys()]
    : undefined;
}

/** `a.b.c` lies within `a.b`, `a` and the whole. */
function outerPaths(path: string): readonly string[] {
  if (path === "") return [];
  const words = path.split(".");
  return words.map((_, i) => words.slice(0, i).join("."));
}
