/**
 * From items to a network: names, shapes, and which value goes where.
 *
 * @module
 */

import { maxSteps } from "../base/limits.ts";
import { LimitError, NablaError, ShapeError } from "../base/nabla_error.ts";

import {
  fixedInput,
  type GivenValue,
  type GroupItem,
  type Item,
  type LayerItem,
  type MergeItem,
  type ReferenceItem,
  takesInput,
} from "../layer/item.ts";
import { valueLayer } from "../layer/value_layer.ts";
import type { NetworkStep } from "./graph.ts";
import {
  type Network,
  type NetworkBuilder,
  networkBuilder,
} from "./network.ts";

/** Why items make no network. */
export type AssemblyProblem =
  | "no step"
  | "input size"
  | "unknown name"
  | "not first"
  | "label twice"
  | "nothing to share"
  | "loss in the middle"
  | "layer";

/** What an {@linkcode AssemblyError} knows besides its message. */
export interface AssemblyErrorDetails {
  /** The item that is wrong. */
  readonly item?: Item;
  /** Where its inputs are among the values of the network so far. */
  readonly inputs?: readonly number[];
  /** What was built so far. */
  readonly builder?: NetworkBuilder;
  /** A layer's own error. */
  readonly cause?: unknown;
}

/** Thrown where items make no network. */
export class AssemblyError extends TypeError {
  /** The kind of mistake. */
  readonly problem: AssemblyProblem;
  /** The item that is wrong. */
  readonly item: Item | undefined;
  /** Where its inputs are among the values of the network so far. */
  readonly inputs: readonly number[];
  /** What was built so far. */
  readonly builder: NetworkBuilder | undefined;
  /** The group whose first copy fits and whose next does not, where that is so. */
  repeat: GroupItem | undefined;

  /** Says what is wrong; `cause` is a layer's own error. */
  constructor(
    problem: AssemblyProblem,
    message: string,
    details: AssemblyErrorDetails = {},
  ) {
    super(`Cannot make a network as ${message}`, { cause: details.cause });
    this.name = "AssemblyError";
    this.problem = problem;
    this.item = details.item;
    this.inputs = details.inputs ?? [];
    this.builder = details.builder;
  }
}

/** What {@linkcode assemble} tells of a network besides the network. */
export interface AssembleOptions {
  /** Values that a row may begin with. */
  readonly given?: readonly GivenValue[];
  /** Called for each value with the item that it comes from. */
  readonly onValue?: (value: number, item: Item) => void;
}

/** Where names are looked up: a block sees those around it, not the reverse. */
interface Scope {
  readonly prefix: string;
  readonly labels: Map<string, number>;
  readonly parts: Map<string, Part>;
  readonly counts: Map<string, number>;
  readonly outer?: Scope;
  /** The prefix of the steps whose parameters the steps of this block have. */
  readonly shares?: string;
}

/** What a label stands at. */
interface Part {
  readonly item: Item;
  /** The name of the step or block. */
  readonly name: string;
  /** Where it stands. */
  readonly scope: Scope;
}

function createScope(prefix: string, rest: Partial<Scope> = {}): Scope {
  const maps = { labels: new Map(), parts: new Map(), counts: new Map() };
  return { prefix, ...maps, ...rest };
}

/**
 * Makes a network of items in a row.
 *
 * @throws {AssemblyError} if the items do not fit; its `cause` is the layer's
 * {@linkcode ShapeError} or the {@linkcode LimitError}, where it is one of those.
 */
export function assemble(
  items: readonly Item[],
  options: AssembleOptions = {},
): Network {
  const { given = [], onValue } = options;
  if (items.length === 0) {
    throw new AssemblyError("no step", "it must have a step");
  }
  const inputShape = fixedInput(items);
  if (inputShape === undefined && takesInput(items)) {
    const item = firstLayer(items);
    if (item?.layer.shares !== undefined) throw notYet(item.layer.shares, item);
    throw new AssemblyError(
      "input size",
      `the size of its input must be known: begin with input(…) before ${
        item?.layer.name ?? "its first step"
      }`,
      item === undefined ? {} : { item },
    );
  }
  const sources = new Map(given.map((value) => [value.name, value]));
  const known = new Map<string, number>();
  let loss: LayerItem | undefined;
  let groups = 0;
  let shared = 0;
  const builder = guarded(
    { item: items[0] },
    () => networkBuilder(inputShape),
  );
  const root = createScope("");
  const input = builder.input < 0 ? undefined : builder.input;
  row(items, input, root, false);
  return builder.build({
    items,
    given: given.filter(({ name }) => known.has(name)),
  });

  function row(
    items: readonly Item[],
    from: number | undefined,
    scope: Scope,
    inBranch: boolean,
  ): number | undefined {
    let value = from;
    for (const [i, item] of items.entries()) {
      if (loss !== undefined) {
        fail("loss in the middle", lossMessage(loss, item), loss);
      }
      value = take(item, value, scope, inBranch, i === 0);
    }
    return value;
  }

  function take(
    item: Item,
    value: number | undefined,
    scope: Scope,
    inBranch: boolean,
    isFirst: boolean,
  ): number {
    switch (item.kind) {
      case "layer":
        if (item.layer.loss !== undefined) {
          if (inBranch) {
            fail("loss in the middle", "a loss must be its last step", item);
          }
          loss = item;
        }
        return item.layer.shares === undefined
          ? step(item, value === undefined ? [] : [value], scope)
          : again(item, item.layer.shares, value, scope);
      case "merge":
        return merge(item, value, scope);
      case "reference":
        if (!isFirst) {
          fail(
            "not first",
            `${item.name} is a value, which can only begin a row`,
            item,
          );
        }
        return reference(item, scope);
      case "group":
        return group(item, value, scope, inBranch);
    }
  }

  function merge(
    item: MergeItem,
    value: number | undefined,
    scope: Scope,
  ): number {
    const ends = item.branches.map((branch) => row(branch, value, scope, true));
    const inputs = item.layer.takesStep ? [value, ...ends] : ends;
    return step(item, inputs.filter((each) => each !== undefined), scope);
  }

  function step(
    item: LayerItem | MergeItem,
    inputs: readonly number[],
    scope: Scope,
    same?: NetworkStep,
  ): number {
    const { label } = item;
    const layer = same?.layer ?? item.layer;
    if (inputs.length === 0) {
      fail(
        "input size",
        `${layer.name} has no input: begin with input(…)`,
        item,
      );
    }
    if (label !== undefined) claim(label, scope, item);
    const name = label === undefined
      ? autoName(item.layer.name, scope, layer.transparent)
      : scope.prefix + label;
    const owner = ownerOf(same ?? twinOf(name, scope));
    if (owner !== undefined) shared++;
    const value = guarded(
      { item, inputs, builder },
      () =>
        builder.step(
          layer,
          inputs,
          { name, labelled: label !== undefined },
          owner,
        ),
    );
    onValue?.(value, item);
    if (label !== undefined) {
      scope.labels.set(label, value);
      scope.parts.set(label, { item, name, scope });
      if (layer.transparent) builder.alias(scope.prefix + label, value);
    }
    return value;
  }

  /** A step or block once more. */
  function again(
    item: LayerItem,
    label: string,
    value: number | undefined,
    scope: Scope,
  ): number {
    const part = partOf(label, scope);
    if (part === undefined) throw notYet(label, item, builder);
    if (part.item.kind === "group") {
      return blockAgain(item, label, part, value, scope);
    }
    const inputs = value === undefined ? [] : [value];
    const same = builder.stepNamed(part.name);
    if (same === undefined || ownerOf(same) === undefined) {
      fail("nothing to share", `${label} has no parameters to share`, item);
    }
    if (same.inputs.length > 1) {
      fail(
        "nothing to share",
        `${label} takes several inputs, and one comes in`,
        item,
      );
    }
    return step(item, inputs, scope, same);
  }

  function blockAgain(
    item: LayerItem,
    label: string,
    { item: part, name: first, scope: outer }: Part,
    from: number | undefined,
    scope: Scope,
  ): number {
    if (part.kind !== "group" || part.block === undefined || part.repeat > 1) {
      fail(
        "nothing to share",
        `${label} names what comes out of several steps, not the steps`,
        item,
      );
    }
    if (item.label !== undefined) claim(item.label, scope, item);
    const name = item.label === undefined
      ? autoName(item.layer.name, scope)
      : scope.prefix + item.label;
    const before = shared;
    const own = createScope(`${name}.`, { outer, shares: `${first}.` });
    let value: number | undefined;
    try {
      value = row(part.items, from, own, true);
    } catch (error) {
      // Within the block nothing is wrong: it does not fit what comes in here.
      if (!(error instanceof AssemblyError)) throw error;
      if (!(error.cause instanceof ShapeError)) throw error;
      const { message, cause } = error;
      const inputs = from === undefined ? [] : [from];
      const details = { item, inputs, builder, cause };
      throw new AssemblyError("layer", message, details);
    }
    if (shared === before) {
      fail("nothing to share", `${label} has no parameters to share`, item);
    }
    if (value === undefined) throw notYet(label, item, builder);
    if (item.label !== undefined) {
      scope.labels.set(item.label, value);
      scope.parts.set(item.label, { item: part, name, scope: outer });
      builder.alias(name, value);
    }
    return value;
  }

  /** The step whose parameters a step has, where it has any. */
  function ownerOf(step: NetworkStep | undefined): NetworkStep | undefined {
    if (step?.shares !== undefined) return builder.stepNamed(step.shares);
    return step === undefined || step.parameters.length === 0
      ? undefined
      : step;
  }

  /** In a block that is there once more: the step of the first that one of its steps is. */
  function twinOf(name: string, { prefix, shares }: Scope) {
    return shares === undefined
      ? undefined
      : builder.stepNamed(shares + name.slice(prefix.length));
  }

  function partOf(label: string, scope: Scope | undefined): Part | undefined {
    return scope && (scope.parts.get(label) ?? partOf(label, scope.outer));
  }

  function reference(item: ReferenceItem, scope: Scope): number {
    const { name, label } = item;
    const value = labelled(name, scope) ?? givenValue(name, item);
    if (value === undefined) {
      throw new AssemblyError("unknown name", `there is no value ${name}`, {
        item,
        builder,
      });
    }
    if (label !== undefined) {
      claim(label, scope, item);
      scope.labels.set(label, value);
      scope.parts.set(label, { item, name: scope.prefix + label, scope });
      builder.alias(scope.prefix + label, value);
    }
    return value;
  }

  function labelled(
    name: string,
    scope: Scope | undefined,
  ): number | undefined {
    if (scope === undefined) return undefined;
    return scope.labels.get(name) ?? labelled(name, scope.outer);
  }

  /** The value with this name; it becomes part of the network where it is first used. */
  function givenValue(name: string, item: Item): number | undefined {
    const earlier = known.get(name);
    const source = sources.get(name);
    if (earlier !== undefined || source === undefined) return earlier;
    const value = guarded(
      { item, builder },
      () => builder.step(valueLayer(source), [], { name, labelled: true }),
    );
    known.set(name, value);
    onValue?.(value, item);
    return value;
  }

  function group(
    item: GroupItem,
    from: number | undefined,
    scope: Scope,
    inBranch: boolean,
  ): number {
    const { items, repeat, block, label } = item;
    if (label !== undefined) claim(label, scope, item);
    let value = from;
    for (let copy = 0; copy < repeat; copy++) {
      if (++groups > maxSteps) {
        const cause = new LimitError({
          action: "build a network",
          limit: "steps",
          most: maxSteps,
        });
        throw new AssemblyError("layer", cause.message, {
          item,
          builder,
          cause,
        });
      }
      const own = inner(block, scope, repeat === 1 ? label : undefined);
      try {
        value = row(items, value, own, inBranch);
      } catch (error) {
        // The first copy fits what comes in; the next has another size before it.
        if (error instanceof AssemblyError && copy > 0) error.repeat ??= item;
        throw error;
      }
    }
    if (value === undefined) {
      throw new AssemblyError("input size", "a group has no input", {
        item,
        builder,
      });
    }
    if (label !== undefined) {
      scope.labels.set(label, value);
      scope.parts.set(label, { item, name: scope.prefix + label, scope });
      builder.alias(scope.prefix + label, value);
    }
    return value;
  }

  /** The scope of a block's copy; a group without a name has none of its own. */
  function inner(
    block: string | undefined,
    scope: Scope,
    label: string | undefined,
  ): Scope {
    if (block === undefined) return scope;
    const name = label === undefined
      ? autoName(block, scope)
      : scope.prefix + label;
    return createScope(`${name}.`, {
      outer: scope,
      ...scope.shares === undefined
        ? {}
        : { shares: `${scope.shares}${name.slice(scope.prefix.length)}.` },
    });
  }

  function autoName(base: string, scope: Scope, isUnused = false): string {
    if (isUnused) return "";
    let count = scope.counts.get(base) ?? 0;
    // `relu61` would be the sixty-first relu as well as the first relu6.
    const stem = scope.prefix + base + (/\d$/.test(base) ? "_" : "");
    let name: string;
    do name = `${stem}${++count}`; while (builder.has(name));
    scope.counts.set(base, count);
    return name;
  }

  function claim(label: string, scope: Scope, item: Item) {
    if (scope.labels.has(label) || builder.has(scope.prefix + label)) {
      fail(
        "label twice",
        `each step must have a name of its own: ${
          JSON.stringify(label)
        } is used twice`,
        item,
      );
    }
  }

  function fail(problem: AssemblyProblem, message: string, item: Item): never {
    throw new AssemblyError(problem, message, { item, builder });
  }
}

/** Runs `make`; a size that a layer or the network refuses is the item's mistake. */
function guarded<T>(details: AssemblyErrorDetails, make: () => T): T {
  try {
    return make();
  } catch (cause) {
    if (!(cause instanceof NablaError)) throw cause;
    throw new AssemblyError("layer", cause.message, { ...details, cause });
  }
}

/** A step is to be there once more before it is there. */
function notYet(
  label: string,
  item: Item,
  builder?: NetworkBuilder,
): AssemblyError {
  return new AssemblyError(
    "unknown name",
    `there is no step ${label} before it is used again`,
    builder === undefined ? { item } : { item, builder },
  );
}

/** The layer that receives the input first. */
function firstLayer(items: readonly Item[]): LayerItem | MergeItem | undefined {
  const first = items.at(0);
  switch (first?.kind) {
    case "layer":
      return first;
    case "merge":
      for (const branch of first.branches) {
        const found = takesInput(branch) ? firstLayer(branch) : undefined;
        if (found !== undefined) return found;
      }
      return first;
    case "group":
      return firstLayer(first.items);
  }
}

function lossMessage({ layer }: LayerItem, next: Item): string {
  const name = "layer" in next ? next.layer.name : "another step";
  return `a loss must be its last step: after ${layer.name} comes ${name}`;
}
