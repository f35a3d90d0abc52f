import { say } from "../../words/say.ts";
import { NablaError } from "../base/nabla_error.ts";
import type { Values } from "../base/values.ts";
import { plural } from "../base/words.ts";

/** A number that says how good predictions are, over all batches since it was made or reset. */
export interface Metric {
  /** Its name: `accuracy`. */
  readonly name: string;
  /**
   * Counts in the first `examples` of a batch: `y` is batch × the output's
   * shape, `target` batch × the target's, both row-major; later examples are
   * ignored.
   *
   * @throws {NablaError} if an array is shorter, or a target is not one that the
   * loss would take.
   */
  add(y: Values, target: Values, examples: number): void;
  /** The number; NaN before the first example. */
  value(): number;
  /** Forgets all examples. */
  reset(): void;
  /** What it remembers, for a checkpoint. */
  save(): readonly number[];
  /**
   * Resumes from what {@linkcode Metric.save} gave.
   *
   * @throws {NablaError} if it has another number of numbers.
   */
  load(memory: readonly number[]): void;
}

/** A metric whose memory is one array of numbers, all 0 before the first example. */
export function metricOf(
  name: string,
  memory: Float64Array,
  behavior: Pick<Metric, "add" | "value">,
): Metric {
  return {
    name,
    ...behavior,
    reset: () => void memory.fill(0),
    save: () => [...memory],
    load(saved) {
      if (saved.length !== memory.length) {
        throw new NablaError("state", {
          subject: name,
          rule: say("it remembers {count}", {
            count: plural(memory.length, "number"),
          }),
          found: saved.length,
        });
      }
      memory.set(saved);
    },
  };
}

/** @throws {NablaError} if an array holds fewer than so many numbers. */
export function requireLength(
  metric: string,
  what: string,
  values: Values,
  length: number,
): void {
  if (values.length >= length) return;
  throw new NablaError("length", {
    action: say("add to {metric}", { metric }),
    name: what,
    expected: length,
    found: values.length,
  });
}
