import { say } from "../../../words/say.ts";
import { isRefusal } from "../../base/nabla_error.ts";
import { allocate, areFinite, copyOf, type Values } from "../../base/values.ts";
import type { Subject } from "../subjects/subject.ts";
import { isOff, type Misbehavior, run } from "./runs.ts";

/** Whether each example gives the same alone and among others. */
export function isByExample(subject: Subject): Misbehavior {
  const { rebind, batch, coordinates, outputs, upstream } = subject;
  if (rebind === undefined) return;
  if (batch === 1) return isSum(subject, rebind({ examples: [0, 0] }));
  const together = ranGradients(subject);
  const y = copyOf(outputs);
  const size = outputs.length / batch;
  const sums = together.map(({ length }) => allocate("float64", length));
  for (let b = 0; b < batch; b++) {
    const alone = rebind({ examples: [b] });
    const [start, end] = [b * size, (b + 1) * size];
    alone.upstream.set(upstream.subarray(start, end));
    const gradients = ranGradients(alone);
    if (isOff(alone, alone.outputs, y.subarray(start, end), 1e-9)) {
      return say(
        "example {example} has different outputs alone and among {batch}",
        { example: b, batch },
      );
    }
    for (const [k, { path, role }] of coordinates.entries()) {
      const { length } = gradients[k];
      if (role === "parameter") {
        for (let i = 0; i < length; i++) sums[k][i] += gradients[k][i];
        continue;
      }
      const own = together[k].subarray(b * length, (b + 1) * length);
      if (isOff(subject, gradients[k], own, 1e-9)) {
        return say(
          "example {example} has different gradients of {path} alone and among {batch}",
          { example: b, path, batch },
        );
      }
    }
  }
  for (const [k, { path, role }] of coordinates.entries()) {
    if (role === "parameter" && isOff(subject, sums[k], together[k], 1e-9)) {
      return notSum(path);
    }
  }
}

function notSum(path: string): string {
  return say("the gradient of {path} is not the sum over the examples", {
    path,
  });
}

/** Whether an example, taken a second time with twice the gradient from above, gives three times what it gives alone. */
function isSum(subject: Subject, twice: Subject): Misbehavior {
  const { coordinates, outputs, upstream } = subject;
  const alone = ranGradients(subject);
  twice.upstream.set(upstream);
  twice.upstream.set(upstream.map((v) => 2 * v), upstream.length);
  const together = ranGradients(twice);
  const isOffBy = (factor: number, one: Values, found: Values) =>
    isOff(subject, one, found, 1e-9, factor);
  for (const row of [0, 1]) {
    if (isOffBy(1, outputs, rowOf(twice.outputs, row))) {
      return say("an example has different outputs alone and twice");
    }
    for (const [k, { path, role }] of coordinates.entries()) {
      if (role !== "input") continue;
      if (isOffBy(1 + row, alone[k], rowOf(together[k], row))) {
        return say(
          "an example has different gradients of {path} alone and twice",
          { path },
        );
      }
    }
  }
  for (const [k, { path, role }] of coordinates.entries()) {
    if (role === "parameter" && isOffBy(3, alone[k], together[k])) {
      return notSum(path);
    }
  }
}

/** One of two rows. */
function rowOf(values: Values, row: number): Values {
  const size = values.length / 2;
  return values.subarray(row * size, (row + 1) * size);
}

/** Whether it runs with a batch of 1 and of 3. */
export function takesAnyBatch(subject: Subject): Misbehavior {
  const { rebind, batch } = subject;
  if (rebind === undefined) return;
  const others = batch === 1 ? [[0, 0, 0]] : [[0], [0, 1 % batch, 2 % batch]];
  for (const examples of others) {
    try {
      const other = rebind({ examples });
      other.upstream.fill(1);
      run(other);
      if (!areFinite(other.outputs) && areFinite(subject.outputs)) {
        return say("with a batch of {batch} the outputs are not finite", {
          batch: examples.length,
        });
      }
    } catch (error) {
      if (!(error instanceof Error) || isRefusal(error, "machine")) throw error;
      return say("with a batch of {batch} it throws: {message}", {
        batch: examples.length,
        message: error.message,
      });
    }
  }
}

/** Runs both ways; the gradients are the subject's own, until it runs again. */
function ranGradients(subject: Subject): readonly Values[] {
  run(subject);
  return subject.coordinates.map(({ gradient }) => gradient);
}
