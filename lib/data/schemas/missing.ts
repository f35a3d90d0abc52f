import { say } from "../../../words/say.ts";
import { type Advice, advise } from "../../base/advice.ts";
import { NablaError } from "../../base/nabla_error.ts";
import { decimal } from "../tables/decimal.ts";
import type { Cell } from "../tables/table.ts";

/** How missing values are treated. */
export interface MissingOptions {
  /**
   * `error`: a missing value is a mistake; `skip` leaves the line out; `mean` takes
   * the mean of the feature, and a missing target is a mistake. Default: `error`.
   */
  readonly missing?: "error" | "skip" | "mean" | undefined;
  /**
   * The texts that mean a missing value, blanks around them allowed, as `null` of
   * JSON always does. A number means it in any notation. Default:
   * {@linkcode missingNames}.
   */
  readonly missingNames?: readonly string[] | undefined;
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

/**
 * The options with which texts mean a missing value as well, beside what is given: a
 * list is written whole, and what is given already is not told again.
 */
export function namingMissing(
  texts: readonly string[],
  { missing = "error", missingNames: given = [] }: MissingOptions,
): Advice {
  const own = given.filter((name) => !missingNames.includes(name));
  const names = {
    option: "missingNames",
    value: [...new Set([...own, ...texts])],
  };
  return missing !== "error"
    ? [names]
    : advise("{names} and {missing}", { names, missing: skipped });
}

/** Lines with missing values are left out. */
export const skipped = { option: "missing", value: "skip" } as const;

const actions = ["error", "skip", "mean"] as const;

type MissingAction = typeof actions[number];

/** Whether a word says how missing values are treated. */
export function isMissingAction(word: unknown): word is MissingAction {
  return actions.some((each) => each === word);
}

export interface MissingRule {
  readonly action: MissingAction;
  /** Whether a number can mean a missing value. */
  readonly hasNumbers: boolean;
  isMissing(cell: Cell): boolean;
}

/** @throws {NablaError} if `missing` is not one of the three. */
export function missingRule(options: MissingOptions): MissingRule {
  const { missing: action = "error" } = options;
  if (!isMissingAction(action)) {
    throw new NablaError("choice", {
      action: say("read data"),
      name: "missing",
      choices: actions,
      found: action,
    });
  }
  const names = new Set(options.missingNames ?? missingNames);
  const numbers = new Set([...names].map(decimal).filter(isExact));
  const hasNumbers = numbers.size > 0;
  return {
    action,
    hasNumbers,
    isMissing: (cell) =>
      cell === null ||
      (typeof cell === "string" && names.has(cell.trim())) ||
      (hasNumbers && typeof cell !== "object" && typeof cell !== "boolean" &&
        numbers.has(typeof cell === "number" ? cell : decimal(cell))),
  };
}

/** Whether no other whole number is rounded to it. */
function isExact(number: number): boolean {
  return Math.abs(number) < 2 ** 53;
}
