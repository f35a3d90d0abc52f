/**
 * Mistakes that leave every number a multiple of what it should be.
 *
 * @module
 */

import { say } from "../../../words/say.ts";
import { elementCount } from "../../base/shape.ts";
import { largestOf } from "../noise/rounding.ts";
import type { Case, FindMistake, Mistake } from "./case.ts";
import { isTimes, ratioOf } from "./ratio.ts";
import { stretchOf } from "./stretched.ts";

/** In the order in which they are tried. */
export const factorMistakes: readonly FindMistake[] = [
  isNeverWritten,
  shouldBeZero,
  isMultiple,
];

function isNeverWritten({ analytic, numeric, jacobian }: Case): Mistake {
  const largest = largestOf([numeric]);
  if (largestOf([analytic]) > 1e-9 * largest) return;
  // For softmax and the like it is 0 if the gradient from above is 1 everywhere.
  const ofOnes = jacobian()?.product(() => 1);
  const isZero = ofOnes !== undefined && largestOf([ofOnes]) <= 1e-6 * largest;
  if (analytic.some((a) => a !== 0)) {
    return say(
      "it is zero but for rounding: is the gradient from above ignored, as if it were 1?",
    );
  }
  return isZero
    ? say(
      "it is all zeros: backward never writes it, or ignores the gradient from above",
    )
    : say("it is all zeros: backward never writes it");
}

function shouldBeZero({ numeric, known, wrong, analytic }: Case): Mistake {
  if (wrong.length === 0 || known.length === 0) return;
  const largest = largestOf([analytic]);
  return known.every((i) => Math.abs(numeric[i]) <= 1e-8 * largest)
    ? say("this gradient should be zero: the outputs do not change")
    : undefined;
}

function isMultiple(own: Case): Mistake {
  const { analytic, numeric, explains, subject, off } = own;
  if (analytic.length < 2 && subject.scope === "network") return;
  const ratio = ratioOf(analytic, numeric);
  if (ratio === undefined || ratio === 0) return;
  if (Math.abs(ratio - 1) < 1e-7 || !explains((i) => analytic[i] / ratio)) {
    return;
  }
  // Any single number is some multiple of any other.
  if (off.length < 2 && !isCommon(ratio, own)) return;
  return nameRatio(ratio, own);
}

/** A sign, a factor of 2, or the batch: what a single number may be off by. */
function isCommon(ratio: number, { subject: { batch } }: Case): boolean {
  return [-1, 2, 1 / 2, batch, 1 / batch].some((each) =>
    Math.abs(ratio / each - 1) < 1e-7
  );
}

/** The sizes over which a sum or a mean may run, with their names. */
function sizesOf(own: Case): [size: number, of: string][] {
  const { subject, coordinates } = own;
  const { batch, site } = subject;
  const sizes: [number, string][] = [[batch, say("the batch")]];
  if (site === undefined) return sizes;
  const [x = []] = site.inputShapes;
  const outputs = elementCount(site.outputShape);
  const inputs = elementCount(x);
  sizes.push(
    [outputs, say("the outputs of an example")],
    [inputs, say("the inputs of an example")],
    [batch * outputs, say("all outputs")],
    [batch * inputs, say("all inputs")],
    [site.outputShape.at(-1) ?? 1, say("the output's last axis")],
    [x.at(-1) ?? 1, say("the input's last axis")],
    [inputs / (x.at(-1) ?? 1), say("the rows of an example")],
    [coordinates.values.length, say("its own numbers")],
  );
  return sizes;
}

/** The axes of the outputs over which the array is stretched. */
function stretchedSizesOf(own: Case): [size: number, of: string][] {
  return (stretchOf(own)?.axes ?? []).map((axis) => [
    own.outputShape[axis],
    say("the stretched axis {axis} of the outputs", { axis }),
  ]);
}

function nameRatio(ratio: number, own: Case): Mistake {
  const size = Math.abs(ratio);
  const is = (value: number) => Math.abs(size / value - 1) < 1e-6;
  if (is(1)) {
    return ratio < 0
      ? say("the sign is flipped: it is the numeric one times -1")
      : undefined;
  }
  const named = (sizes: readonly (readonly [number, string])[]) =>
    sizes.flatMap(([size, of]) => {
      if (size < 2) return [];
      const facts = { size, of };
      if (is(size)) {
        return [say("multiplied by the size of {of}, {size}", facts)];
      }
      return is(1 / size)
        ? [say("divided by the size of {of} once too often, {size}", facts)]
        : [];
    });
  const stretched = named(stretchedSizesOf(own));
  const words = [...stretched, ...named(sizesOf(own))];
  // As likely a constant of the function as a small size.
  if (is(1 / 3)) {
    words.unshift(say("1/3 of what it should be, as without a factor 3"));
  }
  if (is(3)) words.unshift(say("3 times what it should be"));
  if (is(0.5)) {
    words.unshift(
      say("half of what it should be, as without the factor 2 of a square"),
    );
  }
  if (is(2)) {
    words.unshift(say("twice what it should be, as if counted double"));
  }
  if (words.length === 0) return isTimes(ratio);
  // The batch is named beside a stretched axis, which may be as long.
  const alternatives = words.slice(0, stretched.length > 0 ? 3 : 2)
    .reduce((one, other) => say("{one}, or {other}", { one, other }));
  return ratio < 0
    ? say("the sign is flipped, and it is {alternatives}", { alternatives })
    : say("it is {alternatives}", { alternatives });
}
