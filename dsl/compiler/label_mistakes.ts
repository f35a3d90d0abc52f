/**
 * Mistakes with labels and with names that stand for values.
 *
 * @module
 */

import { unshared } from "../../lib/base/network_facts.ts";
import { say } from "../../words/say.ts";
import { type Diagnostic, quoted } from "../diagnostics/diagnostic.ts";
import { formatLayer } from "../syntax/printing/printer.ts";
import { type FailedAssembly, mistake, originOf } from "./failed_assembly.ts";
import type { Of } from "./row_mistakes.ts";

/** A label is used before its step. */
export function notYet(
  failed: FailedAssembly,
  { name }: Of<"unknown name">,
): Diagnostic {
  return mistake(
    failed,
    "E119",
    say("{name} is not known yet", { name: quoted(name) }),
    placeOfLabel(failed),
    {
      label: say("a label can be used after its step"),
      helps: [{ text: say("move the step with the label before this one") }],
    },
  );
}

/** The `h` in `same(h)`, or the name. */
function placeOfLabel(failed: FailedAssembly) {
  const { call, name } = originOf(failed);
  return call?.argumentSpans.get("label") ?? name;
}

/** A given value or a formula stands behind an arrow. */
export function valueInTheMiddle(
  failed: FailedAssembly,
  { name }: Of<"not first">,
): Diagnostic {
  const { name: span } = originOf(failed);
  const of = failed.definitions.get(name)?.statement;
  const start = of?.span.start ?? 0;
  // `act = leaky_relu(0.2)`, which is the function of a number
  const isStep = of?.kind === "formula" &&
    of.expression.kind === "function-call" &&
    of.expression.operands.every(({ kind }) => kind === "number");
  return mistake(
    failed,
    "E124",
    say("{name} is a value and can only begin a pipeline", {
      name: quoted(name),
    }),
    span,
    {
      label: say("the input here would be lost"),
      helps: [
        ...isStep
          ? [{
            text: say("for a step under a name, write `let`"),
            edit: { span: { start, end: start }, text: "let " },
          }]
          : [],
        {
          text: say("combine it with the input by `add`, `mul` or `concat`"),
          edit: { span, text: `add(id, ${name})` },
        },
      ],
    },
  );
}

/** Two steps have one label, or a label is the name of a step without one. */
export function labelTwice(
  failed: FailedAssembly,
  { label }: Of<"label twice">,
): Diagnostic {
  const { error, origins, itemOf } = failed;
  const origin = originOf(failed);
  const earlier = [...origins].find(([item, other]) =>
    item !== error.item && item.label === label && other.label !== undefined
  )?.[1].label;
  const unlabelled = [...itemOf].find(([value, item]) =>
    item.label === undefined && error.builder?.stepOf(value)?.name === label
  )?.[1];
  const other = unlabelled && origins.get(unlabelled);
  const place = origin.label ?? origin.span;
  const isRepeated = origin.repeat !== undefined ||
    earlier === undefined && other === undefined;
  const help = isRepeated
    ? {
      text: say("remove the label"),
      edit: { span: { start: place.start, end: origin.body.start }, text: "" },
    }
    : {
      text: say("choose another name"),
      edit: { span: place, text: `${label}_2` },
    };
  const step = say("this step has the automatic name {name}", {
    name: quoted(label),
  });
  return mistake(
    failed,
    "E117",
    say("{label} names two steps", { label: quoted(label) }),
    place,
    {
      label: say("already taken"),
      secondary: earlier !== undefined
        ? [{ span: earlier, text: say("first used here") }]
        : other !== undefined
        ? [{ span: other.span, text: step }]
        : [],
      notes: isRepeated
        ? [say("a label cannot be inside a repeat: each copy would have it")]
        : [],
      helps: origin.label === undefined ? [] : [help],
    },
  );
}

/** `same` of a label that names a step without parameters, or several steps. */
export function nothingToShare(
  failed: FailedAssembly,
  { label, reason }: Of<"nothing to share">,
): Diagnostic {
  const [item, labelled] =
    [...failed.origins].find(([item, other]) =>
      item.label === label && other.label !== undefined
    ) ?? [];
  return mistake(
    failed,
    "E132",
    `${quoted(label)} ${say(unshared[reason])}`,
    placeOfLabel(failed),
    {
      label: say("named here"),
      secondary: labelled === undefined
        ? []
        : [{ span: labelled.body, text: say("this is what it names") }],
      helps: item?.kind === "layer"
        ? [{
          text: say("write the step again"),
          edit: { span: originOf(failed).body, text: formatLayer(item.layer) },
        }]
        : [{
          text: item?.kind === "group" && item.block && item.repeat === 1
            ? say("write {name} again", { name: quoted(item.block) })
            : say("define the steps with `let` and label their use"),
        }],
    },
  );
}
