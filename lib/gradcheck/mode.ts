/**
 * How the numbers of one subject are compared: each alone, or if that takes too
 * long, block by block.
 *
 * @module
 */

import type { Verdict } from "./comparison/comparison.ts";
import type { CheckSettings } from "./comparison/prepared.ts";
import type { Settings } from "./options.ts";
import { entriesOf, type Subject } from "./subjects/subject.ts";

/** The most numbers of a step to compare one by one. */
const mostExhaustive = 20_000;

/** The most multiplications for comparing the numbers of a step one by one: about ten seconds. */
const mostWork = 4e9;

/** The most numbers of a network to compare one by one, again after those of its steps. */
const mostTwice = 512;

/**
 * How one subject is checked; the whole network, whose numbers were compared in their
 * steps, block by block.
 *
 * @param before the verdict on the subjects before it.
 */
export function checkSettings(
  subject: Subject,
  settings: Settings,
  before: Verdict,
): CheckSettings {
  const entries = entriesOf(subject);
  const isNetwork = subject.scope === "network";
  const limit = isNetwork ? mostTwice : mostExhaustive;
  const own = settings.mode ?? "exhaustive";
  const isAdaptive = settings.scheme === "adaptive";
  const isLarge = entries > limit ||
    2 * entries * forwardWork(subject) > mostWork;
  const mode = own === "exhaustive" && isAdaptive && isLarge &&
      (isNetwork || settings.mode === undefined)
    ? "search"
    : own;
  return {
    ...settings,
    mode,
    isDoubtful: isNetwork && before === "inconclusive",
    descends: before !== "fail",
  };
}

/** About how many multiplications a whole forward takes, if numbers have no shortcut: each parameter at each position of the output. */
function forwardWork({ coordinates, outputs, site }: Subject): number {
  if (coordinates.every(({ perturb }) => perturb !== undefined)) return 0;
  const positions = outputs.length / (site?.outputShape.at(-1) ?? 1);
  return coordinates.reduce(
    (n, { role, values }) => role === "parameter" ? n + values.length : n,
    0,
  ) * positions;
}
