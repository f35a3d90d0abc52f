/**
 * How a table is read, in the options of `nabla train`: what a message advises can be
 * taken as it is.
 *
 * @module
 */

import type { OptionUse } from "../../lib/base/advice.ts";
import {
  flag,
  longestName,
  names,
  oneOf,
  type Reader,
  recordOf,
  textUpTo,
  wholeUpTo,
} from "./readers.ts";

/** What is chosen; what is absent is found. */
export interface TableChoice {
  /** The columns to be predicted. */
  readonly target?: readonly string[];
  /** Those to predict from. */
  readonly inputs?: readonly string[];
  /** Those to leave out. */
  readonly without?: readonly string[];
  /** Inputs that are categories. */
  readonly classes?: readonly string[];
  /** What becomes of missing values. */
  readonly missing?: "error" | "skip" | "mean";
  /** What else means a missing value. */
  readonly missingNames?: readonly string[];
  /** Whether the first line names the columns. */
  readonly header?: boolean;
  readonly delimiter?: string;
  /** How many lines stand before the table. */
  readonly skip?: number;
  readonly comment?: string;
  readonly decimal?: "." | ",";
}

const readers: {
  readonly [Name in keyof TableChoice]-?: Reader<
    Exclude<TableChoice[Name], undefined>
  >;
} = {
  target: names,
  inputs: names,
  without: names,
  classes: names,
  missing: oneOf(["error", "skip", "mean"]),
  missingNames: names,
  header: flag,
  delimiter: textUpTo(longestName),
  skip: wholeUpTo(1e9),
  comment: textUpTo(longestName),
  decimal: oneOf([".", ","]),
};

/** Reads a choice that may be anything. */
export const readTableChoice: Reader<TableChoice> = recordOf({}, readers);

/** A choice with what a message advises; undefined where it is about something else. */
export function withAdvice(
  choice: TableChoice,
  { option, value }: OptionUse,
): TableChoice | undefined {
  if (value === undefined || !Object.hasOwn(readers, option)) return undefined;
  const isList = Array.isArray(readers[option as keyof TableChoice]([""]));
  const told = isList && typeof value === "string" ? [value] : value;
  const before = choice[option as keyof TableChoice];
  // More is left out; another target takes the place of the first.
  const isAdded = option === "without" || option === "classes" ||
    option === "missingNames";
  const all = isAdded && Array.isArray(before) && Array.isArray(told)
    ? [...new Set([...before, ...told])]
    : told;
  return readTableChoice({ ...choice, [option]: all });
}

/** The choice as options, in the order of the command line's help. */
export function optionsOf(choice: TableChoice): readonly OptionUse[] {
  return Object.keys(readers).flatMap((option) => {
    const value = choice[option as keyof TableChoice];
    return value === undefined ? [] : [{ option, value }];
  });
}
