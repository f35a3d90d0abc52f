import { ShapeError, type ShapeFacts } from "../../lib/base/nabla_error.ts";
import { formatShape, type Shape } from "../../lib/base/shape.ts";
import { list } from "../../lib/base/words.ts";
import {
  type Diagnostic,
  type Help,
  quoted,
  type Span,
} from "../diagnostics/diagnostic.ts";
import type { Argument } from "../syntax/ast.ts";
import type { ItemOrigin } from "./expand.ts";
import {
  type FailedAssembly,
  keeperNotes,
  mistake,
  originOf,
  setterOf,
  widthHelps,
} from "./failed_assembly.ts";
import { alignedShapes, stretchHelps } from "./stretch_mistakes.ts";

/** A width that differs from the expected one. */
type Width = NonNullable<ShapeFacts["width"]>;

/** Where a layer does not fit its input; throws any other error again. */
export function shapeMistake(failed: FailedAssembly): Diagnostic {
  const { error } = failed;
  const { cause, inputs, builder } = error;
  if (!(cause instanceof ShapeError)) throw error;
  const { facts } = cause;
  const shapes = inputs.map((value) => builder?.shapeOf(value) ?? []);
  if (facts.branches === "equal" || facts.branches === "stretched") {
    return disagreement(failed, facts, shapes);
  }
  if (facts.branches === "kept") return changedShape(failed, facts, shapes);
  const { call } = originOf(failed);
  const argument = call?.argumentSpans.get(facts.width?.argument ?? "");
  if (facts.width === undefined || argument === undefined) {
    return wrongShape(failed, facts, shapes[0]);
  }
  return error.repeat === undefined
    ? wrongWidth(failed, facts.layer, facts.width, argument, shapes[0])
    : noChain(failed, facts.width, argument);
}

/** The branches of a layer end with different shapes. */
function disagreement(
  failed: FailedAssembly,
  { layer, rule, found, branches: must }: ShapeFacts,
  shapes: readonly Shape[],
): Diagnostic {
  const { inputs, item } = failed.error;
  const isStretched = must === "stretched";
  const origin = originOf(failed);
  const branches = item && "layer" in item && item.layer.definition?.branches;
  const verb = branches ? branches.verb : "join";
  const words = shapes.map((shape) => formatShape(shape));
  const distinct = [...new Set(words)];
  const rows = new Set(shapes.map((shape) => formatShape(shape.slice(0, -1))));
  const isTwo = distinct.length === 2;
  const otherOf = (i: number) =>
    shapes[words.findIndex((word) => word !== words[i])];
  const helps: Help[] = isTwo && rows.size === 1
    ? inputs.flatMap((value, i) =>
      widthHelps(failed, value, otherOf(i), "end this branch with")
    )
    : [];
  if (isTwo && isStretched) {
    helps.push(...stretchHelps(shapes, otherOf, origin.branches ?? []));
  }
  return mistake(
    failed,
    "E111",
    distinct.length > 1
      ? `${quoted(layer)} cannot ${verb} ${list(distinct, "and")}`
      : `${quoted(layer)} cannot ${verb} its branches: ${found}`,
    origin.name,
    {
      label: isStretched ? "all branches must end with the same shape" : rule,
      notes: isStretched && shapes.some(({ length }) => length > 1)
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
      helps: helps.length > 0
        ? helps
        : [{ text: "end all branches with the same shape" }],
    },
  );
}

/** A branch changes the shape, but must not. */
function changedShape(
  failed: FailedAssembly,
  { layer }: ShapeFacts,
  shapes: readonly Shape[],
): Diagnostic {
  const { branches, span } = originOf(failed);
  const [comes, gives] = shapes.map(formatShape);
  const [value, end] = failed.error.inputs;
  return mistake(
    failed,
    "E126",
    `the branch of ${
      quoted(layer)
    } changes the shape from ${comes} to ${gives}`,
    branches?.at(0) ?? span,
    {
      label: `this branch gives ${gives}`,
      secondary: setterOf(failed, value, `${comes} comes in`),
      notes: [
        `${
          quoted(layer)
        } adds its input to the output of the branch, so their shapes must be equal`,
      ],
      helps: [
        ...widthHelps(failed, end, shapes[0], "end the branch with"),
        { text: "end the branch with the shape of its input" },
      ].slice(0, 1),
    },
  );
}

/** A layer cannot take an input of this shape. */
function wrongShape(
  failed: FailedAssembly,
  { layer, rule, found }: ShapeFacts,
  shape: Shape,
): Diagnostic {
  const [value] = failed.error.inputs;
  const notes = keeperNotes(failed, value, shape);
  const helps = shapeHelps(failed, shape);
  // A text is more than a shape: a sum that does not come out even.
  const isSum = typeof found === "string";
  return mistake(
    failed,
    "E113",
    `${quoted(layer)} cannot take ${formatShape(shape)}`,
    originOf(failed).span,
    {
      label: rule,
      secondary: setterOf(failed, value, `gives ${formatShape(shape)}`),
      notes: isSum ? [...notes, found] : notes,
      helps: isSum ? helps.slice(-1) : helps,
    },
  );
}

/** Ways to give a layer a shape that it takes. */
function shapeHelps(failed: FailedAssembly, shape: Shape): Help[] {
  const { body, span: { start } } = originOf(failed);
  if (failed.error.item?.kind === "input") {
    return [{
      text: `write ${formatShape(shape)}, or leave it out`,
      edit: { span: body, text: `input(${shape.join()})` },
    }];
  }
  return [{
    text: "put all numbers into one row first",
    edit: { span: { start, end: start }, text: "flatten -> " },
  }, { text: "`nabla show` prints the shape of each step" }];
}

/** The written input width of a layer differs from its input. */
function wrongWidth(
  failed: FailedAssembly,
  layer: string,
  { expected, found }: Width,
  argument: Span,
  shape: Shape,
): Diagnostic {
  const [value] = failed.error.inputs;
  return mistake(
    failed,
    "E110",
    `${quoted(layer)} is told to expect ${expected} ${
      expected === 1 ? "input" : "inputs"
    } but receives ${found}`,
    argument,
    {
      label: `expects ${expected} here`,
      secondary: setterOf(failed, value, `gives ${formatShape(shape)}`),
      notes: keeperNotes(failed, value, shape),
      helps: [...dropped(originOf(failed), argument), {
        text: `expect ${found}`,
        edit: { span: argument, text: String(found) },
      }],
    },
  );
}

/** The help to leave out an optional argument. */
function dropped({ call }: ItemOrigin, argument: Span): Help[] {
  const all: readonly Argument[] = call?.call.arguments ?? [];
  const place = all.findIndex(({ value }) => value.span === argument);
  if (place < 0 || place + 1 >= all.length) return [];
  return [{
    text: "drop the input size, it is known",
    edit: {
      span: { start: all[place].span.start, end: all[place + 1].span.start },
      text: "",
    },
  }];
}

/** A repeated group gives a width that it does not take. */
function noChain(
  failed: FailedAssembly,
  { expected, found }: Width,
  argument: Span,
): Diagnostic {
  const { error: { repeat, inputs }, origins } = failed;
  const origin = repeat && origins.get(repeat);
  return mistake(
    failed,
    "E125",
    `what is repeated takes ${expected} but gives ${found}`,
    origin?.repeat ?? argument,
    {
      label: "each copy feeds the next",
      secondary: [{
        span: argument,
        text: `the next copy expects ${expected} here but receives ${found}`,
      }],
      helps: [
        ...widthHelps(failed, inputs[0], [expected], "give"),
        { text: "give as many numbers as are taken" },
      ].slice(0, 1),
    },
  );
}
