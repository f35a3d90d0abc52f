import type { EntrySpan } from "../../kernels/contract/kernels.ts";
import type { Subject } from "./subject.ts";

const double = new Float64Array(1);
const words = new Int32Array(double.buffer);

/** A number that stands for all choices that the layers made for some outputs. */
export function signatureOf(
  subject: Subject,
  span: EntrySpan = { start: 0, count: subject.outputs.length, stride: 1 },
): number {
  if (subject.choices === undefined) return 0;
  let hash = 0x811c9dc5;
  const mix = (word: number) => {
    hash = Math.imul(hash ^ word, 0x01000193) ^ (hash >>> 15);
  };
  subject.choices((choice) => {
    if (Number.isInteger(choice)) return mix(choice);
    double[0] = choice;
    mix(words[0]);
    mix(words[1]);
  }, span);
  return hash;
}

/** The choices made for each output. */
export type Choices = readonly (readonly number[])[];

export function choicesOf(subject: Subject): Choices {
  return Array.from(subject.outputs, (_, start) => {
    const choices: number[] = [];
    const note = (choice: number) => void choices.push(choice);
    subject.choices?.(note, { start, count: 1, stride: 1 });
    return choices;
  });
}

/** Whether several choices of one output change to either side. */
export function changesSeveral(
  middle: Choices,
  sides: readonly Choices[],
): boolean {
  return middle.some((choices, output) => {
    const found = sides.map((side) => side[output]);
    // What is noted for each winner is one choice among them.
    if (found.some(({ length }) => length !== choices.length)) return false;
    const changed = choices.filter((choice, n) =>
      found.some((side) => side[n] !== choice)
    );
    return changed.length > 1;
  });
}
