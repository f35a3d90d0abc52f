import { plural, series } from "../../../lib/base/words.ts";
import { say } from "../../../words/say.ts";
import {
  type Diagnostic,
  diagnostic,
  quoted,
  type Span,
} from "../../diagnostics/diagnostic.ts";
import type { Argument, Call, LetStatement, Name } from "../../syntax/ast.ts";
import { leftOut } from "./branches.ts";
import type { Environment, Meaning } from "./environment.ts";

/** What the parameters mean in one use of a `let`; reports arguments that do not fit. */
export function bindParameters(
  call: Call,
  template: LetStatement,
  environment: Environment,
  report: (found: Diagnostic) => void,
): Environment | undefined {
  const { parameters } = template;
  const meanings = new Map<string, Meaning>();
  const bind = (parameter: string, { value }: Argument) =>
    meanings.set(parameter, { value, environment });
  const positional = call.arguments.filter((each) => each.name === undefined);
  if (positional.length > parameters.length) {
    return void report(tooMany(call, template, positional));
  }
  positional.forEach((argument, i) => bind(parameters[i].text, argument));
  for (const argument of call.arguments) {
    const { name } = argument;
    if (name === undefined) continue;
    if (!parameters.some(({ text }) => text === name.text)) {
      return void report(unknownParameter(name, template));
    }
    bind(name.text, argument);
  }
  const missing = parameters.find(({ text }) => !meanings.has(text));
  if (missing === undefined) return meanings;
  report(missingParameter(missing, call, template));
}

function tooMany(
  call: Call,
  template: LetStatement,
  positional: readonly Argument[],
): Diagnostic {
  const { name, parameters } = template;
  const count = parameters.length;
  const { start } = positional[count].span;
  const { end } = positional[positional.length - 1].span;
  return diagnostic(
    "E102",
    count === 0
      ? say("{layer} takes no arguments", { layer: quoted(name.text) })
      : say("{layer} takes {count}", {
        layer: quoted(name.text),
        count: plural(count, "argument"),
      }),
    { start, end },
    {
      label: say("too many"),
      secondary: [definedAt(template)],
      notes: [usageOf(template)],
      helps: leftOut(call, count),
    },
  );
}

function unknownParameter(name: Name, template: LetStatement): Diagnostic {
  return diagnostic(
    "E104",
    say("{layer} has no argument {argument}", {
      layer: quoted(template.name.text),
      argument: quoted(name.text),
    }),
    name.span,
    {
      label: say("unknown argument"),
      secondary: [definedAt(template)],
      helps: [{ text: usageOf(template) }],
    },
  );
}

function missingParameter(
  missing: Name,
  call: Call,
  template: LetStatement,
): Diagnostic {
  return diagnostic(
    "E103",
    say("{name} needs {argument}", {
      name: quoted(template.name.text),
      argument: quoted(missing.text),
    }),
    call.span,
    {
      label: say("{argument} is missing", { argument: quoted(missing.text) }),
      secondary: [{ span: missing.span, text: say("required here") }],
      helps: [{ text: usageOf(template) }],
    },
  );
}

/** A `let` is used within its own definition; `trail` holds the `let`s between. */
export function recursion(
  { text, span }: Name,
  template: LetStatement,
  trail: readonly string[],
): Diagnostic {
  return diagnostic(
    "E118",
    say("{name} uses itself", { name: quoted(text) }),
    span,
    {
      label: say("used within its own definition"),
      secondary: [definedAt(template)],
      notes: trail.length > 1
        ? [say("through {names}", { names: series(trail.map(quoted)) })]
        : [],
      helps: [{ text: say("repeat a step with `*`, as in `relu*3`") }],
    },
  );
}

/** Too many `let`s are used within each other. */
export function tooDeep(
  { span }: Name,
  template: LetStatement,
  most: number,
): Diagnostic {
  return diagnostic("E017", say("`let`s are nested too deep"), span, {
    label: say("more than {most} within each other", { most }),
    secondary: [definedAt(template)],
    helps: [{
      text: say("write the steps of some of them where they are used"),
    }],
  });
}

/** A parameter in the place of a step means numbers. */
export function valueAsStep({ text, span }: Name, value: Span): Diagnostic {
  return diagnostic(
    "E124",
    say("{name} is a value here and cannot be a step", { name: quoted(text) }),
    span,
    {
      label: say("a step is expected"),
      secondary: [{ span: value, text: say("this is what it means") }],
      helps: [{
        text: say("pass it to a layer, for example `fc`"),
        edit: { span, text: `fc(${text})` },
      }],
    },
  );
}

function usageOf({ name, parameters }: LetStatement): string {
  const list = parameters.map(({ text }) => text).join(", ");
  return say("write it {text}", {
    text: `\`${name.text}${list === "" ? "" : `(${list})`}\``,
  });
}

function definedAt({ name }: LetStatement) {
  return { span: name.span, text: say("defined here") };
}
