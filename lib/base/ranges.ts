import { NablaError } from "./nabla_error.ts";

/**
 * Requires that each option that was given is a finite number for which `holds` is true.
 *
 * @param action what the options are for: `train`.
 * @throws {NablaError} if one is not.
 */
export function requireOptions(
  action: string,
  options: Readonly<Record<string, number | undefined>>,
  rule: string,
  holds: (x: number) => boolean,
): void {
  for (const [name, found] of Object.entries(options)) {
    if (found === undefined || Number.isFinite(found) && holds(found)) continue;
    throw new NablaError("value", { action, name, rule, found });
  }
}

/** Whether a value is a whole number of at least 0. */
export function isWhole(x: unknown): x is number {
  return Number.isSafeInteger(x) && (x as number) >= 0;
}

/** Whether a value is a whole number of at least 1. */
export function isCount(x: unknown): x is number {
  return isWhole(x) && x > 0;
}

/** The most groups, up to a number, into which all of these can be divided. */
export function fittingGroups(most: number, all: readonly number[]): number {
  let groups = Math.min(most, ...all);
  while (all.some((count) => count % groups !== 0)) groups--;
  return groups;
}
