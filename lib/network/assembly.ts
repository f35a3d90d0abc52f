import { NablaError } from "../base/nabla_error.ts";
import type { NetworkFacts, Unshared } from "../base/network_facts.ts";
import type { Formula } from "../layer/formula.ts";
import {
  firstTaker,
  type GivenValue,
  type GroupItem,
  type Item,
  itemName,
  type LayerItem,
  type SameItem,
} from "../layer/item.ts";
import { AssemblyError, type AssemblyErrorDetails } from "./assembly_error.ts";
import type { NetworkBuilder } from "./network.ts";
import type { Scope } from "./scope.ts";

/** A network that is being made. */
export interface Assembly {
  readonly builder: NetworkBuilder;
  /** The values that a row may begin with, by name. */
  readonly given: ReadonlyMap<string, GivenValue>;
  /** Where they are in the network, once used. */
  readonly used: Map<string, number>;
  /** The numbers that formulas name: they are given too. */
  readonly numbers: GivenValue[];
  /** Called for each value with the item that it comes from. */
  readonly onValue: (value: number, item: Item, formula?: Formula) => void;
  /** Whether lines declare the inputs by name, so that none is called `x`. */
  readonly declares: boolean;
  /** The loss at the end of the row that is being taken. */
  loss: LayerItem | undefined;
  /** How many copies of groups there are. */
  copies: number;
  /** How many steps have the parameters of another. */
  shared: number;
}

/** Where an item stands. */
export interface ItemPlace {
  /** The names that it sees. */
  readonly scope: Scope;
  /** Whether another row continues after its own. */
  readonly inBranch: boolean;
  /** The group of which this is a copy that is not the first. */
  readonly repeat: GroupItem | undefined;
}

export function details(
  { builder }: Assembly,
  { repeat }: ItemPlace,
  item: Item,
  inputs: readonly number[] = [],
): AssemblyErrorDetails {
  return { item, inputs, builder, repeat };
}

export function refuse(
  assembly: Assembly,
  place: ItemPlace,
  item: Item,
  facts: NetworkFacts,
  formula?: Formula,
): never {
  const own = details(assembly, place, item);
  throw new AssemblyError(facts, { ...own, formula });
}

/** Refuses an item that takes what comes in, where nothing does. */
export function unfed(assembly: Assembly, place: ItemPlace, item: Item): never {
  const layer = item.kind === "group" ? undefined : itemName(item);
  refuse(assembly, place, item, {
    problem: "input size",
    layer,
    isFirst: false,
  });
}

/** Refuses a step that cannot be used again. */
export function unsharable(
  assembly: Assembly,
  place: ItemPlace,
  item: SameItem,
  reason: Unshared,
): never {
  const facts = { label: item.of, reason };
  refuse(assembly, place, item, { problem: "nothing to share", ...facts });
}

/** Runs `make`; what a layer or a limit refuses is the item's mistake. */
export function guarded<T>(details: AssemblyErrorDetails, make: () => T): T {
  try {
    return make();
  } catch (cause) {
    if (cause instanceof NablaError) throw refused(cause, details);
    throw cause;
  }
}

export function refused(
  cause: NablaError,
  details: AssemblyErrorDetails,
): AssemblyError {
  const facts = { problem: "layer", refusal: cause.message } as const;
  return new AssemblyError(facts, { ...details, cause });
}

/** The error for items that take what comes in without fixing its size. */
export function noInput(items: readonly Item[]): AssemblyError {
  const item = firstTaker(items);
  if (item?.kind === "same") {
    const facts = { name: item.of, of: "step" } as const;
    return new AssemblyError({ problem: "unknown name", ...facts }, { item });
  }
  const layer = item && itemName(item);
  const facts = { layer, isFirst: true };
  return new AssemblyError({ problem: "input size", ...facts }, { item });
}
