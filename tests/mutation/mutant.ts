/**
 * A small change to a source file that a test should notice.
 *
 * @module
 */

/** What is done to the code; the names are those of the table. */
export type Operator =
  | "argument swapped"
  | "arithmetic"
  | "chain made strict"
  | "comparison"
  | "condition negated"
  | "constant moved"
  | "every and some"
  | "logic"
  | "max and min"
  | "name emptied"
  | "result dropped"
  | "statement removed"
  | "step reversed";

/** One change: the code from `start` to `end` becomes `replacement`. */
export interface Mutant {
  readonly operator: Operator;
  /** From the root of the repository. */
  readonly file: string;
  readonly start: number;
  readonly end: number;
  /** The line of `start`, from 1. */
  readonly line: number;
  readonly original: string;
  /** An expression for an expression; undefined removes a statement. */
  readonly replacement: string | undefined;
}

/** `a < b → a <= b`, on one line. */
export function changeOf({ original, replacement }: Mutant): string {
  return [original, replacement ?? "(nothing)"].map((code) => {
    const line = code.replace(/\s+/g, " ");
    return line.length > 70 ? `${line.slice(0, 69)}…` : line;
  }).join(" → ");
}
