import type { Random } from "../base/random.ts";
import type { Values } from "../base/values.ts";
import { checkBehavior, checkShortcut } from "./behavior/behavior.ts";
import type { CheckSettings, Prepared } from "./comparison/prepared.ts";
import { createProbe } from "./differences/probe.ts";
import { measureNoise } from "./noise/noise.ts";
import { largestOf, typicalOf } from "./noise/rounding.ts";
import {
  countedSubject,
  type Counter,
  restoring,
  withoutShortcuts,
} from "./subjects/decorated.ts";
import { gradientCopies, type Subject } from "./subjects/subject.ts";

/** Runs both ways, measures the noise, and if asked checks the behaviour. */
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
  const isStep = counted.scope === "step" || counted.scope === "function";
  const shortcut = settings.plain
    ? undefined
    : checkShortcut(counted, random.fork("shortcut"));
  counted.forward(0);
  counted.backward();
  const analytics = gradientCopies(counted);
  const subject = settings.plain || shortcut?.verdict === "fail"
    ? withoutShortcuts(counted)
    : counted;
  const noise = measureNoise(
    subject,
    analytics,
    random.fork("noise"),
    settings.mode === "search",
  );
  const scales = subject.coordinates.map(({ values }) => typicalOf(values));
  const single = settings.precision === "float32"
    ? subject.inSingle?.()
    : undefined;
  single?.upstream.set(subject.upstream);
  const behaviors = !isStep || !asksBehavior ? [] : [
    ...checkBehavior(
      single === undefined ? counted : restoring(single),
      single ?? (settings.order === 2 ? raw : atFirstOrder(raw)),
      noise,
      random.fork("behavior"),
    ),
    ...shortcut === undefined ? [] : [shortcut],
  ];
  return {
    subject,
    settings,
    analytics,
    noise,
    largest: largestOf(analytics),
    scales,
    largestEffect: Math.max(
      ...analytics.map((gradient, k) => largestOf([gradient]) * scales[k]),
      0,
    ),
    probe: createProbe(subject, noise),
    behaviors,
    random,
  };
}

/** What of second order is wrong shows where that is asked for. */
function atFirstOrder(subject: Subject): Subject {
  return { ...subject, tangent: undefined, second: undefined };
}

/**
 * Fills the upstream gradient with ±(0.5 … 1.5), so that no output is left out,
 * none outweighs the others, and they do not cancel.
 */
export function drawUpstream(upstream: Values, random: Random): void {
  for (let j = 0; j < upstream.length; j++) {
    const size = 0.5 + random.uniform();
    upstream[j] = random.uniform() < 0.5 ? -size : size;
  }
}
