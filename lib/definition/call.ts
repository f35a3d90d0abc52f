import { say } from "../../words/say.ts";
import { NablaError } from "../base/nabla_error.ts";
import type {
  ArgumentSpecs,
  ArgumentValues,
  Signature,
  ValuesOf,
} from "./arguments.ts";
import { argumentName } from "./names.ts";
import { readArguments } from "./reading.ts";

/**
 * Reads the arguments of a TypeScript call: positional ones, then perhaps an object
 * of named ones.
 *
 * @throws {NablaError} if there are too many, too few or unknown ones, or a value
 * breaks its rule.
 */
export function argumentsOfCall<const Specs extends ArgumentSpecs>(
  signature: Signature & { readonly arguments: Specs },
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
    (hasNamed ? Object.entries(last) : [])
      .filter(([, value]) => value !== undefined)
      .map(([key, value]) => [argumentName(key, signature.arguments), value]),
  );
  const positional = hasNamed ? args.slice(0, -1) : args;
  const { values, problems } = readArguments(signature, positional, named);
  if (problems.length === 0) return values;

  const [{ kind, argument, given, rule, wanted = rule }] = problems;
  const { name } = signature;
  if (
    kind === "too many" || kind === "too few" || kind === "unknown name" ||
    kind === "twice" || kind === "no effect"
  ) {
    throw new NablaError("argument", { of: name, kind, argument, rule });
  }
  const value = typeof given === "number"
    ? positional[given]
    : named.get(argument);
  const place = {
    action: say("make {name}", { name }),
    name: argument === "eps" ? "epsilon" : argument,
  };
  const { kind: expected, choices } = signature.arguments[argument];
  if (expected === "choice" && choices && typeof value === "string") {
    throw new NablaError("choice", { ...place, choices, found: value });
  }
  const found = typeof value === "number" ? value : `${JSON.stringify(value)}`;
  throw new NablaError("value", { ...place, rule: wanted, found });
}

/** The signature of a TypeScript function that takes some arguments by place, and perhaps others by name. */
export function callSignature<
  const Placed extends ArgumentSpecs,
  const Named extends ArgumentSpecs = Record<never, never>,
>(
  name: string,
  placed: Placed,
  named?: Named,
): Signature & { readonly arguments: Placed & Named } {
  return {
    name,
    arguments: { ...placed, ...named } as Placed & Named,
    forms: [Object.keys(placed)],
  };
}
