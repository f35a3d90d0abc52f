// Small choices that every fuzzer makes.
import type { Random } from "../../lib/base/random.ts";

/** One of the items. */
export function pick<Item>(random: Random, items: readonly Item[]): Item {
  return items[random.integer(items.length)];
}

/** Whether something with that probability happens. */
export function happens(random: Random, probability: number): boolean {
  return random.uniform() < probability;
}

/** As many items as asked for. */
export function times<Item>(count: number, make: (i: number) => Item): Item[] {
  return Array.from({ length: count }, (_, i) => make(i));
}
