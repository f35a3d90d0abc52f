export interface Scale {
  /** The place of a number: 0 at the lower end, 1 at the upper. */
  at(value: number): number;
  /** Round numbers to print beside it, in order. */
  readonly ticks: readonly number[];
  readonly isLogarithmic: boolean;
}

/** An axis of more decades is logarithmic, if nothing else is said. */
const linearDecades = 1.5;

/** Powers of ten beyond these are not doubles of full precision. */
const [leastPower, largestPower] = [-300, 300];

/** Numbers with a smaller relative difference are drawn as one: ticks between them would have too many digits. */
const leastDifference = 1e-9;

/** The free share at each end. */
const margin = 0.05;

/** Whether an axis can hold a number; differences of larger ones overflow. */
export function isDrawable(value: number): boolean {
  return Math.abs(value) < 10 ** largestPower;
}

/** An axis for losses and the like: logarithmic if all are positive and span more than so many decades. */
export function scaleOf(
  values: readonly number[],
  count = 5,
  decades = linearDecades,
): Scale {
  let [low, high] = [Infinity, -Infinity];
  for (const value of values) {
    if (!isDrawable(value)) continue;
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  if (low > high) return linearScale(0, 1, count);
  if (
    low > 10 ** leastPower && Math.log10(high) - Math.log10(low) > decades
  ) {
    return logarithmicScale(low, high, count);
  }
  const room = roomAround(low, high, margin);
  const isNearZero = low >= 0 && low < (high - low) / 4;
  return linearScale(isNearZero ? 0 : low - room, high + room, count);
}

/** The free room at each end of an axis: a share of its length, or of the number if there is only one. */
export function roomAround(low: number, high: number, share: number): number {
  const size = Math.max(Math.abs(low), Math.abs(high));
  return high - low > Math.max(leastDifference * size, 10 ** leastPower)
    ? share * (high - low)
    : Math.max(size / 10, 10 ** leastPower);
}

/** A linear axis; the ticks are multiples of 1, 2 or 5 times a power of ten. */
export function linearScale(low: number, high: number, count = 5): Scale {
  return {
    at: (value) => (value - low) / (high - low),
    ticks: roundNumbers(low, high, niceStep((high - low) / (count + 1))),
    isLogarithmic: false,
  };
}

/** An axis of whole numbers, such as epochs; wider than a single one. */
export function wholeScale(first: number, last: number, count = 8): Scale {
  const room = first === last ? 1 : 0;
  const [low, high] = [first - room, last + room];
  const step = Math.max(1, niceStep((high - low) / (count + 1)));
  const ticks = roundNumbers(first, last, step);
  // The first epoch gets a tick if no round number is near it.
  const isFar = ticks.length === 0 || ticks[0] - first >= step / 2;
  return {
    ...linearScale(low, high, count),
    ticks: isFar ? [first, ...ticks] : ticks,
  };
}

function logarithmicScale(low: number, high: number, count: number): Scale {
  const room = margin * (Math.log10(high) - Math.log10(low));
  const [from, to] = [Math.log10(low) - room, Math.log10(high) + room];
  const step = Math.max(1, Math.ceil((to - from) / count));
  const ticks: number[] = [];
  for (let power = Math.ceil(from / step) * step; power <= to; power += step) {
    if (power >= leastPower && power <= largestPower) {
      ticks.push(Number(`1e${power}`));
    }
  }
  return {
    at: (value) => (Math.log10(value) - from) / (to - from),
    ticks: ticks.length > 2 ? ticks : finer(from, to),
    isLogarithmic: true,
  };
}

/** 1, 2 and 5 times powers of ten. */
function finer(from: number, to: number): number[] {
  const ticks: number[] = [];
  for (let power = Math.floor(from); power <= to; power++) {
    for (const digit of [1, 2, 5]) {
      const tick = Number(`${digit}e${power}`);
      if (Math.log10(tick) >= from && Math.log10(tick) <= to) ticks.push(tick);
    }
  }
  return ticks;
}

/** The least of 1, 2 and 5 times a power of ten that is at least `least`. */
function niceStep(least: number): number {
  const power = Math.floor(Math.log10(least));
  for (const digit of [1, 2, 5]) {
    const step = Number(`${digit}e${power}`);
    // Ignores rounding.
    if (step >= least * (1 - 1e-9)) return step;
  }
  return Number(`1e${power + 1}`);
}

function roundNumbers(low: number, high: number, step: number): number[] {
  const ticks: number[] = [];
  // Multiples of the step, without rounding errors.
  for (let i = Math.ceil(low / step - 1e-9); i * step <= high; i++) {
    ticks.push(Number((i * step).toPrecision(12)));
    if (ticks.length > 100) break;
  }
  return ticks;
}
