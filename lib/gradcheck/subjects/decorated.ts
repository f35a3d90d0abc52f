import { keeper } from "../../base/values.ts";
import { allArrays, type Subject } from "./subject.ts";

/** How many passes ran. */
export interface Counter {
  forward: number;
  partial: number;
  backward: number;
}

/**
 * The subject, with its numbers restored after backward, in case it changes them:
 * that is checked separately. One that leaves them alone the first time is trusted.
 */
export function restoring(subject: Subject): Subject {
  const arrays = new Set([subject.upstream, ...allArrays(subject)]);
  let kept: ReturnType<typeof keeper> | undefined = keeper(arrays);
  return {
    ...subject,
    backward(disturb) {
      kept?.keep();
      subject.backward(disturb);
      // What was disturbed tells nothing.
      if (disturb === undefined && kept?.isSame()) kept = undefined;
      kept?.putBack();
    },
  };
}

export function countedSubject(subject: Subject, counter: Counter): Subject {
  const { rebind, inSingle } = subject;
  return {
    ...subject,
    coordinates: subject.coordinates.map((each) => {
      const { perturb } = each;
      return {
        ...each,
        perturb: perturb && ((entry, outputs) => {
          counter.partial++;
          return perturb(entry, outputs);
        }),
      };
    }),
    forward(from, disturb) {
      counter.forward++;
      subject.forward(from, disturb);
    },
    backward(disturb) {
      counter.backward++;
      subject.backward(disturb);
    },
    rebind: rebind &&
      ((options) => countedSubject(rebind(options), counter)),
    inSingle: inSingle && (() => countedSubject(inSingle(), counter)),
  };
}

/** The subject, with whole passes for all differences. */
export function withoutShortcuts(subject: Subject): Subject {
  return {
    ...subject,
    coordinates: subject.coordinates.map((each) => ({
      ...each,
      perturb: undefined,
    })),
  };
}
