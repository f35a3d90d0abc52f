/**
 * How the rows of a network hang together: what declares an input, and what is
 * left that nothing uses.
 *
 * @module
 */

import {
  fixedInput,
  type Item,
  itemName,
  type ItemRow,
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
  const hasLoss = ends.some(({ isLoss }) => isLoss);
  const last = hasLoss ? undefined : ends.at(-1);
  const isFree = (end: RowEnd) =>
    end.value !== undefined && !end.isLoss && end.value !== last?.value &&
    end.row[0].kind !== "formula" && !builder.isUsed(end.value) &&
    (hasLoss || !isJoined(end));
  for (const [i, end] of ends.entries()) {
    if (!isFree(end)) continue;
    if (!hasLoss) {
      refuse(assembly, place, ends[i + 1].row[0], { problem: "two networks" });
    }
    const item: Item = end.row[end.row.length - 1];
    const name = builder.nameOf(end.value ?? -1);
    refuse(assembly, place, item, { problem: "loose end", name });
  }

  /** Whether a step of another row uses what a step of this one gives, or its parameters. */
  function isJoined({ from, to }: RowEnd): boolean {
    const isOwn = (value: number) =>
      value >= from && value < to &&
      (builder.stepOf(value)?.inputs.length ?? 0) > 0;
    for (let value = to; value < builder.count; value++) {
      const { inputs = [], shares = "" } = builder.stepOf(value) ?? {};
      const owner = builder.stepNamed(shares)?.output ?? -1;
      if (inputs.some(isOwn) || isOwn(owner)) return true;
    }
    return false;
  }

  for (const input of builder.inputs) {
    if (!assembly.declares || input === last?.value) continue;
    if (builder.isUsed(input)) continue;
    const name = builder.nameOf(input);
    const item = place.scope.labels.get(name)?.item ?? ends[0].row[0];
    refuse(assembly, place, item, { problem: "unused input", name });
  }
}
