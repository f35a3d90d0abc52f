import type { Values } from "../../lib/base/values.ts";
import type { Exercise } from "../exercise/exercise.ts";

/** Arrays with more numbers are not differentiated. */
const maxNumbers = 256;

/** Of networks with more steps none are: nobody reads so many. */
const maxSteps = 1000;

/**
 * Central differences of what the backward pass starts from: the loss, or the
 * outputs weighted by their given gradient. Steps before `from` are not run
 * again. The state that forward maintains is restored. Undefined for an array of
 * too many numbers, or in a network of too many steps.
 *
 * @param entries which of the numbers are differentiated; default: all.
 */
export function numericGradient(
  { bound, rewind }: Exercise,
  values: Values,
  from: number,
  entries: Iterable<number> = values.keys(),
): Float64Array | undefined {
  const { network } = bound;
  const places = [...entries];
  if (places.length > maxNumbers || network.steps.length > maxSteps) {
    return undefined;
  }
  const upstream = bound.dy.slice();
  const kept = [...bound.parameters].filter(({ state }) => state)
    .map(({ value }) => ({ value, numbers: value.slice() }));
  const forward = () => {
    rewind();
    bound.forward(from);
  };
  const objective = () => {
    if (network.loss !== undefined) return bound.loss;
    let sum = 0;
    for (let i = 0; i < bound.y.length; i++) sum += upstream[i] * bound.y[i];
    return sum;
  };
  const gradient = Float64Array.from(places, (i) => {
    const value = values[i];
    const step = 2 ** -17 * Math.max(1, Math.abs(value));
    values[i] = value + step;
    forward();
    const above = objective();
    values[i] = value - step;
    forward();
    const below = objective();
    values[i] = value;
    return (above - below) / (2 * step);
  });
  forward();
  for (const { value, numbers } of kept) value.set(numbers);
  return gradient;
}
