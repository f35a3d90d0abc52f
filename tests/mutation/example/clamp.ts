/** Keeps a number between two others. */
export function clamp(x: number, least: number, most: number): number {
  return Math.max(least, Math.min(x, most));
}

/** Whether a number is above a bound; no test asks for the bound itself. */
export function isAbove(x: number, bound: number): boolean {
  return x > bound;
}

/** How often a number can be halved; without its last line it never ends. */
export function halvings(x: number): number {
  let count = 0;
  while (x > 1) {
    count++;
    x = x / 2;
  }
  return count;
}

/** What no test calls. */
export function twice(x: number): number {
  return x + x;
}

/** Known when the file is loaded. */
export const five = 2 + 3;
