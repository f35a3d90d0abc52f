import { formatCount, list, plural } from "../../../../lib/base/words.ts";
import { textName } from "../../../../lib/definition/names.ts";
import type { DividedData } from "../../../../lib/fitting/prepared_data.ts";
import type { PlannedTraining } from "./train_plan.ts";

/** A line for what was left out, and one for what is learned from. */
export function dataWords(
  name: string,
  { examples, validation, schema, labels, skipped = 0 }: DividedData,
): string[] {
  const lines = skipped === 0 ? [] : [
    `${plural(skipped, "line")} with missing values ${
      skipped === 1 ? "was" : "were"
    } left out`,
  ];
  const counts = plural(examples.length, "example") +
    (validation ? ` and ${formatCount(validation.length)} for validation` : "");
  const targets = schema !== undefined
    ? `; ${targetWords(schema)}`
    : labels !== undefined
    ? `; the target is ${categoryWords(labels.map(String))}`
    : "";
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
  if (targets.length > 1) return severalWords(targets, names);
  const { categories } = targets[0];
  if (categories === undefined) return `the target is ${names}`;
  const [first] = categories;
  if (categories.length === 1) {
    return `the target ${names} is always ${first}, so there is nothing to learn`;
  }
  return `the target ${names} is ${categoryWords(categories)}`;
}

/** Categories in their order, and which classes they are if they have other numbers for names. */
function categoryWords(categories: readonly string[]): string {
  const { length } = categories;
  const words = length > 6
    ? `one of ${length}: ${categories.slice(0, 6).join(", ")} …`
    : list(categories, "or");
  const isMapped = categories.every((name) => !Number.isNaN(Number(name))) &&
    categories.some((name, i) => name !== String(i));
  if (!isMapped) return words;
  return `${words}, as class ${
    length > 6
      ? `0 to ${length - 1}`
      : list(categories.map((_, i) => `${i}`), "and")
  }`;
}

function severalWords(
  targets: NonNullable<DividedData["schema"]>["targets"],
  names: string,
): string {
  const pairs = targets.flatMap(({ name, categories }) =>
    categories === undefined ? [] : [`${name} is ${list(categories, "or")}`]
  );
  return `the targets are ${names}${
    pairs.length === 0
      ? ""
      : `: ${pairs.slice(0, 6).join("; ")}${pairs.length > 6 ? " …" : ""}`
  }`;
}
