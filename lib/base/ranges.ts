/**
 * Bounds of the numbers that optimizers, schedules and their kin are made with.
 *
 * @module
 */

/** Numbers of one thing that is to be made, each with its name. */
type Numbers = Readonly<Record<string, number>>;

/** @throws {RangeError} if one of them is not a positive number. */
export function requirePositive(what: string, numbers: Numbers): void {
  require(what, numbers, "a positive number", (x) => x > 0);
}

/** @throws {RangeError} if one of them is not a number of at least 0. */
export function requireNotNegative(what: string, numbers: Numbers): void {
  require(what, numbers, "a number of at least 0", (x) => x >= 0);
}

/** @throws {RangeError} if one of them is not at least 0 and below 1. */
export function requireShare(what: string, numbers: Numbers): void {
  require(what, numbers, "a number from 0 to below 1", (x) => x >= 0 && x < 1);
}

/** @throws {RangeError} if one of them is not at least 0 and at most 1. */
export function requireFraction(what: string, numbers: Numbers): void {
  require(what, numbers, "a number from 0 to 1", (x) => x >= 0 && x <= 1);
}

/** @throws {RangeError} if one of them is not a positive integer. */
export function requireCount(what: string, numbers: Numbers): void {
  const isCount = (x: number) => Number.isSafeInteger(x) && x > 0;
  require(what, numbers, "a positive integer", isCount);
}

/** Whether a number counts something, none being possible. */
export function isWhole(x: unknown): x is number {
  return Number.isSafeInteger(x) && (x as number) >= 0;
}

function require(
  what: string,
  numbers: Numbers,
  rule: string,
  isRight: (x: number) => boolean,
): void {
  for (const [name, value] of Object.entries(numbers)) {
    if (Number.isFinite(value) && isRight(value)) continue;
    throw new RangeError(
      `Cannot make ${what} as ${name} must be ${rule}: current value is ${value}`,
    );
  }
}
