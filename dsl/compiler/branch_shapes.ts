import { ShapeError, type ShapeFacts } from "../../lib/base/nabla_error.ts";
import { formatShape, type Shape } from "../../lib/base/shape.ts";
import { list } from "../../lib/base/words.ts";
import {
  type Diagnostic,
  type Help,
  quoted,
  type Span,
} from "../diagnostics/diagnostic.ts";
import {
  type FailedAssembly,
  mistake,
  originOf,
  widthHelps,
} from "./failed_assembly.ts";

/** Branches whose shapes do not go together. */
export function disagreement(
  failed: FailedAssembly,
  { layer, rule, found }: ShapeFacts,
  must: NonNullable<ShapeFacts["branches"]>,
  shapes: readonly Shape[],
): Diagnostic {
  const { inputs, item } = failed.error;
  const origin = originOf(failed);
  const branches = item && "layer" in item && item.layer.definition?.branches;
  const verb = branches ? branches.verb : "join";
  const words = shapes.map((shape) => formatShape(shape));
  const distinct = [...new Set(words)];
  const rows = new Set(shapes.map((shape) => formatShape(shape.slice(0, -1))));
  const helps: Help[] = must === "factors" || distinct.length !== 2 ||
      rows.size > 1
    ? []
    : inputs.flatMap((value, i) => {
      const other = shapes[words.findIndex((word) => word !== words[i])];
      return widthHelps(failed, value, other, "end this branch with");
    });
  if (item?.kind === "merge") {
    const takes = (shapes: readonly Shape[]) => {
      try {
        return item.layer.outputShape(...shapes).length >= 0;
      } catch (error) {
        if (error instanceof ShapeError) return false;
        throw error;
      }
    };
    helps.push(...turned(shapes, origin.branches ?? [], takes));
  }
  const isAligned = must === "stretched" &&
    shapes.some(({ length }) => length > 1);
  return mistake(
    failed,
    "E111",
    distinct.length > 1 || must === "factors"
      ? `${quoted(layer)} cannot ${verb} ${
        list(words.length > 2 ? distinct : words, "and")
      }`
      : `${quoted(layer)} cannot ${verb} its branches: ${found}`,
    origin.name,
    {
      label: must === "stretched"
        ? "all branches must end with the same shape"
        : rule,
      notes: isAligned
        ? [
          "aligned from the right, the sizes of an axis must be equal or 1",
          ...alignedShapes(shapes),
        ]
        : [],
      secondary: words.flatMap((word, i) => {
        const span = origin.branches?.at(i);
        const text = `this branch gives ${word}`;
        return span === undefined ? [] : [{ span, text }];
      }),
      helps: helps.length > 0 ? helps : [{
        text: must !== "factors"
          ? "end all branches with the same shape"
          : shapes.some(({ length }) => length === 0)
          ? "`mul` multiplies number by number"
          : "end the left branch with as many numbers as the right one has rows",
      }],
    },
  );
}

/** Ways to end one branch so that the layer takes them: with more axes, or with turned ones. */
function turned(
  shapes: readonly Shape[],
  branches: readonly Span[],
  takes: (shapes: readonly Shape[]) => boolean,
): readonly Help[] {
  const most = Math.max(...shapes.map(({ length }) => length));
  const helps = (
    text: string,
    turns: (shape: Shape) => readonly Shape[],
    step: (shape: Shape) => string,
  ) =>
    branches.flatMap(({ end }, i): readonly Help[] => {
      const turned = turns(shapes[i]).find((each) =>
        takes(shapes.with(i, each))
      );
      if (turned === undefined) return [];
      const edit = { span: { start: end, end }, text: ` -> ${step(turned)}` };
      return [{ text: `${text}, ${formatShape(turned)}`, edit }];
    });
  const longer = helps(
    "give this branch more axes",
    (shape) => withAxes(shape, most),
    (shape) => `reshape(${shape.join()})`,
  );
  return longer.length > 0 ? longer : helps(
    "turn the axes of this branch",
    (shape) => shape.length > 1 ? [withTurned(shape)] : [],
    () => "transpose",
  );
}

/** The shape with axes of 1 behind its own, as many as there may be. */
function withAxes(shape: Shape, most: number): readonly Shape[] {
  const count = shape.length === 0 ? 0 : Math.max(most - shape.length, 0);
  return Array.from(
    { length: count },
    (_, i) => [...shape, ...Array<number>(i + 1).fill(1)],
  );
}

/** The shape with its last two axes turned. */
function withTurned(shape: Shape): Shape {
  const [rows, columns] = shape.slice(-2);
  return [...shape.slice(0, -2), columns, rows];
}

/** Shapes below each other, axis below axis, the last at the right. */
export function alignedShapes(shapes: readonly Shape[]): readonly string[] {
  const rank = Math.max(...shapes.map(({ length }) => length));
  const widths = Array.from(
    { length: rank },
    (_, i) =>
      Math.max(...shapes.map((shape) => `${shape.at(i - rank) ?? ""}`.length)),
  );
  const row = (shape: Shape) =>
    widths.map((width, i) => {
      const missing = rank - shape.length;
      const before = i === 0 ? "" : i > missing ? "×" : " ";
      const size = i < missing ? "" : shape[i - missing];
      return before + `${size}`.padStart(width);
    }).join("");
  return shapes.map((shape) =>
    shape.length === 0 ? formatShape(shape) : row(shape)
  );
}
