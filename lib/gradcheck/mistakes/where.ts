import { indexOf } from "../../base/shape.ts";
import type { Case } from "./case.ts";
import { atTarget, variablesOf } from "./variables.ts";
import { placesName, placesOf } from "./places.ts";

/** The axes of a case's array. */
export function ownAxesOf({ coordinates: { shape, role } }: Case) {
  return { shape, hasBatch: role === "input" };
}

/** The axes of the outputs. */
export function outputAxesOf({ outputShape, subject }: Case) {
  return { shape: outputShape, hasBatch: subject.scope !== "function" };
}

/** Known numbers that are not zero on both sides, where wrong ones may look right. */
export function withoutZeros(
  { analytic, numeric, known, isNear }: Case,
): readonly number[] {
  return known.filter((i) => !isNear(analytic[i], 0) || !isNear(numeric[i], 0));
}

/**
 * Where numbers are wrong, if they are those at some places of an axis or on one
 * side of a number: `in column 2`, `where x is below zero`; empty if that is
 * everywhere.
 */
export function whereOf(own: Case): string | undefined {
  const { off } = own;
  const among = withoutZeros(own);
  if (off.length === among.length) return "";
  const placed = (isEven: boolean) => {
    const found = placesOf(ownAxesOf(own), new Set(off), among, isEven);
    return found &&
      `in ${placesName(ownAxesOf(own), found.axis, found.places)}`;
  };
  return placed(true) ?? sideOf(own, among) ?? placed(false);
}

/** The numbers that a mistake has to explain, and where they are: all, or those that are off. */
export function scopeOf(
  own: Case,
): { readonly where: string; readonly rows: readonly number[] } | undefined {
  const where = whereOf(own);
  if (where !== undefined && where !== "") return { where, rows: own.off };
  // Where the wrong numbers are in no one place, all have to be explained; some may be right by chance.
  return where === "" || 2 * own.off.length > own.known.length
    ? { where: "", rows: own.known }
    : undefined;
}

/** Whether some of several numbers could have been taken from them by chance. */
function isByChance(count: number, of: number): boolean {
  let ways = 1;
  for (let k = 0; k < Math.min(count, of - count); k++) {
    ways *= (of - k) / (k + 1);
  }
  return ways < 100;
}

/** Where numbers are wrong, if that is on one side of a number of some array. */
export function sideOf(
  own: Case,
  among: readonly number[],
): string | undefined {
  const { off } = own;
  const wrong = new Set(off);
  const right = among.filter((i) => !wrong.has(i));
  const hot = atTarget(own);
  if (
    hot !== undefined &&
    [1, 0].some((on) =>
      off.every((i) => hot(i) === on) && right.every((i) => hot(i) !== on)
    )
  ) {
    return hot(off[0]) === 1
      ? "at the class of the target"
      : "at all classes but that of the target";
  }
  for (const { name, at } of variablesOf(own)) {
    const values = new Set(among.map(at));
    const isFew = values.size <= 6 && values.size < among.length / 2;
    if (isFew && [...values].every(Number.isInteger)) {
      const ofWrong = new Set(off.map(at));
      if (right.every((i) => !ofWrong.has(at(i)))) {
        return `where ${name} is ${
          [...ofWrong].sort((a, b) => a - b).join(" or ")
        }`;
      }
    }
    const sides = [
      ["below zero", (t: number) => t < 0],
      ["above zero", (t: number) => t > 0],
      ["between -1 and 1", (t: number) => Math.abs(t) < 1],
      ["outside -1 to 1", (t: number) => Math.abs(t) > 1],
    ] as const;
    for (const [words, isOn] of sides) {
      const fits = off.every((i) => isOn(at(i))) &&
        right.every((i) => !isOn(at(i)));
      if (fits && among.length > 3) return `where ${name} is ${words}`;
    }
  }
  if (isByChance(off.length, among.length)) return;
  for (const { name, at } of variablesOf(own)) {
    const size = (i: number) => Math.abs(at(i));
    for (const [words, value] of [[name, at], [`|${name}|`, size]] as const) {
      const ofWrong = boundsOf(off.map(value));
      const ofRight = boundsOf(right.map(value));
      if (ofRight.most < ofWrong.least) {
        return `where ${words} is above some ${
          edge(ofRight.most, ofWrong.least)
        }`;
      }
      if (ofRight.least > ofWrong.most) {
        return `where ${words} is below some ${
          edge(ofRight.least, ofWrong.most)
        }`;
      }
    }
  }
}

function boundsOf(numbers: readonly number[]) {
  return { least: Math.min(...numbers), most: Math.max(...numbers) };
}

/** A short number between two. */
function edge(a: number, b: number): number {
  return Number(((a + b) / 2).toPrecision(3));
}

/** The wrong numbers in words, if there are few. */
export function indicesOf({ wrong, coordinates: { shape } }: Case): string {
  return wrong.map((i) => `[${indexOf(i, shape)}]`).join(", ");
}
