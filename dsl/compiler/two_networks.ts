import { namesInFormula } from "../../lib/layer/formula.ts";
import { type Item, nameOfInput } from "../../lib/layer/item.ts";
import { declaresInput } from "../../lib/network/rows.ts";
import { type Diagnostic, diagnostic } from "../diagnostics/diagnostic.ts";
import { isAutomatic } from "./formulas/named_values.ts";
import type { Expanded, StatementRow } from "./expansion/statements.ts";

/** In a text without a loss, the pipeline behind one that nothing can use. */
export function rowAfterLooseOne(expanded: Expanded): StatementRow | undefined {
  const { rows } = expanded;
  if (rows.some(({ items }) => lossOf(items) !== undefined)) return undefined;
  const used = new Set<string>();
  for (const { items } of rows) collectNames(items, used);
  // A formula may use any step by its automatic name.
  if ([...used].some((name) => isAutomatic(name.split(".")[0], expanded))) {
    return undefined;
  }
  const loose = rows.findIndex((row, i) =>
    i < rows.length - 1 && row.statement.kind === "network" &&
    !declaresInput(row.items, rows) && !gives(row.items, used)
  );
  return loose < 0 ? undefined : rows[loose + 1];
}

/** Whether one of the names is of something in these items. */
function gives(items: readonly Item[], names: ReadonlySet<string>): boolean {
  return items.some((item) => {
    const { label = item.kind === "input" ? nameOfInput : "" } = item;
    if (names.has(label)) return true;
    if (item.kind === "group") return gives(item.items, names);
    return item.kind === "merge" &&
      item.branches.some((branch) => gives(branch, names));
  });
}

/** The loss that items end with, also within a group or the use of a `let`. */
export function lossOf(items: readonly Item[]): Item | undefined {
  let last = items.at(-1);
  while (last?.kind === "group") last = last.items.at(-1);
  return last?.kind === "layer" && last.layer.loss !== undefined
    ? last
    : undefined;
}

/** The names of values that items use. */
function collectNames(items: readonly Item[], names: Set<string>) {
  for (const item of items) {
    switch (item.kind) {
      case "reference":
        names.add(item.name);
        break;
      case "same":
        names.add(item.of);
        break;
      case "merge":
        for (const branch of item.branches) collectNames(branch, names);
        break;
      case "group":
        collectNames(item.items, names);
        break;
      case "formula":
        if (item.function !== undefined) break;
        for (const name of namesInFormula(item.formula)) names.add(name);
    }
  }
}

/** Nothing uses what the pipeline before gives. */
export function secondNetwork(
  { rows }: Expanded,
  { statement, items: [first] }: StatementRow,
): Diagnostic {
  const { start } = statement.span;
  const before = rows.findLast((row) =>
    row.statement.span.end <= start && row.statement.kind === "network" &&
    !declaresInput(row.items, rows)
  );
  if (before !== undefined && isNamelessInput(before, rows)) {
    return diagnostic(
      "E020",
      "there are two networks in the text",
      before.statement.span,
      {
        label: "an input among several needs a label",
        secondary: [{ span: statement.span, text: "the other network" }],
        helps: [{
          text: "label it, as in `a: input(…)`, and begin a pipeline with `a`",
        }],
      },
    );
  }
  return diagnostic(
    "E020",
    "there are two networks in the text",
    statement.span,
    {
      label: "a second network",
      secondary: before === undefined
        ? []
        : [{ span: before.statement.span, text: "the first one" }],
      helps: [
        statement.kind === "network" && first?.kind !== "reference"
          ? {
            text: "join them with an arrow",
            edit: { span: { start, end: start }, text: "-> " },
          }
          : { text: "label the end of the first, and write the label here" },
      ],
    },
  );
}

/** `input(4)` beside `words: input(3)` */
export function isNamelessInput(
  { items: [first, ...others] }: StatementRow,
  rows: readonly StatementRow[],
): boolean {
  return first?.kind === "input" && first.label === undefined &&
    others.length === 0 && rows.some((row) => declaresInput(row.items, rows));
}
