/**
 * Tries random formulas: each number and each gradient is what a second evaluator
 * says, whether the text is taken as it is, as it is formatted, or as the network is
 * printed.
 *
 * @module
 */

import { compile } from "../../dsl/compiler/compiler.ts";
import { pathsOf } from "../../dsl/compiler/paths.ts";
import {
  isCompiled,
  numbersAt,
  runExercise,
} from "../../dsl/exercise/exercise.ts";
import { formatText } from "../../dsl/syntax/formatter.ts";
import { format } from "../../dsl/syntax/printing/printer.ts";
import { NablaError } from "../../lib/base/nabla_error.ts";
import { type FormulaText, formulaText } from "./formula_texts.ts";
import type { Seen, Target } from "./led.ts";
import { naiveValues } from "./naive/formulas.ts";

/** Larger numbers lose digits that are nobody's fault. */
const largest = 1e6;

/** Formulas with given values and functions. */
export function formulas(): Target<FormulaText> {
  return {
    name: "formulas",
    seeds: [],
    next: formulaText,
    examine: examineFormulas,
    show: ({ text }) => text,
    isSmall: () => false,
  };
}

/** Compares all numbers of a text with those of the second evaluator. */
export function examineFormulas(formulas: FormulaText): Seen {
  const { text, given } = formulas;
  const compiled = compile(text);
  if (!isCompiled(compiled)) {
    const [{ code, message }] = compiled.diagnostics;
    // Formulas of numbers alone may divide by 0 or grow too large; a value may be unused.
    return { failure: `${code} ${message}`, isRead: false, features: [] };
  }
  const gradients = given.map(({ name, numbers }) => ({
    name,
    all: numbers.map((_, i) => naiveValues(formulas, name, i)),
  }));
  const isTame = gradients.every(({ all }) =>
    all.every((values) =>
      [...values.values()].every(({ numbers }) =>
        numbers.every(({ size }) => size < largest)
      )
    )
  );
  if (!isTame) return { isRead: false, features: [] };
  const expected = new Map(
    [...gradients[0].all[0]].map((
      [name, { numbers }],
    ) => [name, numbers.map(({ value }) => value)]),
  );
  for (const { name, all } of gradients) {
    expected.set(
      `${name}.grad`,
      all.map((values) => values.get("total")?.numbers[0].slope ?? NaN),
    );
  }
  const failure = difference(text, expected) ??
    difference(formatText(text), expected) ??
    difference(format(compiled.network), expected);
  return { failure, isRead: true, features: [] };
}

/** The first number of a text that is another one. */
function difference(
  text: string,
  expected: ReadonlyMap<string, readonly number[]>,
): string | undefined {
  const compiled = compile(text);
  if (!isCompiled(compiled)) {
    return `${compiled.diagnostics[0].message}:\n${text}`;
  }
  const paths = pathsOf(compiled.network);
  try {
    const { bound } = runExercise(compiled);
    for (const [path, numbers] of expected) {
      const place = paths.get(path);
      if (place === undefined) return `${path} is no path:\n${text}`;
      const computed = numbersAt(place, bound);
      const at = numbers.findIndex((value, i) =>
        !(Math.abs(computed[i] - value) <= 1e-9 * Math.max(1, Math.abs(value)))
      );
      if (at >= 0 || computed.length !== numbers.length) {
        return `${path} ${at}: ${computed[at]} for ${numbers[at]}:\n${text}`;
      }
    }
  } catch (error) {
    if (error instanceof NablaError) return `${error.message}:\n${text}`;
    throw error;
  }
}
