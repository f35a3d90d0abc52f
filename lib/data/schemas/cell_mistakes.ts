import type { Advice } from "../../base/advice.ts";
import { type Cell, formatCell, formatNames } from "../tables/table.ts";
import { maxCategories, maxLabel } from "./schema.ts";

/** What is wrong with a cell, and a way out. */
type CellMistake = readonly [problem: string, help?: Advice];

export function notNumber(
  cell: Cell,
  name: string,
  role: "input" | "target",
): CellMistake {
  const what = role === "input" ? "an input" : "a target";
  const problem = `${what} must be a number: found ${formatCell(cell)}`;
  if (typeof cell === "string" && /^\s*[+-]?\d+,\d+\s*$/.test(cell)) {
    return [problem, "Write numbers with a decimal point, not a comma."];
  }
  return role === "input"
    ? [
      problem,
      [
        "Leave the column out with ",
        { option: "without", value: [name] },
        ", or take its texts as categories with ",
        { option: "classes", value: [name] },
        ".",
      ],
    ]
    : [
      problem,
      [
        "Take its texts as classes with ",
        { option: "targetKind", value: "class" },
        ".",
      ],
    ];
}

export function notLabel(
  cell: Cell,
  role: "input" | "target",
  known: readonly string[],
): CellMistake {
  const what = role === "input" ? "category" : "class";
  if (typeof cell === "object") {
    return [`a ${what} must be a text: found ${formatCell(cell)}`];
  }
  const { length } = `${cell}`;
  if (length > maxLabel) {
    return [
      `a ${what} must have at most ${maxLabel} characters: found ${length}`,
    ];
  }
  if (known.length === maxCategories) {
    return [
      `a column must have at most ${maxCategories} categories: found another`,
    ];
  }
  const names = formatNames(known);
  return [`a ${what} must be one of ${names}: found ${formatCell(cell)}`];
}
