import { say } from "../../../words/say.ts";
import { copyOf, differs } from "../../base/values.ts";
import type { Random } from "../../base/random.ts";
import { indexOf } from "../../base/shape.ts";
import type { EntrySpan } from "../../kernels/contract/kernels.ts";
import type { Coordinates, Subject } from "../subjects/subject.ts";
import type { Misbehavior } from "./runs.ts";

/** Moves a few numbers of each array and compares the shortcut with a whole forward, to the bit. */
export function isShortcutRight(subject: Subject, random: Random): Misbehavior {
  for (const coordinates of subject.coordinates) {
    const finding = findingOf(subject, coordinates, random);
    if (finding !== undefined) return finding;
  }
}

function findingOf(
  subject: Subject,
  { path, shape, values, perturb }: Coordinates,
  random: Random,
): Misbehavior {
  const { length } = values;
  if (perturb === undefined || length === 0) return;
  const { outputs } = subject;
  const span: EntrySpan = { start: 0, count: 0, stride: 1 };
  const some = Array.from({ length: 4 }, () => random.integer(length));
  for (const entry of new Set([0, length - 1, ...some])) {
    const t = values[entry];
    subject.forward(0);
    values[entry] = t + Math.max(Math.abs(t), 1) * 2 ** -10;
    const isShort = perturb(entry, span);
    const found = copyOf(outputs);
    subject.forward(0);
    const isWrong = isShort && differs(found, outputs);
    values[entry] = t;
    if (isWrong) {
      return say("for {number} its outputs are not those of forward", {
        number: `${path}[${indexOf(entry, shape)}]`,
      });
    }
  }
  subject.forward(0);
}
