/**
 * What each of several inputs or losses takes: `image=px0..px783 words=w0..w15`.
 *
 * @module
 */

import { say } from "../../../words/say.ts";
import { UsageError } from "./command.ts";
import { namesIn } from "./names.ts";

/** Where a part begins: at the front, after a blank or after a comma. */
const begin = /(?:^|(?<=[\s,]))([\p{L}_][\p{L}\d_.]*)=/gu;

/** Whether words are of parts, as `words=w0..w15`. */
export function isPart(word: string): boolean {
  return word.search(begin) === 0;
}

/**
 * The names of each part; undefined if there are no parts.
 *
 * @throws {UsageError} if one names nothing, or is there twice.
 */
export function partsIn(
  option: string,
  text: string,
): Readonly<Record<string, readonly string[]>> | undefined {
  const trimmed = text.trim();
  if (!isPart(trimmed)) return undefined;
  const begins = [...trimmed.matchAll(begin)].filter(({ index }) =>
    // Within quotes it is a part of a name.
    trimmed.slice(0, index).split('"').length % 2 === 1
  );
  const parts = new Map<string, readonly string[]>();
  for (const [i, { 0: { length }, 1: name, index }] of begins.entries()) {
    const own = trimmed.slice(index + length, begins[i + 1]?.index).trim();
    // A comma may stand between two parts as well.
    const written = i + 1 < begins.length ? own.replace(/,$/, "") : own;
    if (parts.has(name)) {
      throw new UsageError(
        say("--{option} names {name} twice", { option, name }),
        say("Write all its names behind one, with commas between them."),
      );
    }
    parts.set(name, namesIn(`${option} ${name}=`, written));
  }
  return Object.fromEntries(parts);
}
