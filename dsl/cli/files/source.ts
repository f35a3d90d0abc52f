import { say } from "../../../words/say.ts";
import { visibleName } from "../../typesetting/visible.ts";
import { type Diagnostic, diagnostic } from "../../diagnostics/diagnostic.ts";
import { linesOfStatements } from "../../syntax/command_line.ts";
import { noSuchFile, UsageError } from "../words/command.ts";
import type { InputSource } from "../words/sources.ts";
import type { Io, OpenFile } from "../world/io.ts";

type TextOrigin =
  | { readonly kind: "text" | "standard input" }
  | { readonly kind: "file"; readonly path: string };

/** A text with its name. */
export interface NamedText {
  readonly origin: TextOrigin;
  /** In messages: the file's path, `text` or `standard input`. */
  readonly name: string;
  /** The name, with the line where it begins if the file has several texts. */
  readonly title: string;
  readonly text: string;
  /** A text of the command line as it was given, with `;` between its statements. */
  readonly written?: string;
  /** How many lines of its file stand before it; none, if that is not told. */
  readonly linesBefore?: number;
  /** Why it cannot be compiled. */
  readonly diagnostics: readonly Diagnostic[];
}

/** The most bytes of a file of texts: Markdown may hold many. */
const mostBytes = 16 * 2 ** 20;

/** A word that is a path, even if there is no such file. */
const isPath = /\.(nn|md|markdown)$|^[^\s(>=]*[/\\][^\s(>=]*$/;

/**
 * The text of a source: a name that looks like a path, or is that of a file, is a
 * file; any other name is the text itself.
 *
 * @throws {UsageError} if a file cannot be read.
 */
export async function readSource(
  source: InputSource,
  io: Io,
): Promise<NamedText> {
  if (source.kind === "standard input") {
    return decode(source, await io.readInput(mostBytes));
  }
  const { name: word } = source;
  if (holdsNetwork(word)) {
    throw new UsageError(
      say("{path} holds numbers, and this command works on a text", {
        path: word,
      }),
      say("nabla show {path} prints the text of the network in it.", {
        path: word,
      }),
    );
  }
  const bytes = await isUnseenText(word, io)
    ? undefined
    : await io.readFile(word, mostBytes);
  if (bytes !== undefined) return decode({ kind: "file", path: word }, bytes);
  if (isPath.test(word)) throw noSuchFile(word);
  const text = linesOfStatements(word);
  return { ...named({ kind: "text" }, text, []), written: word };
}

/** Whether a word is a text where nobody may look for a file of that name: a command that needs no file asks for none. No file has no name. */
export async function isUnseenText(word: string, io: Io): Promise<boolean> {
  return word === "" || /[\s(>=]/.test(word) && !isPath.test(word) &&
      await io.fileExists(word) === undefined;
}

/** Whether a name is that of a file that `nabla train` or `nabla export` wrote. */
export function holdsNetwork(name: string): boolean {
  return /^[^\s(>]*\.(safetensors|npz)$/i.test(name);
}

/** Whether a name is that of a file. */
export async function isFile(name: string, io: Io): Promise<boolean> {
  const file = await io.openFile(name);
  file?.close();
  return file !== undefined;
}

/**
 * What `use` makes of an open file; undefined where there is no such file.
 *
 * @throws {UsageError} if it cannot be read.
 */
export async function withFile<T>(
  path: string,
  io: Io,
  use: (file: OpenFile & { readonly name: string }) => Promise<T>,
): Promise<T | undefined> {
  const file = await io.openFile(path);
  if (file === undefined) return undefined;
  try {
    return await use({ ...file, name: path });
  } finally {
    file.close();
  }
}

function named(
  origin: TextOrigin,
  text: string,
  diagnostics: readonly Diagnostic[],
): NamedText {
  const name = origin.kind === "file"
    ? visibleName(origin.path)
    : say(origin.kind);
  return { origin, name, title: name, text, diagnostics };
}

function decode(origin: TextOrigin, bytes: Uint8Array): NamedText {
  const text = new TextDecoder().decode(bytes);
  const bad = firstBadByte(bytes);
  if (bad === undefined) return named(origin, text, []);
  const start = new TextDecoder().decode(bytes.subarray(0, bad)).length;
  const byte = bytes[bad].toString(16).padStart(2, "0");
  return named(origin, text, [
    diagnostic("E022", say("the text is not UTF-8"), {
      start,
      end: Math.min(start + 1, text.length),
    }, {
      label: say("byte {number}, {byte}, belongs to no character", {
        number: bad + 1,
        byte: `0x${byte}`,
      }),
      helps: [{ text: say("save the file with the encoding UTF-8") }],
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
  // The longest beginning that could still be continued, by bisection.
  let good = 0;
  let bad = bytes.length + 1;
  while (bad - good > 1) {
    const middle = (good + bad) >> 1;
    if (middle <= bytes.length && isValid(middle, true)) good = middle;
    else bad = middle;
  }
  return Math.min(good, bytes.length - 1);
}
