import { readArguments } from "../../../lib/definition/reading.ts";
import type { PartDefinition } from "../../../lib/layer/define_item.ts";
import type { Item } from "../../../lib/layer/item.ts";
import { toItems } from "../../../lib/layer/merge.ts";
import type { Diagnostic, Span } from "../../diagnostics/diagnostic.ts";
import type { Argument, Call } from "../../syntax/ast.ts";
import { maxDiagnostics } from "../../syntax/words/scanner.ts";
import { argumentMistake, argumentTwice } from "./argument_mistakes.ts";
import { type Environment, valueOf } from "./environment.ts";

/** A call that has become a part of a network. */
export interface ResolvedCall {
  readonly item: Item;
  readonly definition: PartDefinition;
  /** Where the value of each argument is, by its name in the signature. */
  readonly argumentSpans: ReadonlyMap<string, Span>;
  readonly call: Call;
}

/** Makes the part that a call describes; reports mistakes in its arguments. */
export function resolveCall(
  call: Call,
  definition: PartDefinition,
  environment: Environment,
  report: (found: Diagnostic) => void,
): ResolvedCall | undefined {
  const positional = call.arguments.filter((each) => each.name === undefined);
  const named = new Map<string, Argument>();
  let isRight = true;
  const complain = (found: Diagnostic) => {
    isRight = false;
    report(found);
  };
  for (const argument of call.arguments) {
    if (argument.name === undefined) continue;
    const earlier = named.get(argument.name.text);
    if (earlier === undefined) named.set(argument.name.text, argument);
    else complain(argumentTwice(argument, earlier.span));
  }
  const valueFor = ({ name, value }: Argument) => {
    const isBranch = name !== undefined &&
      definition.arguments[name.text]?.kind === "branch" &&
      (value.kind === "pipeline" || value.kind === "number");
    return isBranch || valueOf(value, environment);
  };
  const { values, problems } = readArguments(
    definition,
    positional.map(valueFor),
    new Map([...named].map(([name, argument]) => [name, valueFor(argument)])),
  );
  const given = { positional, named, environment };
  for (const problem of problems.slice(0, maxDiagnostics)) {
    complain(argumentMistake(problem, call, definition, given));
  }
  if (!isRight) return undefined;
  const [item] = toItems(definition.create(values));
  const spans = argumentSpans(definition, positional, named);
  return { item, definition, argumentSpans: spans, call };
}

function argumentSpans(
  definition: PartDefinition,
  positional: readonly Argument[],
  named: ReadonlyMap<string, Argument>,
): ReadonlyMap<string, Span> {
  const spans = new Map<string, Span>();
  const form =
    definition.forms.find((each) => each.length >= positional.length) ??
      definition.forms.at(-1) ?? [];
  for (const [i, name] of form.entries()) {
    // Of several sizes the last counts: layers work on the last axis.
    const { kind } = definition.arguments[name];
    const isRest = kind === "sizes" || kind === "integers";
    const argument = positional.at(isRest ? -1 : i);
    if (i < positional.length && argument) spans.set(name, argument.value.span);
  }
  for (const [name, { value }] of named) spans.set(name, value.span);
  return spans;
}
