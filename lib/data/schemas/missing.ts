/**
 * Values that are missing.
 *
 * @module
 */

import { NablaError } from "../../base/nabla_error.ts";
import type { Cell } from "../tables/table.ts";

/** What is done about missing values. */
export interface MissingOptions {
  /**
   * `error`, unless told otherwise, takes a missing value for a mistake; `skip`
   * leaves the line out; `mean` takes the mean of the feature, where it is a target
   * it is a mistake still.
   */
  readonly missing?: "error" | "skip" | "mean";
  /**
   * The texts that stand for a missing value, with blanks around them or not;
   * {@linkcode missingNames} unless told otherwise. `null` of JSON always does.
   */
  readonly missingNames?: readonly string[];
}

/** The texts that stand for a missing value unless told otherwise. */
export const missingNames: readonly string[] = [
  "",
  "?",
  "NA",
  "N/A",
  "n/a",
  "<NA>",
  "#N/A",
  "NaN",
  "nan",
  "NULL",
  "null",
];

/** The options, read. */
export interface MissingRule {
  /** What is done. */
  readonly action: "error" | "skip" | "mean";
  /** Whether a cell has no value. */
  isMissing(cell: Cell): boolean;
}

/** @throws {NablaError} if there is no such thing to do. */
export function missingRule(options: MissingOptions): MissingRule {
  const { missing: action = "error" } = options;
  const choices = ["error", "skip", "mean"];
  if (!choices.includes(action)) {
    throw new NablaError("choice", {
      action: "read data",
      name: "missing",
      choices,
      found: action,
    });
  }
  const names = new Set(options.missingNames ?? missingNames);
  return {
    action,
    isMissing: (cell) =>
      cell === null || (typeof cell === "string" && names.has(cell.trim())),
  };
}
