import type { StateStep } from "./state_slots.ts";

/** Paths that differ only in their numbers, such as `layers.0` and `layers.10`, each in the order of these. */
export function queuesOf(
  paths: readonly string[],
): readonly (readonly string[])[] {
  const numbers = (path: string) => path.match(/\d+/g)?.map(Number) ?? [-1];
  const compare = (a: string, b: string) => {
    const [one, other] = [numbers(a), numbers(b)];
    const at = one.findIndex((number, i) => number !== other[i]);
    return at < 0 ? 0 : one[at] - other[at];
  };
  const keys = new Set(paths.map((path) => path.replace(/\d+/g, "#")));
  const queues = Map.groupBy(paths, (path) => {
    const key = path.replace(/\d+/g, "#");
    // Keras calls the first `dense`, the next `dense_1`.
    return keys.has(`${key}_#`) ? `${key}_#` : key;
  });
  return [...queues.values()].map((queue) => queue.toSorted(compare));
}

/** The most kinds of names that differ in more than their numbers. */
const mostQueues = 100;

/** The most modules that the search for an order compares with steps. */
const mostTried = 50_000;

/**
 * One path for each step, each queue in its order: the first two ways in which all
 * fit. A depth-first search without recursion, as there may be 10,000 steps.
 */
export function orders(
  steps: readonly StateStep[],
  queues: readonly (readonly string[])[],
  isFit: (step: StateStep, path: string) => boolean,
): readonly (readonly string[])[] {
  if (queues.length > mostQueues) return [];
  const found: (readonly string[])[] = [];
  /** Places from which no way leads on, as how far each queue was taken. */
  const dead = new Set<string>();
  const taken = queues.map(() => 0);
  /** The queue that each step was taken from, and how many ways were known before. */
  const trail: { queue: number; readonly before: number }[] = [
    { queue: -1, before: 0 },
  ];
  for (let tried = 0; trail.length > 0 && found.length < 2;) {
    const here = trail[trail.length - 1];
    if (here.queue >= 0) taken[here.queue]--;
    const step = steps.at(trail.length - 1);
    if (step === undefined) {
      found.push(pathsOn(trail.slice(0, -1).map(({ queue }) => queue), queues));
    }
    here.queue = step === undefined || dead.has(taken.join())
      ? -1
      : queues.findIndex((queue, i) => {
        const path = i > here.queue ? queue.at(taken[i]) : undefined;
        if (path !== undefined) tried++;
        return path !== undefined && isFit(step, path);
      });
    if (tried > mostTried) return [];
    if (here.queue >= 0) {
      taken[here.queue]++;
      trail.push({ queue: -1, before: found.length });
    } else {
      if (found.length === here.before) dead.add(taken.join());
      trail.pop();
    }
  }
  return found;
}

/** The paths of a way through the queues. */
function pathsOn(
  way: readonly number[],
  queues: readonly (readonly string[])[],
): readonly string[] {
  const taken = queues.map(() => 0);
  return way.map((queue) => queues[queue][taken[queue]++]);
}
