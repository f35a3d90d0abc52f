import { say } from "../../words/say.ts";
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

/** Makes layers in which branches meet; each branch is a part, several in a row, or a number. Options come last. */
export interface MergeType<Options = never> {
  /** Makes the meeting of branches. @throws {NablaError} if they are too few or too many. */
  (
    ...branches: readonly Branch[] | readonly [...Branch[], Options]
  ): MergeItem;
  /** The layer as the language knows it. */
  readonly definition: LayerDefinition;
}

/** The same where without branches it takes what comes in. */
export interface OptionalMergeType<Options> extends MergeType<Options> {
  /** Makes the layer over what comes in. */
  (options?: Options): Layer;
}

/** Makes the kind of item for a layer in which branches meet. */
export function mergeType<
  Type extends MergeType<never> | OptionalMergeType<never> = MergeType,
>(type: LayerType): Type {
  const { definition } = type;
  const { least, most } = definition.branches ?? { least: 1, most: 1 };
  const merge = (...given: readonly unknown[]): MergeItem | Layer => {
    const branches = given.filter(isBranch);
    // What is no branch must be options, and last: the layer says if not.
    const layer = type(...given.slice(branches.length));
    if (branches.length < least || branches.length > most) {
      throw new NablaError("call", {
        action: say("make {name}", { name: definition.name }),
        rule: least === most
          ? say("it takes {least} branches", { least })
          : say("it takes at least {least} branches", { least }),
        found: branches.length,
      });
    }
    return branches.length === 0 ? layer : mergeItem(layer, branches);
  };
  return Object.assign(merge, { definition }) as unknown as Type;
}

/**
 * Makes a kind of layer that may take branches beside what comes in: by place
 * behind its other arguments, or by name among its options.
 */
export function openType(
  type: LayerType,
): ((...args: readonly unknown[]) => Layer | MergeItem) & {
  readonly definition: LayerDefinition;
} {
  const { definition } = type;
  const names = branchNames(definition);
  const places = definition.forms.at(-1)?.length ?? 0;
  const make = (...args: readonly unknown[]) => {
    const placed = args.filter((each, i): each is Branch =>
      i >= places && isBranch(each)
    );
    const own = args.filter((each, i) => i < places || !isBranch(each));
    const named = new Map<string, Branch>();
    const data = own.map((each) => {
      if (typeof each !== "object" || each === null) return each;
      return Object.fromEntries(
        Object.entries(each).map(([name, value]) => {
          if (!names.includes(name) || !isBranch(value)) return [name, value];
          named.set(name, value);
          return [name, true];
        }),
      );
    });
    const layer = type(...data);
    const branches = [
      ...names.flatMap((name) => named.get(name) ?? []),
      ...placed,
    ];
    return branches.length === 0 ? layer : mergeItem(layer, branches);
  };
  return Object.assign(make, { definition });
}

/** Whether blanks follow the commas between a layer's arguments, in its canonical text. */
export function isSpaced(
  { branches }: Pick<LayerDefinition, "branches">,
): boolean {
  return branches !== undefined && branches.isTight !== true;
}

/** The names of those arguments that are branches, in the order of the inputs. */
export function branchNames(
  { arguments: specs }: Pick<LayerDefinition, "arguments">,
): readonly string[] {
  return Object.keys(specs).filter((name) => specs[name].kind === "branch");
}

/** A layer whose inputs are branches. */
function mergeItem(
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
    found: say("they end with {shapes}", { shapes: shapesJoined(shapes) }),
    branches: "equal",
  });
}

/** `2×3 and 3×2` */
export function shapesJoined(shapes: readonly Shape[]): string {
  return shapes.map(formatShape).join(say(" and "));
}
