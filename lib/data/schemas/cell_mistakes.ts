import { say } from "../../../words/say.ts";
import { type Advice, advise } from "../../base/advice.ts";
import { DataError } from "../../bytes/data_error.ts";
import type { DecimalMark } from "../tables/decimal_marks.ts";
import { wordFor } from "../tables/header.ts";
import {
  type Cell,
  formatCell,
  formatNames,
  type Table,
} from "../tables/table.ts";
import { type MissingOptions, namingMissing, skipped } from "./missing.ts";
import { maxCategories, maxLabel } from "./schema.ts";

/** A cell that cannot be used. */
export interface CellMistake {
  readonly line: number;
  readonly column: string;
  /** The index of the column in a row. */
  readonly position: number;
  readonly role: "input" | "target";
  /** What it is: a missing value, a text in place of a number, a whole number of too many digits, a category that is not known, or another. */
  readonly kind: "missing" | "text" | "digits" | "label" | "other";
  readonly cell: Cell;
  /** What is wrong. */
  problem(): string;
}

/** Takes mistakes; reading goes on where it returns. */
export type MistakeReporter = (mistake: CellMistake) => void;

/** The error of a mistake in data whose columns are known: they are neither left out nor taken otherwise. */
export function knownColumnsError(
  { name: file, columns, decimal, writing }: Table,
  { line, column, position, role, kind, cell, problem }: CellMistake,
  given: MissingOptions,
  isFirst: boolean,
): DataError {
  const help: Record<CellMistake["kind"], Advice | undefined> = {
    missing: missingHelp(role),
    text: numberHelp(cell, decimal) ?? namesHelp(cell, given),
    digits: undefined,
    label: role === "input" ? unknownHelp() : undefined,
    other: undefined,
  };
  const mayBeName = isFirst && writing?.header === false &&
    (kind === "text" || kind === "label");
  const place = column === "" ? wordFor(columns, position) : column;
  return new DataError(
    { file, line, column: place },
    problem(),
    mayBeName ? headerHelp() : help[kind],
  );
}

function headerHelp(): Advice {
  return advise(
    "If the first line names the columns, say so with {header}.",
    { header: { option: "header", value: true } },
  );
}

function unknownHelp(): Advice {
  return advise(
    "Leave such lines out with {skip}, or take such a category as none of the known with {zero}.",
    {
      skip: { option: "unknown", value: "skip" },
      zero: { option: "unknown", value: "zero" },
    },
  );
}

/** What helps with missing values; a target has no mean. */
export function missingHelp(role: CellMistake["role"]): Advice {
  return role === "target" ? skipHelp() : advise(
    "Leave such lines out with {skip}, or take the mean of the others with {mean}.",
    { skip: skipped, mean: { option: "missing", value: "mean" } },
  );
}

export function skipHelp(): Advice {
  return advise("Leave such lines out with {option}.", { option: skipped });
}

/** What helps with a number that has a comma, or a point where commas stand before fractions. */
export function numberHelp(
  cell: Cell,
  decimal?: DecimalMark,
): Advice | undefined {
  const text = String(cell).trim();
  if (decimal === "," && /^[+-]?\d*\.\d+$/.test(text)) {
    return advise(
      "If the point stands before a fraction, say so with {point}.",
      { point },
    );
  }
  if (!/^[+-]?\d[\d.]*,\d+$/.test(text)) return undefined;
  return /^[+-]?[1-9]\d{0,2},\d{3}$/.test(text)
    ? advise(
      "If the comma stands before a fraction, say so with {comma}; if it groups thousands, with {point}.",
      { comma, point },
    )
    : advise(
      "If the comma stands before a fraction, say so with {comma}.",
      { comma },
    );
}

const point = { option: "decimal", value: "." } as const;
const comma = { option: "decimal", value: "," } as const;

/** What helps with a text among numbers. */
export function namesHelp(
  cell: Cell,
  given: MissingOptions,
): Advice | undefined {
  const text = String(cell).trim();
  if (typeof cell !== "string" || text.length > 20) return undefined;
  return advise("If it stands for a missing value, say so with {options}.", {
    options: namingMissing([text], given),
  });
}

/** What is wrong with a category. */
export function labelProblem(
  cell: Cell,
  role: "input" | "target",
  known: readonly string[],
): string {
  const what = say(role === "input" ? "category" : "class");
  if (typeof cell === "object") {
    return say("a {what} must be a text: found {found}", {
      what,
      found: formatCell(cell),
    });
  }
  const { length } = `${cell}`;
  if (length > maxLabel) {
    return say("a {what} must have at most {most} characters: found {found}", {
      what,
      most: maxLabel,
      found: length,
    });
  }
  if (known.length === maxCategories) {
    return say(
      "a column must have at most {most} categories: found another",
      { most: maxCategories },
    );
  }
  return say("a {what} must be one of {names}: found {found}", {
    what,
    names: formatNames(known),
    found: formatCell(cell),
  });
}
