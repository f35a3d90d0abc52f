import { allocate, type Values } from "../base/values.ts";
import type { Site } from "./layer.ts";

/**
 * The softmax `p` of each row of `x`, held as the largest number of a row and
 * `Σ exp(x − largest) − 1`, never as their `log Σ exp(x)`: so neither a number that
 * all of a row share nor a row that is almost sure costs digits.
 */
export interface Chances {
  /** Reads `x`; what follows is said of these numbers. */
  read(): void;
  /** The largest number of each row. */
  readonly largest: Values;
  /** Of each row `Σ exp(x − largest)` without the 1 of the largest. */
  readonly others: Values;
  /** Of each row `log Σ exp(x − largest)`. */
  readonly logs: Values;
  /** Where a row's largest number stands in `x`. */
  topOf(row: number): number;
  /** `log p` of number `i`. */
  logOf(row: number, i: number): number;
  /** `p` of number `i`. */
  chanceOf(row: number, i: number): number;
  /** `1 − p` of number `i`. */
  restOf(row: number, i: number): number;
  /** `u − Σ p·u` of a row, the change of `log p` along `u`; 0 if there is no `u`. The next call overwrites it. */
  risesOf(row: number, u: Values): Values;
}

/** Those of a layer's input, once it has been read. */
export function chancesOf(
  { inputs: [x], kernels, scratch }: Site,
  classes: number,
): Chances {
  const rows = x.length / classes;
  const largest = scratch(rows);
  const others = scratch(rows);
  const logs = scratch(rows);
  let rises: Float64Array | undefined;

  const chanceOf = (row: number, i: number) =>
    Math.exp(x[i] - largest[row]) / (1 + others[row]);

  function topOf(row: number): number {
    let i = row * classes;
    const last = i + classes - 1;
    while (i < last && x[i] !== largest[row]) i++;
    return i;
  }

  return {
    largest,
    others,
    logs,
    topOf,
    chanceOf,
    read() {
      kernels.expSums(largest, others, x, rows, classes);
      kernels.functions.log1p.forward(logs, others, [], rows);
    },
    logOf: (row, i) => x[i] - largest[row] - logs[row],
    restOf: (row, i) =>
      x[i] === largest[row]
        ? others[row] / (1 + others[row])
        // At most ½ is taken away.
        : 1 - chanceOf(row, i),
    risesOf(row, u) {
      rises ??= allocate("float64", classes);
      if (u.length === 0) return rises.fill(0);
      const start = row * classes;
      const top = topOf(row);
      // From the likeliest, whose own change is what the others leave.
      let mean = 0;
      for (let j = 0; j < classes; j++) {
        rises[j] = u[start + j] - u[top];
        mean += chanceOf(row, start + j) * rises[j];
      }
      for (let j = 0; j < classes; j++) rises[j] -= mean;
      return rises;
    },
  };
}
