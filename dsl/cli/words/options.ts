/**
 * Options that several commands take.
 *
 * @module
 */

import { isWhole } from "../../../lib/base/ranges.ts";
import { closest } from "../../../lib/base/suggest.ts";
import { list } from "../../../lib/base/words.ts";
import { type Arguments, type Option, UsageError } from "./command.ts";

/** Libraries of `let`s. */
export const use: Option = {
  name: "use",
  value: "FILE",
  summary: "a library of lets that the text may use; again for another",
  repeated: true,
};

/** Layers of one's own. */
export const layers: Option = {
  name: "layers",
  value: "FILE",
  summary: "a TypeScript module of own layers; again for another",
  repeated: true,
};

/** How mistakes in a text are printed. */
export const messageFormat: Option = {
  name: "message-format",
  value: "FORMAT",
  summary: "how mistakes are printed: full or short (full)",
};

/** One record instead of text. */
export const json: Option = {
  name: "json",
  summary: "print one record as JSON",
};

/** Where chance begins. */
export const seed: Option = {
  name: "seed",
  value: "N",
  summary: "where chance begins, for what the text does not give (0)",
};

/** What every command takes that compiles texts. */
export const compiling: readonly Option[] = [
  use,
  layers,
  messageFormat,
  json,
];

/** @throws {UsageError} if it is none. */
export function readSeed(args: Arguments): number {
  return args.number("seed", "an integer of at least 0", isWhole) ?? 0;
}

/**
 * The value of an option that is one of a few words; undefined where it is not
 * given.
 *
 * @throws {UsageError} if it is another.
 */
export function readChoice<const T extends string>(
  args: Arguments,
  name: string,
  choices: readonly T[],
): T | undefined {
  const text = args.text(name);
  const choice = choices.find((each) => each === text);
  if (text === undefined || choice !== undefined) return choice;
  const near = closest(text, choices);
  throw new UsageError(
    `--${name} must be ${list(choices, "or")}: found ${text || "nothing"}`,
    near === undefined ? undefined : `Did you mean ${near}?`,
  );
}
