/**
 * Mistakes with the gradient from above: ignored, taken from other places, or not from all.
 * Each is held to what the Jacobian gives for such a gradient.
 *
 * @module
 */

import { say } from "../../../words/say.ts";
import { list } from "../../base/words.ts";
import type { Case, FindMistake, Mistake } from "./case.ts";
import { formulasOf } from "./formulas.ts";
import { outputVariablesOf } from "./variables.ts";
import { ordersOf } from "./orders.ts";
import { placeAlong, placesName } from "./places.ts";
import { hasPlaces, outputAxesOf } from "./where.ts";

/** In the order in which they are tried. */
export const upstreamMistakes: readonly FindMistake[] = [
  countsPart,
  countsCorner,
  countsPartTwice,
  isInAnotherOrder,
  missesFactor,
];

function matches(own: Case, upstream: (j: number) => number): boolean {
  const jacobian = own.jacobian();
  if (jacobian === undefined || !own.analytic.some((a) => a !== 0)) {
    return false;
  }
  const d = own.upstream.map((_, j) => upstream(j));
  return own.isAnalytic((i) => jacobian.entry(i, d));
}

export function ignoresUpstream(own: Case): Mistake {
  const { upstream } = own;
  if (own.off.length < 2 && upstream.length < 2) return;
  if (matches(own, () => 1)) {
    return say("the gradient from above is ignored, as if it were 1");
  }
  if (matches(own, (j) => Math.sign(upstream[j]))) {
    return say("only the sign of the gradient from above is used");
  }
}

/** Runs of places along an axis, both its ends, and every second place. */
function partsOf(size: number): readonly (readonly number[])[] {
  const places = Array.from({ length: size }, (_, place) => place);
  const found: number[][] = places.map((place) => [place]);
  // Halves, heads and parts of a sequence: runs of any length of short axes.
  for (let count = 2; count < size; count++) {
    for (let start = 0; start + count <= size; start++) {
      if (size > 12 && start > 0 && start + count < size) continue;
      found.push(places.slice(start, start + count));
    }
  }
  if (size > 2) found.push([0, size - 1]);
  for (const gap of [2, 3]) {
    for (let start = 0; start < gap && size > gap + 1; start++) {
      found.push(places.filter((place) => place % gap === start));
    }
  }
  return found;
}

/** The outputs of some places of an axis in words. */
export function outputsName(
  own: Case,
  axis: number,
  places: readonly number[],
): string {
  const axes = outputAxesOf(own);
  if (axis === 0 && axes.hasBatch) {
    const [place] = places;
    if (places.length > 1) return placesName(axes, axis, places);
    return place === 0
      ? say("the first example")
      : place === own.subject.batch - 1
      ? say("the last example")
      : placesName(axes, axis, places);
  }
  return say("the output's {places}", {
    places: placesName(axes, axis, places),
  });
}

/** What a gradient is that takes what comes from some outputs only. */
function onlyFrom(outputs: string, isOne: boolean): string {
  return isOne
    ? say("only {outputs} counts: what comes from the others is missing", {
      outputs,
    })
    : say("only {outputs} count: what comes from the others is missing", {
      outputs,
    });
}

/** What a gradient is that leaves some outputs out. */
function leavesOut(outputs: string, isOne: boolean): string {
  return isOne
    ? say("{outputs} is left out: what comes from there is missing", {
      outputs,
    })
    : say("{outputs} are left out: what comes from there is missing", {
      outputs,
    });
}

function countsPart(own: Case): Mistake {
  const { upstream, outputShape, off } = own;
  if (off.length < 2 && own.analytic.length > 1 || !hasPlaces(own)) return;
  for (const [axis, size] of outputShape.entries()) {
    if (size < 2) continue;
    const isBatch = axis === 0 && outputAxesOf(own).hasBatch;
    // From the back, as the last of all that is assigned stays.
    for (
      const places of partsOf(size).toReversed().sort((a, b) =>
        a.length - b.length
      )
    ) {
      const is = (j: number) =>
        places.includes(placeAlong(outputShape, axis, j));
      const name = outputsName(own, axis, places);
      const isOne = places.length === 1;
      if (matches(own, (j) => is(j) ? upstream[j] : 0)) {
        return isBatch && isOne && places[0] === size - 1
          ? say(
            "only the last example counts: is the gradient assigned instead of added?",
          )
          : onlyFrom(name, isOne);
      }
      if (matches(own, (j) => is(j) ? 0 : upstream[j])) {
        if (!isBatch) return leavesOut(name, isOne);
        return isOne
          ? say("{examples} is left out", { examples: name })
          : say("{examples} are left out", { examples: name });
      }
    }
  }
}

/** The first or the last output of a plane alone, as of a loop that was forgotten. */
function countsCorner(own: Case): Mistake {
  const { upstream, outputShape, off } = own;
  if (off.length < 2 || outputShape.length < 3) return;
  const axes = [outputShape.length - 2, outputShape.length - 1];
  const names = [
    ["the first output along axes {axes}", false],
    ["the last output along axes {axes}", true],
  ] as const;
  for (const [name, isLast] of names) {
    const is = (j: number) =>
      axes.every((axis) =>
        placeAlong(outputShape, axis, j) ===
          (isLast ? outputShape[axis] - 1 : 0)
      );
    const where = say(name, { axes: list(axes.map(String), "and") });
    if (matches(own, (j) => is(j) ? upstream[j] : 0)) {
      return onlyFrom(where, true);
    }
    if (matches(own, (j) => is(j) ? 0 : upstream[j])) {
      return leavesOut(where, true);
    }
  }
}

function countsPartTwice(own: Case): Mistake {
  const { upstream, outputShape, off } = own;
  if (off.length < 2 || !hasPlaces(own)) return;
  for (const [axis, size] of outputShape.entries()) {
    if (size < 2) continue;
    for (const places of partsOf(size)) {
      const is = (j: number) =>
        places.includes(placeAlong(outputShape, axis, j));
      const name = outputsName(own, axis, places);
      for (
        const [factor, words] of [
          [2, "what comes from {outputs} is counted double"],
          [-1, "what comes from {outputs} is taken with the wrong sign"],
          [0.5, "what comes from {outputs} is counted half"],
        ] as const
      ) {
        if (matches(own, (j) => is(j) ? factor * upstream[j] : upstream[j])) {
          return say(words, { outputs: name });
        }
      }
    }
  }
}

function isInAnotherOrder(own: Case): Mistake {
  const { upstream, outputShape, off } = own;
  if (off.length < 2) return;
  const { hasBatch } = outputAxesOf(own);
  const { batch } = own.subject;
  const size = upstream.length / batch;
  for (const roll of hasBatch && batch > 1 ? [1, batch - 1] : []) {
    const rolled = (j: number) =>
      upstream[((Math.floor(j / size) + roll) % batch) * size + j % size];
    if (matches(own, rolled)) {
      return say(
        "the gradient from above of another example is used: examples are mixed up",
      );
    }
  }
  for (const { words, from } of ordersOf(outputShape, hasBatch ? 1 : 0)) {
    const taken = (j: number) => {
      const other = from(j);
      return other === undefined ? 0 : upstream[other];
    };
    if (matches(own, taken)) {
      return say("the gradient from above is taken {order}", { order: words });
    }
  }
}

/** The derivative of an inner step, which is known from the outputs, is forgotten: for all outputs, or for some places of an axis. */
function missesFactor(own: Case): Mistake {
  const { upstream, off, outputShape } = own;
  if (off.length < 2) return;
  const parts = [
    { outputs: undefined, is: (_j: number) => true },
    ...[...outputShape.entries()].slice(1).flatMap(([axis, size]) =>
      size < 2 || size > 12 ? [] : chunksOf(size).map((places) => ({
        outputs: outputsName(own, axis, places),
        is: (j: number) => places.includes(placeAlong(outputShape, axis, j)),
      }))
    ),
  ];
  for (const { outputs, is } of parts) {
    for (const variable of outputVariablesOf(own)) {
      for (const { words: factor, at } of formulasOf(variable)) {
        if (matches(own, (j) => is(j) ? upstream[j] / at(j) : upstream[j])) {
          return outputs === undefined
            ? say("the factor {factor} is missing in the gradient from above", {
              factor,
            })
            : say(
              "the factor {factor} is missing in the gradient from above of {outputs}",
              { factor, outputs },
            );
        }
        if (matches(own, (j) => is(j) ? upstream[j] * at(j) : upstream[j])) {
          return outputs === undefined
            ? say(
              "there is one factor {factor} too many in the gradient from above",
              { factor },
            )
            : say(
              "there is one factor {factor} too many in the gradient from above of {outputs}",
              { factor, outputs },
            );
        }
      }
    }
  }
}

/** The parts of an axis that is divided into two, three or four. */
function chunksOf(size: number): readonly (readonly number[])[] {
  return [2, 3, 4].filter((count) => size % count === 0).flatMap((count) => {
    const width = size / count;
    return Array.from(
      { length: count },
      (_, part) => Array.from({ length: width }, (_, n) => part * width + n),
    );
  });
}
