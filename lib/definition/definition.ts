import { say } from "../../words/say.ts";
import { NablaError } from "../base/nabla_error.ts";
import type { ArgumentValues, Signature } from "./arguments.ts";

/** A layer, an optimizer, a schedule, a generator, a metric or an initializer, as the command line, `explain` and the docs describe it. */
export interface Described extends Signature {
  /** What it is or does, as a phrase. */
  readonly summary: string;
  /** Its names elsewhere, in lower case; `explain` knows these too. */
  readonly aliases?: readonly string[] | undefined;
}

/** A description with a way to make what it describes; `place` is what it is made for. */
export interface Definition<
  Made,
  Place extends readonly unknown[] = readonly [],
> extends Described {
  /** Makes one from arguments that were checked against the signature. */
  create(values: ArgumentValues, ...place: Place): Made;
}

/**
 * Definitions by name, in the order in which they are shown.
 *
 * @throws {NablaError} if two have the same name.
 */
export function registry<T>(
  all: readonly T[],
  nameOf: (each: T) => string,
): ReadonlyMap<string, T> {
  const byName = new Map<string, T>();
  for (const each of all) {
    const name = nameOf(each);
    if (byName.has(name)) {
      throw new NablaError("call", {
        action: say("make a registry"),
        rule: say("each name must be its own"),
        found: say("{name} twice", { name }),
      });
    }
    byName.set(name, each);
  }
  return byName;
}
