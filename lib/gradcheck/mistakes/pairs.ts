/**
 * Mistakes in which outputs a number's gradient is summed over, and how: its own alone, the last use alone.
 *
 * @module
 */

import { say } from "../../../words/say.ts";
import { indexOf } from "../../base/shape.ts";
import { plural } from "../../base/words.ts";
import type { Case, FindMistake, Mistake } from "./case.ts";
import { formulasOf } from "./formulas.ts";
import { outputVariablesOf } from "./variables.ts";
import type { Jacobian } from "./jacobian.ts";
import { alongAxis } from "./places.ts";

/** In the order in which they are tried. */
export const pairMistakes: readonly FindMistake[] = [
  isDiagonal,
  isTransposed,
  countsOneUse,
  sumsAnother,
  takesFromElsewhere,
];

/** A number of the gradient with a weight for each pair of an output and a number. */
function weighted(
  { upstream }: Case,
  jacobian: Jacobian,
  weight: (j: number, i: number) => number,
): (i: number) => number {
  return (i) => {
    const column = jacobian.column(i);
    let sum = 0;
    for (let j = 0; j < upstream.length; j++) {
      if (column[j] !== 0) sum += upstream[j] * column[j] * weight(j, i);
    }
    return sum;
  };
}

function isDiagonal(own: Case): Mistake {
  const { upstream, analytic, off } = own;
  const jacobian = own.jacobian();
  if (jacobian === undefined || upstream.length !== analytic.length) return;
  if (off.length < 2) return;
  if (own.isAnalytic(weighted(own, jacobian, (j, i) => j === i ? 1 : 0))) {
    return say(
      "each output is treated as if it depended on its own input alone: the terms of the others are missing",
    );
  }
  if (own.isAnalytic(weighted(own, jacobian, (j, i) => j === i ? 0 : 1))) {
    return say(
      "each output's dependence on its own input is missing: only the terms of the others are there",
    );
  }
}

/** The product with the Jacobian instead of its transpose. */
function isTransposed(own: Case): Mistake {
  const { upstream, analytic, off } = own;
  const jacobian = own.jacobian();
  if (jacobian === undefined || upstream.length !== analytic.length) return;
  if (off.length < 2) return;
  const product = (j: number) =>
    upstream.reduce((sum, d, i) => sum + d * jacobian.column(i)[j], 0);
  if (!own.isAnalytic(product)) return;
  return say(
    "the product runs the wrong way round, as in forward: a matrix is not transposed, or a sum runs from the wrong end",
  );
}

/** An array whose numbers are used several times. */
function countsOneUse(own: Case): Mistake {
  const { off, upstream } = own;
  const jacobian = own.jacobian();
  if (jacobian === undefined || off.length < 1 || own.known.length < 4) return;
  const uses = (i: number) =>
    [...upstream.keys()].filter((j) => jacobian.column(i)[j] !== 0);
  const all = Array.from(own.analytic, (_, i) => uses(i));
  if (all.every(({ length }) => length < 2)) return;
  const which = [
    [
      "of the outputs that depend on a number only the last counts: is the gradient assigned instead of added?",
      (i: number) => all[i][all[i].length - 1],
    ],
    [
      "of the outputs that depend on a number only the first counts: the others are not added",
      (i: number) => all[i][0],
    ],
  ] as const;
  for (const [words, at] of which) {
    if (
      own.isAnalytic(weighted(own, jacobian, (j, i) => at(i) === j ? 1 : 0))
    ) {
      return say(words);
    }
  }
  if (own.isAnalytic(weighted(own, jacobian, (_, i) => 1 / all[i].length))) {
    return say("each number has the mean over its uses instead of the sum");
  }
}

/** Outputs that change with a number in one way, and its gradient is summed as if it were another. */
function sumsAnother(own: Case): Mistake {
  const { off, upstream } = own;
  const jacobian = own.jacobian();
  if (jacobian === undefined || off.length < 2) return;
  const isUsed = (j: number, i: number) => jacobian.column(i)[j] !== 0;
  const uses = own.known.map((i) =>
    upstream.filter((_, j) => isUsed(j, i)).length
  );
  if (uses.every((count) => count < 2 || count === upstream.length)) return;
  for (const variable of outputVariablesOf(own)) {
    for (const { words, at } of formulasOf(variable)) {
      const sums = (i: number) =>
        upstream.reduce((s, d, j) => isUsed(j, i) ? s + d * at(j) : s, 0);
      if (!own.isAnalytic(sums)) continue;
      return say(
        "it is the sum of dy·{factor} of the same place: the outputs change with it by another factor, or by one at another place",
        { factor: words },
      );
    }
  }
}

/** Where each number belongs to one output, the gradient from above of another. */
function takesFromElsewhere(own: Case): Mistake {
  const { off, upstream, analytic, coordinates: { shape }, outputShape } = own;
  const jacobian = own.jacobian();
  if (jacobian === undefined || off.length < 4) return;
  const taken: { i: number; right: number; wrong: number }[] = [];
  for (const i of own.known) {
    const column = jacobian.column(i);
    const used = [...column.keys()].filter((j) => column[j] !== 0);
    if (used.length > 1) return;
    if (used.length === 0 || analytic[i] === 0) continue;
    const [right] = used;
    const wrong = upstream.findIndex((d) =>
      own.isNear(d * column[right], analytic[i])
    );
    if (wrong < 0) return;
    if (wrong !== right) taken.push({ i, right, wrong });
  }
  if (taken.length < 4) return;
  const moves = taken.map(({ right, wrong }) => {
    const [a, b] = [indexOf(wrong, outputShape), indexOf(right, outputShape)];
    return a.map((each, axis) => each - b[axis]);
  });
  const axis = moves[0].findIndex((by) => by !== 0);
  if (moves.every((move) => `${move}` === `${moves[0]}`)) {
    const by = moves[0][axis];
    const places = plural(Math.abs(by), "place");
    const shift = by > 0
      ? say("{places} too late", { places })
      : say("{places} too early", { places });
    return say("it takes the gradient from above {shift}: an index is off", {
      shift: alongAxis(outputShape, axis, shift),
    });
  }
  const [{ i, right, wrong }] = taken;
  return say(
    "it takes the gradient from above of other places: at [{index}] that of [{wrong}], where that of [{right}] belongs",
    {
      index: indexOf(i, shape).join(),
      wrong: indexOf(wrong, outputShape).join(),
      right: indexOf(right, outputShape).join(),
    },
  );
}
