import { allocate } from "../../base/values.ts";
import { typicalOf } from "../noise/rounding.ts";

/** Numbers so much smaller than others of their array are searched apart: beside them their faults would not show. */
const apart = 1e-6;

/** Numbers of like size: at least `least`, and less than `below`. */
interface SizeRange {
  readonly typical: number;
  readonly least: number;
  readonly below: number;
}

/** The numbers of a gradient by their size; those that are 0 apart, as any of the others would hide what they should be. */
export function sizesOf(analytic: Float64Array): SizeRange[] {
  const sizes: SizeRange[] = [];
  const smallest = Number.MIN_VALUE;
  if (analytic.includes(0)) {
    sizes.push({ typical: 0, least: 0, below: smallest });
  }
  let below = Infinity;
  for (;;) {
    const rest = within(analytic, smallest, below);
    if (rest.length === 0) return sizes;
    const typical = typicalOf(rest);
    const least = Math.max(apart * typical, smallest);
    sizes.push({ typical, least, below });
    below = least;
  }
}

/** The numbers of a size of at least `least`, and less than `below`. */
function within(
  values: Float64Array,
  least: number,
  below: number,
): Float64Array {
  const found = allocate("float64", values.length);
  let count = 0;
  for (let i = 0; i < values.length; i++) {
    const size = Math.abs(values[i]);
    if (size >= least && size < below) found[count++] = values[i];
  }
  return found.subarray(0, count);
}
