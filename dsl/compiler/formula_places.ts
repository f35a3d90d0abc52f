import type { ShapeFacts } from "../../lib/base/facts.ts";
import { formatShape, type Shape } from "../../lib/base/shape.ts";
import { closest } from "../../lib/base/suggest.ts";
import { list } from "../../lib/base/words.ts";
import { nameOfInput } from "../../lib/layer/item.ts";
import { parameterPath } from "../../lib/layer/layer.ts";
import { say } from "../../words/say.ts";
import {
  type Diagnostic,
  type Help,
  quoted,
} from "../diagnostics/diagnostic.ts";
import { type FailedAssembly, mistake, originOf } from "./failed_assembly.ts";
import { withoutGroup } from "./calls/names.ts";
import { describeShape } from "./written_arrays.ts";
import type { Of } from "./row_mistakes.ts";
import { argumentHelps, argumentPlace } from "./calls/argument_helps.ts";
import { alignedShapes, turnHelps } from "./branch_shapes.ts";

/** A formula names a path that no step before it has. */
export function unknownInFormula(
  failed: FailedAssembly,
  { name }: Of<"unknown name">,
): Diagnostic {
  const { span } = originOf(failed);
  const { builder } = failed.error;
  const known = [...failed.itemOf.keys()].flatMap((value) => {
    const step = builder?.stepOf(value);
    return step === undefined ? [builder?.nameOf(value) ?? nameOfInput] : [
      step.name,
      ...step.parameters.map((each) => parameterPath(step.name, each.name)),
    ];
  });
  const near = withoutGroup(name, known) ?? closest(name, known);
  const inner = `${failed.error.item?.label ?? ""}.`;
  const shown = [...new Set(known)]
    .filter((each) => !each.startsWith(inner)).slice(0, 12).map(quoted);
  const start = { start: 0, end: 0 };
  return mistake(
    failed,
    "E119",
    say("there is no {name} before this", { name: quoted(name) }),
    span,
    {
      label: say("not a value, parameter or label"),
      notes: near !== undefined || shown.length === 0
        ? []
        : [say("there is {names}", { names: list(shown, "and") })],
      helps: [
        near !== undefined
          ? {
            text: say("did you mean {name}?", { name: quoted(near) }),
            edit: { span, text: near },
          }
          : name === nameOfInput
          ? {
            text: say("give it, for example as a number"),
            edit: { span: start, text: `given ${name} = 1\n` },
          }
          : { text: say("give the step a label, and write the label here") },
      ],
    },
  );
}

/** Shapes that do not stretch to one, aligned from the right. */
export function noStretch(
  failed: FailedAssembly,
  { layer }: ShapeFacts,
  shapes: readonly Shape[],
): Diagnostic {
  const { name, branches = [] } = originOf(failed);
  const sign = failed.text.slice(name.start, name.end) || layer;
  const words = shapes.map(formatShape);
  return mistake(
    failed,
    "E111",
    say("{sign} cannot stretch {shapes} to one shape", {
      sign: quoted(sign),
      shapes: list(words, "and"),
    }),
    name,
    {
      label: say("both sides must agree, or one is repeated"),
      secondary: branches.map((span, i) => ({
        span,
        text: describeShape(shapes[i]),
      })),
      notes: [
        say("aligned from the right, the sizes of an axis must be equal or 1"),
        ...shapes.some(({ length }) => length > 1) ? alignedShapes(shapes) : [],
      ],
      helps: valueHelps(failed, shapes),
    },
  );
}

/** Ways to turn one of the values, or else where shapes are shown. */
function valueHelps(
  failed: FailedAssembly,
  shapes: readonly Shape[],
): readonly Help[] {
  const { error: { formula }, text } = failed;
  const { branches = [] } = originOf(failed);
  const helps = formula?.kind !== "gate"
    ? []
    : turnHelps(formula.layer, shapes, branches, {
      of: "this value",
      edit: (span, [name, sizes]) => ({
        span,
        text: `${name}(${withoutBrackets(text.slice(span.start, span.end))}${
          sizes === undefined ? "" : `, sizes=[${sizes.join(", ")}]`
        })`,
      }),
    });
  return helps.length > 0
    ? helps
    : [{ text: say("`nabla show` prints the shape of each value") }];
}

/** A formula without the brackets around all of it, if there are any. */
function withoutBrackets(text: string): string {
  let depth = 0;
  for (const [i, sign] of [...text].entries()) {
    if (sign === "(") depth++;
    if (sign === ")") depth--;
    if (depth === 0) {
      return i > 0 && i === text.length - 1 ? text.slice(1, -1) : text;
    }
  }
  return text;
}

/** A function of a formula cannot take values of these shapes. */
export function wrongOperands(
  failed: FailedAssembly,
  facts: ShapeFacts,
  shapes: readonly Shape[],
): Diagnostic {
  const { layer, rule, found, branches: must, wayOut } = facts;
  const origin = originOf(failed);
  const { name, branches = [] } = origin;
  const place = argumentPlace(origin, facts);
  const words = shapes.map(formatShape);
  return mistake(
    failed,
    "E113",
    say("{layer} cannot take {shape}", {
      layer: quoted(layer),
      shape: list(words, "and"),
    }),
    place ?? name,
    {
      label: rule,
      secondary: branches.map((span, i) => ({
        span,
        text: describeShape(shapes[i]),
      })),
      notes: typeof found === "string" && must === undefined ? [found] : [],
      helps: place !== undefined
        ? argumentHelps(origin, facts, place)
        : wayOut === undefined
        ? valueHelps(failed, shapes)
        : [{ text: wayOut }],
    },
  );
}
