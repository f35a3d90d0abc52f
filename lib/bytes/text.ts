import { say } from "../../words/say.ts";
import { formatCount } from "../base/words.ts";
import type { ByteSource } from "./byte_source.ts";
import { DataError } from "./data_error.ts";

/** The most characters of a line, and of a CSV record of several lines. */
export const maxLine = 2 ** 24;

/** How many bytes are decoded at a time, however many arrive at once. */
const pieceBytes = 2 ** 17;

/**
 * Decodes UTF-8, or UTF-16 where its byte order mark begins the bytes, piece by piece.
 * The mark is left out; `\r\n` and `\r` become `\n`.
 *
 * @throws {DataError} if the bytes are neither.
 */
export async function* textOf(source: ByteSource): AsyncGenerator<string> {
  const encoding = await encodingOf(source);
  const decoder = new TextDecoder(encoding, { fatal: true });
  let held = "";
  /** What can be given out already: an `\r` at the end may be half of `\r\n`. */
  function given(text: string): string {
    const whole = held + text;
    held = whole.endsWith("\r") ? "\r" : "";
    const known = held === "" ? whole : whole.slice(0, -1);
    return known.includes("\r") ? known.replaceAll(/\r\n?/g, "\n") : known;
  }
  for await (const chunk of await source.open()) {
    for (let at = 0; at < chunk.length; at += pieceBytes) {
      const bytes = chunk.subarray(at, at + pieceBytes);
      const text = given(
        await decoded(
          source,
          encoding,
          () => decoder.decode(bytes, { stream: true }),
        ),
      );
      if (text !== "") yield text;
    }
  }
  const rest = given(await decoded(source, encoding, () => decoder.decode())) +
    (held === "" ? "" : "\n");
  if (rest !== "") yield rest;
}

type Encoding = "utf-8" | "utf-16le" | "utf-16be";

async function encodingOf(source: ByteSource): Promise<Encoding> {
  const first: number[] = [];
  for await (const chunk of await source.open()) {
    first.push(...chunk.subarray(0, 2 - first.length));
    if (first.length === 2) break;
  }
  const [a, b] = first;
  return a === 0xff && b === 0xfe
    ? "utf-16le"
    : a === 0xfe && b === 0xff
    ? "utf-16be"
    : "utf-8";
}

async function decoded(
  source: ByteSource,
  encoding: Encoding,
  decode: () => string,
): Promise<string> {
  try {
    return decode();
  } catch {
    throw encoding === "utf-8" ? await undecodable(source) : new DataError(
      { file: source.name },
      say(
        "text must be UTF-16, as its first bytes say: found half a character",
      ),
      say("Save the file as UTF-8."),
    );
  }
}

/** Reads again from the beginning to find the byte that is not UTF-8. */
async function undecodable(source: ByteSource): Promise<DataError> {
  const { name } = source;
  const isNext = createValidator();
  let line = 1;
  let byte = 0;
  let before = 0;
  let found: string | undefined;
  search: for await (const chunk of await source.open()) {
    for (const value of chunk) {
      if (!isNext(value)) {
        found = `0x${value.toString(16).padStart(2, "0")}`;
        break search;
      }
      if (value === 13 || (value === 10 && before !== 13)) line++;
      before = value;
      byte++;
    }
  }
  return new DataError(
    { file: name, line, byte },
    found === undefined
      ? say("text must be UTF-8: found the end")
      : say("text must be UTF-8: found {byte}", { byte: found }),
    say("Save the file as UTF-8."),
  );
}

/** Tells, byte by byte, whether it can come next (WHATWG, Encoding Standard, UTF-8 decoder). */
function createValidator(): (byte: number) => boolean {
  let needed = 0;
  let least = 0x80;
  let most = 0xbf;
  return (byte) => {
    if (needed > 0) {
      const isRight = byte >= least && byte <= most;
      needed--;
      least = 0x80;
      most = 0xbf;
      return isRight;
    }
    if (byte < 0x80) return true;
    if (byte < 0xc2 || byte > 0xf4) return false;
    needed = byte < 0xe0 ? 1 : byte < 0xf0 ? 2 : 3;
    if (byte === 0xe0) least = 0xa0;
    if (byte === 0xed) most = 0x9f;
    if (byte === 0xf0) least = 0x90;
    if (byte === 0xf4) most = 0x8f;
    return true;
  };
}

/** A text from its line `count + 1` on. */
export async function* textAfter(
  source: ByteSource,
  count: number,
): AsyncGenerator<string> {
  let left = count;
  for await (const piece of textOf(source)) {
    let at = 0;
    while (left > 0) {
      const end = piece.indexOf("\n", at);
      if (end < 0) break;
      at = end + 1;
      left--;
    }
    if (left === 0 && at < piece.length) yield piece.slice(at);
  }
}

/**
 * The lines of a text, without their ends, as many at a time as are complete.
 *
 * @throws {DataError} if the bytes are not UTF-8, or a line is too long.
 */
export async function* linesOf(source: ByteSource): AsyncGenerator<string[]> {
  let held: string[] = [];
  let length = 0;
  let line = 1;
  for await (const piece of textOf(source)) {
    const end = piece.lastIndexOf("\n");
    const rest = piece.slice(end + 1);
    if (end >= 0) {
      const lines = (held.join("") + piece.slice(0, end)).split("\n");
      line += lines.length;
      yield lines;
      held = [];
      length = 0;
    }
    held.push(rest);
    length += rest.length;
    if (length > maxLine) throw tooLong({ file: source.name, line });
  }
  if (length > 0) yield [held.join("")];
}

export function tooLong(
  place: { file: string; line: number },
  help?: string,
): DataError {
  return new DataError(
    place,
    say("a line must have at most {most} characters: found more", {
      most: formatCount(maxLine),
    }),
    help,
  );
}

/** A copy of a text in its own memory: a slice to be kept would keep the whole text alive. */
export function owned(text: string): string {
  return Array.from(text).join("");
}
