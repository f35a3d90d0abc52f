import { formatCount, plural } from "../../../../lib/base/words.ts";
import { textName } from "../../../../lib/definition/names.ts";
import type { DividedData } from "../../../../lib/fitting/prepared_data.ts";
import type { PlannedTraining } from "./train_plan.ts";

/** A line for what was left out, and one for what is learned from. */
export function dataWords(
  name: string,
  { examples, validation, schema, skipped = 0 }: DividedData,
): string[] {
  const lines = skipped === 0 ? [] : [
    `${plural(skipped, "line")} with missing values ${
      skipped === 1 ? "was" : "were"
    } left out`,
  ];
  const counts = plural(examples.length, "example") +
    (validation ? ` and ${formatCount(validation.length)} for validation` : "");
  const targets = schema === undefined ? "" : `; ${targetWords(schema)}`;
  return [...lines, `${name}: ${counts}${targets}`];
}

/** A line on the optimizer, where it is another than usual and nobody asked for it. */
export function optimizerWords(
  { choice: { settings }, optimizer }: PlannedTraining,
): string[] {
  return settings.optimizer === undefined && optimizer.takesAll === true
    ? [
      `these are least squares: the optimizer is ${
        textName(optimizer.name)
      }, with all examples in each step`,
    ]
    : [];
}

function targetWords(
  { targets }: NonNullable<DividedData["schema"]>,
): string {
  const names = targets.map(({ name }) => name).join(", ");
  const { categories } = targets[0];
  if (categories === undefined) return `the target is ${names}`;
  const [first] = categories;
  if (categories.length === 1) {
    return `the target ${names} is always ${first}, so there is nothing to learn`;
  }
  if (categories.length > 6) {
    const shown = categories.slice(0, 6).join(", ");
    return `the target ${names} is one of ${categories.length}: ${shown} …`;
  }
  const all = categories.join(", ").replace(/, ([^,]*)$/, " or $1");
  return `the target ${names} is ${all}`;
}
