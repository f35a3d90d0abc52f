import { NablaError } from "../../base/nabla_error.ts";
import type { Cell } from "../tables/table.ts";

/** How missing values are treated. */
export interface MissingOptions {
  /**
   * `error`: a missing value is a mistake; `skip` leaves the line out; `mean` takes
   * the mean of the feature, and a missing target is a mistake. Default: `error`.
   */
  readonly missing?: "error" | "skip" | "mean";
  /**
   * The texts that mean a missing value, blanks around them allowed, as `null` of
   * JSON always does. Default: {@linkcode missingNames}.
   */
  readonly missingNames?: readonly string[];
}

/** The texts that mean a missing value by default. */
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

export interface MissingRule {
  readonly action: "error" | "skip" | "mean";
  isMissing(cell: Cell): boolean;
}

/** @throws {NablaError} if `missing` is not one of the three. */
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
