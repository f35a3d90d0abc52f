import type { Formula } from "../../lib/layer/formula.ts";
import type { GivenValue, Item } from "../../lib/layer/item.ts";
import { assemble } from "../../lib/network/assemble.ts";
import { AssemblyError } from "../../lib/network/assembly_error.ts";
import type { Network } from "../../lib/network/network.ts";
import type { Diagnostic, Span } from "../diagnostics/diagnostic.ts";
import { assemblyMistake } from "./assembly_mistakes.ts";
import type { Expanded } from "./expansion/statements.ts";

/** A network with the places of its steps in the text. */
interface Assembled {
  readonly network: Network;
  /** By the names of steps. */
  readonly origins: ReadonlyMap<string, Span>;
}

/** The network of a text's rows, or why there is none. */
export function assembleRows(
  expanded: Expanded,
  given: readonly GivenValue[],
): Assembled | { readonly diagnostic: Diagnostic } {
  const { rows, origins, formulas } = expanded;
  const itemOf = new Map<number, Item>();
  const formulaOf = new Map<number, Formula>();
  try {
    const network = assemble(rows.map(({ items }) => items), {
      given,
      onValue(value, item, formula) {
        itemOf.set(value, item);
        if (formula !== undefined) formulaOf.set(value, formula);
      },
    });
    const spans = new Map<string, Span>();
    for (const [value, item] of itemOf) {
      const formula = formulaOf.get(value);
      const isOwn = item.kind === "formula" && item.function === undefined;
      const span = (isOwn && formula && formulas.get(formula)?.span) ||
        origins.get(item)?.span;
      if (span !== undefined) spans.set(network.values[value].name, span);
    }
    return { network, origins: spans };
  } catch (error) {
    if (!(error instanceof AssemblyError)) throw error;
    const failed = { ...expanded, error, itemOf, formulaOf };
    return { diagnostic: assemblyMistake(failed) };
  }
}
