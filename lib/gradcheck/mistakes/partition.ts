/**
 * Mistakes in a part of the numbers only, which are all the same multiple of what they should be, or each
 * row, column or class its own.
 *
 * @module
 */

import { say } from "../../../words/say.ts";
import { clauses } from "../../base/words.ts";
import type { Case, FindMistake, Mistake } from "./case.ts";
import { variablesOf } from "./variables.ts";
import {
  type KindOfPlace,
  kindOfPlace,
  placeAlong,
  placesName,
  sliceName,
} from "./places.ts";
import { isSimple, isTimes, ratioOf } from "./ratio.ts";
import {
  indicesOf,
  inPlace,
  ownAxesOf,
  ownPlacesOf,
  sideOf,
  whereOf,
  withoutZeros,
} from "./where.ts";

/** In the order in which they are tried. */
export const partitionMistakes: readonly FindMistake[] = [
  isLeftAtZero,
  missesMask,
  isMultipleOnPart,
];

/** All of some rows, columns or examples is zero, and nothing else is wrong. */
function isLeftAtZero(own: Case): Mistake {
  const { analytic, known, off } = own;
  if (off.length === 0 || !off.every((i) => analytic[i] === 0)) return;
  const among = withoutZeros(own);
  const isAll = off.length === among.length;
  // If all others are zero on both sides, they still show where zeros are right.
  const rows = isAll ? known : among;
  const placed = (isEven: boolean) => ownPlacesOf(own, rows, isEven);
  const found = placed(true) ??
    (isAll || sideOf(own, among) === undefined ? placed(false) : undefined);
  if (found === undefined) {
    const where = off.length > 1 && !isAll ? whereOf(own) : undefined;
    return where &&
      say("{where} it is left at zero: only a part is written", { where });
  }
  const { axis, places } = found;
  const size = own.coordinates.shape[axis];
  const [place] = places;
  if (places.length === 1) {
    const isEnd = place === 0 || place === size - 1;
    const slice = sliceName(ownAxesOf(own), axis, place);
    return isEnd
      ? say(
        "{slice} is left at zero: does a loop begin one too late or end one too early?",
        { slice },
      )
      : say("{slice} is left at zero", { slice });
  }
  return say("{slices} are left at zero: only a part is written", {
    slices: placesName(ownAxesOf(own), axis, places),
  });
}

function missesMask(own: Case): Mistake {
  const { analytic, numeric, off, isNear, coordinates, known } = own;
  const isZero = (i: number) => isNear(numeric[i], 0);
  const extra = off.filter(isZero);
  if (extra.length === 0 || extra.length === known.length) return;
  // The others are right, or all the same part of what they should be: shared out.
  const rest = off.filter((i) => !isZero(i));
  const ratio = ratioOf(
    rest.map((i) => analytic[i]),
    rest.map((i) => numeric[i]),
  );
  const isShared = ratio !== undefined && ratio !== 0 && isSimple(ratio) &&
    known.every((i) => isZero(i) || isNear(analytic[i], ratio * numeric[i]));
  if (rest.length > 0 && !isShared) return;
  const isOfParameter = coordinates.role !== "input" &&
    own.subject.scope !== "function";
  const mistake = isOfParameter
    ? say("numbers are written where no output depends on them")
    : say("some of this gradient should be zero: a mask is missing");
  return ratio === undefined
    ? mistake
    : say("{mistake}; the rest: {others}", { mistake, others: isTimes(ratio) });
}

export function isOneNumber(own: Case): Mistake {
  const { wrong, analytic, numeric } = own;
  if (wrong.length !== 1 || analytic.length < 4) return;
  const [i] = wrong;
  const ratio = analytic[i] / numeric[i];
  const index = indicesOf(own);
  return isSimple(ratio)
    ? say("only {index} is wrong: {mistake}", {
      index,
      mistake: isTimes(ratio),
    })
    : say("only {index} is wrong", { index });
}

/** Wrong numbers that have one ratio to the right ones. */
function isMultipleOnPart(own: Case): Mistake {
  const { analytic, numeric, off, isNear } = own;
  if (off.length < 2) return;
  const ratio = ratioOf(
    off.map((i) => analytic[i]),
    off.map((i) => numeric[i]),
  );
  if (ratio === undefined || ratio === 0) return;
  if (!off.every((i) => isNear(analytic[i], ratio * numeric[i]))) return;
  const where = whereOf(own);
  if (where === "") return;
  if (where !== undefined) return inPlace(where, isTimes(ratio));
  if (!isSimple(ratio)) return;
  return inPlace(
    say("in {count} of {total} numbers", {
      count: off.length,
      total: analytic.length,
    }),
    isTimes(ratio),
  );
}

type Label = readonly [
  nameOf: (label: number) => string,
  label: (i: number) => number,
  /** What each label stands for. */
  each: string,
];

/** Numbers on both sides of zero are different multiples of what they should be. */
export function differsBySide(own: Case): Mistake {
  const labels = variablesOf(own).filter(({ at }) =>
    own.known.some((i) => at(i) > 0) && own.known.some((i) => at(i) < 0)
  ).map(({ name, at }): Label => [
    (label) =>
      label < 0
        ? say("where {name} is below zero", { name })
        : say("where {name} is above zero", { name }),
    (i) => Math.sign(at(i)),
    "",
  ]);
  return factorsOf(own, labels, true);
}

const eachOf = {
  example: "each example",
  number: "each number",
  column: "each column",
  row: "each row",
  place: "each place of axis {axis}",
} as const satisfies Record<KindOfPlace, string>;

/** Each row, column or class is another multiple of what it should be. */
export function hasOwnFactors(own: Case): Mistake {
  const { known, coordinates: { shape } } = own;
  const labels: Label[] = [];
  for (const { name, at } of variablesOf(own)) {
    const values = known.map(at);
    if (!values.every(Number.isInteger) || new Set(values).size > 6) continue;
    labels.push([
      (label) => say("where {name} is {value}", { name, value: label }),
      at,
      say("each number of {name}", { name }),
    ]);
  }
  for (const [axis, size] of shape.entries()) {
    if (size < 2 || shape.length < 2) continue;
    labels.push([
      (label) =>
        say("in {places}", { places: sliceName(ownAxesOf(own), axis, label) }),
      (i) => placeAlong(shape, axis, i),
      say(eachOf[kindOfPlace(ownAxesOf(own), axis)], { axis }),
    ]);
  }
  if (shape.length > 2) {
    const width = shape[shape.length - 1];
    labels.push([
      (label) =>
        say("in {places}", { places: say("row {place}", { place: label }) }),
      (i) => Math.floor(i / width),
      say("each row along the last axis"),
    ]);
  }
  return factorsOf(own, labels);
}

/** The factors of classes of numbers, in words, if each class has one. */
function factorsOf(
  { analytic, numeric, known, isNear }: Case,
  labels: readonly Label[],
  isSimpleOnly = false,
): Mistake {
  const { length } = analytic;
  for (const [nameOf, label, each] of labels) {
    const ratios = new Map<number, number>();
    let surplus = 0;
    const fits = [...new Set(known.map(label))].every((own) => {
      const members = known.filter((i) =>
        label(i) === own && (analytic[i] !== 0 || numeric[i] !== 0)
      );
      if (members.length === 0) return true;
      const ratio = ratioOf(
        members.map((i) => analytic[i]),
        members.map((i) => numeric[i]),
      );
      if (ratio === undefined) return false;
      // Two numbers may have one ratio by chance, as those of a batch of two about their mean.
      if (members.length < 3 && !isSimple(ratio)) return false;
      surplus += members.length - 1;
      ratios.set(own, ratio);
      return members.every((i) => isNear(analytic[i], ratio * numeric[i]));
    });
    if (!fits || surplus < 3 || surplus < length / 3) continue;
    const wrong = [...ratios].filter(([, r]) => Math.abs(r - 1) > 1e-6)
      .sort(([a], [b]) => a - b);
    if (wrong.length < 2) continue;
    if (wrong.every(([, r]) => isSimple(r)) && wrong.length <= 4) {
      return clauses(
        wrong.map(([label, r]) => inPlace(nameOf(label), isTimes(r))),
      );
    }
    if (isSimpleOnly) continue;
    const sizes = wrong.map(([, r]) => r).sort((a, b) => a - b);
    const digits = (r: number) => Number(r.toPrecision(4));
    return say(
      "{each} is right but for a factor of its own, from {least} to {most}",
      {
        each,
        least: digits(sizes[0]),
        most: digits(sizes[sizes.length - 1]),
      },
    );
  }
}
