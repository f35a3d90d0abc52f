/**
 * The arguments of a function that is checked, their names and shapes.
 *
 * @module
 */

import { say } from "../../../words/say.ts";
import { NablaError } from "../../base/nabla_error.ts";
import { elementCount, formatShape, type Shape } from "../../base/shape.ts";
import type { Precision, Values } from "../../base/values.ts";
import { plural } from "../../base/words.ts";
import { describe, readNumbers, refusal } from "./function_values.ts";

/** The arguments of a function, and their names. */
export interface FunctionPlace {
  /** Its name in reports; default: `f`. */
  readonly name?: string;
  /**
   * The arguments at which it is checked: typed arrays or arrays of numbers. They are
   * copied. If all are Float32Arrays, the function is checked in single precision, and
   * gets Float32Arrays; otherwise it gets Float64Arrays.
   */
  readonly at: readonly ArrayLike<number>[];
  /** Their names in reports; default: `x0`, `x1` …, or `x` if there is one. */
  readonly names?: readonly string[];
  /** Their shapes, for the indices in reports; default: each is one row. */
  readonly shapes?: readonly Shape[];
  /** Whether the places of their numbers mean something; otherwise no mistake is told by where it is. Default: true. */
  readonly isOrdered?: boolean;
}

/** How a function is checked; see `GradcheckOptions`. */
export interface FunctionOptions {
  readonly precision?: Precision;
  readonly numbers?: Readonly<Record<string, ArrayLike<number>>>;
  readonly only?: readonly string[];
}

/** An argument of a function. */
export interface FunctionArgument {
  readonly path: string;
  readonly shape: Shape;
  /** Its numbers at the place where the function is checked. */
  readonly values: Values;
  /** Whether its gradient is asked for. */
  readonly isChecked: boolean;
}

/**
 * The arguments with their names, shapes and numbers.
 *
 * @param name the name of the function in messages.
 * @throws {NablaError} if they do not fit one another, or an option does not fit them.
 */
export function argumentsOf(
  name: string,
  { at, names, shapes }: FunctionPlace,
  { precision, numbers = {}, only }: FunctionOptions,
): FunctionArgument[] {
  if (!Array.isArray(at) || at.length === 0) {
    throw refusal(
      name,
      say("`at` must be a list of arguments"),
      Array.isArray(at) ? say("none") : describe(at)[0],
      say("write `at: [[1, 2]]` for one argument of two numbers"),
    );
  }
  for (const [what, list] of [["names", names], ["shapes", shapes]] as const) {
    if (list === undefined || list.length === at.length) continue;
    throw refusal(
      name,
      say("`{list}` must have one for each argument in `at`", { list: what }),
      say("{found} for {wanted}", { found: list.length, wanted: at.length }),
    );
  }
  const paths = at.map((_, k) =>
    names?.[k] ?? (at.length === 1 ? "x" : `x${k}`)
  );
  const twice = paths.find((path, k) => paths.indexOf(path) !== k);
  if (twice !== undefined) {
    throw refusal(
      name,
      say("each argument must have its own name"),
      say("{name} twice", { name: twice }),
    );
  }
  for (const path of [...Object.keys(numbers), ...only ?? []]) {
    if (paths.includes(path)) continue;
    throw new NablaError("choice", {
      action: say("check the gradients of {name}", { name }),
      name: say("an argument"),
      choices: paths,
      found: path,
    });
  }
  const own = new Map(Object.entries(numbers));
  const isSingle = precision === undefined
    ? at.every((values) => values instanceof Float32Array)
    : precision === "float32";
  return paths.map((path, k) => {
    const values = readArgument(name, path, at[k], isSingle);
    const others = own.get(path);
    if (others !== undefined) {
      const found = readArgument(name, path, others, isSingle);
      if (found.length !== values.length) {
        throw new NablaError("length", {
          action: say("check the gradients of {name}", { name }),
          name: path,
          expected: values.length,
          found: found.length,
        });
      }
      values.set(found);
    }
    const shape = shapes?.[k] ?? [values.length];
    if (elementCount(shape) !== values.length) {
      const found = plural(values.length, "number");
      throw refusal(
        name,
        say("the shape of {path} must be that of its numbers", { path }),
        say("{found} for {wanted}", {
          found: formatShape(shape),
          wanted: found,
        }),
      );
    }
    return { path, shape, values, isChecked: only?.includes(path) ?? true };
  });
}

function readArgument(
  name: string,
  path: string,
  given: unknown,
  isSingle: boolean,
): Values {
  if (typeof given === "number") {
    throw refusal(
      name,
      say("the argument {path} in `at` must be an array", { path }),
      say("a number"),
      say("write `at: [[1, 2]]` for one argument of two numbers"),
    );
  }
  const rule = () =>
    say(
      "the argument {path} in `at` must be a number or an array of numbers",
      { path },
    );
  return readNumbers(name, rule, given, isSingle ? "float32" : "float64");
}
