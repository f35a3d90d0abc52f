import type { ShapeFacts } from "../../lib/base/facts.ts";
import { ShapeError } from "../../lib/base/nabla_error.ts";
import {
  elementCount,
  equalShapes,
  formatShape,
  type Shape,
} from "../../lib/base/shape.ts";
import { say } from "../../words/say.ts";
import {
  type Diagnostic,
  type Help,
  quoted,
  type Span,
} from "../diagnostics/diagnostic.ts";
import type { Argument } from "../syntax/ast.ts";
import type { ItemOrigin } from "./expansion/expansion.ts";
import { argumentHelps, argumentPlace } from "./calls/argument_helps.ts";
import { noStretch, wrongOperands } from "./formula_places.ts";
import {
  type FailedAssembly,
  keeperNotes,
  mistake,
  originOf,
  setterOf,
  widthHelps,
} from "./failed_assembly.ts";
import { disagreement } from "./branch_shapes.ts";

/** A width that differs from the expected one. */
type Width = NonNullable<ShapeFacts["width"]>;

/** Where a layer does not fit its input; throws any other error again. */
export function shapeMistake(failed: FailedAssembly): Diagnostic {
  const { error } = failed;
  const { cause, inputs, builder } = error;
  if (!(cause instanceof ShapeError)) throw error;
  const { facts } = cause;
  const shapes = inputs.map((value) => builder?.shapeOf(value) ?? []);
  if (error.formula !== undefined) {
    return facts.branches === "stretched"
      ? noStretch(failed, facts, shapes)
      : wrongOperands(failed, facts, shapes);
  }
  if (facts.branches === "kept") return changedShape(failed, facts, shapes);
  if (facts.branches !== undefined) {
    return disagreement(failed, facts, facts.branches, shapes);
  }
  if (facts.branch !== undefined) {
    return wrongBranch(failed, facts, facts.branch, shapes);
  }
  const { call } = originOf(failed);
  const argument = call?.argumentSpans.get(facts.width?.argument ?? "");
  if (facts.width === undefined || argument === undefined) {
    return wrongShape(failed, facts, shapes[0]);
  }
  return error.repeat === undefined
    ? wrongWidth(failed, facts.layer, facts.width, argument, shapes[0])
    : noChain(failed, facts.width, argument);
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
    say("the branch of {layer} changes the shape from {from} to {to}", {
      layer: quoted(layer),
      from: comes,
      to: gives,
    }),
    branches?.at(0) ?? span,
    {
      label: say("this branch gives {shape}", { shape: gives }),
      secondary: setterOf(
        failed,
        value,
        say("{shape} comes in", { shape: comes }),
      ),
      notes: [
        say(
          "{layer} adds its input to the output of the branch, so their shapes must be equal",
          { layer: quoted(layer) },
        ),
      ],
      helps: [
        ...widthHelps(failed, end, shapes[0], "end the branch with {width}"),
        { text: say("end the branch with the shape of its input") },
      ].slice(0, 1),
    },
  );
}

/** One of the branches beside what comes in does not fit. */
function wrongBranch(
  failed: FailedAssembly,
  { layer, rule }: ShapeFacts,
  { input, fitting, meant }: NonNullable<ShapeFacts["branch"]>,
  shapes: readonly Shape[],
): Diagnostic {
  const shape = shapes[input];
  const { branches, span } = originOf(failed);
  // What comes in may be a branch of its own, or none.
  const place = branches?.at(input - shapes.length) ?? span;
  const comes = formatShape(shapes[0]);
  const isOrder = elementCount(shape) === elementCount(fitting);
  const isWidth = shape.length === fitting.length &&
    equalShapes(shape.slice(0, -1), fitting.slice(0, -1));
  const step = isOrder
    ? `reshape(${fitting.join()})`
    : isWidth
    ? `fc(${fitting.at(-1)})`
    : undefined;
  return mistake(
    failed,
    "E113",
    say("{layer} cannot take {shape} here", {
      layer: quoted(layer),
      shape: formatShape(shape),
    }),
    place,
    {
      label: rule,
      secondary: setterOf(
        failed,
        failed.error.inputs[0],
        say("{shape} comes in", { shape: comes }),
      ),
      helps: [
        ...meant === undefined ? [] : [{
          text: say("say that it is the {argument}", { argument: meant }),
          edit: {
            span: { start: place.start, end: place.start },
            text: `${meant}=`,
          },
        }],
        ...step === undefined ? [] : [{
          text: say("end the branch with"),
          edit: {
            span: { start: place.end, end: place.end },
            text: ` -> ${step}`,
          },
        }],
        { text: say("give it {shape}", { shape: formatShape(fitting) }) },
      ],
    },
  );
}

/** A layer cannot take an input of this shape. */
function wrongShape(
  failed: FailedAssembly,
  facts: ShapeFacts,
  shape: Shape,
): Diagnostic {
  const { layer, rule, found, wayOut, first } = facts;
  const [value] = failed.error.inputs;
  const origin = originOf(failed);
  const place = argumentPlace(origin, facts);
  const notes = keeperNotes(failed, value, shape);
  const helps = place
    ? argumentHelps(origin, facts, place)
    : first !== undefined
    ? [stepBefore(origin, first, wayOut)]
    : wayOut === undefined
    ? shapeHelps(failed, shape)
    : [{ text: wayOut }];
  // A text is more than a shape: a sum that does not come out even.
  const isSum = typeof found === "string";
  return mistake(
    failed,
    "E113",
    say("{layer} cannot take {shape}", {
      layer: quoted(layer),
      shape: formatShape(shape),
    }),
    place ?? origin.span,
    {
      label: rule,
      secondary: setterOf(
        failed,
        value,
        say("gives {shape}", { shape: formatShape(shape) }),
      ),
      notes: isSum ? [...notes, found] : notes,
      helps: isSum ? helps.slice(-1) : helps,
    },
  );
}

/** A step that makes what comes in fit. */
function stepBefore(
  { span: { start } }: ItemOrigin,
  step: string,
  words = say("put {step} before it", { step: quoted(step) }),
): Help {
  const edit = { span: { start, end: start }, text: `${step} -> ` };
  return { text: words, edit };
}

/** Ways to give a layer a shape that it takes. */
function shapeHelps(failed: FailedAssembly, shape: Shape): Help[] {
  const { body, span: { start } } = originOf(failed);
  if (failed.error.item?.kind === "input") {
    return [{
      text: say("write {shape}, or leave it out", {
        shape: formatShape(shape),
      }),
      edit: { span: body, text: `input(${shape.join()})` },
    }];
  }
  return [{
    text: say("put all numbers into one row first"),
    edit: { span: { start, end: start }, text: "flatten -> " },
  }, { text: say("`nabla show` prints the shape of each step") }];
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
  const facts = { layer: quoted(layer), expected, found };
  return mistake(
    failed,
    "E110",
    expected === 1
      ? say(
        "{layer} is told to expect {expected} input but receives {found}",
        facts,
      )
      : say(
        "{layer} is told to expect {expected} inputs but receives {found}",
        facts,
      ),
    argument,
    {
      label: say("expects {expected} here", { expected }),
      secondary: setterOf(
        failed,
        value,
        say("gives {shape}", { shape: formatShape(shape) }),
      ),
      notes: keeperNotes(failed, value, shape),
      helps: [...dropped(originOf(failed), argument), {
        text: say("expect {found}", { found }),
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
    text: say("drop the input size, it is known"),
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
    say("what is repeated takes {expected} but gives {found}", {
      expected,
      found,
    }),
    origin?.repeat ?? argument,
    {
      label: say("each copy feeds the next"),
      secondary: [{
        span: argument,
        text: say(
          "the next copy expects {expected} here but receives {found}",
          {
            expected,
            found,
          },
        ),
      }],
      helps: [
        ...widthHelps(failed, inputs[0], [expected], "give {width}"),
        { text: say("give as many numbers as are taken") },
      ].slice(0, 1),
    },
  );
}
