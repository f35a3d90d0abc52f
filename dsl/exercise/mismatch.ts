/**
 * Why an expected number differs from the computed one: cheap, exact
 * explanations, tried in a fixed order.
 *
 * @module
 */

import { elementCount, equalShapes } from "../../lib/base/shape.ts";
import type { Network } from "../../lib/network/network.ts";
import type { Binding } from "../compiler/bindings.ts";
import { pathsOf, placeNamed } from "../compiler/paths.ts";
import { agreesWith } from "../compiler/written_arrays.ts";
import { blank, type NumberData } from "../syntax/ast.ts";
import { type Exercise, numbersAt, shapeAt } from "./exercise.ts";

/** One expected number beside the computed one. */
export interface JudgedNumber {
  /** As it was written. */
  readonly written: NumberData;
  /** What was computed. */
  readonly computed: number;
  /** Whether they agree, as precisely as it was written. */
  readonly agrees: boolean;
  /** How many decimals agree; no more than were written. */
  readonly decimals: number;
}

interface Mismatch {
  readonly binding: Binding;
  readonly numbers: readonly JudgedNumber[];
  readonly network: Network;
  readonly exercise: Exercise;
}

/** Words that complete a sentence such as "this one …". */
type Explanation = (mismatch: Mismatch) => string | undefined;

const explanations: readonly Explanation[] = [
  sign,
  factorOfTwo,
  factorOfCount,
  transposed,
  forwardValue,
  otherGradient,
];

/** The first explanation that holds for every number that differs. */
export function explain(mismatch: Mismatch): string | undefined {
  for (const each of explanations) {
    const words = each(mismatch);
    if (words !== undefined) return words;
  }
}

/** Whether every number that differs would agree if it were multiplied. */
function isScaled({ numbers }: Mismatch, factor: number): boolean {
  return numbers.every(({ agrees, written, computed }) =>
    agrees || agreesWith(written, factor * computed)
  );
}

/** `is` or `are`, by how many numbers differ. */
function verb({ numbers }: Mismatch): string {
  return numbers.filter(({ agrees }) => !agrees).length === 1 ? "is" : "are";
}

function sign(mismatch: Mismatch): string | undefined {
  if (!isScaled(mismatch, -1)) return undefined;
  return verb(mismatch) === "is"
    ? "differs only in sign"
    : "differ only in sign";
}

function factorOfTwo(mismatch: Mismatch): string | undefined {
  if (isScaled(mismatch, 2)) return `${verb(mismatch)} twice what is computed`;
  if (isScaled(mismatch, 0.5)) {
    return `${verb(mismatch)} half of what is computed`;
  }
}

/** A sum in place of a mean, or the reverse: over the examples, the numbers of one, or both. */
function factorOfCount(mismatch: Mismatch): string | undefined {
  const { batch } = mismatch.exercise.bound;
  const each = elementCount(mismatch.network.outputShape);
  for (
    const [count, over] of [
      [batch, `the ${batch} examples`],
      [each, `the ${each} numbers of an example`],
      [batch * each, `all ${batch * each} numbers of the output`],
    ] as const
  ) {
    if (count < 2) continue;
    if (isScaled(mismatch, count)) {
      return `${
        verb(mismatch)
      } ${count} times what is computed: a sum over ${over} in place of their mean`;
    }
    if (isScaled(mismatch, 1 / count)) {
      return `${
        verb(mismatch)
      } 1/${count} of what is computed: a mean over ${over} in place of their sum`;
    }
  }
}

function transposed(mismatch: Mismatch): string | undefined {
  const { binding: { written: { shape } }, numbers } = mismatch;
  const [rows, columns] = shape;
  if (shape.length !== 2 || rows !== columns) return undefined;
  const holds = numbers.every(({ written }, i) => {
    const turned = (i % columns) * columns + Math.floor(i / columns);
    return agreesWith(written, numbers[turned].computed);
  });
  return holds ? "come from the transpose of what is computed" : undefined;
}

function forwardValue(mismatch: Mismatch): string | undefined {
  const { binding: { place }, exercise } = mismatch;
  if (!place.isGradient) return undefined;
  const values = numbersAt({ ...place, isGradient: false }, exercise.bound);
  return matches(mismatch, values)
    ? `${verb(mismatch)} the value, not its gradient`
    : undefined;
}

function otherGradient(mismatch: Mismatch): string | undefined {
  const { binding: { place, statement }, network, exercise } = mismatch;
  const { batch } = exercise.bound;
  const shape = shapeAt(place, batch);
  for (const path of pathsOf(network)) {
    if (!path.endsWith(".grad") || path === statement.path.text) continue;
    const other = placeNamed(path, network);
    if (other === undefined || !equalShapes(shapeAt(other, batch), shape)) {
      continue;
    }
    if (matches(mismatch, numbersAt(other, exercise.bound))) {
      const name = path.slice(0, -".grad".length);
      return `${verb(mismatch)} the gradient of \`${name}\``;
    }
  }
}

function matches({ numbers }: Mismatch, values: ArrayLike<number>): boolean {
  return numbers.length === values.length &&
    numbers.every(({ written }, i) =>
      written.text === blank || agreesWith(written, values[i])
    );
}
