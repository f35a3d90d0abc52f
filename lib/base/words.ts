/**
 * Words of messages.
 *
 * @module
 */

import { formatCount } from "./limits.ts";

/** `1 step`, `2 steps`. */
export function plural(count: number, noun: string, ending = "s"): string {
  return `${formatCount(count)} ${noun}${count === 1 ? "" : ending}`;
}

/** A name from a file for a message, cut short. */
export function quote(name: string): string {
  return JSON.stringify(name.length > 80 ? `${name.slice(0, 80)}…` : name);
}
