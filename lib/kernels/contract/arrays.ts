import type { Values } from "../../base/values.ts";
import { asRow } from "./combinations.ts";
import type { Kernels } from "./kernels.ts";

/**
 * `y` is a copy of `x`; in memory that threads share, `y.set(x)` goes word by word and
 * takes three times as long.
 */
export function copy(
  { functions }: Pick<Kernels, "functions">,
  y: Values,
  x: Values,
): void {
  functions.line.forward(y, x, unchanged, y.length);
}

/** A sum with −0 is the other number. */
const unchanged = [1, -0];

/** `y` is the sum of arrays. */
export function addAll(
  kernels: Pick<Kernels, "combine" | "addScaled" | "functions">,
  y: Values,
  [first, second, ...others]: readonly Values[],
): void {
  if (second === undefined) return copy(kernels, y, first);
  const a = asRow(first);
  kernels.combine("add", asRow(y), a, asRow(second), a, 1, y.length);
  for (const x of others) kernels.addScaled(y, x, 1, y.length);
}
