import type { WindowGeometry } from "../contract/windows.ts";

/** Taps of a window along one axis, and the windows that have them. */
export interface WindowAxis {
  /** How many positions are read, windows there are, and how far apart they are. */
  readonly length: number;
  readonly count: number;
  readonly step: number;
  /** Where the first window begins, and how many positions one spans. */
  readonly first: number;
  readonly reach: number;
  /** Each tap of the weight with its distance from there, in order. */
  readonly taps: readonly Tap[];
  /** Which of the output's positions the first window makes, and how far apart theirs are. */
  readonly target: number;
  readonly targetStep: number;
  /** How many positions the output has. */
  readonly targetLength: number;
}

interface Tap {
  readonly tap: number;
  readonly offset: number;
}

/** The planes of flat images, each of which is an image. */
export const onePlane: WindowAxis = {
  length: 1,
  count: 1,
  step: 1,
  first: 0,
  reach: 1,
  taps: [{ tap: 0, offset: 0 }],
  target: 0,
  targetStep: 1,
  targetLength: 1,
};

/** Along an axis, the windows themselves. */
export function forwardAxis(
  geometry: WindowGeometry,
  axis: 0 | 1 | 2,
): WindowAxis {
  const { size, out, kernel, stride, pad, dilation } = geometry;
  return {
    length: size[axis],
    count: out[axis],
    step: stride[axis],
    first: -pad[axis],
    reach: (kernel[axis] - 1) * dilation[axis] + 1,
    taps: Array.from(
      { length: kernel[axis] },
      (_, tap) => ({ tap, offset: tap * dilation[axis] }),
    ),
    target: 0,
    targetStep: 1,
    targetLength: out[axis],
  };
}

/**
 * Position `h` was seen through tap `k` by window `(h + pad − k·dilation) / stride`,
 * if that is whole: which taps those are repeats with the stride. So of each
 * remainder the positions are a convolution of `dy` of their own.
 */
export function backwardAxes(
  geometry: WindowGeometry,
  axis: 0 | 1 | 2,
): readonly WindowAxis[] {
  const { size, out, kernel, stride, pad, dilation } = geometry;
  const remainders = Math.min(stride[axis], size[axis]);
  return Array.from({ length: remainders }, (_, target) => {
    const taps = Array.from(
      { length: kernel[axis] },
      (_, tap) => ({
        tap,
        offset: (target + pad[axis] - tap * dilation[axis]) / stride[axis],
      }),
    ).filter(({ offset }) => Number.isInteger(offset)).toReversed();
    const first = taps.at(0)?.offset ?? 0;
    const last = taps.at(-1)?.offset ?? 0;
    return {
      length: out[axis],
      count: Math.ceil((size[axis] - target) / stride[axis]),
      step: 1,
      first,
      reach: last - first + 1,
      taps: taps.map(({ tap, offset }) => ({ tap, offset: offset - first })),
      target,
      targetStep: stride[axis],
      targetLength: size[axis],
    };
  });
}

/** Whether a window reaches over the edge. */
export function isOverEdge(
  { length, count, step, first, reach }: WindowAxis,
): boolean {
  return first < 0 || first + (count - 1) * step + reach > length;
}
