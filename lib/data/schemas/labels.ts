import { owned } from "../../bytes/text.ts";
import { decimal } from "../tables/decimal.ts";
import type { Cell } from "../tables/table.ts";
import { maxCategories, maxLabel } from "./schema.ts";

/**
 * Texts numbered from 0: the categories of a column. Blanks around a text are none of
 * it; texts that differ otherwise are different categories, as 1 and 1.0.
 */
export interface Labels {
  readonly list: readonly string[];
  /** The number of what a cell says; −1 if it is not in the list and cannot be added. */
  indexOf(cell: Cell): number;
  /** Those that were seen with blanks around them and without. */
  padded?(): readonly string[];
}

/** The categories of a schema. */
export function closedLabels(categories: readonly string[]): Labels {
  const numbers = new Map(categories.map((text, i) => [text, i]));
  return {
    list: categories,
    indexOf(cell) {
      const label = String(cell);
      return numbers.get(label) ?? numbers.get(label.trim()) ?? -1;
    },
  };
}

/** Labels to which each new text is added, up to {@linkcode maxCategories}. */
export function openLabels(): Labels {
  const list: string[] = [];
  const numbers = new Map<string, number>();
  const bare = new Set<number>();
  const padded = new Set<number>();

  function add(label: string): number {
    const text = owned(label);
    if (list.length === maxCategories || text.length > maxLabel) return -1;
    numbers.set(text, list.length);
    return list.push(text) - 1;
  }

  return {
    list,
    indexOf(cell) {
      const label = String(cell);
      const text = label.trim();
      const number = numbers.get(text) ?? add(text);
      (label === text ? bare : padded).add(number);
      return number;
    },
    padded: () => list.filter((_, i) => bare.has(i) && padded.has(i)),
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
  const seen = [...labels.keys()].filter((i) => counts[i]);
  const sizes = labels.map(decimal);
  const areNumbers = seen.every((i) => Number.isFinite(sizes[i]));
  seen.sort((a, b) =>
    (areNumbers ? sizes[a] - sizes[b] : 0) || (labels[a] < labels[b] ? -1 : 1)
  );
  return {
    list: seen.map((i) => labels[i]),
    counts: seen.map((i) => counts[i]),
  };
}
