import type { ShapeFacts } from "../../lib/base/facts.ts";
import { ShapeError } from "../../lib/base/nabla_error.ts";
import { formatShape, type Shape } from "../../lib/base/shape.ts";
import { list } from "../../lib/base/words.ts";
import type { Layer } from "../../lib/layer/layer.ts";
import { say, translated } from "../../words/say.ts";
import {
  type Diagnostic,
  type Edit,
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
  const verb = translated(branches ? branches.verb : "join");
  const words = shapes.map((shape) => formatShape(shape));
  const distinct = [...new Set(words)];
  const rows = new Set(shapes.map((shape) => formatShape(shape.slice(0, -1))));
  const helps: Help[] = must === "factors"
    ? [...factorHelps(failed, shapes)]
    : distinct.length !== 2 || rows.size > 1
    ? []
    : inputs.flatMap((value, i) => {
      const other = shapes[words.findIndex((word) => word !== words[i])];
      return widthHelps(failed, value, other, "end this branch with {width}");
    });
  const last = origin.branches?.at(-1);
  if (item?.kind === "merge") {
    helps.push(
      ...turnHelps(item.layer, shapes, origin.branches ?? [], {
        of: "this branch",
        edit: ({ end }, [name, sizes]) => ({
          span: { start: end, end },
          text: ` -> ${name}${sizes === undefined ? "" : `(${sizes.join()})`}`,
        }),
      }),
    );
    if (last !== undefined && isAxis(item.layer, failed.text, last)) {
      helps.unshift({
        text: say("an axis is given by name"),
        edit: { span: { start: last.start, end: last.start }, text: "axis=" },
      });
    }
  }
  const isAligned = must === "stretched" &&
    shapes.some(({ length }) => length > 1);
  return mistake(
    failed,
    "E111",
    distinct.length > 1 || must === "factors"
      ? say("{layer} cannot {verb} {shapes}", {
        layer: quoted(layer),
        verb,
        shapes: list(words.length > 2 ? distinct : words, "and"),
      })
      : say("{layer} cannot {verb} its branches: {found}", {
        layer: quoted(layer),
        verb,
        found: typeof found === "string" ? found : formatShape(found),
      }),
    origin.name,
    {
      label: must === "stretched"
        ? say("all branches must end with the same shape")
        : rule,
      notes: isAligned
        ? [
          say(
            "aligned from the right, the sizes of an axis must be equal or 1",
          ),
          ...alignedShapes(shapes),
        ]
        : [],
      secondary: words.flatMap((word, i) => {
        const span = origin.branches?.at(i);
        const text = say("this branch gives {shape}", { shape: word });
        return span === undefined ? [] : [{ span, text }];
      }),
      helps: helps.length > 0 ? helps : [{
        text: must !== "factors"
          ? say("end all branches with the same shape")
          : shapes.some(({ length }) => length === 0)
          ? say("`mul` multiplies number by number")
          : say(
            "end the left branch with as many numbers as the right one has rows",
          ),
      }],
    },
  );
}

/** Ways to set the width of one factor of a matrix product. */
function factorHelps(
  failed: FailedAssembly,
  [left, right]: readonly Shape[],
): readonly Help[] {
  const [a, b] = failed.error.inputs;
  const rows = right.at(right.length === 1 ? -1 : -2);
  const ends = left.slice(-1);
  return [
    ...rows === undefined
      ? []
      : widthHelps(failed, a, [rows], "end this branch with {width}"),
    ...right.length === 1
      ? widthHelps(failed, b, ends, "end this branch with {width}")
      : [],
  ];
}

/** Whether a branch is a whole number, and the layer has an axis to give. */
function isAxis({ definition }: Layer, text: string, { start, end }: Span) {
  return definition?.arguments.axis !== undefined &&
    /^-?\d$/.test(text.slice(start, end));
}

/** How a value is turned: the function or step, with its sizes. */
type Turn = readonly [name: string, sizes?: Shape];

/** Ways to turn the axes of one value so that a layer takes all, or to give it more axes. */
export function turnHelps(
  layer: Layer,
  shapes: readonly Shape[],
  places: readonly Span[],
  { of, edit }: {
    /** What such a value is called. */
    readonly of: "this branch" | "this value";
    readonly edit: (place: Span, turn: Turn) => Edit;
  },
): readonly Help[] {
  const most = Math.max(...shapes.map(({ length }) => length));
  const takes = (shapes: readonly Shape[]) => {
    try {
      return layer.outputShape(...shapes).length >= 0;
    } catch (error) {
      if (error instanceof ShapeError) return false;
      throw error;
    }
  };
  const helps = (
    text: "give more axes to" | "turn the axes of",
    turns: (shape: Shape) => readonly Shape[],
    turn: (shape: Shape) => Turn,
  ) =>
    places.flatMap((place, i): readonly Help[] => {
      const turned = turns(shapes[i]).find((each) =>
        takes(shapes.with(i, each))
      );
      return turned === undefined ? [] : [{
        text: say(`${text} ${of}, {shape}`, { shape: formatShape(turned) }),
        edit: edit(place, turn(turned)),
      }];
    });
  const longer = helps(
    "give more axes to",
    (shape) => withAxes(shape, most),
    (shape) => ["reshape", shape],
  );
  return longer.length > 0 ? longer : helps(
    "turn the axes of",
    (shape) => shape.length > 1 ? [withTurned(shape)] : [],
    () => ["transpose"],
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
