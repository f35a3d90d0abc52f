import { closest } from "../../lib/base/suggest.ts";
import { list } from "../../lib/base/words.ts";
import { nameOfInput } from "../../lib/layer/item.ts";
import { parameterPath } from "../../lib/layer/layer.ts";
import { type Diagnostic, quoted } from "../diagnostics/diagnostic.ts";
import { type FailedAssembly, mistake, originOf } from "./failed_assembly.ts";
import type { Of } from "./row_mistakes.ts";

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
  const near = closest(name, known);
  const shown = [...new Set(known)].slice(0, 12).map(quoted);
  const start = { start: 0, end: 0 };
  return mistake(
    failed,
    "E119",
    `there is no ${quoted(name)} before this`,
    span,
    {
      label: "not a value, parameter or label",
      notes: near !== undefined || shown.length === 0
        ? []
        : [`there is ${list(shown, "and")}`],
      helps: [
        near !== undefined
          ? {
            text: `did you mean ${quoted(near)}?`,
            edit: { span, text: near },
          }
          : name === nameOfInput
          ? {
            text: "give it, for example as a number",
            edit: { span: start, text: `given ${name} = 1\n` },
          }
          : { text: "give the step a label, and write the label here" },
      ],
    },
  );
}
