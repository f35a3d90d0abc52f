import { say } from "../../../words/say.ts";
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

/** A mistake with the place where it holds, if that is not everywhere. */
export function inPlace(where: string, mistake: string): string {
  return where === "" ? mistake : say("{where} {mistake}", { where, mistake });
}

/**
 * Where numbers are wrong, if they are those at some places of an axis or on one
 * side of a number: `in column 2`, `where x is below zero`; empty if that is
 * everywhere.
 */
export function whereOf(own: Case): string | undefined {
  const { off } = own;
  // What is wrong may be small beside the largest, as if it were right.
  if (off.length === 0) return;
  const among = withoutZeros(own);
  if (off.length === among.length) return "";
  return placeOf(own, among, true) ?? sideOf(own, among) ??
    placeOf(own, among, false);
}

/** The places of an axis at which numbers are wrong, if it is at some of one. */
export function ownPlacesOf(
  own: Case,
  among: readonly number[],
  isEven: boolean,
): ReturnType<typeof placesOf> {
  return hasPlaces(own)
    ? placesOf(ownAxesOf(own), new Set(own.off), among, isEven)
    : undefined;
}

/** Whether the place of a number means something. */
export function hasPlaces({ subject }: Case): boolean {
  return subject.isOrdered ?? true;
}

/** Where numbers are wrong, if that is at some places of an axis, in words. */
function placeOf(
  own: Case,
  among: readonly number[],
  isEven: boolean,
): string | undefined {
  const found = ownPlacesOf(own, among, isEven);
  return found && say("in {places}", {
    places: placesName(ownAxesOf(own), found.axis, found.places),
  });
}

/** Whether numbers are wrong at the class of the target and nowhere else, which is no place of an axis. */
export function isAtTarget(own: Case): boolean {
  const among = withoutZeros(own);
  return own.off.length < among.length &&
    placeOf(own, among, true) === undefined && targetSideOf(own, among) === 1;
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

/** The numbers that are right among some. */
function rightOf({ off }: Case, among: readonly number[]): readonly number[] {
  const wrong = new Set(off);
  return among.filter((i) => !wrong.has(i));
}

/** 1 if numbers are wrong at the class of the target alone, 0 if at all others. */
function targetSideOf(
  own: Case,
  among: readonly number[],
): 0 | 1 | undefined {
  const hot = atTarget(own);
  if (hot === undefined) return;
  const right = rightOf(own, among);
  return ([1, 0] as const).find((on) =>
    own.off.every((i) => hot(i) === on) && right.every((i) => hot(i) !== on)
  );
}

/** Where numbers are wrong, if that is on one side of a number of some array. */
export function sideOf(
  own: Case,
  among: readonly number[],
): string | undefined {
  const { off } = own;
  const right = rightOf(own, among);
  const side = targetSideOf(own, among);
  if (side !== undefined) {
    return side === 1
      ? say("at the class of the target")
      : say("at all classes but that of the target");
  }
  for (const { name, at } of variablesOf(own)) {
    const values = new Set(among.map(at));
    const isFew = values.size <= 6 && values.size < among.length / 2;
    if (isFew && [...values].every(Number.isInteger)) {
      const ofWrong = new Set(off.map(at));
      if (right.every((i) => !ofWrong.has(at(i)))) {
        const found = [...ofWrong].sort((a, b) => a - b).map(String);
        return say("where {name} is {value}", {
          name,
          value: found.reduce((one, other) =>
            say("{one} or {other}", { one, other })
          ),
        });
      }
    }
    const sides = [
      ["where {name} is below zero", (t: number) => t < 0],
      ["where {name} is above zero", (t: number) => t > 0],
      ["where {name} is between -1 and 1", (t: number) => Math.abs(t) < 1],
      ["where {name} is outside -1 to 1", (t: number) => Math.abs(t) > 1],
    ] as const;
    for (const [words, isOn] of sides) {
      const fits = off.every((i) => isOn(at(i))) &&
        right.every((i) => !isOn(at(i)));
      if (fits && among.length > 3) return say(words, { name });
    }
  }
  if (isByChance(off.length, among.length)) return;
  for (const { name, at } of variablesOf(own)) {
    const size = (i: number) => Math.abs(at(i));
    for (const [of, value] of [[name, at], [`|${name}|`, size]] as const) {
      const ofWrong = boundsOf(off.map(value));
      const ofRight = boundsOf(right.map(value));
      if (ofRight.most < ofWrong.least) {
        return say("where {name} is above some {edge}", {
          name: of,
          edge: edge(ofRight.most, ofWrong.least),
        });
      }
      if (ofRight.least > ofWrong.most) {
        return say("where {name} is below some {edge}", {
          name: of,
          edge: edge(ofRight.least, ofWrong.most),
        });
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
