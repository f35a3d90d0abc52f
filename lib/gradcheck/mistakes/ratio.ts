/**
 * Ratios in words: as a fraction or a root, if they are one.
 *
 * @module
 */

import { say } from "../../../words/say.ts";

const nearness = 1e-6;

function isNearly(a: number, b: number): boolean {
  return Math.abs(a / b - 1) < nearness;
}

/** A positive number as a fraction or a root of small numbers: `3/4`, `√2`, `1/√3`. */
function simpleName(size: number): string | undefined {
  for (let q = 1; q <= 12; q++) {
    const p = Math.round(size * q);
    if (p >= 1 && p <= 64 && isNearly(size, p / q)) {
      return q === 1 ? `${p}` : `${p}/${q}`;
    }
  }
  for (const [share, name] of [[size, ""], [1 / size, "1/"]] as const) {
    const n = Math.round(share);
    if (name !== "" && n <= 4096 && isNearly(share, n)) return `1/${n}`;
    const square = Math.round(share * share);
    if (square <= 1024 && isNearly(share, Math.sqrt(square))) {
      return `${name}√${square}`;
    }
    // n/(n − 1)
    const members = Math.round(share / (share - 1));
    if (members > 1 && members <= 32) {
      if (isNearly(share, members / (members - 1))) {
        return name === ""
          ? `${members}/${members - 1}`
          : `${members - 1}/${members}`;
      }
    }
  }
}

/** Whether a ratio is 0 or a simple fraction or root, so that it hardly came about by chance. */
export function isSimple(ratio: number): boolean {
  return ratio === 0 || simpleName(Math.abs(ratio)) !== undefined;
}

/** A factor before a term: `1/3·`; nothing for 1, whatever its sign. */
export function coefficientOf(ratio: number): string {
  const size = Math.abs(ratio);
  if (isNearly(size, 1)) return "";
  return `${simpleName(size) ?? Number(size.toPrecision(6))}·`;
}

/** `is twice what it should be`, `is 3/4 of …`, `is 1.01 times …`; without a sign. */
function isMultiple(size: number): string {
  if (isNearly(size, 2)) return say("is twice what it should be");
  if (isNearly(size, 0.5)) return say("is half of what it should be");
  const name = simpleName(size);
  return name !== undefined && size < 1
    ? say("is {size} of what it should be", { size: name })
    : say("is {size} times what it should be", {
      size: name ?? Number(size.toPrecision(7)),
    });
}

/** What numbers are that are `ratio` times the right ones. */
export function isTimes(ratio: number): string {
  if (ratio === 0) return say("it is left at zero");
  if (isNearly(ratio, -1)) return say("its sign is flipped");
  const words = say("it {is}", { is: isMultiple(Math.abs(ratio)) });
  return ratio < 0 ? say("its sign is flipped, and {words}", { words }) : words;
}

/** The same behind the name of a term. */
export function termIsTimes(ratio: number): string {
  return ratio > 0 ? isMultiple(ratio) : isTimes(ratio);
}

/** The median ratio of the numbers that are not small. */
export function ratioOf(
  analytic: ArrayLike<number>,
  numeric: ArrayLike<number>,
): number | undefined {
  let largest = 0;
  for (let i = 0; i < numeric.length; i++) {
    if (Math.abs(numeric[i]) > largest) largest = Math.abs(numeric[i]);
  }
  const ratios: number[] = [];
  for (let i = 0; i < numeric.length; i++) {
    if (Math.abs(numeric[i]) > 1e-3 * largest) {
      ratios.push(analytic[i] / numeric[i]);
    }
  }
  ratios.sort((a, b) => a - b);
  const ratio = ratios[ratios.length >> 1];
  return Number.isFinite(ratio) ? ratio : undefined;
}

/**
 * The one number that the terms have to be multiplied by to give the targets, judged where the target is
 * largest; undefined if there is none.
 */
export function quotientAt(
  pivot: number,
  target: (i: number) => number,
  term: (i: number) => number,
): number | undefined {
  const ratio = target(pivot) / term(pivot);
  return Number.isFinite(ratio) && ratio !== 0 ? ratio : undefined;
}

/** Where numbers are largest. */
export function pivotOf(
  rows: readonly number[],
  of: (i: number) => number,
): number {
  return rows.reduce((best, i) =>
    Math.abs(of(i)) > Math.abs(of(best)) ? i : best
  );
}
