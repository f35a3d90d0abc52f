/**
 * Where a command's text comes from: the command line, a file or standard
 * input.
 *
 * @module
 */

import { type Diagnostic, diagnostic } from "../diagnostic.ts";
import { UsageError } from "./command.ts";
import type { Io } from "./io.ts";

/** A text with its name. */
export interface NamedText {
  /** The file's path, `text` or `standard input`. */
  readonly name: string;
  /** The text. */
  readonly text: string;
  /** Why it is not one that can be compiled, where that is so. */
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * The text that a word of the command line stands for: `-` is standard input, a
 * name that ends in `.nn` or that a file has is a file, all else is the text
 * itself.
 *
 * @throws {UsageError} if a file cannot be read.
 */
export async function readSource(word: string, io: Io): Promise<NamedText> {
  if (word === "-") return decode("standard input", await io.readInput());
  let bytes: Uint8Array | undefined;
  try {
    bytes = await io.readFile(word);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new UsageError(`cannot read ${word}: ${reason}`);
  }
  if (bytes !== undefined) return decode(word, bytes);
  if (word.endsWith(".nn")) {
    throw new UsageError(`cannot read ${word}: there is no such file`);
  }
  return { name: "text", text: word, diagnostics: [] };
}

function decode(name: string, bytes: Uint8Array): NamedText {
  const text = new TextDecoder().decode(bytes);
  const bad = firstBadByte(bytes);
  if (bad === undefined) return { name, text, diagnostics: [] };
  const start = new TextDecoder().decode(bytes.subarray(0, bad)).length;
  const byte = bytes[bad].toString(16).padStart(2, "0");
  return {
    name,
    text,
    diagnostics: [diagnostic("E022", "the text is not UTF-8", {
      start,
      end: Math.min(start + 1, text.length),
    }, {
      label: `byte ${bad + 1}, 0x${byte}, belongs to no character`,
      helps: [{ text: "save the file with the encoding UTF-8" }],
    })],
  };
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
