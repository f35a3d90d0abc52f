/**
 * How the rows of a network hang together: what declares an input, and what is
 * left that nothing uses.
 *
 * @module
 */

import { namesInFormula } from "../layer/formula.ts";
import {
  fixedInput,
  type Item,
  itemName,
  type ItemRow,
  type LayerItem,
  takesInput,
} from "../layer/item.ts";
import {
  type Assembly,
  details,
  guarded,
  type ItemPlace,
  noInput,
  refuse,
} from "./assembly.ts";
import { claimLabel } from "./labels.ts";

/** A row, and what came out of it. */
export interface RowEnd {
  readonly row: ItemRow;
  /** Where its value is; undefined for a row without one. */
  readonly value: number | undefined;
  readonly isLoss: boolean;
  /** The values that it added: from the first, to before the last. */
  readonly from: number;
  readonly to: number;
}

/** Whether a row is nothing but `image: input(28,28,1)`, beside others. */
export function declaresInput(
  [first, ...others]: ItemRow,
  { length }: { readonly length: number },
): boolean {
  return length > 1 && others.length === 0 && first?.kind === "input" &&
    first.label !== undefined;
}

/** Adds the input that a row declares. */
export function declareInput(
  assembly: Assembly,
  [item]: ItemRow,
  place: ItemPlace,
): void {
  const { builder, onValue } = assembly;
  if (item.kind !== "input" || item.label === undefined) return;
  const { label, shape } = item;
  claimLabel(assembly, label, item, place);
  const value = guarded(
    details(assembly, place, item),
    () => builder.addInput(label, shape),
  );
  place.scope.labels.set(label, { value, item, name: label, ...place });
  onValue(value, item);
}

/** Adds the input that no row declares, if a row takes one. @throws {AssemblyError} if nothing says its size. */
export function addOpenInput(
  { builder }: Assembly,
  rows: readonly ItemRow[],
): void {
  const fixing = rows.find((row) => fixedInput(row) !== undefined);
  const shape = fixing && fixedInput(fixing);
  if (shape === undefined) {
    const taking = rows.find(takesInput);
    if (taking !== undefined) throw noInput(taking);
    return;
  }
  guarded({ item: fixing?.at(0) }, () => builder.addInput("x", shape));
}

/** Refuses a row that takes what comes in, where several inputs do or none is known. */
export function refuseWhichInput(
  assembly: Assembly,
  row: ItemRow,
  place: ItemPlace,
): never {
  const { builder: { inputs, nameOf } } = assembly;
  const [first] = row;
  const names = inputs.map(nameOf);
  if (names.length === 0) throw noInput(row);
  const facts = { layer: itemName(first), inputs: names };
  refuse(assembly, place, first, { problem: "which input", ...facts });
}

/**
 * Requires that every input is used, and what every pipeline ends with; without a
 * loss it is enough that another row uses something of it. Formulas may be there to
 * look at.
 *
 * @throws {AssemblyError} if not.
 */
export function requireUsed(
  assembly: Assembly,
  ends: readonly RowEnd[],
  place: ItemPlace,
): void {
  const { builder } = assembly;
  const last = ends.at(-1);
  requireOneNetwork(assembly, ends.map(({ row }) => row), ends, place);
  const hasLoss = ends.some(({ isLoss }) => isLoss);
  for (const end of hasLoss ? ends : []) {
    const { row, value, isLoss } = end;
    const isFree = value !== undefined && !isLoss &&
      row[0].kind !== "formula" && !builder.isUsed(value);
    if (!isFree) continue;
    const item: Item = row[row.length - 1];
    const name = builder.nameOf(value);
    refuse(assembly, place, item, { problem: "loose end", name });
  }
  for (const input of builder.inputs) {
    if (!assembly.declares || !hasLoss && input === last?.value) continue;
    if (builder.isUsed(input)) continue;
    const name = builder.nameOf(input);
    const item = place.scope.labels.get(name)?.item ?? ends[0].row[0];
    refuse(assembly, place, item, { problem: "unused input", name });
  }
}

/**
 * Requires that without a loss each pipeline but the last gives something that
 * another row names.
 *
 * @param ends of the rows so far, as the others may not fit.
 * @throws {AssemblyError} if not, at the row behind it.
 */
export function requireOneNetwork(
  assembly: Assembly,
  rows: readonly ItemRow[],
  ends: readonly RowEnd[],
  place: ItemPlace,
): void {
  if (rows.some((row) => lossOf(row) !== undefined)) return;
  const users = usersOfNames(rows);
  for (const [i, end] of ends.slice(0, rows.length - 1).entries()) {
    if (end.row[0].kind === "formula") continue;
    const isNamed = namesOf(end, assembly).some((name) =>
      [...users.get(name) ?? []].some((user) => user !== i)
    );
    if (isNamed) continue;
    refuse(assembly, place, rows[i + 1][0], { problem: "two networks" });
  }
}

/** The rows that use each name, and those that use `block1.fc1.weight` of `block1` too. */
function usersOfNames(
  rows: readonly ItemRow[],
): ReadonlyMap<string, ReadonlySet<number>> {
  const users = new Map<string, Set<number>>();
  for (const [i, row] of rows.entries()) {
    for (const name of usedNames(row).flatMap(pathsTo)) {
      const known = users.get(name) ?? new Set();
      users.set(name, known.add(i));
    }
  }
  return users;
}

/** The names of values, steps and blocks that items use. */
function usedNames(items: readonly Item[]): readonly string[] {
  return items.flatMap((item): readonly string[] => {
    switch (item.kind) {
      case "reference":
        return [item.name];
      case "same":
        return [item.of];
      case "merge":
        return item.branches.flatMap(usedNames);
      case "group":
        return usedNames(item.items);
      case "formula":
        return item.function === undefined
          ? [...namesInFormula(item.formula)]
          : [];
      default:
        return [];
    }
  });
}

/** The names of what a row computes, with those of the blocks that it is in. */
function namesOf({ row, from, to, value }: RowEnd, { builder }: Assembly) {
  const names = [...labelsOf(row)];
  // A row of the input alone says what `x` is.
  if (row.length === 1 && row[0].kind === "input" && value !== undefined) {
    names.push(builder.nameOf(value));
  }
  for (let value = from; value < to; value++) {
    // A given value is not the row's own.
    if ((builder.stepOf(value)?.inputs.length ?? 0) === 0) continue;
    names.push(...pathsTo(builder.nameOf(value)));
  }
  return names;
}

/** `block1` and `block1.fc1` for `block1.fc1` */
function pathsTo(name: string): readonly string[] {
  const parts = name.split(".");
  return parts.map((_, i) => parts.slice(0, i + 1).join("."));
}

/** The labels of what items compute. */
function labelsOf(items: readonly Item[]): readonly string[] {
  return items.flatMap((item) => [
    ...item.label === undefined || item.kind === "input" ? [] : [item.label],
    ...item.kind === "group"
      ? labelsOf(item.items)
      : item.kind === "merge"
      ? item.branches.flatMap(labelsOf)
      : [],
  ]);
}

/** The loss that items end with, also within a group or the use of a `let`. */
export function lossOf(items: readonly Item[]): LayerItem | undefined {
  let last = items.at(-1);
  while (last?.kind === "group") last = last.items.at(-1);
  return last?.kind === "layer" && last.layer.loss !== undefined
    ? last
    : undefined;
}

/**
 * Requires that each of several inputs has a name and a row of its own:
 * `a: input(2) -> fc(2)` names what comes in, but declares no input.
 *
 * @throws {AssemblyError} if not.
 */
export function requireOwnRows(
  assembly: Assembly,
  rows: readonly ItemRow[],
  place: ItemPlace,
): void {
  const named = rows.flatMap(([item]) =>
    item?.kind === "input" && item.label !== undefined ? [item] : []
  );
  const nameless = rows.find(([item, ...others]) =>
    item?.kind === "input" && item.label === undefined && others.length === 0
  );
  if (nameless !== undefined && assembly.declares) {
    refuse(assembly, place, nameless[0], { problem: "nameless input" });
  }
  if (new Set(named.map(({ label }) => label)).size < 2) return;
  for (const row of rows) {
    const [item] = row;
    if (item.kind !== "input" || item.label === undefined) continue;
    if (declaresInput(row, rows)) continue;
    const name = item.label;
    refuse(assembly, place, item, { problem: "input in a row", name });
  }
}
