/**
 * Texts that are numbered: the categories of a column.
 *
 * @module
 */

import { owned } from "../../bytes/text.ts";
import { decimal } from "../tables/decimal.ts";
import type { Cell } from "../tables/table.ts";
import { maxCategories, maxLabel } from "./schema.ts";

/** Texts with their numbers, from 0. */
export interface Labels {
  /** They, in order. */
  readonly list: readonly string[];
  /** The number of what a cell says; −1 where it is not among them and cannot be. */
  indexOf(cell: Cell): number;
}

/** The categories of a schema. A number is the same however it is written: 1 and 1.0. */
export function closedLabels(categories: readonly string[]): Labels {
  const numbers = new Map(categories.map((text, i) => [text, i]));
  return {
    list: categories,
    indexOf(cell) {
      const label = labelOf(cell);
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
      const label = labelOf(cell);
      const known = numbers.get(label) ?? numbers.get(label.trim());
      if (known !== undefined) return known;
      const text = owned(label.trim());
      if (list.length === maxCategories || text.length > maxLabel) return -1;
      numbers.set(text, list.length);
      return list.push(text) - 1;
    },
  };
}

/** Categories with how often each was seen. */
export interface Categories {
  /** They, sorted. */
  readonly list: readonly string[];
  /** How often each was seen. */
  readonly counts: readonly number[];
}

/**
 * The categories among labels that were seen: numbers by size, where all are
 * numbers, or else texts by their code units.
 */
export function categoriesOf(
  labels: readonly string[],
  counts: readonly number[],
): Categories {
  const seen = labels.filter((_, i) => (counts[i] ?? 0) > 0);
  const areNumbers = seen.every((label) => Number.isFinite(decimal(label)));
  const totals = new Map<string, number>();
  for (const [i, label] of labels.entries()) {
    const count = counts[i] ?? 0;
    if (count === 0) continue;
    const name = areNumbers ? canonical(label) : label;
    totals.set(name, (totals.get(name) ?? 0) + count);
  }
  const list = [...totals.keys()];
  if (areNumbers) list.sort((a, b) => Number(a) - Number(b));
  else list.sort();
  return { list, counts: list.map((name) => totals.get(name) ?? 0) };
}

function labelOf(cell: Cell): string {
  return typeof cell === "string" ? cell : String(cell);
}

/** A number as it is usually written; other texts as they are. */
function canonical(label: string): string {
  const number = decimal(label);
  return Number.isFinite(number) ? `${number}` : label;
}
