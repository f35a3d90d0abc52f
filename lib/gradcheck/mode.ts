/**
 * How the numbers of one subject are compared: each alone where that is not too
 * much, else block by block.
 *
 * @module
 */

import type { CheckSettings } from "./comparison/prepared.ts";
import type { Settings } from "./options.ts";
import type { Check } from "./report.ts";
import { entriesOf, type Subject } from "./subjects/subject.ts";

/** Numbers of one step up to which each is compared alone. */
const mostExhaustive = 20_000;

/** About how many multiplications comparing each number of a step may take: some ten seconds. */
const mostWork = 4e9;

/** Numbers of a whole network up to which each is compared alone, though all were in their steps. */
const mostTwice = 512;

/** How one subject is checked: the whole network, whose numbers were all compared in their steps, block by block. */
export function checkSettings(
  subject: Subject,
  settings: Settings,
  before: readonly Check[],
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
    descends: before.every(({ verdict }) => verdict !== "fail"),
  };
}

/** About how many multiplications a whole forward takes, where numbers have no shortcut: each parameter at each position of the output. */
function forwardWork({ coordinates, outputs, site }: Subject): number {
  if (coordinates.every(({ perturb }) => perturb !== undefined)) return 0;
  const positions = outputs.length / (site?.outputShape.at(-1) ?? 1);
  return coordinates.reduce(
    (n, { role, values }) => role === "parameter" ? n + values.length : n,
    0,
  ) * positions;
}
