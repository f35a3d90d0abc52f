/**
 * The arguments of a call in TypeScript.
 *
 * @module
 */

import { NablaError } from "../base/nabla_error.ts";
import type {
  ArgumentSpecs,
  ArgumentValues,
  Signature,
  ValuesOf,
} from "./arguments.ts";
import { readArguments } from "./reading.ts";

/** A signature whose specs are known to the type checker. */
export interface TypedSignature<Specs extends ArgumentSpecs> extends Signature {
  /** Its arguments. */
  readonly arguments: Specs;
}

/**
 * Reads the arguments of a TypeScript call: those by place, then perhaps an object
 * of those by name.
 *
 * @throws {NablaError} if the call has too many or too few, or one that there is
 * not, or if one is not what the signature says.
 */
export function argumentsOfCall<const Specs extends ArgumentSpecs>(
  signature: TypedSignature<Specs>,
  args: readonly unknown[],
): ValuesOf<Specs>;
export function argumentsOfCall(
  signature: Signature,
  args: readonly unknown[],
): ArgumentValues {
  const last = args.at(-1);
  const hasNamed = typeof last === "object" && last !== null &&
    !Array.isArray(last);
  const named = new Map(
    hasNamed
      ? Object.entries(last).filter(([, value]) => value !== undefined)
      : [],
  );
  const positional = hasNamed ? args.slice(0, -1) : args;
  const { values, problems } = readArguments(signature, positional, named);
  if (problems.length === 0) return values;

  const [{ kind, argument, given, rule, wanted = rule }] = problems;
  const { name } = signature;
  if (
    kind === "too many" || kind === "too few" || kind === "unknown name" ||
    kind === "twice"
  ) {
    throw new NablaError("argument", { of: name, kind, argument, rule });
  }
  const value = typeof given === "number"
    ? positional[given]
    : named.get(argument);
  throw new NablaError("value", {
    action: `make ${name}`,
    name: argument,
    rule: wanted,
    found: typeof value === "number" ? value : `${JSON.stringify(value)}`,
  });
}

/** The signature of a TypeScript function that takes some arguments by place, and perhaps others by name. */
export function callSignature<
  const Placed extends ArgumentSpecs,
  const Named extends ArgumentSpecs = Record<never, never>,
>(
  name: string,
  placed: Placed,
  named?: Named,
): TypedSignature<Placed & Named> {
  return {
    name,
    arguments: { ...placed, ...named } as Placed & Named,
    forms: [Object.keys(placed)],
  };
}
