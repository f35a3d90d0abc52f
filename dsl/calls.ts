/**
 * From calls in a text to layers: names are looked up, arguments are read.
 *
 * @module
 */

import {
  type ArgumentProblem,
  type ArgumentValues,
  readArguments,
} from "../lib/arguments.ts";
import type { Layer, LayerDefinition } from "../lib/layer.ts";
import type { Argument, Call, Data, Pipeline } from "./ast.ts";
import {
  type Diagnostic,
  diagnostic,
  quoted,
  type Span,
} from "./diagnostic.ts";
import { ownName, planned, type Registry } from "./registry.ts";
import { closest } from "./suggest.ts";

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

/** Makes the layer of a call, or says why there is none. */
export function resolveCall(
  call: Call,
  registry: Registry,
): ResolvedCall | Diagnostic[] {
  const definition = registry.get(call.name.text);
  if (definition === undefined) return [unknownLayer(call, registry)];

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
    positional.map((argument) => valueOf(argument.value)),
    new Map([...named].map(([name, { value }]) => [name, valueOf(value)])),
  );
  for (const problem of problems) {
    diagnostics.push(
      argumentDiagnostic(problem, call, definition, positional, named),
    );
  }
  if (diagnostics.length > 0) return diagnostics;
  return {
    layer: definition.create(values),
    name: call.name.span,
    span: call.span,
    argumentSpans: argumentSpans(definition, values, positional, named),
    call,
  };
}

/** A TypeScript value for what stands in the text; a bare word is a string. */
function valueOf(value: Data | Pipeline): unknown {
  if (value.kind === "number") return value.value;
  if (value.kind === "array") return value.items.map(valueOf);
  return bareWord(value) ?? value;
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
  values: ArgumentValues,
  positional: readonly Argument[],
  named: ReadonlyMap<string, Argument>,
): ReadonlyMap<string, Span> {
  const spans = new Map<string, Span>();
  const form =
    definition.forms.find((each) => each.length >= positional.length) ??
      definition.forms.at(-1) ?? [];
  for (const [i, name] of form.entries()) {
    // Of several sizes the last counts: it is the one that layers work on.
    const isRest = Array.isArray(values[name]);
    const argument = positional.at(isRest ? -1 : i);
    if (i < positional.length && argument) spans.set(name, argument.value.span);
  }
  for (const [name, { value }] of named) spans.set(name, value.span);
  return spans;
}

function unknownLayer({ name }: Call, registry: Registry): Diagnostic {
  const { text, span } = name;
  if (planned.has(text)) {
    return diagnostic(
      "E190",
      `\`${text}\` is not carried out yet`,
      span,
      {
        label: "planned for a later version",
        notes: [`this version knows ${quotedList(registry.keys())}`],
      },
    );
  }
  const own = ownName(text);
  const near = own ?? closest(text, [...registry.keys(), ...planned]);
  const isCase = own === undefined && near !== undefined &&
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
    notes: near === undefined
      ? [`the layers are ${quotedList(registry.keys())}`]
      : [],
    helps,
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
    },
  );
}

function argumentDiagnostic(
  problem: ArgumentProblem,
  call: Call,
  definition: LayerDefinition,
  positional: readonly Argument[],
  named: ReadonlyMap<string, Argument>,
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
        notes: [usage],
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
        },
      );
    case "wrong kind":
      return diagnostic(
        "E105",
        `\`${problem.argument}\` of \`${layer}\` ${rule}`,
        argument?.value.span ?? call.span,
        { label: `not ${rule.replace(/^must be /, "")}`, notes: [usage] },
      );
    case "not a size":
      return notASize(problem, layer, argument, call);
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

function notASize(
  problem: ArgumentProblem,
  layer: string,
  argument: Argument | undefined,
  call: Call,
): Diagnostic {
  const value = argument?.value;
  const span = value?.span ?? call.span;
  const near = value?.kind === "number"
    ? Math.max(1, Math.round(Math.abs(value.value)))
    : undefined;
  const helps = near !== undefined && near <= Number.MAX_SAFE_INTEGER
    ? [{
      text: `write \`${near}\``,
      edit: { span, text: String(near) },
    }]
    : [];
  return diagnostic(
    "E106",
    `\`${problem.argument}\` of \`${layer}\` ${problem.rule}`,
    span,
    {
      label: "not a positive integer",
      helps,
    },
  );
}

/** `fc(out)` or `fc(in, out)`, each in backticks. */
function usages({ name, forms, arguments: specs }: LayerDefinition): string {
  const written = forms.map((form) => {
    const words = form.map((argument) =>
      specs[argument]?.kind === "sizes" ? `${argument}, …` : argument
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

function quotedList(words: Iterable<string>): string {
  return [...words].map((word) => `\`${word}\``).join(", ");
}
