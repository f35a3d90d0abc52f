import { say } from "../../../../../words/say.ts";
import { elementCount } from "../../../../base/shape.ts";
import { permuteAxes } from "../../../../tensor_files/permutation.ts";
import { type Known, knownNumbers, soleNumber } from "./known.ts";
import type { NodeReading } from "./node_reading.ts";
import { requireFixed } from "./requirements.ts";
import { type Given, shortest, type StepOperand } from "./step.ts";
import { type Axis, type AxisPart, hasBatch, isSame, sizeOf } from "./view.ts";

/** The most numbers that are written into a text. */
const maxGiven = 10_000;

/** Whether each axis is among these parts as a whole, or not at all. */
export function isOfWhole(
  own: readonly Axis[],
  parts: ReadonlySet<AxisPart>,
): boolean {
  return own.every((axis) => {
    const count = axis.filter((each) => parts.has(each)).length;
    return count === 0 || count === axis.length;
  });
}

/** The axes along which fixed numbers differ. */
export function partsAlong(
  { shape }: Known,
  axes: readonly Axis[],
): readonly Axis[] {
  return axes.filter((_, i) =>
    (shape[i - axes.length + shape.length] ?? 1) !== 1
  );
}

/** Fixed numbers laid out as ours: a number, or given ones. */
export function givenFor(
  node: NodeReading,
  known: Known,
  axes: readonly Axis[],
  own: readonly Axis[],
): StepOperand {
  requireFixed(node, known);
  // What is the same everywhere needs no axes, where others have them.
  const isSole = elementCount(known.shape) === 1 ||
    typeof known.values === "number";
  const sole = isSole ? soleNumber(known) : undefined;
  if (sole !== undefined && Number.isFinite(sole)) return shortest(sole);
  const { given: shape, values } = laidOut(node, known, axes, own);
  let first = 0;
  while (first < shape.length && shape[first] === 1) first++;
  if (values.length > maxGiven) {
    node.fail(
      say("its text would have {count} fixed numbers, and may have {most}", {
        count: values.length,
        most: maxGiven,
      }),
    );
  }
  return {
    given: shape.slice(first),
    values: Array.from(values, shortest),
    name: known.name,
  };
}

/** Fixed numbers in the order of our axes, one entry along those that they have not. */
export function laidOut(
  node: NodeReading,
  known: Known,
  axes: readonly Axis[],
  own: readonly Axis[],
): Given {
  const along = partsAlong(known, axes);
  if (along.some(hasBatch)) {
    node.fail(say("its fixed numbers differ from example to example"));
  }
  const from = along.flat();
  const to = own.flatMap((axis) => axis.filter((each) => from.includes(each)));
  const numbers = knownNumbers(known);
  const isWhole = to.length === from.length && isOfWhole(own, new Set(from));
  if (!isWhole || numbers?.length !== sizeOf(from)) {
    return node.fail(say("its fixed numbers are too many"));
  }
  const values = new Float64Array(numbers.length);
  if (isSame(from, to)) values.set(numbers);
  else {
    permuteAxes(
      values,
      numbers,
      from.map(({ size }) => size),
      to.map((each) => from.indexOf(each)),
    );
  }
  const shape = own.map((axis) =>
    sizeOf(axis.filter((each) => from.includes(each)))
  );
  return { given: shape, values: values as unknown as readonly number[] };
}
