import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import type { LetStatement, Pipeline } from "../../syntax/ast.ts";
import type { Registry } from "../../syntax/registry.ts";
import type { Defined } from "../calls/definitions.ts";
import { labelsIn, shadowed, unknownName } from "../calls/names.ts";

/** The `let`s by name, and what is wrong with them. */
interface CollectedLets {
  /** By name; those of the text itself before those of libraries. */
  readonly lets: ReadonlyMap<string, LetStatement>;
  /** Names that are taken, and unknown names. */
  readonly diagnostics: readonly Diagnostic[];
}

/** Collects the `let`s of a text and of its libraries. */
export function collectLets(
  own: readonly LetStatement[],
  libraries: readonly LetStatement[],
  definitions: ReadonlyMap<string, Defined>,
  registry: Registry,
): CollectedLets {
  const lets = new Map(
    [...libraries, ...own].filter(({ name }) =>
      definitions.get(name.text)?.kind === "let"
    ).map((each) => [each.name.text, each]),
  );
  const diagnostics = own.flatMap((statement) => [
    ...statement.parameters.filter(({ text }) => registry.has(text))
      .map(({ text, span }) => shadowed(text, span, "parameter")),
    ...unknownNames(statement, lets, definitions, registry),
  ]);
  return { lets, diagnostics };
}

/** Names in a `let` that mean nothing wherever it is used. */
function unknownNames(
  { pipeline, parameters }: LetStatement,
  lets: ReadonlyMap<string, LetStatement>,
  definitions: ReadonlyMap<string, Defined>,
  registry: Registry,
): Diagnostic[] {
  const local = new Set([
    ...parameters.map((p) => p.text),
    ...labelsIn(pipeline),
  ]);
  const found: Diagnostic[] = [];
  visit(pipeline);
  return found;

  function visit({ steps }: Pipeline) {
    for (const { atom } of steps) {
      if (atom.kind === "group") {
        visit(atom.pipeline);
        continue;
      }
      const { text } = atom.name;
      const isCall = atom.brackets !== undefined;
      const isKnown = registry.has(text) || definitions.has(text) ||
        local.has(text);
      // Without brackets it may be a label or a value where the `let` is used.
      if (!isKnown && isCall) {
        found.push(unknownName(atom, registry, [...lets.keys(), ...local]));
      }
      for (const { value } of atom.arguments) {
        if (value.kind === "pipeline" && value.steps.length > 1) visit(value);
      }
    }
  }
}
