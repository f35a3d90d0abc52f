import { NablaError, ShapeError } from "../base/nabla_error.ts";
import { formatShape, type Shape } from "../base/shape.ts";
import type { LayerType } from "./define_layer.ts";
import type {
  FormulaItem,
  GivenValue,
  Item,
  MergeItem,
  ReferenceItem,
} from "./item.ts";
import type { Layer, LayerDefinition } from "./layer.ts";

/** A part of a pipeline: a layer, or what the functions of this file make. */
export type Part = Layer | Item | Value;

/** A part, several in a row, or a number. */
export type Branch = Part | number | readonly Part[];

/** A value that begins a row and is given with it. */
export interface Value extends ReferenceItem {
  /** What it stands for. */
  readonly given: GivenValue;
}

/** Makes layers in which branches meet; each branch is a part, several in a row, or a number. */
export interface MergeType {
  /** Makes the meeting of branches. @throws {NablaError} if they are too few or too many. */
  (...branches: readonly Branch[]): MergeItem;
  /** The layer as the language knows it. */
  readonly definition: LayerDefinition;
}

/** Makes the kind of item for a layer in which branches meet. */
export function mergeType(type: LayerType): MergeType {
  const { definition } = type;
  const { least, most } = definition.branches ?? { least: 1, most: 1 };
  const merge = (...branches: readonly Branch[]): MergeItem => {
    if (branches.length < least || branches.length > most) {
      throw new NablaError("call", {
        action: `make ${definition.name}`,
        rule: `it takes ${
          least === most ? least : `at least ${least}`
        } branches`,
        found: branches.length,
      });
    }
    return mergeItem(type(), branches);
  };
  return Object.assign(merge, { definition });
}

/** A layer whose inputs are branches. */
export function mergeItem(
  layer: Layer,
  branches: readonly Branch[],
): MergeItem {
  return { kind: "merge", layer, branches: branches.map(toItems) };
}

/** Whether an argument is a branch, and no options. */
export function isBranch(value: unknown): value is Branch {
  return typeof value === "number" || Array.isArray(value) ||
    (typeof value === "object" && value !== null &&
      ("kind" in value || "bind" in value));
}

/** A number in the place of a branch. */
export function numberItem(value: number, text = String(value)): FormulaItem {
  return { kind: "formula", formula: { kind: "number", value, text } };
}

export function toItems(branch: Branch): readonly Item[] {
  if (Array.isArray(branch)) return branch.flatMap(toItems);
  if (typeof branch === "number") return [numberItem(branch)];
  const part = branch as Part;
  return ["kind" in part ? part : { kind: "layer", layer: part }];
}

/** The most branches that one layer takes. */
export const mostBranches = 1000;

/** The error for branches whose shapes do not agree. */
export function branchesDisagree(
  layer: string,
  rule: string,
  shapes: readonly Shape[],
): ShapeError {
  return new ShapeError({
    layer,
    rule,
    found: `they end with ${shapes.map(formatShape).join(" and ")}`,
    branches: "equal",
  });
}
