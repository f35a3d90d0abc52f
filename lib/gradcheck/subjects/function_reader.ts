/**
 * What surrounds a function and its vector-Jacobian product: its arguments, their
 * names and shapes, and how its results are read.
 *
 * @module
 */

import { NablaError } from "../../base/nabla_error.ts";
import { elementCount, formatShape, type Shape } from "../../base/shape.ts";
import type { Precision, Values } from "../../base/values.ts";
import { plural } from "../../base/words.ts";
import {
  describe,
  describeList,
  isArrayLike,
  readNumbers,
} from "./function_values.ts";

/** Numbers that a function gives: one, or an array of any kind, flat. */
export type GivenNumbers = ArrayLike<number> | number;

/** One gradient for each argument; or, of a single argument, the gradient itself. */
export type GivenGradients =
  | readonly (GivenNumbers | undefined)[]
  | ArrayLike<number>;

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
  const refuse = refuser(name);
  return {
    name,
    precision,
    inputs,
    outputsOf(found) {
      const y = readNumbers(name, "f must give", found, precision);
      length ??= y.length;
      if (length === 0) throw refuse("f must give a number", "none");
      if (y.length !== length) {
        throw refuse(
          "f must give as many numbers at every place",
          `${y.length} after ${length}`,
        );
      }
      return y;
    },
    gradientsOf(found) {
      const all = listOf(name, found, inputs);
      hasGradient ??= all.map((each) => each !== undefined);
      if (!hasGradient.includes(true)) {
        throw refuse("vjp must give a gradient", "only undefined");
      }
      return inputs.map(({ path, values }, k) => {
        if ((all[k] !== undefined) !== hasGradient?.[k]) {
          throw refuse(
            `vjp must give a gradient of ${path} always or never`,
            "both",
          );
        }
        if (all[k] === undefined) return undefined;
        const who = `the gradient of ${path} must be`;
        const gradient = readNumbers(name, who, all[k], precision);
        if (gradient.length === values.length) return gradient;
        throw new NablaError("length", {
          action: `check the gradients of ${name}`,
          name: `the gradient of ${path}`,
          expected: values.length,
          found: gradient.length,
        });
      });
    },
  };
}

function refuser(name: string) {
  return (rule: string, found?: string, wayOut?: string) =>
    new NablaError("call", {
      action: `check the gradients of ${name}`,
      rule,
      found,
      wayOut,
    });
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
    ? "vjp must give the gradient of its argument"
    : `vjp must give a list of ${inputs.length} gradients, one for each ` +
      "argument, undefined for one that has none";
  throw refuser(name)(rule, ...describeList(found));
}

/** The arguments with their names, shapes and numbers. */
function argumentsOf(
  name: string,
  { at, names, shapes }: FunctionPlace,
  { precision, numbers = {}, only }: FunctionOptions,
): FunctionArgument[] {
  const refuse = refuser(name);
  if (!Array.isArray(at) || at.length === 0) {
    throw refuse(
      "`at` must be a list of arguments",
      Array.isArray(at) ? "none" : describe(at)[0],
      "write `at: [[1, 2]]` for one argument of two numbers",
    );
  }
  for (const [what, list] of [["names", names], ["shapes", shapes]] as const) {
    if (list === undefined || list.length === at.length) continue;
    const rule = `\`${what}\` must have one for each argument in \`at\``;
    throw refuse(rule, `${list.length} for ${at.length}`);
  }
  const paths = at.map((_, k) =>
    names?.[k] ?? (at.length === 1 ? "x" : `x${k}`)
  );
  const twice = paths.find((path, k) => paths.indexOf(path) !== k);
  if (twice !== undefined) {
    throw refuse("each argument must have its own name", `${twice} twice`);
  }
  for (const path of [...Object.keys(numbers), ...only ?? []]) {
    if (paths.includes(path)) continue;
    throw new NablaError("choice", {
      action: `check the gradients of ${name}`,
      name: "an argument",
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
          action: `check the gradients of ${name}`,
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
      throw refuse(
        `the shape of ${path} must be that of its numbers`,
        `${formatShape(shape)} for ${found}`,
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
  const who = `the argument ${path} in \`at\` must be`;
  if (typeof given === "number") {
    throw refuser(name)(
      `${who} an array`,
      "a number",
      "write `at: [[1, 2]]` for one argument of two numbers",
    );
  }
  return readNumbers(name, who, given, isSingle ? "float32" : "float64");
}
