import { type Phrase, say } from "../../../words/say.ts";
import { readJson, repeatedName } from "../../base/json.ts";
import { formatCount } from "../../base/words.ts";
import type { ByteSource } from "../../bytes/byte_source.ts";
import { DataError } from "../../bytes/data_error.ts";
import { linesOf, maxLine, textOf } from "../../bytes/text.ts";
import { formatCell } from "./table.ts";

/** An object or an array of JSON, with the line on which it begins. */
export interface JsonValue {
  readonly line: number;
  readonly value: object;
}

/**
 * Where the examples of a text are: each on a line; in one array; or in the first
 * array of objects or arrays within an object.
 */
export type JsonForm = "lines" | "array" | "object";

/** @throws {DataError} if a line is too long, or the text is not UTF-8. */
export async function jsonFormOf(source: ByteSource): Promise<JsonForm> {
  let text = "";
  for await (const piece of textOf(source)) {
    text = (text + piece).trimStart();
    if (/\n\s*\S/.test(text) || text.length > maxLine) break;
  }
  const [first] = text.split("\n", 1);
  const isAlone = text.slice(first.length).trim() === "";
  const value = text.length > maxLine ? undefined : readJson(first)?.value;
  if (value === undefined) {
    const isLine = /[}\]]\s*$/.test(first) && text.length <= maxLine;
    if (isLine || !/^[[{]/.test(first)) return "lines";
    return first[0] === "[" ? "array" : "object";
  }
  if (!isAlone) return "lines";
  if (Array.isArray(value)) {
    // In a file of lines an array of arrays is an example.
    const isElement = /\.(?:jsonl|ndjson)(?:\.gz)?$/i.test(source.name)
      ? isObject
      : isComposed;
    return value.length > 0 && value.every(isElement) ? "array" : "lines";
  }
  return Object.entries(Object(value)).some(([key, each]) =>
      Array.isArray(each) && each.length > 0 &&
      each.every(listNames.test(key) ? isComposed : isObject)
    )
    ? "object"
    : "lines";
}

/** What programs call the list of all examples; other arrays of arrays are cells. */
const listNames = /^(?:data|rows|records|examples|values|items)$/i;

function isComposed(value: unknown): boolean {
  return typeof value === "object" && value !== null;
}

function isObject(value: unknown): boolean {
  return isComposed(value) && !Array.isArray(value);
}

/**
 * The examples of a text, some at a time.
 *
 * @throws {DataError} if one is not JSON.
 */
export async function* jsonValues(
  source: ByteSource,
  form: JsonForm,
): AsyncGenerator<JsonValue[]> {
  if (form !== "lines") return yield* arrayValues(source, form);
  let line = 0;
  for await (const lines of linesOf(source)) {
    const values: JsonValue[] = [];
    for (const text of lines) {
      line++;
      if (text.trim() === "") continue;
      values.push({ line, value: composed(source.name, "a line", line, text) });
    }
    yield values;
  }
}

function composed(
  file: string,
  what: Phrase,
  line: number,
  text: string,
): object {
  const found = readJson(text);
  const value = found?.value;
  if (found?.problem !== undefined) {
    throw new DataError({ file, line }, found.problem);
  }
  if (typeof value === "object" && value !== null) return value;
  throw new DataError(
    { file, line },
    say("{what} must be an object or an array of JSON: found {found}", {
      what: say(what),
      found: formatCell(text.trim()),
    }),
  );
}

/** The most characters of a text that is one array or object; JSON lines can be longer. */
const maxText = 2 ** 28;

/** The elements of the array that holds the examples. */
async function* arrayValues(
  source: ByteSource,
  form: "array" | "object",
): AsyncGenerator<JsonValue[]> {
  const { name: file } = source;
  const pieces: string[] = [];
  let length = 0;
  for await (const piece of textOf(source)) {
    pieces.push(piece);
    if ((length += piece.length) <= maxText) continue;
    throw new DataError(
      { file },
      say(
        form === "array"
          ? "JSON of one array must have at most {most} characters: found more"
          : "JSON of one object must have at most {most} characters: found more",
        { most: formatCount(maxText) },
      ),
      say("Write each example on its own line."),
    );
  }
  const whole = pieces.join("");
  // Examples are looked at one by one, but not what stands around them.
  const problem = form === "object" ? repeatedName(whole) : undefined;
  if (problem !== undefined) throw new DataError({ file }, problem);
  let values: JsonValue[] = [];
  for (const { line, text } of elementsIn(file, whole, form)) {
    values.push({ line, value: composed(file, "an example", line, text) });
    if (values.length < 1000) continue;
    yield values;
    values = [];
  }
  yield values;
}

/** What tells where an element ends; strings as a whole. */
const tokens = /"[^"\\]*(?:\\.[^"\\]*)*"|[[\]{},\n]/g;

/** The texts between the commas of the array of examples. */
function* elementsIn(
  file: string,
  text: string,
  form: "array" | "object",
): Generator<{ readonly line: number; readonly text: string }> {
  /** How many brackets are open around the array. */
  const around = form === "array" ? 0 : 1;
  const composedNext = /\s*[[{]/y;
  const opens = (at: number) => {
    composedNext.lastIndex = at;
    return form === "array" || composedNext.test(text);
  };
  let depth = 0;
  let line = 1;
  let begin: { readonly at: number; readonly line: number } | undefined;
  /** Where the first element begins. */
  let first = 0;
  let count = 0;
  for (const { 0: token, index } of text.matchAll(tokens)) {
    const isOpening = token === "[" || token === "{";
    const isClosing = token === "]" || token === "}";
    if (token === "\n") line++;
    if (isClosing) depth--;
    const isBetween = token === "," && depth === around + 1;
    const isEnd = token === "]" && depth === around;
    if (begin !== undefined && (isBetween || isEnd)) {
      const own = text.slice(begin.at, index);
      const [lead] = /^\s*/.exec(own) ?? [""];
      const isNone = isEnd && count === 0 && lead === own;
      if (!isNone) {
        yield { line: begin.line + lead.split("\n").length - 1, text: own };
      }
      count++;
      begin = { at: index + 1, line };
      if (isEnd) {
        return form === "array"
          ? requireEnd(file, line, text.slice(index + 1))
          : requireAround(file, text.slice(0, first) + text.slice(index));
      }
    }
    const isFirst = begin === undefined && token === "[" && depth === around;
    if (isFirst && opens(index + 1)) {
      first = index + 1;
      begin = { at: first, line };
    }
    if (isOpening) depth++;
    if (isClosing && depth < around) break;
  }
  throw new DataError(
    begin === undefined ? { file } : { file, line },
    say(
      begin === undefined
        ? "there must be an array of examples: found none in the object"
        : "the array of examples must be closed: the file ends within it",
    ),
  );
}

/** @throws {DataError} if what stands around the array of examples is not JSON. */
function requireAround(file: string, text: string): void {
  if (readJson(text) !== undefined) return;
  throw new DataError(
    { file },
    say(
      "the object around the array of examples must be JSON: found something else before or behind it",
    ),
    say("A file that was cut off ends without its last bracket."),
  );
}

/** @throws {DataError} if there is more than an array. */
function requireEnd(file: string, line: number, rest: string): void {
  if (rest.trim() === "") return;
  throw new DataError(
    { file, line },
    say("nothing must follow the array of examples: found {found}", {
      found: formatCell(rest.trim()),
    }),
  );
}
