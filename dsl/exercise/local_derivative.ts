import type { Values } from "../../lib/base/values.ts";
import type { BoundNetwork } from "../../lib/network/bound.ts";

/**
 * The derivative of a step's only output by one number: its backward pass, started
 * with 1, writes `gradient`. Undefined where one of them is not a single number. All
 * arrays are left as they were.
 */
export function localDerivative(
  { sites, passes }: BoundNetwork,
  step: number,
  gradient: Values,
): number | undefined {
  const { y, dy, dinputs, gradients } = sites[step];
  if (y.length !== 1 || gradient.length !== 1) return undefined;
  const arrays = [dy, ...dinputs, ...Object.values(gradients)];
  const saved = arrays.map((values) => values.slice());
  dy.fill(1);
  passes[step].backward();
  const [derivative] = gradient;
  for (const [k, values] of arrays.entries()) values.set(saved[k]);
  return derivative;
}
