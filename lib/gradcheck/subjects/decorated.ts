import { keeper } from "../../base/values.ts";
import { allArrays, type Subject } from "./subject.ts";

/** How many passes ran. */
export interface Counter {
  forward: number;
  partial: number;
  backward: number;
}

/** The subject, with its numbers restored after backward, in case it changes them: that is checked separately. */
export function restoring(subject: Subject): Subject {
  const arrays = new Set([subject.upstream, ...allArrays(subject)]);
  const { keep, putBack } = keeper(arrays);
  return {
    ...subject,
    backward(disturb) {
      keep();
      subject.backward(disturb);
      putBack();
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
