/**
 * What is wrong with a cell, and what helps.
 *
 * @module
 */

import type { Advice } from "../../base/advice.ts";
import { type Cell, formatCell, formatNames } from "../tables/table.ts";
import { maxCategories, maxLabel } from "./schema.ts";

/** The words of a mistake. */
export type CellMistake = readonly [problem: string, help?: Advice];

/** What is wrong with a text that is no number, and what helps. */
export function notNumber(
  cell: Cell,
  name: string,
  role: "input" | "target",
): CellMistake {
  const found = `found ${formatCell(cell)}`;
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
      [
        "Leave the column out with ",
        { option: "without", value: [name] },
        ", or take its texts as categories with ",
        { option: "classes", value: [name] },
        ".",
      ],
    ]
    : [
      `a target must be a number: ${found}`,
      [
        "Take its texts as classes with ",
        { option: "targetKind", value: "class" },
        ".",
      ],
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
      `a ${what} must have at most ${maxLabel} characters: found ${
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
