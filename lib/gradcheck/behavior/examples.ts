import type { Random } from "../../base/random.ts";
import { areFinite } from "../../base/values.ts";
import type { Subject } from "../subjects/subject.ts";
import { gradientsOf, isOff, type Misbehavior } from "./runs.ts";

/** Whether each example gives the same alone and among others. A single one is taken three times, with different gradients from above. */
export function isByExample(own: Subject, random: Random): Misbehavior {
  const subject = own.batch > 1 ? own : repeated(own, random);
  const { rebind, batch, coordinates, outputs, upstream } = subject;
  if (rebind === undefined) return;
  const together = gradientsOf(subject);
  const y = outputs.slice();
  const size = outputs.length / batch;
  const sums = together.map(({ length }) => new Float64Array(length));
  for (let b = 0; b < batch; b++) {
    const alone = rebind({ examples: [b] });
    const [start, end] = [b * size, (b + 1) * size];
    alone.upstream.set(upstream.subarray(start, end));
    const gradients = gradientsOf(alone);
    if (isOff(alone, alone.outputs, y.subarray(start, end), 1e-9)) {
      return `example ${b} has different outputs alone and among ${batch}`;
    }
    for (const [k, { path, role }] of coordinates.entries()) {
      const { length } = gradients[k];
      if (role === "parameter") {
        for (let i = 0; i < length; i++) sums[k][i] += gradients[k][i];
        continue;
      }
      const own = together[k].subarray(b * length, (b + 1) * length);
      if (isOff(subject, gradients[k], own, 1e-9)) {
        return `example ${b} has different gradients of ${path} alone and among ${batch}`;
      }
    }
  }
  for (const [k, { path, role }] of coordinates.entries()) {
    if (role === "parameter" && isOff(subject, sums[k], together[k], 1e-9)) {
      return `the gradient of ${path} is not the sum over the examples`;
    }
  }
}

function repeated(subject: Subject, random: Random): Subject {
  const several = subject.rebind?.({ examples: [0, 0, 0] }) ?? subject;
  for (let j = 0; j < several.upstream.length; j++) {
    several.upstream[j] = 0.5 + random.uniform();
  }
  return several;
}

/** Whether it runs with a batch of 1 and of 3. */
export function takesAnyBatch(subject: Subject): Misbehavior {
  const { rebind, batch } = subject;
  if (rebind === undefined) return;
  for (const examples of [[0], [0, 1 % batch, 2 % batch]]) {
    try {
      const other = rebind({ examples });
      other.upstream.fill(1);
      gradientsOf(other);
      if (!areFinite(other.outputs) && areFinite(subject.outputs)) {
        return `with a batch of ${examples.length} the outputs are not finite`;
      }
    } catch (error) {
      if (!(error instanceof Error)) throw error;
      return `with a batch of ${examples.length} it throws: ${error.message}`;
    }
  }
}
