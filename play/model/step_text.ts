/**
 * Where a node of a trace stands in the text.
 *
 * @module
 */

import type { Compiled } from "../../dsl/compiler/compiler.ts";
import type { Span } from "../../dsl/diagnostics/diagnostic.ts";
import type { TraceNode } from "../../dsl/trace/trace.ts";

/**
 * The pieces of the text that a node comes from: the line that gives its numbers, and
 * its step; of a parameter the step that has it, of a gate within a formula its
 * part of the formula. None of what the text does not write, such as an input that is
 * drawn.
 */
export function textOfNode(
  { file: { statements }, origins }: Pick<Compiled, "file" | "origins">,
  { names, role }: Pick<TraceNode, "names" | "role">,
): readonly Span[] {
  const given = statements.filter(({ kind, ...each }) =>
    kind === "given" && "path" in each && names.includes(each.path.text)
  );
  const formula = statements.find((each) =>
    each.kind === "formula" && names.includes(each.name.text)
  );
  const step = formula?.span ??
    names.map((name) => originOf(name, origins)).find((each) => each);
  // Of a value in a formula its origin is the formula.
  const isOnlyGiven = role === "given" && given.length > 0;
  return [
    ...given.map(({ span }) => span),
    ...step === undefined || isOnlyGiven ? [] : [step],
  ];
}

/** Where the step of that name is, else the one that it is within. */
function originOf(name: string, origins: Compiled["origins"]) {
  for (let end = name.length; end > 0; end = name.lastIndexOf(".", end - 1)) {
    const found = origins.get(name.slice(0, end));
    if (found !== undefined) return found;
  }
  return undefined;
}
