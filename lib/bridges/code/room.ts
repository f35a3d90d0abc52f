import { elementCount, type Shape } from "../../base/shape.ts";

/** Steps by the values that they read and write, in the order in which they run. */
export interface Use {
  readonly inputs: readonly number[];
  readonly output: number;
  /** Whether what comes in goes out as it is. */
  readonly isSame: boolean;
}

/** Where values lie in a memory. */
export interface Room {
  /** Where each value begins; undefined for one that no step uses. */
  readonly starts: readonly (number | undefined)[];
  /** How many numbers it has room for. */
  readonly size: number;
}

/**
 * Finds a place for each value: the first gap that is free from where it is written
 * until it is last read.
 */
export function roomFor(
  shapes: readonly Shape[],
  uses: readonly Use[],
  input: number,
  output: number,
): Room {
  // Of a value that is another's, the other.
  const own = shapes.map((_, value) => value);
  const lastUse = new Map([[input, -1]]);
  for (const [i, use] of uses.entries()) {
    if (use.isSame) own[use.output] = own[use.inputs[0]];
    for (const value of [...use.inputs, use.output]) lastUse.set(own[value], i);
  }
  lastUse.set(own[output], uses.length);
  const starts = new Map<number, number>();
  const taken: { from: number; to: number; until: number }[] = [];
  let size = 0;
  const put = (value: number, now: number) => {
    const length = elementCount(shapes[value]);
    const others = taken.filter(({ until }) => until >= now)
      .sort((a, b) => a.from - b.from);
    let from = 0;
    for (const other of others) {
      if (from + length <= other.from) break;
      from = Math.max(from, other.to);
    }
    const until = lastUse.get(value) ?? now;
    taken.push({ from, to: from + length, until });
    starts.set(value, from);
    size = Math.max(size, from + length);
  };
  put(input, 0);
  for (const [i, { output }] of uses.entries()) {
    if (!starts.has(own[output])) put(own[output], i);
  }
  return { starts: own.map((value) => starts.get(value)), size };
}
