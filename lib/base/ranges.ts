/**
 * Bounds of the numbers that optimizers, schedules and their kin are made with.
 *
 * @module
 */

import { NablaError } from "./nabla_error.ts";

/** Numbers of one thing, each with its name. */
type Numbers = Readonly<Record<string, number>>;

/** @throws {NablaError} if one of them is not a positive number. */
export function requirePositive(what: string, numbers: Numbers): void {
  require(`make ${what}`, numbers, "a positive number", (x) => x > 0);
}

/** @throws {NablaError} if one of them is not a number of at least 0. */
export function requireNotNegative(what: string, numbers: Numbers): void {
  require(`make ${what}`, numbers, "a number of at least 0", (x) => x >= 0);
}

/** @throws {NablaError} if one of them is not at least 0 and below 1. */
export function requireShare(what: string, numbers: Numbers): void {
  const holds = (x: number) => x >= 0 && x < 1;
  require(`make ${what}`, numbers, "a number from 0 to below 1", holds);
}

/** @throws {NablaError} if one of them is not at least 0 and at most 1. */
export function requireFraction(what: string, numbers: Numbers): void {
  const holds = (x: number) => x >= 0 && x <= 1;
  require(`make ${what}`, numbers, "a number from 0 to 1", holds);
}

/** @throws {NablaError} if one of them is not a positive integer. */
export function requireCount(what: string, numbers: Numbers): void {
  require(`make ${what}`, numbers, "a positive integer", isCount);
}

/**
 * Sees to it that options are what they must be; those that were not given pass.
 *
 * @param action what is to be done: `train`.
 * @throws {NablaError} if one is not.
 */
export function requireOptions(
  action: string,
  options: Readonly<Record<string, number | undefined>>,
  rule: string,
  holds: (x: number) => boolean,
): void {
  for (const [name, value] of Object.entries(options)) {
    if (value !== undefined) require(action, { [name]: value }, rule, holds);
  }
}

/** Whether a number counts something, none being possible. */
export function isWhole(x: unknown): x is number {
  return Number.isSafeInteger(x) && (x as number) >= 0;
}

/** Whether a number counts something, and there is at least one. */
export function isCount(x: unknown): x is number {
  return isWhole(x) && x > 0;
}

function require(
  action: string,
  numbers: Numbers,
  rule: string,
  holds: (x: number) => boolean,
): void {
  for (const [name, found] of Object.entries(numbers)) {
    if (Number.isFinite(found) && holds(found)) continue;
    throw new NablaError("value", { action, name, rule, found });
  }
}
