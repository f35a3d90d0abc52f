/**
 * How the results of a function and of its vector-Jacobian product are read.
 *
 * @module
 */

import { say } from "../../../words/say.ts";
import { NablaError } from "../../base/nabla_error.ts";
import type { Precision, Values } from "../../base/values.ts";
import {
  argumentsOf,
  type FunctionArgument,
  type FunctionOptions,
  type FunctionPlace,
} from "./function_arguments.ts";
import {
  describeList,
  isArrayLike,
  readNumbers,
  refusal,
} from "./function_values.ts";

/** Numbers that a function gives: one, or an array of any kind, flat. */
export type GivenNumbers = ArrayLike<number> | number;

/** One gradient for each argument; or, of a single argument, the gradient itself. */
export type GivenGradients =
  | readonly (GivenNumbers | undefined)[]
  | ArrayLike<number>;

export interface FunctionReader {
  readonly name: string;
  readonly precision: Precision;
  readonly inputs: readonly FunctionArgument[];
  /** A copy of what `f` gave; the first says how many numbers there are. */
  outputsOf(found: unknown): Values;
  /** Copies of what `vjp` gave; the first says which arguments have a gradient. */
  gradientsOf(found: unknown): (Values | undefined)[];
}

/** @throws {NablaError} if the arguments, their names or shapes do not fit one another, or an option does not fit them. */
export function functionReader(
  given: FunctionPlace,
  options: FunctionOptions,
): FunctionReader {
  const { name = "f" } = given;
  const inputs = argumentsOf(name, given, options);
  const precision = inputs.every(({ values }) => values instanceof Float32Array)
    ? "float32"
    : "float64";
  let length: number | undefined;
  let hasGradient: readonly boolean[] | undefined;
  return {
    name,
    precision,
    inputs,
    outputsOf(found) {
      const y = readNumbers(name, outputRule, found, precision);
      length ??= y.length;
      if (length === 0) {
        throw refusal(name, say("f must give a number"), say("none"));
      }
      if (y.length !== length) {
        throw refusal(
          name,
          say("f must give as many numbers at every place"),
          say("{found} after {before}", { found: y.length, before: length }),
        );
      }
      return y;
    },
    gradientsOf(found) {
      const all = listOf(name, found, inputs);
      hasGradient ??= all.map((each) => each !== undefined);
      if (!hasGradient.includes(true)) {
        throw refusal(
          name,
          say("vjp must give a gradient"),
          say("only undefined"),
        );
      }
      return inputs.map(({ path, values }, k) => {
        if ((all[k] !== undefined) !== hasGradient?.[k]) {
          throw refusal(
            name,
            say("vjp must give a gradient of {path} always or never", {
              path,
            }),
            say("both"),
          );
        }
        if (all[k] === undefined) return undefined;
        const rule = () =>
          say(
            "the gradient of {path} must be a number or an array of numbers",
            {
              path,
            },
          );
        const gradient = readNumbers(name, rule, all[k], precision);
        if (gradient.length === values.length) return gradient;
        throw new NablaError("length", {
          action: say("check the gradients of {name}", { name }),
          name: say("the gradient of {path}", { path }),
          expected: values.length,
          found: gradient.length,
        });
      });
    },
  };
}

function outputRule(): string {
  return say("f must give a number or an array of numbers");
}

/** The gradients of all arguments, not yet read. */
function listOf(
  name: string,
  found: unknown,
  inputs: readonly FunctionArgument[],
): readonly unknown[] {
  const isOne = typeof found === "number" || isArrayLike(found) &&
      (ArrayBuffer.isView(found) ||
        found.length > 0 && typeof found[0] === "number");
  // Of a single argument the gradient may come without a list around it.
  if (isOne && inputs.length === 1) return [found];
  if (Array.isArray(found) && found.length === inputs.length) return found;
  const rule = inputs.length === 1
    ? say("vjp must give the gradient of its argument")
    : say(
      "vjp must give a list of {count} gradients, one for each argument, undefined for one that has none",
      { count: inputs.length },
    );
  throw refusal(name, rule, ...describeList(found));
}
