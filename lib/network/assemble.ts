import { say } from "../../words/say.ts";
import { maxSteps } from "../base/limits.ts";
import { LimitError, ShapeError } from "../base/nabla_error.ts";
import { equalShapes, formatShape } from "../base/shape.ts";
import {
  type GivenValue,
  type GroupItem,
  type InputItem,
  type Item,
  itemName,
  type ItemRow,
  type LayerItem,
  type MergeItem,
  nameOfInput,
  type ReferenceItem,
  type SameItem,
  takesInput,
  takesStep,
} from "../layer/item.ts";
import type { Layer } from "../layer/layer.ts";
import {
  type Assembly,
  details,
  guarded,
  type ItemPlace,
  refuse,
  refused,
  unfed,
  unsharable,
} from "./assembly.ts";
import { AssemblyError } from "./assembly_error.ts";
import type { NetworkStep } from "./graph.ts";
import { takeFormula } from "./formula_steps.ts";
import { claimLabel, giveLabel, setLabel } from "./labels.ts";
import { namedValue, onlyInput } from "./named_values.ts";
import { type Network, networkBuilder } from "./network.ts";
import {
  addOpenInput,
  declareInput,
  declaresInput,
  refuseWhichInput,
  requireOneNetwork,
  requireOwnRows,
  requireUsed,
  type RowEnd,
} from "./rows.ts";
import {
  blockScope,
  createScope,
  findLabel,
  type Labelled,
  nextName,
} from "./scope.ts";
import { parameterOwner, sharedStep, twinStep } from "./sharing.ts";

export interface AssembleOptions {
  /** Values that a row may begin with. In a network with an input, `x` is the input. */
  readonly given?: readonly GivenValue[];
  /** Called for each value with the item that it comes from, and with the part of a formula. */
  readonly onValue?: Assembly["onValue"];
}

/**
 * Makes a network of rows of items: the rows of its inputs, then those that use
 * them, each after those whose values it uses.
 *
 * @throws {AssemblyError} if the items do not fit; its `cause` is the layer's
 * {@linkcode ShapeError} or the {@linkcode LimitError}, if it is one of those.
 */
export function assemble(
  rows: readonly ItemRow[],
  options: AssembleOptions = {},
): Network {
  const { given = [], onValue = () => {} } = options;
  const steps = rows.filter((row) => !declaresInput(row, rows));
  if (steps.length === 0 || rows.some((row) => row.length === 0)) {
    throw new AssemblyError({ problem: "no step" });
  }
  const builder = networkBuilder();
  const assembly: Assembly = {
    builder,
    given: new Map(given.map((value) => [value.name, value])),
    numbers: [],
    used: new Map(),
    onValue,
    declares: steps.length < rows.length,
    loss: undefined,
    copies: 0,
    shared: 0,
  };
  const place = { scope: createScope(""), inBranch: false, repeat: undefined };
  requireOwnRows(assembly, rows, place);
  if (!assembly.declares) addOpenInput(assembly, steps);
  const ends: RowEnd[] = [];
  try {
    for (const row of rows) {
      if (declaresInput(row, rows)) declareInput(assembly, row, place);
      else ends.push(takeWhole(assembly, row, place));
    }
  } catch (error) {
    const isOfName = error instanceof AssemblyError &&
      error.facts.problem === "unknown name";
    // What belongs to another network need not fit.
    if (!isOfName) requireOneNetwork(assembly, steps, ends, place);
    throw error;
  }
  requireUsed(assembly, ends, place);
  return builder.build({
    rows,
    end: ends.at(-1)?.value ?? builder.inputs.at(-1) ?? -1,
    given: [
      ...given.filter(({ name }) => assembly.used.has(name)),
      ...assembly.numbers,
    ],
  });
}

/** Takes a row that stands on its own. */
function takeWhole(assembly: Assembly, row: ItemRow, place: ItemPlace): RowEnd {
  const input = onlyInput(assembly);
  if (input === undefined && assembly.declares && takesInput(row)) {
    refuseWhichInput(assembly, row, place);
  }
  assembly.loss = undefined;
  const { builder } = assembly;
  const from = builder.count;
  const value = takeRow(assembly, row, input, place);
  const isLoss = assembly.loss !== undefined;
  return { row, value, isLoss, from, to: builder.count };
}

/** Whether an item is a value of its own, which can only begin a row. */
function isValue(
  item: Item,
): item is Extract<Item, { kind: "reference" | "formula" }> {
  return item.kind === "reference" ||
    (item.kind === "formula" && item.function === undefined);
}

/** Takes items one after the other; returns the value that comes out. */
function takeRow(
  assembly: Assembly,
  items: readonly Item[],
  from: number | undefined,
  place: ItemPlace,
  isFirst = true,
): number | undefined {
  let value = from;
  for (const [i, item] of items.entries()) {
    // Of what stands in brackets or in a block, the first takes what comes in.
    const begins = isFirst && i === 0;
    const { loss } = assembly;
    if (loss !== undefined) {
      refuse(assembly, place, loss, {
        problem: "loss in the middle",
        loss: loss.layer.name,
        next: itemName(item),
      });
    }
    if (!begins && isValue(item)) {
      const name = item.kind === "reference" ? item.name : item.label ?? "";
      refuse(assembly, place, item, { problem: "not first", name });
    }
    value = item.kind === "group"
      ? takeGroup(assembly, item, value, place, begins)
      : take(assembly, item, value, place);
  }
  return value;
}

function take(
  assembly: Assembly,
  item: Exclude<Item, GroupItem>,
  value: number | undefined,
  place: ItemPlace,
): number {
  switch (item.kind) {
    case "layer":
      if (item.layer.loss !== undefined) {
        if (place.inBranch) {
          const facts = { problem: "loss in the middle" } as const;
          refuse(assembly, place, item, { ...facts, loss: item.layer.name });
        }
        assembly.loss = item;
      }
      return addStep(assembly, item, item.layer, present(value), place);
    case "merge":
      return takeMerge(assembly, item, value, place);
    case "reference":
      return takeReference(assembly, item, place);
    case "formula":
      return takeFormula(assembly, item, value, place);
    case "input":
      return takeInput(assembly, item, value, place);
    case "same":
      return takeSame(assembly, item, value, place);
  }
}

function takeMerge(
  assembly: Assembly,
  item: MergeItem,
  value: number | undefined,
  place: ItemPlace,
): number {
  const within = { ...place, inBranch: true };
  const ends = item.branches.map((branch) =>
    takeRow(assembly, branch, value, within)
  );
  const inputs = takesStep(item.layer) ? [value, ...ends] : ends;
  return addStep(assembly, item, item.layer, inputs.flatMap(present), place);
}

/** Checks the shape; adds nothing. */
function takeInput(
  assembly: Assembly,
  item: InputItem,
  value: number | undefined,
  place: ItemPlace,
): number {
  const { builder } = assembly;
  if (value === undefined) return unfed(assembly, place, item);
  const found = builder.shapeOf(value);
  if (!equalShapes(found, item.shape)) {
    const cause = new ShapeError({
      layer: "input",
      rule: say("what comes in must be {shape}", {
        shape: formatShape(item.shape),
      }),
      found,
    });
    throw refused(cause, details(assembly, place, item, [value]));
  }
  giveLabel(assembly, item, value, place);
  assembly.onValue(value, item);
  return value;
}

/** Adds a step; `same` is the step whose parameters it shares. */
function addStep(
  assembly: Assembly,
  item: LayerItem | MergeItem | SameItem,
  layer: Layer,
  inputs: readonly number[],
  place: ItemPlace,
  same?: NetworkStep,
): number {
  const { builder } = assembly;
  const { label } = item;
  const { scope } = place;
  if (inputs.length === 0) return unfed(assembly, place, item);
  if (label !== undefined) claimLabel(assembly, label, item, place);
  const name = label === undefined
    ? nextName(itemName(item), scope, builder.has)
    : scope.prefix + label;
  const owner = parameterOwner(same ?? twinStep(name, scope, builder), builder);
  if (owner !== undefined) assembly.shared++;
  const value = guarded(
    details(assembly, place, item, inputs),
    () =>
      builder.step(
        layer,
        inputs,
        { name, labelled: label !== undefined },
        owner,
      ),
  );
  assembly.onValue(value, item);
  if (label !== undefined) {
    scope.labels.set(label, { value, item, name, scope });
  }
  return value;
}

function takeSame(
  assembly: Assembly,
  item: SameItem,
  value: number | undefined,
  place: ItemPlace,
): number {
  const { builder } = assembly;
  const first = findLabel(item.of, place.scope);
  if (first === undefined) {
    const facts = { name: item.of, of: "step" } as const;
    return refuse(assembly, place, item, { problem: "unknown name", ...facts });
  }
  if (first.item.kind === "group") {
    return takeBlockAgain(assembly, item, first.item, first, value, place);
  }
  const step = sharedStep(first, builder);
  if (typeof step === "string") return unsharable(assembly, place, item, step);
  return addStep(assembly, item, step.layer, present(value), place, step);
}

function takeBlockAgain(
  assembly: Assembly,
  item: SameItem,
  block: GroupItem,
  first: Labelled,
  from: number | undefined,
  place: ItemPlace,
): number {
  const { builder } = assembly;
  const { scope } = place;
  if (block.block === undefined || block.repeat > 1) {
    return unsharable(assembly, place, item, "several steps");
  }
  if (item.label !== undefined) claimLabel(assembly, item.label, item, place);
  const blockName = item.label === undefined
    ? nextName("same", scope, builder.has)
    : scope.prefix + item.label;
  const before = assembly.shared;
  const own = createScope(`${blockName}.`, {
    outer: first.scope,
    shares: `${first.name}.`,
  });
  let value: number | undefined;
  try {
    const within = { ...place, scope: own, inBranch: true };
    value = takeRow(assembly, block.items, from, within);
  } catch (error) {
    // The block itself is right: it does not fit what comes in here.
    if (!(error instanceof AssemblyError)) throw error;
    if (!(error.cause instanceof ShapeError)) throw error;
    throw refused(error.cause, details(assembly, place, item, present(from)));
  }
  if (assembly.shared === before) {
    return unsharable(assembly, place, item, "no parameters");
  }
  if (value === undefined) return unfed(assembly, place, item);
  if (item.label !== undefined) {
    scope.labels.set(item.label, { ...first, value, name: blockName });
    builder.alias(blockName, value);
  }
  return value;
}

function takeReference(
  assembly: Assembly,
  item: ReferenceItem,
  place: ItemPlace,
): number {
  const value = namedValue(assembly, item.name, item, place);
  if (value === undefined) {
    if (item.name === nameOfInput) unfed(assembly, place, item);
    const facts = { name: item.name, of: "value" } as const;
    return refuse(assembly, place, item, { problem: "unknown name", ...facts });
  }
  giveLabel(assembly, item, value, place);
  return value;
}

function takeGroup(
  assembly: Assembly,
  item: GroupItem,
  from: number | undefined,
  place: ItemPlace,
  isFirst: boolean,
): number {
  const { items, repeat, block, label } = item;
  const { scope } = place;
  if (label !== undefined) claimLabel(assembly, label, item, place);
  let value = from;
  for (let copy = 0; copy < repeat; copy++) {
    if (++assembly.copies > maxSteps) {
      const cause = new LimitError({
        action: say("build a network"),
        limit: say("steps"),
        isOfSteps: true,
        most: maxSteps,
      });
      throw refused(cause, details(assembly, place, item));
    }
    const own = block === undefined ? scope : blockScope(
      label === undefined || repeat > 1
        ? nextName(block, scope, assembly.builder.has)
        : scope.prefix + label,
      scope,
    );
    value = takeRow(assembly, items, value, {
      scope: own,
      inBranch: place.inBranch,
      // The first copy fits what comes in; the next may get another size.
      repeat: copy > 0 ? item : place.repeat,
    }, isFirst && copy === 0);
  }
  if (value === undefined) return unfed(assembly, place, item);
  if (label !== undefined) setLabel(assembly, label, item, value, scope);
  return value;
}

function present(value: number | undefined): number[] {
  return value === undefined ? [] : [value];
}
