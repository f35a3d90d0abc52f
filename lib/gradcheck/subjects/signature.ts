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
