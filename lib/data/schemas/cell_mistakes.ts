/**
 * What is wrong with a cell, and what helps.
 *
 * @module
 */

import { type Cell, formatCell, formatNames } from "../tables/table.ts";
import { maxCategories, maxLabel } from "./schema.ts";

/** The words of a mistake. */
export type CellMistake = readonly [message: string, help?: string];

/** What is wrong with a text that is no number, and what helps. */
export function notNumber(
  cell: Cell,
  name: string,
  role: "input" | "target",
): CellMistake {
  const found = `found ${formatCell(cell)}`;
  const quoted = formatCell(name);
  if (typeof cell === "string" && /^\s*[+-]?\d+,\d+\s*$/.test(cell)) {
    return [
      `${
        role === "input" ? "an input" : "a target"
      } must be a number: ${found}`,
      "Write numbers with a decimal point, not a comma.",
    ];
  }
  return role === "input"
    ? [
      `an input must be a number: ${found}`,
      `Leave the column out with without: [${quoted}], or take its texts as categories with classes: [${quoted}].`,
    ]
    : [
      `a target must be a number: ${found}`,
      'Take its texts as classes with targetKind: "class".',
    ];
}

/** What is wrong with a text that is no category. */
export function notLabel(
  cell: Cell,
  role: "input" | "target",
  known: readonly string[],
): CellMistake {
  const what = role === "input" ? "category" : "class";
  if (typeof cell === "object") {
    return [`a ${what} must be a text: found ${formatCell(cell)}`];
  }
  if (`${cell}`.length > maxLabel) {
    return [
      `a ${what} must have at most ${maxLabel} characters: this one has ${
        `${cell}`.length
      }`,
    ];
  }
  return known.length < maxCategories
    ? [
      `a ${what} must be one of ${formatNames(known)}: found ${
        formatCell(cell)
      }`,
    ]
    : [`a column must have at most ${maxCategories} categories: found another`];
}
