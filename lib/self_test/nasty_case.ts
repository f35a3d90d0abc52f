import { say, translated } from "../../words/say.ts";
import { NablaError } from "../base/nabla_error.ts";
import type { Verdict } from "../gradcheck/comparison/comparison.ts";
import { gradcheck } from "../gradcheck/gradcheck.ts";
import type { GradcheckOptions } from "../gradcheck/options.ts";
import type { Checkable } from "../gradcheck/plan.ts";
import type { Part } from "../layer/merge.ts";
import { input } from "../layers/wiring/input.ts";
import { pipeline } from "../network/pipeline.ts";

/** `refused`: nothing was checked, and a `NablaError` says why; `thrown`: another error, which is never right. */
type NastyVerdict = Verdict | "refused" | "thrown";

/** Something on which checkers go wrong. */
export interface NastyCase {
  readonly name: string;
  /** The name of the case that it tries in search mode. */
  readonly searches?: string;
  /** What may be said of it. */
  readonly verdicts: readonly NastyVerdict[];
  check(settings: GradcheckOptions): NastyVerdict;
}

/** Right. */
export const right = ["pass"] as const;
/** Right, at a place where differences may not tell. */
export const never = ["pass", "inconclusive"] as const;
/** Wrong, and to be seen. */
export const wrong = ["fail"] as const;
/** Wrong, and perhaps out of sight; but not right. */
export const notRight = ["fail", "inconclusive"] as const;
/** Not what can be checked. */
export const misuse = ["fail", "refused"] as const;

/** What a case is called in the language in force. */
export function caseName({ name, searches }: NastyCase): string {
  return searches === undefined
    ? translated(name)
    : say("{name}, searched", { name: translated(searches) });
}

export function nastyCase(
  name: string,
  verdicts: readonly NastyVerdict[],
  make: () => Checkable,
  options: GradcheckOptions = {},
): NastyCase {
  return {
    name,
    verdicts,
    check(settings) {
      try {
        return gradcheck(make(), { ...settings, ...options }).verdict;
      } catch (error) {
        return error instanceof NablaError ? "refused" : "thrown";
      }
    },
  };
}

/** A network at `x`, which is one example unless the options say otherwise. */
export function nastyPlace(
  name: string,
  verdicts: readonly NastyVerdict[],
  x: readonly number[],
  layers: () => readonly Part[],
  { numbers, batch = 1, ...options }: GradcheckOptions = {},
): NastyCase {
  const make = () => pipeline(input(x.length / batch), ...layers());
  return nastyCase(name, verdicts, make, {
    ...options,
    batch,
    numbers: { x, ...numbers },
  });
}

/** The same in search mode, which need not tell what is wrong, but may not call it right. */
export function searched({ name, verdicts, check }: NastyCase): NastyCase {
  return {
    name: `${name}, searched`,
    searches: name,
    verdicts: [...new Set([...verdicts, "inconclusive" as const])],
    check: (settings) => check({ ...settings, mode: "search" }),
  };
}
