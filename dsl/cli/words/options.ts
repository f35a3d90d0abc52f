/**
 * Options that several commands take.
 *
 * @module
 */

import { isWhole } from "../../../lib/base/ranges.ts";
import { type Arguments, type Option, UsageError } from "./command.ts";
import { type Source, sourceOf } from "./sources.ts";

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

/** Which texts are compiled, with what, and how mistakes in them are shown. */
export interface TextChoice {
  /** Texts in quotes, files, folders, patterns, and `-` for standard input. */
  readonly sources: readonly Source[];
  /** Libraries. */
  readonly use: readonly Source[];
  /** The modules of own layers. */
  readonly layers: readonly string[];
  /** Whether a mistake is one line. */
  readonly isShort: boolean;
}

/** @throws {UsageError} if there is no text, or an option makes no sense. */
export function readTextChoice(args: Arguments): TextChoice {
  if (args.positional.length === 0) {
    throw new UsageError(
      "there is no text to work on",
      'Give a network in quotes, as in "fc(2,1) -> sigmoid", a .nn file, or - for standard input.',
    );
  }
  const format = args.choice("message-format", ["full", "short"]);
  return {
    sources: args.positional.map(sourceOf),
    use: args.texts("use").map(sourceOf),
    layers: args.texts("layers"),
    isShort: format === "short",
  };
}

/**
 * How results are told.
 *
 * @throws {UsageError} if two forms are asked for.
 */
export function readForm(args: Arguments): "words" | "json" | "tap" {
  const [isJson, isTap] = [args.flag("json"), args.flag("tap")];
  if (isJson && isTap) {
    throw new UsageError("--json and --tap exclude each other");
  }
  return isJson ? "json" : isTap ? "tap" : "words";
}

/** @throws {UsageError} if it is none. */
export function readSeed(args: Arguments): number {
  return args.number("seed", "an integer of at least 0", isWhole) ?? 0;
}
