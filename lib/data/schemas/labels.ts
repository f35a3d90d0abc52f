import { owned } from "../../bytes/text.ts";
import { decimal } from "../tables/decimal.ts";
import type { Cell } from "../tables/table.ts";
import { maxCategories, maxLabel } from "./schema.ts";

/** Texts numbered from 0: the categories of a column. */
export interface Labels {
  readonly list: readonly string[];
  /** The number of what a cell says; −1 if it is not in the list and cannot be added. */
  indexOf(cell: Cell): number;
}

/** The categories of a schema. A number is the same in any notation: 1 and 1.0. */
export function closedLabels(categories: readonly string[]): Labels {
  const numbers = new Map(categories.map((text, i) => [text, i]));
  return {
    list: categories,
    indexOf(cell) {
      const label = String(cell);
      const known = numbers.get(label) ?? numbers.get(label.trim());
      return known ?? numbers.get(canonical(label)) ?? -1;
    },
  };
}

/** Labels to which each new text is added, up to {@linkcode maxCategories}. */
export function openLabels(): Labels {
  const list: string[] = [];
  const numbers = new Map<string, number>();
  return {
    list,
    indexOf(cell) {
      const label = String(cell);
      const known = numbers.get(label) ?? numbers.get(label.trim());
      if (known !== undefined) return known;
      const text = owned(label.trim());
      if (list.length === maxCategories || text.length > maxLabel) return -1;
      numbers.set(text, list.length);
      return list.push(text) - 1;
    },
  };
}

/** Sorted categories with how often each was seen. */
export interface Categories {
  readonly list: readonly string[];
  readonly counts: readonly number[];
}

/**
 * The labels that were seen, sorted: by size if all are numbers, otherwise by their
 * code units.
 */
export function categoriesOf(
  labels: readonly string[],
  counts: readonly number[],
): Categories {
  const seen = labels.filter((_, i) => counts[i]);
  const areNumbers = seen.every((label) => Number.isFinite(decimal(label)));
  const totals = new Map<string, number>();
  for (const [i, label] of labels.entries()) {
    if (!counts[i]) continue;
    const name = areNumbers ? canonical(label) : label;
    totals.set(name, (totals.get(name) ?? 0) + counts[i]);
  }
  const list = [...totals.keys()];
  if (areNumbers) list.sort((a, b) => Number(a) - Number(b));
  else list.sort();
  return { list, counts: list.map((name) => totals.get(name) ?? 0) };
}

/** A number in its usual notation; other texts as they are. */
function canonical(label: string): string {
  const number = decimal(label);
  return Number.isFinite(number) ? `${number}` : label;
}
