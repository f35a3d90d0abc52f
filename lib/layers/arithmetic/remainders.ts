import { defineLayer } from "../../layer/define_layer.ts";
import { type MergeType, mergeType } from "../../layer/merge.ts";
import { binary, type Two } from "./binary.ts";
import { drawPositive } from "./functions.ts";
import { two } from "./merge.ts";

/**
 * What is left of `a` after whole steps of `b`, with the sign of `b`:
 * `a − b·⌊a/b⌋`, as NumPy's `mod`. Between its jumps the derivatives are 1 and
 * `−⌊a/b⌋`.
 *
 * ```ts
 * import { nn } from "@nabla/nabla";
 * import { assertEquals } from "@std/assert";
 *
 * const net = nn`input(2) -> remainder(id, 3)`.bind();
 * net.x.set([7, -7]);
 * net.forward();
 * assertEquals([...net.y], [1, 2]);
 * ```
 */
export const remainder: MergeType = rest("remainder", {
  summary: "what is left of a after whole steps of b, with the sign of b",
  f: (a, b) => {
    const left = a % b;
    return left !== 0 && left < 0 !== b < 0 ? left + b : left;
  },
  piece: (a, b) => Math.floor(a / b) + Math.ceil(a / b),
});

/**
 * What is left of `a` after whole steps of `b`, with the sign of `a`, as C's and
 * NumPy's `fmod`: `a − b·trunc(a/b)`. Between its jumps the derivatives are 1 and
 * `−trunc(a/b)`.
 */
export const fmod: MergeType = rest("fmod", {
  summary: "what is left of a after whole steps of b, with the sign of a",
  f: (a, b) => a % b,
  piece(a, b) {
    const steps = Math.abs(a / b);
    return Math.sign(a / b) * (Math.floor(steps) + Math.ceil(steps));
  },
});

function rest(
  name: string,
  { summary, f, piece }: {
    readonly summary: string;
    readonly f: Two;
    readonly piece: Two;
  },
): MergeType {
  const none = () => 0;
  return mergeType(defineLayer({
    name,
    traits: { stretches: "numbers" },
    gradients: { a: "dy", b: "-dy·(a - y)/b" },
    summary,
    branches: { least: 2, most: 2, verb: "divide" },
    examples: two,
    ...binary(name, {
      f,
      da: () => 1,
      // How many steps were taken: a quotient alone might be rounded to the next.
      db: (a, b) => -Math.round((a - f(a, b)) / b),
      daa: none,
      dab: none,
      dbb: none,
      piece,
    }),
    inputs: [
      { name: "a", differentiable: true },
      { name: "b", differentiable: true, draw: drawPositive },
    ],
  }));
}
