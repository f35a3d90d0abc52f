/**
 * The error of a difference for each step, which shows why a step is hard to choose:
 * a large one ignores the function's curvature (truncation), a small one divides the
 * rounding of its values by almost zero.
 *
 * @module
 */

import { say } from "../../words/say.ts";
import { NablaError } from "../base/nabla_error.ts";
import type { Values } from "../base/values.ts";
import { compare } from "./differences/compare.ts";
import { questionOf } from "./comparison/entries.ts";
import type { GradcheckOptions } from "./options.ts";
import { type Checkable, planOf } from "./plan.ts";
import { prepare } from "./prepare.ts";

/** What a sweep found. */
export interface Sweep {
  /** How many numbers of the gradient were compared at each step. */
  readonly numbers: number;
  /** How many numbers the gradient has. */
  readonly entries: number;
  /** Each step, with the error of each scheme: `‖numeric − analytic‖ / ‖analytic‖`. */
  readonly rows: readonly SweepRow[];
  /** The error of the adaptive scheme, which finds a step for each number. */
  readonly adaptive: number;
  /** The seed of random numbers. */
  readonly seed: number;
  /** Of a network: the paths whose numbers were given. */
  readonly given?: readonly string[];
  /** Of a network: the paths whose numbers were drawn. */
  readonly drawn?: readonly string[];
}

/** The errors at one step. */
export interface SweepRow {
  /** The step. */
  readonly step: number;
  /** The error of `(φ(t + h) − φ(t)) / h`. */
  readonly forward: number;
  /** The error of `(φ(t + h) − φ(t − h)) / 2h`. */
  readonly central: number;
}

const mostNumbers = 256;

/** The steps: 10⁻¹ … 10⁻¹⁵. */
const steps = Array.from({ length: 15 }, (_, k) => Number(`1e-${k + 1}`));

/**
 * Compares the gradient of a whole network, or of a layer alone, with
 * differences of every step.
 *
 * ```ts
 * import { nn, sweep } from "@nabla/nabla";
 * import { assert } from "@std/assert";
 *
 * const { rows, adaptive } = sweep(nn`fc(2,1) -> sigmoid`);
 * assert(rows[5].central < rows[5].forward); // a step of 1e-6
 * assert(adaptive < 1e-9);
 * ```
 *
 * @throws {NablaError} if an option is out of range.
 */
export function sweep<X extends Values = Float64Array>(
  subject: Checkable<X>,
  options: GradcheckOptions = {},
): Sweep {
  const plan = planOf(subject, options);
  const { settings, random, subjects, counter } = plan;
  const last = subjects.at(-1);
  if (last === undefined) {
    throw new NablaError("call", {
      action: say("sweep the step"),
      rule: say("the network must have a step to check"),
      found: say("none"),
    });
  }
  const checked = {
    ...settings,
    mode: "exhaustive",
    isDoubtful: false,
    descends: true,
  } as const;
  const prepared = prepare(last, checked, counter, random.fork("sweep"), false);
  const { probe, analytics, subject: own } = prepared;
  const all = own.coordinates.flatMap((coordinates, k) =>
    Array.from(coordinates.values, (_, i) => ({
      measure: (step: number) => probe.entry(coordinates, i, step),
      begin: () => coordinates.from > 0 && probe.begin(),
      analytic: analytics[k][i],
      question: questionOf(prepared, k, i),
    }))
  );
  const stride = Math.ceil(all.length / mostNumbers);
  const numbers = all.filter((_, i) => i % stride === 0);
  const norm = Math.hypot(...numbers.map(({ analytic }) => analytic));
  const relative = (errors: readonly number[]) => {
    const error = Math.hypot(...errors.filter((e) => !Number.isNaN(e)));
    return norm === 0 ? error : error / norm;
  };
  probe.begin();
  const rows = steps.map((step) => {
    const found = numbers.map(({ measure, analytic, begin }) => {
      begin();
      const { right, central } = measure(step);
      return [right - analytic, central - analytic];
    });
    return {
      step,
      forward: relative(found.map(([forward]) => forward)),
      central: relative(found.map(([, central]) => central)),
    };
  });
  const adaptive = relative(numbers.map((number) => {
    number.begin();
    // Strict, for the best step.
    const closeness = { relative: 0, absolute: 0, strict: true };
    const { numeric } = compare(number.question, number.measure, closeness);
    return numeric - number.analytic;
  }));
  return {
    numbers: numbers.length,
    entries: all.length,
    rows,
    adaptive,
    seed: settings.seed,
    given: plan.place?.given,
    drawn: plan.place?.drawn,
  };
}
