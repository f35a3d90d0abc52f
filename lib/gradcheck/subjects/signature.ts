import type { EntrySpan } from "../../kernels/contract/kernels.ts";
import type { Subject } from "./subject.ts";

/** A number that stands for all choices that the layers made for some outputs. */
export function signatureOf(
  subject: Subject,
  span: EntrySpan = { start: 0, count: subject.outputs.length, stride: 1 },
): number {
  if (subject.choices === undefined) return 0;
  let hash = 0x811c9dc5;
  subject.choices((choice) => {
    hash = Math.imul(hash ^ choice, 0x01000193) ^ (hash >>> 15);
  }, span);
  return hash;
}
