/**
 * JSON as it was written. `JSON.parse` takes the last of two members of one name and
 * swallows the other, and rounds whole numbers beyond 2⁵³ without a word.
 *
 * @module
 */

import { say } from "../../words/say.ts";
import { hasDigitsOf } from "./digits.ts";

/** What a JSON text says. */
export interface JsonContent {
  /** Its value, in which a number is its text where a double does not have its digits. */
  readonly value: unknown;
  /** What is wrong with it although it is JSON: two members of an object have one name. */
  readonly problem?: string | undefined;
}

/** Reads JSON; undefined for a text that is none. */
export function readJson(text: string): JsonContent | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return {
      value: hasDigits.test(text) && maybeLong.test(text)
        ? JSON.parse(withLongNumbers(text))
        : value,
      problem: countNames(text) === countMembers(value)
        ? undefined
        : repeatedName(text),
    };
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** What most texts do not have, which is found faster than {@linkcode maybeLong}. */
const hasDigits = /\d{16}|[\d.]{20}|[eE][+-]?\d{3}/;

/** A whole number of many digits, another number of more than a double has, or a large exponent; perhaps in a string. */
const maybeLong = /(?<![\d.])\d{16,}(?![\d.])|[\d.]{20}|[eE][+-]?\d{3}/;

/** Strings as a whole, and numbers. */
const stringOrNumber =
  /"[^"\\]*(?:\\.[^"\\]*)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;

/** A JSON text in which numbers that a double does not hold are strings. */
function withLongNumbers(text: string): string {
  return text.replaceAll(
    stringOrNumber,
    (token) =>
      token.startsWith('"') || hasDigitsOf(token, Number(token))
        ? token
        : `"${token}"`,
  );
}

/** How many names of members a JSON text has: strings before a colon. */
function countNames(text: string): number {
  let count = 0;
  for (let at = text.indexOf('"'); at >= 0; at = text.indexOf('"', at)) {
    at = text.indexOf('"', at + 1);
    while (isEscaped(text, at)) at = text.indexOf('"', at + 1);
    at++;
    while (text.charCodeAt(at) <= 0x20) at++;
    if (text[at] === ":") count++;
  }
  return count;
}

/** Whether an odd number of backslashes stands before a character. */
function isEscaped(text: string, at: number): boolean {
  let start = at;
  while (text[start - 1] === "\\") start--;
  return (at - start) % 2 === 1;
}

/** How many members the objects of a value have. */
function countMembers(value: unknown): number {
  let count = 0;
  const open = [value];
  while (open.length > 0) {
    const each = open.pop();
    if (typeof each !== "object" || each === null) continue;
    const members: unknown[] = Array.isArray(each) ? each : Object.values(each);
    if (!Array.isArray(each)) count += members.length;
    for (const member of members) {
      if (typeof member === "object") open.push(member);
    }
  }
  return count;
}

/** Strings as a whole, with the colon behind a name, and what begins and ends objects. */
const nameOrBrace = /"[^"\\]*(?:\\.[^"\\]*)*"(\s*:)?|[{}]/g;

/** What is wrong where two members of an object of a JSON text have one name. */
export function repeatedName(text: string): string | undefined {
  const open: Set<string>[] = [];
  for (const [token, colon] of text.matchAll(nameOrBrace)) {
    if (token === "{") open.push(new Set());
    else if (token === "}") open.pop();
    else if (colon !== undefined) {
      const name = nameIn(token.slice(0, -colon.length));
      const names = open.at(-1);
      if (names?.has(name)) {
        const shown = JSON.stringify(name.slice(0, 80));
        return say("an object must have each name once: found {name} twice", {
          name: shown,
        });
      }
      names?.add(name);
    }
  }
}

/** The name in quotes; as it stands where it is no JSON, which reading refuses. */
function nameIn(quoted: string): string {
  try {
    return JSON.parse(quoted);
  } catch {
    return quoted;
  }
}
