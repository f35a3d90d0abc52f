import { closest, isSameWord } from "../../../lib/base/suggest.ts";
import { type Phrase, say } from "../../../words/say.ts";
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
    return inOtherCase(call.name, near, "names of layers are in lower case");
  }
  return diagnostic(
    "E100",
    say("there is no layer {name}", { name: quoted(text) }),
    span,
    {
      label: say("not a layer"),
      helps: [layerMeant(call, near)],
    },
  );
}

/** A name that differs from one there is in its capitals. */
export function inOtherCase(
  { text, span }: Call["name"],
  near: string,
  rule: Phrase,
): Diagnostic {
  return diagnostic(
    "E101",
    say("{name} is written {own}", { name: quoted(text), own: quoted(near) }),
    span,
    {
      label: say(rule),
      helps: [{
        text: say("did you mean {name}?", { name: quoted(near) }),
        edit: { span, text: near },
      }],
    },
  );
}

/** What a name means in another library, or is near to here. */
function layerMeant(
  { name: { text, span }, span: whole, arguments: given }: Call,
  near: string | undefined,
): Help {
  const own = ownName(text);
  if (own !== undefined) {
    const edit = { span, text: own };
    return {
      text: say("here it is called {name}", { name: `\`${own}\`` }),
      edit,
    };
  }
  const pipeline = given.length === 0 ? ownPipeline(text) : undefined;
  if (pipeline !== undefined) {
    const edit = { span: whole, text: pipeline };
    return {
      text: say("here it is written {text}", { text: `\`${pipeline}\`` }),
      edit,
    };
  }
  return near === undefined || isOfOthers(text)
    ? {
      text: say(
        "`nabla explain layers` lists the layers; `let` and `defineLayer` make new ones",
      ),
    }
    : {
      text: say("did you mean {name}?", { name: `\`${near}\`` }),
      edit: { span, text: near },
    };
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
  return diagnostic(
    "E119",
    say("there is no step {name}", { name: quoted(label) }),
    place,
    {
      label: say("not a label"),
      helps: near === undefined
        ? [{ text: say("give the step a label, as in `h: fc(4)`") }]
        : [{
          text: say("did you mean {name}?", { name: quoted(near) }),
          edit: { span: place, text: near },
        }],
    },
  );
}

/** What a name cannot be that is the name of a layer. */
const taken = {
  input: "cannot be a input too",
  given: "cannot be a value too",
  label: "cannot be a label too",
  let: "cannot be a `let` too",
  function: "cannot be a function too",
  formula: "cannot be a value too",
  parameter: "cannot be a parameter too",
} as const satisfies Readonly<Record<string, Phrase>>;

/** A name that is the name of a built-in layer. */
export function shadowed(
  name: string,
  span: Span,
  what: keyof typeof taken,
): Diagnostic {
  const message = say("{name} is the name of a layer", { name: quoted(name) });
  return diagnostic("E116", message, span, {
    label: say(taken[what]),
    helps: [{
      text: say("choose another name"),
      edit: { span, text: `${name}_1` },
    }],
  });
}
