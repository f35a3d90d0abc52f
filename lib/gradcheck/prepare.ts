/**
 * A subject run, measured and looked at, ready for its numbers to be compared.
 *
 * @module
 */

import type { Random } from "../base/random.ts";
import { checkBehavior, checkShortcut } from "./behavior/behavior.ts";
import type { CheckSettings, Prepared } from "./comparison/prepared.ts";
import { createProbe } from "./comparison/probe.ts";
import { drawUpstream } from "./comparison/upstream.ts";
import { measureNoise } from "./noise/noise.ts";
import { largestOf } from "./noise/rounding.ts";
import {
  countedSubject,
  type Counter,
  restoring,
  withoutShortcuts,
} from "./subjects/decorated.ts";
import { gradientCopies, type Subject } from "./subjects/subject.ts";

/**
 * Runs both ways, measures the noise, looks at the behaviour.
 *
 * @param asksBehavior whether it does.
 */
export function prepare(
  given: Subject,
  settings: CheckSettings,
  counter: Counter,
  random: Random,
  asksBehavior = true,
): Prepared {
  const raw = countedSubject(given, counter);
  const counted = restoring(raw);
  drawUpstream(counted.upstream, random.fork("upstream"));
  counted.forward(0);
  counted.backward();
  const analytics = gradientCopies(counted);
  const isStep = counted.scope === "step" || counted.scope === "function";
  const shortcut = settings.plain
    ? undefined
    : checkShortcut(counted, random.fork("shortcut"));
  const subject = settings.plain || shortcut?.verdict === "fail"
    ? withoutShortcuts(counted)
    : counted;
  const noise = measureNoise(
    subject,
    analytics,
    random.fork("noise"),
    settings.mode === "search",
  );
  const single = settings.precision === "float32"
    ? subject.inSingle?.()
    : undefined;
  single?.upstream.set(subject.upstream);
  const behaviors = !isStep || !asksBehavior ? [] : [
    ...checkBehavior(
      single === undefined ? counted : restoring(single),
      single ?? raw,
      noise,
      random.fork("behavior"),
    ),
    ...shortcut === undefined ? [] : [shortcut],
  ];
  const probe = createProbe(subject, noise);
  return {
    subject,
    settings,
    analytics,
    noise,
    largest: largestOf(analytics),
    probe,
    behaviors,
    random,
  };
}
