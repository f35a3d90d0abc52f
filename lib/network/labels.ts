import type { InputItem, Item, ReferenceItem } from "../layer/item.ts";
import { type Assembly, type ItemPlace, refuse } from "./assembly.ts";
import type { Scope } from "./scope.ts";

/** Gives a value the label of an item, if it has one. */
export function giveLabel(
  assembly: Assembly,
  item: ReferenceItem | InputItem,
  value: number,
  place: ItemPlace,
) {
  if (item.label === undefined) return;
  claimLabel(assembly, item.label, item, place);
  setLabel(assembly, item.label, item, value, place.scope);
}

/** Makes a label that was claimed the name of a value. */
export function setLabel(
  { builder }: Assembly,
  label: string,
  item: Item,
  value: number,
  scope: Scope,
) {
  const name = scope.prefix + label;
  scope.labels.set(label, { value, item, name, scope });
  builder.alias(name, value);
}

/** @throws {AssemblyError} if a label is taken. */
export function claimLabel(
  assembly: Assembly,
  label: string,
  item: Item,
  place: ItemPlace,
) {
  const { scope } = place;
  if (scope.labels.has(label) || assembly.builder.has(scope.prefix + label)) {
    refuse(assembly, place, item, { problem: "label twice", label });
  }
}
