/**
 * What a network is made of, before it is one: layers in a row, branches that
 * meet, names that stand for a value, groups that are repeated. A text and a
 * TypeScript call say the same things, and both say them in items.
 *
 * @module
 */

import type { Shape } from "../base/shape.ts";
import type { Layer } from "./layer.ts";

/** A layer that takes what the step before it gives. */
export interface LayerItem {
  /** Tells the items apart. */
  readonly kind: "layer";
  /** The layer. */
  readonly layer: Layer;
  /** The name of the step. */
  readonly label?: string;
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
  readonly label?: string;
}

/** The value of a name: of a given value, or of an earlier step by its label. It begins a row. */
export interface ReferenceItem {
  /** Tells the items apart. */
  readonly kind: "reference";
  /** The name. */
  readonly name: string;
  /** Another name for the same value. */
  readonly label?: string;
}

/** Items in a row, several times over, each time with parameters of its own. */
export interface GroupItem {
  /** Tells the items apart. */
  readonly kind: "group";
  /** What is in it. */
  readonly items: readonly Item[];
  /** How many times. */
  readonly repeat: number;
  /** The name of a block: its steps are `name1.fc1`, `name1.relu1` and so on. */
  readonly block?: string;
  /** A name for what comes out, and for the block if it stands once. */
  readonly label?: string;
}

/** A part of a network. */
export type Item = LayerItem | MergeItem | ReferenceItem | GroupItem;

/** A value that is given rather than computed. */
export interface GivenValue {
  /** The name. */
  readonly name: string;
  /** Its shape, without a batch axis: it is the same for every example. */
  readonly shape: Shape;
  /** Its numbers, row-major. */
  readonly data: readonly number[];
}

/** The shape that the first layers fix for what comes in, where they do. */
export function fixedInput(items: readonly Item[]): Shape | undefined {
  const first = items.at(0);
  if (first === undefined) return undefined;
  switch (first.kind) {
    case "layer":
      return first.layer.inputShape;
    case "merge":
      for (const branch of first.branches) {
        const shape = fixedInput(branch);
        if (shape !== undefined) return shape;
      }
      return undefined;
    case "group":
      return fixedInput(first.items);
    case "reference":
      return undefined;
  }
}

/** Whether the items take what comes in, or begin with values of their own. */
export function takesInput(items: readonly Item[]): boolean {
  const first = items.at(0);
  if (first === undefined) return true;
  switch (first.kind) {
    case "layer":
      return true;
    case "merge":
      return first.layer.takesStep === true || first.branches.some(takesInput);
    case "group":
      return takesInput(first.items);
    case "reference":
      return false;
  }
}
