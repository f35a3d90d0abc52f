import { say } from "../../../words/say.ts";
import { ShapeError } from "../../base/nabla_error.ts";
import { equalShapes, formatShape, type Shape } from "../../base/shape.ts";
import { list } from "../../base/words.ts";
import { requireLengths } from "../sequences/padding.ts";
import type { RecurrentCell } from "./recurrent_cell.ts";
import type { Start } from "./recurrent_ends.ts";
import type { LevelPlace } from "./recurrent_levels.ts";

/** What a recurrent layer is told of its branches. */
export interface RecurrentPlace {
  readonly width: number;
  readonly stateWidth: number;
  readonly layers: number;
  /** How many directions it has. */
  readonly ways: number;
  /** Which branches are given by name. */
  readonly given: Readonly<
    Partial<Record<"state" | "cell" | "lengths", boolean | undefined>>
  >;
}

/**
 * Which input is which: those given by name come first, then by place a state and
 * a cell that have no name.
 *
 * @throws {ShapeError} if one does not fit.
 */
export function recurrentInputs(
  { name, hasCell = false }: Pick<RecurrentCell, "name" | "hasCell">,
  { width, stateWidth, layers, ways, given }: RecurrentPlace,
  [, ...shapes]: readonly Shape[],
): Pick<LevelPlace, "starts" | "lengths"> {
  const named = (["state", "cell", "lengths"] as const)
    .filter((each) => given[each]);
  const open = (hasCell ? ["state", "cell"] as const : ["state"] as const)
    .filter((each) => !given[each]);
  const roles = [...named, ...open].slice(0, shapes.length);
  const allOf = (role: "state" | "cell", kinds: number) =>
    statesOf(layers, ways, role === "state" ? stateWidth : width, kinds);
  const fits = (shape: Shape, role: "state" | "cell", kinds: number) =>
    allOf(role, kinds).some((each) => equalShapes(each, shape));
  const starts: Start[] = [];
  for (const [i, role] of roles.entries()) {
    const shape = shapes[i];
    const input = i + 1;
    if (role === "lengths") {
      requireLengths(name, input, shape);
      continue;
    }
    const mayBePair = role === "state" && hasCell && stateWidth === width &&
      !roles.includes("cell");
    if (mayBePair && fits(shape, role, 2)) {
      starts.push({ input, kinds: [0, 1] });
    } else if (fits(shape, role, 1)) {
      starts.push({ input, kinds: [role === "state" ? 0 : 1] });
    } else {
      const each = allOf(role, 1);
      const shapesOf = (kinds: number) =>
        list(allOf(role, kinds).map(formatShape), "or");
      throw new ShapeError({
        layer: name,
        rule: mayBePair
          ? say("its first {role} must be {shapes}, or with the cell {both}", {
            role,
            shapes: shapesOf(1),
            both: shapesOf(2),
          })
          : say("its first {role} must be {shapes}", {
            role,
            shapes: shapesOf(1),
          }),
        found: shape,
        branch: {
          input,
          fitting: each.find(({ length }) => length === shape.length) ??
            each[0],
        },
      });
    }
  }
  const at = roles.indexOf("lengths");
  return { starts, lengths: at < 0 ? undefined : at + 1 };
}

/** The shapes that first states may have: a row for each level, or for each level and direction; a single row may be flat. */
function statesOf(
  layers: number,
  ways: number,
  width: number,
  kinds: number,
): readonly Shape[] {
  const rows = kinds * layers;
  const all = [
    ...rows === 1 ? [[ways * width]] : [],
    [rows, ways * width],
    ...ways === 1 ? [] : [[rows * ways, width]],
  ];
  return all;
}
