/** The tables of whatever has a definition: optimizers, schedules, metrics and so on. */

import { generators } from "../../lib/data/generators/generators.ts";
import type { ArgumentSpecs } from "../../lib/definition/arguments.ts";
import type { Described } from "../../lib/definition/definition.ts";
import { textName } from "../../lib/definition/names.ts";
import { initializers } from "../../lib/initializers/initializers.ts";
import { createLayer } from "../../lib/layer/define_layer.ts";
import {
  predictionTraits,
  type TargetKind,
  targetKinds,
} from "../../lib/layer/loss_table.ts";
import { builtins } from "../../lib/layers/builtins.ts";
import { formatLayer } from "../../dsl/syntax/printing/printer.ts";
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
    case "losses":
      return lossTable();
    case "generators":
      return table(inTexts([...generators.values()].map((g) => g.definition)));
  }
}

/** What each loss takes, a line for each way to call it that takes something else. */
function lossTable(): string {
  const rows = new Map<string, readonly string[]>();
  for (const { definition } of builtins) {
    for (const { arguments: given, inputs } of definition.examples) {
      const layer = createLayer(definition, given);
      if (layer.loss === undefined) continue;
      const { takes, targets } = layer.loss;
      const { words } = predictionTraits(takes);
      const key = `${definition.name} ${words}`;
      const kinds = targets(inputs[0]).map(({ kind }) => kind);
      const before = rows.get(key);
      const all = targetWords(kinds);
      if (before !== undefined && before[2].length >= all.length) continue;
      rows.set(key, [before?.[0] ?? `\`${formatLayer(layer)}\``, words, all]);
    }
  }
  return markdownTable(["loss", "the prediction", "a target"], [
    ...rows.values(),
  ]);
}

function targetWords(kinds: readonly TargetKind[]): string {
  return kinds.map((kind) => targetKinds[kind].words).join("; or ");
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
