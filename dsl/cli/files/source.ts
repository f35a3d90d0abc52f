/**
 * Where a command's text comes from: the command line, a file or standard
 * input.
 *
 * @module
 */

import { NablaError } from "../../../lib/base/nabla_error.ts";
import { DataError } from "../../../lib/bytes/data_error.ts";
import { type Diagnostic, diagnostic } from "../../diagnostics/diagnostic.ts";
import { UsageError } from "../words/command.ts";
import type { Source } from "../words/sources.ts";
import type { FileContent, Io } from "../world/io.ts";

/** Where a text comes from. */
export type Origin =
  | { readonly kind: "text" | "standard input" }
  | { readonly kind: "file"; readonly path: string };

/** A text with its name. */
export interface NamedText {
  /** Where it comes from. */
  readonly origin: Origin;
  /** What messages call it: the file's path, `text` or `standard input`. */
  readonly name: string;
  /** The name, with the line where it begins if there are several texts of that name. */
  readonly title: string;
  /** The text. */
  readonly text: string;
  /** Why it is not one that can be compiled, where that is so. */
  readonly diagnostics: readonly Diagnostic[];
}

/** What is no text but the path of a file, should there be none. */
const isPath = /\.(nn|md|markdown)$|^[^\s(>]*[/\\][^\s(>]*$/;

/**
 * The text that a word of the command line stands for: `-` is standard input, a
 * name that looks like a path or that a file has is a file, all else is the text
 * itself.
 *
 * @throws {UsageError} if a file cannot be read.
 */
export async function readSource(
  source: Source,
  io: Io,
): Promise<NamedText> {
  if (source.kind === "standard input") {
    return decode(source, await io.readInput());
  }
  const { name: word } = source;
  const bytes = await orUsageError("read", word, io.readFile(word));
  if (bytes !== undefined) return decode({ kind: "file", path: word }, bytes);
  if (isPath.test(word)) {
    throw new UsageError(`cannot read ${word}: there is no such file`);
  }
  return named({ kind: "text" }, word, []);
}

/** Whether a name is that of a file. */
export async function isFile(name: string, io: Io): Promise<boolean> {
  return await orUsageError("read", name, io.readFile(name)) !== undefined;
}

/**
 * The files of a folder and of those in it, or undefined where there is no such
 * folder.
 *
 * @throws {UsageError} if the folder cannot be read.
 */
export function listFiles(
  path: string,
  io: Io,
): Promise<readonly string[] | undefined> {
  return orUsageError("read", path, io.listFiles(path));
}

/**
 * Writes a file whole or not at all.
 *
 * @throws {UsageError} if it cannot be written.
 */
export function writeFile(
  path: string,
  content: FileContent,
  io: Io,
): Promise<void> {
  return orUsageError("write", path, io.writeFile(path, content));
}

/** What an action gives; a refusal of the system is a mistake of the user's that is named. */
export async function orUsageError<T>(
  action: "read" | "write",
  path: string,
  work: Promise<T>,
): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof Deno.errors.NotCapable) {
      throw new UsageError(
        `may not ${action} ${path}`,
        `Run Deno with --allow-${action}, or with --allow-${action}=FOLDER for one folder.`,
      );
    }
    if (
      error instanceof Deno.errors.NotFound ||
      error instanceof Deno.errors.NotADirectory
    ) {
      throw new UsageError(`cannot ${action} ${path}: there is no such folder`);
    }
    const reason = error instanceof Error ? error.message : String(error);
    throw new UsageError(`cannot ${action} ${path}: ${reason}`);
  }
}

/**
 * What an action gives; a value that the library refuses is a mistake of the user's.
 *
 * @throws {UsageError} in place of another refusal that is not one of data.
 */
export function orMistake<T>(action: () => T): T {
  try {
    return action();
  } catch (error) {
    throw asMistake(error);
  }
}

/** A refusal of the library as a mistake of the user's; all else as it is. */
export function asMistake(error: unknown): unknown {
  return error instanceof NablaError && !(error instanceof DataError)
    ? new UsageError(error.message, error.help)
    : error;
}

function named(
  origin: Origin,
  text: string,
  diagnostics: readonly Diagnostic[],
): NamedText {
  const name = origin.kind === "file" ? origin.path : origin.kind;
  return { origin, name, title: name, text, diagnostics };
}

function decode(origin: Origin, bytes: Uint8Array): NamedText {
  const text = new TextDecoder().decode(bytes);
  const bad = firstBadByte(bytes);
  if (bad === undefined) return named(origin, text, []);
  const start = new TextDecoder().decode(bytes.subarray(0, bad)).length;
  const byte = bytes[bad].toString(16).padStart(2, "0");
  return named(origin, text, [
    diagnostic("E022", "the text is not UTF-8", {
      start,
      end: Math.min(start + 1, text.length),
    }, {
      label: `byte ${bad + 1}, 0x${byte}, belongs to no character`,
      helps: [{ text: "save the file with the encoding UTF-8" }],
    }),
  ]);
}

/** The offset of the first byte that UTF-8 does not allow where it stands. */
function firstBadByte(bytes: Uint8Array): number | undefined {
  const isValid = (length: number, stream: boolean) => {
    try {
      const decoder = new TextDecoder("utf-8", { fatal: true });
      decoder.decode(bytes.subarray(0, length), { stream });
      return true;
    } catch {
      return false;
    }
  };
  if (isValid(bytes.length, false)) return undefined;
  // The longest beginning that could still go on well, by bisection.
  let good = 0;
  let bad = bytes.length + 1;
  while (bad - good > 1) {
    const middle = (good + bad) >> 1;
    if (middle <= bytes.length && isValid(middle, true)) good = middle;
    else bad = middle;
  }
  return Math.min(good, bytes.length - 1);
}
