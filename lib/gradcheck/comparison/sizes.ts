/** Numbers so much smaller than others of their array are searched apart: beside them their faults would not show. */
const apart = 1e-6;

/** Numbers of like size: at least `least`, and less than `below`. */
interface SizeRange {
  readonly typical: number;
  readonly least: number;
  readonly below: number;
}

/** The numbers of a gradient by their size; those that are 0 apart, as any of the others would hide what they should be. */
export function sizeRanges(analytic: Float64Array): SizeRange[] {
  const sizes: SizeRange[] = [];
  const smallest = Number.MIN_VALUE;
  if (analytic.includes(0)) {
    sizes.push({ typical: 0, least: 0, below: smallest });
  }
  let below = Infinity;
  for (;;) {
    const typical = typicalWithin(analytic, smallest, below);
    if (typical === 0) return sizes;
    const least = Math.max(apart * typical, smallest);
    sizes.push({ typical, least, below });
    below = least;
  }
}

/** The root of the mean square of the numbers of a size of at least `least`, and less than `below`; 0 if there are none. */
function typicalWithin(
  values: Float64Array,
  least: number,
  below: number,
): number {
  let largest = 0;
  let count = 0;
  for (let i = 0; i < values.length; i++) {
    const size = Math.abs(values[i]);
    if (!(size >= least && size < below)) continue;
    count++;
    if (size > largest) largest = size;
  }
  if (count === 0) return 0;
  let squares = 0;
  for (let i = 0; i < values.length; i++) {
    const size = Math.abs(values[i]);
    if (!(size >= least && size < below)) continue;
    squares += (size / largest) ** 2;
  }
  return Math.max(largest * Math.sqrt(squares / count), least);
}
