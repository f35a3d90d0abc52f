import type { Item } from "../../../lib/layer/item.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import type {
  FunctionStatement,
  LetStatement,
  Statement,
} from "../../syntax/ast.ts";
import type { Registry } from "../../syntax/registry.ts";
import { collectDefinitions } from "../calls/definitions.ts";
import { labelsIn } from "../calls/names.ts";
import { expandRow } from "./expand.ts";
import { type Expansion, reporter } from "./expansion.ts";
import type { FormulaScope, ReadFunction } from "../formulas/scope.ts";
import { readFormula } from "../formulas/formulas.ts";
import { readClaim, type WrittenClaim } from "../formulas/claims.ts";
import { readFunction } from "../formulas/functions.ts";
import { collectLets } from "./lets.ts";

/** A pipeline or a formula of a text, as items. */
export interface StatementRow {
  readonly statement: Statement;
  readonly items: readonly Item[];
}

/** What the statements of a text come to. */
export interface Expanded extends Expansion {
  readonly rows: readonly StatementRow[];
  readonly claims: readonly WrittenClaim[];
}

/**
 * Reads the statements in order; every mistake is reported.
 *
 * @param open where formulas may use names that the text does not have: those that
 * are known.
 */
export function expandStatements(
  text: string,
  statements: readonly Statement[],
  library: readonly Statement[],
  registry: Registry,
  open?: ReadonlySet<string>,
): Expanded {
  const collected = collectDefinitions(statements, library, registry);
  const { definitions } = collected;
  const diagnostics: Diagnostic[] = [...collected.diagnostics];
  const functions = new Map<string, ReadFunction>();
  const formulas: Expansion["formulas"] = new Map();
  const rows: StatementRow[] = [];
  const claims: WrittenClaim[] = [];

  const isLet = (each: Statement): each is LetStatement => each.kind === "let";
  const own = collectLets(
    statements.filter(isLet),
    library.filter(isLet),
    definitions,
    registry,
  );
  diagnostics.push(...own.diagnostics);
  const expansion: Expansion = {
    text,
    registry,
    lets: own.lets,
    definitions,
    functions,
    origins: new Map(),
    formulas,
    open,
    diagnostics,
    count: 0,
    isOver: false,
  };
  readLibrary(library, expansion);
  const labels = new Set<string>();
  for (const [index, statement] of statements.entries()) {
    const report = reporter(expansion);
    const scope = { ...expansion, origins: formulas, statement, index, report };
    if (statement.kind === "network") {
      for (const label of labelsIn(statement.pipeline)) labels.add(label);
      const items = expandRow(statement.pipeline, {
        expansion,
        statement,
        index,
        environment: new Map(),
        labels,
        inner: new Set(),
        trail: [],
        uses: [],
      });
      rows.push({ statement, items });
    } else if (statement.kind === "formula") {
      const { name, expression, span } = statement;
      const formula = readFormula(expression, scope);
      labels.add(name.text);
      if (formula === undefined) continue;
      const item: Item = { kind: "formula", formula, label: name.text };
      expansion.origins.set(item, {
        span,
        body: expression.span,
        name: expression.span,
        label: name.span,
        uses: [],
      });
      rows.push({ statement, items: [item] });
    } else if (statement.kind === "function") {
      takeFunction(statement, scope, functions, claims);
    }
  }
  return { ...expansion, rows, claims };
}

/** The functions of libraries, which see one another only. */
function readLibrary(library: readonly Statement[], expansion: Expansion) {
  const { registry, functions, formulas } = expansion;
  const { definitions } = collectDefinitions([], library, registry);
  const claims: WrittenClaim[] = [];
  for (const [i, statement] of library.entries()) {
    if (statement.kind !== "function") continue;
    const scope: FormulaScope = {
      ...expansion,
      definitions,
      origins: formulas,
      statement,
      index: i - library.length,
      report: reporter(expansion),
    };
    takeFunction(statement, scope, functions, claims);
  }
}

function takeFunction(
  statement: FunctionStatement,
  scope: FormulaScope,
  functions: Map<string, ReadFunction>,
  claims: WrittenClaim[],
) {
  if (statement.isClaim) {
    const claim = readClaim(statement, claims, scope);
    if (claim !== undefined) claims.push(claim);
    return;
  }
  functions.set(statement.name.text, readFunction(statement, scope));
}
