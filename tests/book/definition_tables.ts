/** The tables of whatever has a definition: optimizers, schedules, metrics and so on. */

import { generators } from "../../lib/data/generators/generators.ts";
import type { ArgumentSpecs } from "../../lib/definition/arguments.ts";
import type { Described } from "../../lib/definition/definition.ts";
import { textName } from "../../lib/definition/names.ts";
import { initializers } from "../../lib/initializers/initializers.ts";
import { metrics } from "../../lib/metrics/metrics.ts";
import { optimizers } from "../../lib/optimizers/optimizers.ts";
import { schedules } from "../../lib/schedules/schedules.ts";
import { markdownTable } from "./page.ts";

/** The table of one kind by its name; undefined where there is no such kind. */
export function definitionTable(kind: string): string | undefined {
  switch (kind) {
    case "optimizers":
      return table(
        [...optimizers.values()],
        "learning rate",
        (each) => String(each.learningRate),
      );
    case "schedules":
      return table(inTexts([...schedules.values()]));
    case "metrics":
      return table([...metrics.values()], "of", ({ measures }) => measures);
    case "initializers":
      return table([...initializers.values()]);
    case "generators":
      return table(inTexts([...generators.values()].map((g) => g.definition)));
  }
}

/** Under the names that texts have for them. */
function inTexts<T extends Described>(all: readonly T[]): readonly T[] {
  return all.map((each) => ({ ...each, name: textName(each.name) }));
}

function table<T extends Described>(
  all: readonly T[],
  title?: string,
  cellOf?: (each: T) => string,
): string {
  const hasSettings = all.some((each) =>
    Object.keys(each.arguments).length > 0
  );
  return markdownTable(
    [
      "name",
      "what it is",
      ...title === undefined ? [] : [title],
      ...hasSettings ? ["settings (default)"] : [],
    ],
    all.map((each) => [
      `\`${each.name}\``,
      each.summary,
      ...cellOf === undefined ? [] : [cellOf(each)],
      ...hasSettings ? [settings(each.arguments)] : [],
    ]),
  );
}

function settings(specs: ArgumentSpecs): string {
  return Object.entries(specs).map(([name, spec]) => {
    const value = spec.default;
    const words = typeof value === "boolean" ? (value ? "yes" : "no") : value;
    return `\`${textName(name)}\`${words === undefined ? "" : ` (${words})`}`;
  }).join(", ");
}
