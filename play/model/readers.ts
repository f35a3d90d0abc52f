/**
 * What may be anything, read as what it must be: parts of a session that come from a
 * link, a file or the storage.
 *
 * @module
 */

/** What is read; undefined where it is not what it must be. */
export type Reader<T> = (found: unknown) => T | undefined;

/** The most names of a list, and the longest name. */
const mostNames = 200;
export const longestName = 200;

export function isRecord(
  found: unknown,
): found is Readonly<Record<string, unknown>> {
  return typeof found === "object" && found !== null && !Array.isArray(found);
}

/** A text of at most so many characters. */
export function textUpTo(longest: number): Reader<string> {
  return (found) =>
    typeof found === "string" && found.length <= longest ? found : undefined;
}

/** A whole number from 0 on. */
export function wholeUpTo(most: number): Reader<number> {
  return (found) =>
    Number.isInteger(found) && Number(found) >= 0 && Number(found) <= most
      ? Number(found)
      : undefined;
}

/** A finite number above a bound and below another. */
export function between(low: number, high: number): Reader<number> {
  return (found) =>
    typeof found === "number" && found > low && found < high
      ? found
      : undefined;
}

/** One of a few words. */
export function oneOf<const Word extends string>(
  words: readonly Word[],
): Reader<Word> {
  return (found) => words.find((word) => word === found);
}

/** Whether something is so. */
export function flag(found: unknown): boolean | undefined {
  return typeof found === "boolean" ? found : undefined;
}

/** A list of names. */
export function names(found: unknown): readonly string[] | undefined {
  const isList = Array.isArray(found) && found.length <= mostNames;
  const read = isList ? found.map(textUpTo(longestName)) : [undefined];
  return read.every((name) => name !== undefined) ? read : undefined;
}

/** A record with all of some parts, and perhaps some of others. */
export function recordOf<T extends object, Others extends object>(
  parts: { readonly [Part in keyof T]: Reader<T[Part]> },
  others: { readonly [Part in keyof Others]-?: Reader<Others[Part]> },
): Reader<T & Others> {
  return (found) => {
    if (!isRecord(found)) return undefined;
    const own = (name: string) =>
      Object.hasOwn(found, name) ? found[name] : undefined;
    const all = [
      ...Object.entries<Reader<unknown>>(parts),
      ...Object.entries<Reader<unknown>>(others).filter(([name]) =>
        own(name) !== undefined
      ),
    ];
    const read = all.map(([name, read]) => [name, read(own(name))] as const);
    return read.every(([, part]) => part !== undefined)
      ? Object.fromEntries(read) as T & Others
      : undefined;
  };
}
