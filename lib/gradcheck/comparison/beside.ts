import { comparer, emptyEntries, type Entries } from "./entries.ts";
import type { Prepared } from "./prepared.ts";
import { outcomes } from "./question.ts";

/** The most numbers of an array to move: each needs new forward passes. */
const mostMoved = 64;

/**
 * At a kink, every slope between those on both sides is right, and if a function is
 * saturated, its differences are rounding. So such a number is moved, to both
 * sides of the kink or closer to 0, and compared there: a real fault also shows
 * there.
 */
export function moveAway(
  prepared: Prepared,
  k: number,
  entries: Entries,
): void {
  const { subject, probe, random } = prepared;
  const coordinates = subject.coordinates[k];
  const { values, gradient, path } = coordinates;
  const outcomeOf = (entry: number) => outcomes[entries.outcome[entry]];
  const open = [...entries.outcome.keys()].filter((entry) =>
    ["kink", "between", "unresolved"].includes(outcomeOf(entry))
  );
  if (open.length === 0) return;
  const own = random.fork(`beside ${path}`);
  for (const entry of open.slice(0, mostMoved)) {
    const t = values[entry];
    const jitter = own.uniform() * 2 ** -6 * Math.max(Math.abs(t), 1);
    const isNoise = outcomeOf(entry) === "unresolved";
    for (
      const place of isNoise
        ? [t / 4, t / 16, t + jitter]
        : [t + jitter, t - jitter]
    ) {
      values[entry] = place;
      subject.forward(0);
      subject.backward();
      const analytics = [...prepared.analytics];
      analytics[k] = Float64Array.from(gradient);
      probe.begin();
      const beside = emptyEntries(values.length);
      comparer({ ...prepared, analytics }, coordinates, k)(entry, beside);
      values[entry] = t;
      const outcome = outcomes[beside.outcome[entry]];
      if (outcome !== "agrees" && outcome !== "differs") continue;
      entries.outcome[entry] = beside.outcome[entry];
      entries.tolerance[entry] = beside.tolerance[entry];
      // The distance found there, shown at the number's own gradient.
      entries.numeric[entry] = prepared.analytics[k][entry] +
        (beside.numeric[entry] - analytics[k][entry]);
      entries.moved.add(entry);
      if (isNoise || outcome === "differs") break;
    }
  }
  subject.forward(0);
  probe.begin();
}
