/**
 * From calls in a text to layers: names are looked up, arguments are read.
 *
 * @module
 */

import { closest } from "../../lib/base/suggest.ts";
import {
  type ArgumentProblem,
  readArguments,
} from "../../lib/definition/reading.ts";
import type { Layer, LayerDefinition } from "../../lib/layer/layer.ts";
import {
  type Diagnostic,
  diagnostic,
  quoted,
  type Span,
} from "../diagnostics/diagnostic.ts";
import type { Argument, Call, Data, Name, Pipeline } from "../syntax/ast.ts";
import { ownName, type Registry } from "../syntax/registry.ts";

/** A call that has become a layer. */
export interface ResolvedCall {
  /** The layer. */
  readonly layer: Layer;
  /** Where the layer's name stands. */
  readonly name: Span;
  /** Where the call stands, its brackets included. */
  readonly span: Span;
  /** Where each argument's value stands, by its name in the signature. */
  readonly argumentSpans: ReadonlyMap<string, Span>;
  /** The call as it was written. */
  readonly call: Call;
}

/** What a parameter of a `let` stands for, where it is used. */
export interface Bound {
  /** What was written. */
  readonly value: Data | Pipeline;
  /** What the names in it mean. */
  readonly environment: Environment;
}

/** What the parameters of a `let` stand for. */
export type Environment = ReadonlyMap<string, Bound>;

/** Makes the layer of a call, or says why there is none. */
export function resolveCall(
  call: Call,
  definition: LayerDefinition,
  environment: Environment,
): ResolvedCall | Diagnostic[] {
  const positional = call.arguments.filter((each) => each.name === undefined);
  const named = new Map<string, Argument>();
  const diagnostics: Diagnostic[] = [];
  for (const argument of call.arguments) {
    if (argument.name === undefined) continue;
    const earlier = named.get(argument.name.text);
    if (earlier === undefined) named.set(argument.name.text, argument);
    else diagnostics.push(twice(argument, earlier.span));
  }
  const { values, problems } = readArguments(
    definition,
    positional.map((argument) => valueOf(argument.value, environment)),
    new Map(
      [...named].map((
        [name, { value }],
      ) => [name, valueOf(value, environment)]),
    ),
  );
  for (const problem of problems) {
    diagnostics.push(
      argumentDiagnostic(
        problem,
        call,
        definition,
        { positional, named, environment },
      ),
    );
  }
  if (diagnostics.length > 0) return diagnostics;
  return {
    layer: definition.create(values),
    name: call.name.span,
    span: call.span,
    argumentSpans: argumentSpans(definition, positional, named),
    call,
  };
}

/** A word that stands alone, as after `*`. */
export interface Word {
  /** Tells it from data and pipelines. */
  readonly kind: "word";
  /** The word. */
  readonly name: Name;
}

/** A TypeScript value for what stands in the text; a bare word is what it stands for in a `let`, or else a string. */
export function valueOf(
  value: Data | Pipeline | Word,
  environment: Environment,
): unknown {
  if (value.kind === "number") return value.value;
  if (value.kind === "array") {
    return value.items.map((item) => valueOf(item, environment));
  }
  const word = value.kind === "word" ? value.name.text : bareWord(value);
  if (word === undefined) return value;
  const bound = environment.get(word);
  return bound === undefined ? word : valueOf(bound.value, bound.environment);
}

/** The name, where a pipeline is nothing but a name. */
function bareWord({ steps }: Pipeline): string | undefined {
  const [step] = steps;
  const isWord = steps.length === 1 && step.label === undefined &&
    step.repeat === undefined && step.atom.kind === "call" &&
    step.atom.brackets === undefined;
  return isWord && step.atom.kind === "call" ? step.atom.name.text : undefined;
}

function argumentSpans(
  definition: LayerDefinition,
  positional: readonly Argument[],
  named: ReadonlyMap<string, Argument>,
): ReadonlyMap<string, Span> {
  const spans = new Map<string, Span>();
  const form =
    definition.forms.find((each) => each.length >= positional.length) ??
      definition.forms.at(-1) ?? [];
  for (const [i, name] of form.entries()) {
    // Of several sizes the last counts: it is the one that layers work on.
    const { kind } = definition.arguments[name];
    const isRest = kind === "sizes" || kind === "integers";
    const argument = positional.at(isRest ? -1 : i);
    if (i < positional.length && argument) spans.set(name, argument.value.span);
  }
  for (const [name, { value }] of named) spans.set(name, value.span);
  return spans;
}

/** A name that means nothing; `others` are names besides those of layers that may have been meant. */
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
        "`nabla explain layers` lists them; `let` and `defineLayer` make new ones",
    }],
  });
}

function twice(argument: Argument, earlier: Span): Diagnostic {
  const name = argument.name?.text ?? "";
  return diagnostic(
    "E108",
    `${quoted(name)} is given twice`,
    argument.name?.span ?? argument.span,
    {
      label: "given again here",
      secondary: [{ span: earlier, text: "first given here" }],
      helps: [{ text: "leave one of the two out" }],
    },
  );
}

/** The arguments of a call, and what the words in them stand for. */
interface Given {
  readonly positional: readonly Argument[];
  readonly named: ReadonlyMap<string, Argument>;
  readonly environment: Environment;
}

function argumentDiagnostic(
  problem: ArgumentProblem,
  call: Call,
  definition: LayerDefinition,
  { positional, named, environment }: Given,
): Diagnostic {
  const { kind, given, rule } = problem;
  const layer = call.name.text;
  const argument = typeof given === "number"
    ? positional[given]
    : named.get(given ?? "");
  const usage = `\`${layer}\` is written ${usages(definition)}`;
  switch (kind) {
    case "too many":
      return tooMany(`\`${layer}\` ${rule}`, call, positional, problem, usage);
    case "too few":
      return diagnostic("E103", `\`${layer}\` ${quoteFirst(rule)}`, call.span, {
        label: `\`${problem.argument}\` is missing`,
        helps: [{ text: usage }],
      });
    case "unknown name":
      return unknownArgument(problem, call, definition, argument);
    case "twice":
      return diagnostic(
        "E108",
        `\`${problem.argument}\` is given twice`,
        argument?.name?.span ?? call.span,
        {
          label: "given again by name",
          notes: [usage],
          helps: [{ text: "leave one of the two out" }],
        },
      );
    case "wrong kind":
    case "not a size":
    case "out of range":
      return wrongValue(
        problem,
        call,
        argument?.value,
        environment,
        meaningOf(problem.argument, definition) ?? usage,
        definition.arguments[problem.argument]?.choices ?? [],
      );
  }
}

function tooMany(
  message: string,
  call: Call,
  positional: readonly Argument[],
  problem: ArgumentProblem,
  usage: string,
): Diagnostic {
  const first = Number(problem.given);
  const extra = positional.slice(first);
  const span = {
    start: extra[0].span.start,
    end: extra[extra.length - 1].span.end,
  };
  const helps = [];
  const contiguous = call.arguments.length === positional.length;
  if (contiguous && call.brackets !== undefined) {
    const start = first === 0
      ? call.brackets.start
      : positional[first - 1].span.end;
    const end = first === 0 ? call.brackets.end : span.end;
    helps.push({
      text: extra.length === 1 ? "leave it out" : "leave them out",
      edit: { span: { start, end }, text: "" },
    });
  }
  return diagnostic("E102", message, span, {
    label: extra.length === 1 ? "one too many" : `${extra.length} too many`,
    notes: [usage],
    helps,
  });
}

function unknownArgument(
  problem: ArgumentProblem,
  call: Call,
  definition: LayerDefinition,
  argument: Argument | undefined,
): Diagnostic {
  const layer = call.name.text;
  const span = argument?.name?.span ?? call.span;
  const near = closest(problem.argument, Object.keys(definition.arguments));
  return diagnostic(
    "E104",
    `\`${layer}\` has no argument ${quoted(problem.argument)}`,
    span,
    {
      label: "not known here",
      notes: [`\`${layer}\` ${problem.rule}`],
      helps: near === undefined ? [] : [{
        text: `did you mean \`${near}\`?`,
        edit: { span, text: near },
      }],
    },
  );
}

/** What an argument means, of a layer that takes all by name: there is no order to be shown. */
function meaningOf(
  argument: string,
  { arguments: specs, forms }: LayerDefinition,
): string | undefined {
  const spec = specs[argument];
  const isByName = forms.every(({ length }) => length === 0);
  return spec !== undefined && isByName
    ? `\`${argument}\` is ${spec.summary}`
    : undefined;
}

/** An argument that cannot be what it is; through a `let` the place where it was written is shown. */
function wrongValue(
  problem: ArgumentProblem,
  call: Call,
  used: Data | Pipeline | undefined,
  environment: Environment,
  usage: string,
  choices: readonly string[],
): Diagnostic {
  const { argument, rule, kind } = problem;
  const layer = call.name.text;
  const value = used && sourceOf(used, environment);
  const span = value?.span ?? call.span;
  const what = rule.replace(/^must be /, "");
  const word = value?.kind === "pipeline" ? bareWord(value) : undefined;
  const near = kind === "not a size" && value?.kind === "number"
    ? String(Math.max(1, Math.round(Math.abs(value.value))))
    : word && closest(word, choices);
  const helps = near === undefined || /e/.test(near)
    ? [{ text: usage }]
    : [{ text: `write \`${near}\``, edit: { span, text: near } }];
  return diagnostic(
    kind === "not a size" ? "E106" : "E105",
    `\`${argument}\` of \`${layer}\` ${rule}`,
    span,
    {
      label: what.length > 50 ? "not one of these" : `not ${what}`,
      secondary: used === undefined || value === used
        ? []
        : [{ span: used.span, text: `used here as \`${argument}\`` }],
      helps,
    },
  );
}

/** What was written where a word of a `let` stands for it. */
function sourceOf(
  value: Data | Pipeline,
  environment: Environment,
): Data | Pipeline {
  const word = value.kind === "pipeline" ? bareWord(value) : undefined;
  const bound = word === undefined ? undefined : environment.get(word);
  return bound === undefined ? value : sourceOf(bound.value, bound.environment);
}

/** `fc(out)` or `fc(in, out)`, each in backticks. */
function usages({ name, forms, arguments: specs }: LayerDefinition): string {
  const written = forms.map((form) => {
    const words = form.map((argument) =>
      ["sizes", "integers"].includes(specs[argument]?.kind)
        ? `${argument}, …`
        : argument
    );
    return words.length === 0
      ? `\`${name}\``
      : `\`${name}(${words.join(", ")})\``;
  });
  return written.join(" or ");
}

/** `needs out, …` becomes ``needs `out`, …``. */
function quoteFirst(rule: string): string {
  return rule.replace(/^needs (\w+)/, "needs `$1`");
}
