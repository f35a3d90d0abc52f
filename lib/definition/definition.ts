/**
 * One shape for whatever has a name and arguments: layers, optimizers, schedules,
 * generators, metrics and initializers. How their arguments are read, what the
 * command line says of them, the pages of `explain` and tables in docs come from
 * it.
 *
 * @module
 */

import type { ArgumentValues, Signature } from "./arguments.ts";

/** What there is to know of something with a name and arguments. */
export interface Described extends Signature {
  /** What it is or does, as a phrase. */
  readonly summary: string;
  /** What it is called elsewhere, in lower case; `explain` knows these names too. */
  readonly aliases?: readonly string[] | undefined;
}

/** What has a name and arguments, and is made of them; `place` is what it is made for. */
export interface Definition<
  Made,
  Place extends readonly unknown[] = readonly [],
> extends Described {
  /** Makes one from arguments that `readArguments` accepted. */
  create(values: ArgumentValues, ...place: Place): Made;
}

/**
 * All of one kind by name, in the order in which they are shown.
 *
 * @throws {TypeError} if two have the same name.
 */
export function registry<T>(
  all: readonly T[],
  nameOf: (each: T) => string,
): ReadonlyMap<string, T> {
  const byName = new Map<string, T>();
  for (const each of all) {
    const name = nameOf(each);
    if (byName.has(name)) {
      throw new TypeError(
        `Cannot make a registry as each name must be its own: found ${name} twice`,
      );
    }
    byName.set(name, each);
  }
  return byName;
}
