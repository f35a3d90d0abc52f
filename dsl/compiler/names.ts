import { closest } from "../../lib/base/suggest.ts";
import {
  type Diagnostic,
  diagnostic,
  quoted,
  type Span,
} from "../diagnostics/diagnostic.ts";
import type { Call, Pipeline, Step } from "../syntax/ast.ts";
import { ownName, type Registry } from "../syntax/registry.ts";

/** The labels of a pipeline, with those in its branches and groups. */
export function labelsIn(pipeline: Pipeline): Set<string> {
  const labels = stepsIn(pipeline).flatMap(({ label }) => label?.text ?? []);
  return new Set(labels);
}

/** Every step of a pipeline, at any depth. */
export function stepsIn({ steps }: Pipeline): Step[] {
  return steps.flatMap((step) => [
    step,
    ...step.atom.kind === "group"
      ? stepsIn(step.atom.pipeline)
      : step.atom.arguments.flatMap(({ value }) =>
        value.kind === "pipeline" ? stepsIn(value) : []
      ),
  ]);
}

/** An unknown name; `others` are names, besides those of layers, that may have been meant. */
export function unknownName(
  { name }: Call,
  registry: Registry,
  others: readonly string[],
): Diagnostic {
  const { text, span } = name;
  const own = ownName(text);
  const near = own ?? closest(text, [...registry.keys(), ...others]);
  const isCase = own === undefined && near !== undefined &&
    registry.has(near) &&
    near.replaceAll("_", "") === text.toLowerCase().replaceAll("_", "");
  const helps = near === undefined ? [] : [{
    text: own === undefined
      ? `did you mean \`${near}\`?`
      : `here it is called \`${near}\``,
    edit: { span, text: near },
  }];
  if (isCase) {
    return diagnostic("E101", `${quoted(text)} is written \`${near}\``, span, {
      label: "names of layers are in lower case",
      helps,
    });
  }
  return diagnostic("E100", `there is no layer ${quoted(text)}`, span, {
    label: "not a layer",
    helps: helps.length > 0 ? helps : [{
      text:
        "`nabla explain layers` lists the layers; `let` and `defineLayer` make new ones",
    }],
  });
}

/** `same` of an unknown label. */
export function unknownLabel(
  label: string,
  place: Span,
  labels: ReadonlySet<string>,
): Diagnostic {
  const near = closest(label, [...labels]);
  return diagnostic("E119", `there is no step ${quoted(label)}`, place, {
    label: "not a label",
    helps: near === undefined
      ? [{ text: "give the step a label, as in `h: fc(4)`" }]
      : [{
        text: `did you mean ${quoted(near)}?`,
        edit: { span: place, text: near },
      }],
  });
}

/** A name that is the name of a built-in layer. */
export function shadowed(name: string, span: Span, what: string): Diagnostic {
  return diagnostic("E116", `${quoted(name)} is the name of a layer`, span, {
    label: `cannot be a ${what} too`,
    helps: [{ text: "choose another name", edit: { span, text: `${name}_1` } }],
  });
}
