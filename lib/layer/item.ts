/**
 * What a network is made of: layers in a row, branches that meet, names of values,
 * groups that are repeated. Texts and TypeScript calls both become items.
 *
 * @module
 */

import { say } from "../../words/say.ts";
import type { Shape } from "../base/shape.ts";
import type { Formula, OwnFunction } from "./formula.ts";
import type { Layer } from "./layer.ts";

/** A layer that takes what the step before it gives. */
export interface LayerItem {
  /** Tells the items apart. */
  readonly kind: "layer";
  /** The layer. */
  readonly layer: Layer;
  /** The name of the step. */
  readonly label?: string | undefined;
}

/** A layer that takes what several branches give; each branch begins with what the step before it gives. */
export interface MergeItem {
  /** Tells the items apart. */
  readonly kind: "merge";
  /** The layer that takes the ends of the branches, in order. */
  readonly layer: Layer;
  /** The branches. */
  readonly branches: readonly (readonly Item[])[];
  /** The name of the step. */
  readonly label?: string | undefined;
}

/** The value of a name: a given value, or an earlier step by its label. It begins a row. */
export interface ReferenceItem {
  /** Tells the items apart. */
  readonly kind: "reference";
  /** The name. */
  readonly name: string;
  /** Another name for the same value. */
  readonly label?: string | undefined;
}

/** Items in a row, several times, each time with parameters of its own. */
export interface GroupItem {
  /** Tells the items apart. */
  readonly kind: "group";
  /** What is in it. */
  readonly items: readonly Item[];
  /** How many times. */
  readonly repeat: number;
  /** The name of a block: its steps are `name1.fc1`, `name1.relu1` and so on. */
  readonly block?: string | undefined;
  /** A name for what comes out, and for the block if it is not repeated. */
  readonly label?: string | undefined;
}

/** The shape of what comes in, which passes through: it adds no step to a network. */
export interface InputItem {
  /** Tells the items apart. */
  readonly kind: "input";
  /** The shape, without the batch axis. */
  readonly shape: Shape;
  /** Another name for what comes in. */
  readonly label?: string | undefined;
}

/** An earlier step or block again, with the same parameters. */
export interface SameItem {
  /** Tells the items apart. */
  readonly kind: "same";
  /** The label of the earlier step or block. */
  readonly of: string;
  /** The name of the step or block. */
  readonly label?: string | undefined;
}

/** A formula: its gates become steps. It begins a row, unless it is a function of what comes in. */
export interface FormulaItem {
  /** Tells the items apart. */
  readonly kind: "formula";
  /** The formula; of a function, its body. */
  readonly formula: Formula;
  /** Present for a function as a step: its one parameter is what comes in. */
  readonly function?: OwnFunction | undefined;
  /** The name of its value: `b1` in `b1 = w*x + b`. */
  readonly label?: string | undefined;
}

/** A part of a network. */
export type Item =
  | LayerItem
  | MergeItem
  | ReferenceItem
  | GroupItem
  | InputItem
  | SameItem
  | FormulaItem;

/** Items one after the other, as a pipeline has them; a formula is a row of its own. */
export type ItemRow = readonly Item[];

/** A value that is given rather than computed. */
export interface GivenValue {
  /** The name. */
  readonly name: string;
  /** Its shape, without a batch axis: it is the same for every example. */
  readonly shape: Shape;
  /** Its numbers, row-major. */
  readonly data: readonly number[];
}

/** What a row calls the network's input. */
export const nameOfInput = "x";

/** The shape that the first layers fix for what comes in, if they do. */
export function fixedInput(items: readonly Item[]): Shape | undefined {
  const first = items.at(0);
  switch (first?.kind) {
    case "layer":
      return first.layer.inputShape;
    case "input":
      return first.shape;
    case "merge":
      return first.branches.map(fixedInput).find((shape) => shape);
    case "group":
      return fixedInput(first.items);
    case "reference":
      return first.name === nameOfInput
        ? fixedInput(items.slice(1))
        : undefined;
  }
}

/** Whether the items take what comes in, or begin with values of their own. */
export function takesInput(items: readonly Item[]): boolean {
  const first = items.at(0);
  switch (first?.kind) {
    case "merge":
      return takesStep(first.layer) || first.branches.some(takesInput);
    case "group":
      return takesInput(first.items);
    case "reference":
      return false;
    case "formula":
      return first.function !== undefined;
    default:
      return true;
  }
}

/** The item that receives what comes in first. */
export function firstTaker(
  items: readonly Item[],
): Exclude<Item, GroupItem | ReferenceItem> | undefined {
  const first = items.at(0);
  switch (first?.kind) {
    case "merge":
      return first.branches.filter(takesInput).map(firstTaker)
        .find((taker) => taker) ?? first;
    case "group":
      return firstTaker(first.items);
    case "reference":
      return undefined;
    default:
      return first;
  }
}

/** Whether the first input of a layer with branches is what comes in, and only the others are branches. */
export function takesStep({ definition }: Layer): boolean {
  return definition?.branches?.takesStep === true;
}

/** What an item is called in messages. */
export function itemName(item: Item): string {
  switch (item.kind) {
    case "layer":
    case "merge":
      return item.layer.name;
    case "group":
    case "reference":
      return say("another step");
    case "formula":
      return item.function?.name ??
        (item.formula.kind === "number" ? "number" : item.kind);
    default:
      return item.kind;
  }
}
