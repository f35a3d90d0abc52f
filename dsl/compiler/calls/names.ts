import { closest, isSameWord } from "../../../lib/base/suggest.ts";
import {
  type Diagnostic,
  diagnostic,
  type Help,
  quoted,
  type Span,
} from "../../diagnostics/diagnostic.ts";
import type { Call, Pipeline, Step } from "../../syntax/ast.ts";
import { isOfOthers, ownName, ownPipeline } from "../../syntax/other_names.ts";
import type { Registry } from "../../syntax/registry.ts";

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
  call: Call,
  registry: Registry,
  others: readonly string[],
): Diagnostic {
  const { text, span } = call.name;
  const near = closest(text, [...registry.keys(), ...others]);
  if (near !== undefined && registry.has(near) && isSameWord(near, text)) {
    return diagnostic("E101", `${quoted(text)} is written \`${near}\``, span, {
      label: "names of layers are in lower case",
      helps: [{
        text: `did you mean \`${near}\`?`,
        edit: { span, text: near },
      }],
    });
  }
  return diagnostic("E100", `there is no layer ${quoted(text)}`, span, {
    label: "not a layer",
    helps: [layerMeant(call, near)],
  });
}

/** What a name means in another library, or is near to here. */
function layerMeant(
  { name: { text, span }, span: whole, arguments: given }: Call,
  near: string | undefined,
): Help {
  const own = ownName(text);
  if (own !== undefined) {
    const edit = { span, text: own };
    return { text: `here it is called \`${own}\``, edit };
  }
  const pipeline = given.length === 0 ? ownPipeline(text) : undefined;
  if (pipeline !== undefined) {
    const edit = { span: whole, text: pipeline };
    return { text: `here it is written \`${pipeline}\``, edit };
  }
  return near === undefined || isOfOthers(text)
    ? {
      text:
        "`nabla explain layers` lists the layers; `let` and `defineLayer` make new ones",
    }
    : { text: `did you mean \`${near}\`?`, edit: { span, text: near } };
}

/** `h.fc1` as `fc1`: the label of a group opens no path. */
export function withoutGroup(
  path: string,
  known: readonly string[],
): string | undefined {
  const within = path.slice(path.indexOf(".") + 1);
  return within !== path && known.includes(within) ? within : undefined;
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
