import { input } from "../../../lib/layers/wiring/input.ts";
import { type Phrase, say } from "../../../words/say.ts";
import {
  type Diagnostic,
  diagnostic,
  type Help,
  quoted,
  type Span,
} from "../../diagnostics/diagnostic.ts";
import type { Name, Statement } from "../../syntax/ast.ts";
import type { Registry } from "../../syntax/registry.ts";
import { shadowed, stepsIn } from "./names.ts";

/** What a name of a text can be, in words. */
const words = {
  input: "an input",
  given: "a given value",
  label: "a label",
  let: "a `let`",
  function: "a function",
  formula: "a formula",
} as const satisfies Readonly<Record<string, Phrase>>;

/** What a name of a text stands for. */
export interface Defined {
  /** What it is. */
  readonly kind: keyof typeof words;
  readonly name: Name;
  /** Which statement defines it; below 0 for a library. */
  readonly index: number;
  readonly statement: Statement;
}

/** Whether a definition is of a value, which a formula can use and a pipeline can begin with. */
export function isValue({ kind }: Defined): boolean {
  return kind !== "let" && kind !== "function";
}

/**
 * The names of a text: its inputs, given values, labels, `let`s, functions and
 * formulas have one space. Those of libraries stand behind its own.
 */
export function collectDefinitions(
  statements: readonly Statement[],
  libraries: readonly Statement[],
  registry: Registry,
): {
  readonly definitions: ReadonlyMap<string, Defined>;
  readonly diagnostics: readonly Diagnostic[];
} {
  const diagnostics: Diagnostic[] = [];
  const definitions = new Map<string, Defined>();
  for (const [i, statement] of libraries.entries()) {
    const index = i - libraries.length;
    for (const { kind, name } of namesIn(statement, registry)) {
      definitions.set(name.text, { kind, name, index, statement });
    }
  }
  for (const [index, statement] of statements.entries()) {
    for (const { kind, name } of namesIn(statement, registry)) {
      const { text, span } = name;
      if (registry.has(text)) {
        diagnostics.push(shadowed(text, span, kind));
      }
      const earlier = definitions.get(text);
      const found = { kind, name, index, statement };
      const isFirst = earlier === undefined || earlier.index < 0;
      if (isFirst || (earlier.kind === "given" && isStep(found))) {
        definitions.set(text, found);
      } else if (!isToldElsewhere(earlier, found)) {
        diagnostics.push(definedTwice(found, earlier));
      }
    }
  }
  return { definitions, diagnostics };
}

type Named = Pick<Defined, "kind" | "name">;

/** The names that a statement defines at the top of the text. */
function namesIn(
  statement: Statement,
  registry: Registry,
): readonly Named[] {
  switch (statement.kind) {
    case "let":
    case "formula":
      return [statement];
    case "function":
      return statement.isClaim ? [] : [statement];
    case "given": {
      const { names } = statement.path;
      return names.length > 1 ? [] : [{ kind: "given", name: names[0] }];
    }
    case "expect":
      return [];
    case "network":
      return stepsIn(statement.pipeline).flatMap(({ label, atom }) => {
        if (label === undefined) return [];
        const isInput = atom.kind === "call" &&
          registry.get(atom.name.text) === input.definition;
        return [{ kind: isInput ? "input" : "label", name: label }];
      });
  }
}

/** Of steps with one label the network says more; what is given twice, or is computed, is told where it is bound. */
function isToldElsewhere(earlier: Defined, later: Defined): boolean {
  return isStep(later)
    ? isStep(earlier)
    : later.kind === "given" && (isStep(earlier) || earlier.kind === "given");
}

function isStep({ kind }: Defined): boolean {
  return kind === "label" || kind === "input";
}

/** A name is defined again. */
function definedTwice(
  later: Defined,
  earlier: Defined,
): Diagnostic {
  const { text, span } = later.name;
  const { start } = later.statement.span;
  const help: Help = later.statement.kind === "given"
    ? {
      text: say("state what you expect"),
      edit: { span: { start, end: span.start }, text: "expect " },
    }
    : { text: say("give it another name"), edit: { span, text: `${text}_2` } };
  return diagnostic(
    "E127",
    say("{name} is defined twice", { name: quoted(text) }),
    span,
    {
      label: later.kind === earlier.kind
        ? say("defined again here")
        : say("defined again here, as {what}", {
          what: say(words[later.kind]),
        }),
      secondary: [{
        span: earlier.name.span,
        text: later.kind === earlier.kind
          ? say("first defined here")
          : say("first defined here, as {what}", {
            what: say(words[earlier.kind]),
          }),
      }],
      helps: [help],
    },
  );
}

/** A name stands before its definition. */
export function usedTooEarly(
  { text }: Name,
  place: Span,
  { name, statement, kind }: Defined,
  user: Statement,
  source: string,
): Diagnostic {
  const moved = source.slice(statement.span.start, statement.span.end);
  const between = source.slice(user.span.start, statement.span.start).trimEnd();
  return diagnostic(
    "E133",
    say("{name} is used before it is defined", { name: quoted(text) }),
    place,
    {
      label: say("not known yet"),
      secondary: [{
        span: name.span,
        text: say("{what} from here on", { what: say(words[kind]) }),
      }],
      helps: [{
        text: say("move its line up"),
        edit: {
          span: { start: user.span.start, end: statement.span.end },
          text: `${moved}\n${between}`,
        },
      }],
    },
  );
}

/** The names that a text may use at a statement, of definitions that are wanted. */
export function visibleNames(
  definitions: ReadonlyMap<string, Defined>,
  index: number,
  isWanted: (definition: Defined) => boolean,
): readonly string[] {
  return [...definitions].flatMap(([name, definition]) =>
    isWanted(definition) && isVisible(definition, index) ? [name] : []
  );
}

/** Whether a statement may use a definition: given values may stand anywhere. */
export function isVisible({ kind, index }: Defined, user: number): boolean {
  return kind === "given" || index < user;
}
