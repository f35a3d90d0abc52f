import {
  type Diagnostic,
  diagnostic,
  quoted,
} from "../diagnostics/diagnostic.ts";
import type { LetStatement, Pipeline } from "../syntax/ast.ts";
import type { Registry } from "../syntax/registry.ts";
import { labelsIn, shadowed, unknownName } from "./calls/names.ts";

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
  registry: Registry,
): CollectedLets {
  const lets = new Map(libraries.map((each) => [each.name.text, each]));
  const seen = new Map<string, LetStatement>();
  const diagnostics: Diagnostic[] = [];
  for (const statement of own) {
    const { name, parameters } = statement;
    if (registry.has(name.text)) {
      diagnostics.push(shadowed(name.text, name.span, "`let`"));
    }
    for (const parameter of parameters) {
      if (registry.has(parameter.text)) {
        diagnostics.push(shadowed(parameter.text, parameter.span, "parameter"));
      }
    }
    const earlier = seen.get(name.text);
    if (earlier !== undefined) {
      diagnostics.push(
        diagnostic("E127", `${quoted(name.text)} is defined twice`, name.span, {
          label: "defined again here",
          secondary: [{ span: earlier.name.span, text: "first defined here" }],
          helps: [{
            text: "give it another name",
            edit: { span: name.span, text: `${name.text}_2` },
          }],
        }),
      );
    }
    seen.set(name.text, statement);
    lets.set(name.text, statement);
  }
  for (const statement of own) {
    diagnostics.push(...unknownNames(statement, lets, registry));
  }
  return { lets, diagnostics };
}

/** Names in a `let` that mean nothing wherever it is used. */
function unknownNames(
  { pipeline, parameters }: LetStatement,
  lets: ReadonlyMap<string, LetStatement>,
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
      const isKnown = registry.has(text) || lets.has(text) || local.has(text);
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
