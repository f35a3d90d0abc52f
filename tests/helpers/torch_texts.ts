/**
 * Texts with numbers that a script in `tests/reference` made with PyTorch, ONNX or Keras.
 *
 * @module
 */

import { assert, assertEquals } from "@std/assert";
import { compile } from "../../dsl/compiler/compiler.ts";
import { isCompiled, runExercise } from "../../dsl/exercise/exercise.ts";
import { judgeNumbers } from "../../dsl/exercise/judge.ts";

/** A number, or arrays of numbers. */
export type Nested = number | readonly Nested[];

/** Arrays by path. */
export type Numbers = Readonly<Record<string, Nested>>;

/** A text with what is given to it and what comes of it. */
export interface TorchText {
  readonly text: string;
  readonly given: Numbers;
  readonly expect: Numbers;
}

/**
 * The numbers of a text that are further from those made elsewhere than `most`,
 * relative to the larger of 1 and the number, in words.
 */
export function differences(
  { text, given, expect }: TorchText,
  most = 1e-12,
): string[] {
  const compiled = compile(
    text + lines("given", given) + lines("expect", expect),
  );
  assertEquals(compiled.diagnostics.map(({ message }) => message), [], text);
  assert(isCompiled(compiled));
  const judged = judgeNumbers(compiled, runExercise(compiled));
  assertEquals(judged.length, Object.keys(expect).length);
  return judged.flatMap(({ path, numbers }) =>
    numbers.flatMap(({ computed, written: { value } }, i) => {
      const apart = Math.abs(computed - value) / Math.max(1, Math.abs(value));
      return apart <= most ? [] : [`${path} ${i}: ${computed} for ${value}`];
    })
  );
}

function lines(keyword: "given" | "expect", numbers: Numbers): string {
  return Object.entries(numbers).map(([path, data]) =>
    `\n${keyword} ${path} = ${JSON.stringify(data)}`
  ).join("");
}

/** How many numbers a text is compared in. */
export function countNumbers({ expect }: TorchText): number {
  return Object.values(expect).flat(9).length;
}
