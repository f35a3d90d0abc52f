import { ShapeError, type ShapeFacts } from "../../lib/base/nabla_error.ts";
import { formatShape, type Shape } from "../../lib/base/shape.ts";
import {
  type Diagnostic,
  type Help,
  quoted,
  type Span,
} from "../diagnostics/diagnostic.ts";
import type { Argument } from "../syntax/ast.ts";
import type { Origin } from "./expand.ts";
import {
  type FailedAssembly,
  layerOf,
  mistake,
  originOf,
} from "./failed_assembly.ts";
import { keeperNotes, setterOf, widthHelps } from "./widths.ts";

/** A width that differs, with what set the width that is expected. */
type Width = NonNullable<ShapeFacts["width"]>;

/** Says where a layer does not fit what it is given; any other error is thrown again. */
export function shapeMistake(failed: FailedAssembly): Diagnostic {
  const { error } = failed;
  const { cause, inputs, builder } = error;
  if (!(cause instanceof ShapeError)) throw error;
  const { facts } = cause;
  const shapes = inputs.map((value) => builder?.shapeOf(value) ?? []);
  if (facts.branches === "equal") return disagreement(failed, facts, shapes);
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

/** The branches of a layer end with different shapes; none of them is more right than another. */
function disagreement(
  failed: FailedAssembly,
  { layer, rule, found }: ShapeFacts,
  shapes: readonly Shape[],
): Diagnostic {
  const { inputs, item } = failed.error;
  const origin = originOf(failed);
  const verb = layerOf(item)?.definition?.branches?.verb ?? "join";
  const words = shapes.map((shape) => formatShape(shape));
  const distinct = [...new Set(words)];
  const list = `${distinct.slice(0, -1).join(", ")} and ${distinct.at(-1)}`;
  const rows = new Set(shapes.map((shape) => formatShape(shape.slice(0, -1))));
  const helps: Help[] = distinct.length !== 2 || rows.size > 1
    ? []
    : inputs.flatMap((value, i) => {
      const other = shapes[words.findIndex((word) => word !== words[i])];
      return widthHelps(failed, value, other, "let this branch end with");
    });
  return mistake(
    failed,
    "E111",
    distinct.length > 1
      ? `${quoted(layer)} cannot ${verb} ${list}`
      : `${quoted(layer)} cannot ${verb} its branches: ${found}`,
    origin.name,
    {
      label: rule,
      secondary: words.flatMap((word, i) => {
        const span = origin.branches?.at(i);
        const text = `this branch gives ${word}`;
        return span === undefined ? [] : [{ span, text }];
      }),
      helps: helps.length > 0
        ? helps
        : [{ text: "let all branches end with the same shape" }],
    },
  );
}

/** A branch does not give what it takes. */
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
        } adds what comes in to what the branch gives, so they must be equal`,
      ],
      helps: [
        ...widthHelps(failed, end, shapes[0], "end the branch with"),
        { text: "let the branch end with the shape that comes in" },
      ].slice(0, 1),
    },
  );
}

/** A layer takes no input of this shape. */
function wrongShape(
  failed: FailedAssembly,
  { layer, rule, found }: ShapeFacts,
  shape: Shape,
): Diagnostic {
  const [value] = failed.error.inputs;
  const notes = keeperNotes(failed, value, shape);
  const helps = shapeHelps(failed, shape);
  // Where it is more than the shape, it is a sum that did not come out.
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
      text: `say ${formatShape(shape)}, or leave it out`,
      edit: { span: body, text: `input(${shape.join()})` },
    }];
  }
  return [{
    text: "make one row of all numbers first",
    edit: { span: { start, end: start }, text: "flatten -> " },
  }, { text: "`nabla show` prints the shape of each step" }];
}

/** A layer is told to expect another width than it receives. */
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

/** The help that leaves out an argument which need not be said. */
function dropped({ call }: Origin, argument: Span): Help[] {
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

/** A group that is repeated takes another size than it gives. */
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
        text: `the next copy expects ${expected} here, and receives ${found}`,
      }],
      helps: [
        ...widthHelps(failed, inputs[0], [expected], "give"),
        { text: "give as many as are taken" },
      ].slice(0, 1),
    },
  );
}
