/**
 * Kinks that are hit exactly.
 *
 * @module
 */

import { defineLayer } from "../layer/define_layer.ts";
import type { Layer } from "../layer/layer.ts";
import { id, relu } from "../layers/activations/activations.ts";
import { neg } from "../layers/arithmetic/functions.ts";
import { sub } from "../layers/arithmetic/binary.ts";
import { max } from "../layers/arithmetic/selection.ts";
import {
  type NastyCase,
  nastyPlace,
  never,
  notRight,
  wrong,
} from "./nasty_case.ts";

/** A relu with this derivative at 0. */
function reluWith(atZero: number, isDeclared: boolean): Layer {
  return defineLayer({
    name: "own_relu",
    f: (x) => Math.max(x, 0),
    df: (x) => x > 0 ? 1 : x === 0 ? atZero : 0,
    ...isDeclared && { kinks: [0] },
  })();
}

/** The sum of relu(x) twice, less relu(-x): by the rules of its gates its gradient at 0 is 0, though it bends from 1 to 2. */
function gates(): Layer {
  return defineLayer({
    name: "gates",
    outputShape: (shape) => shape,
    bind: ({ x, dx, y, dy }) => ({
      forward() {
        for (let i = 0; i < y.length; i++) {
          y[i] = 2 * Math.max(x[i], 0) - Math.max(-x[i], 0);
        }
      },
      backward() {
        for (let i = 0; i < dx.length; i++) {
          dx[i] = dy[i] * (x[i] > 0 ? 2 : x[i] < 0 ? 1 : 0);
        }
      },
      choices(note, { start, count, stride }) {
        for (let n = 0, i = start; n < count; n++, i += stride) {
          note(x[i] > 0 ? 1 : 0);
          note(x[i] < 0 ? 1 : 0);
        }
      },
    }),
  })();
}

/** How a maximum shares its gradient among those that are largest. */
type Sharing = "first" | "evenly" | "all to each";

/** The largest number of each example. */
function largest(sharing: Sharing, declares = true): Layer {
  return defineLayer({
    name: "largest",
    outputShape: () => [],
    bind({ x, dx, y, dy }) {
      const width = x.length / y.length;
      const rowOf = (b: number) => x.subarray(b * width, (b + 1) * width);
      const winnersOf = (b: number) => {
        const most = Math.max(...rowOf(b));
        return [...rowOf(b).keys()].filter((i) => rowOf(b)[i] === most);
      };
      return {
        forward() {
          for (let b = 0; b < y.length; b++) y[b] = Math.max(...rowOf(b));
        },
        backward() {
          dx.fill(0);
          for (let b = 0; b < y.length; b++) {
            const winners = winnersOf(b);
            const share = sharing === "evenly" ? 1 / winners.length : 1;
            const taken = sharing === "first" ? winners.slice(0, 1) : winners;
            for (const i of taken) dx[b * width + i] = share * dy[b];
          }
        },
        choices: declares
          ? (note, { start, count, stride }) => {
            for (let k = 0, b = start; k < count; k++, b += stride) {
              for (const i of winnersOf(b)) note(i);
            }
          }
          : undefined,
      };
    },
  })();
}

const ties = [0.7, 0.7, -1, 0.7];

/** Where the gradient of a window goes, by what is tied for its largest number. */
type Route = (
  winners: readonly number[],
  window: readonly number[],
) => readonly (readonly [place: number, share: number])[];

/** The largest of each three neighbours, so that a number is in up to three windows. */
function largestOfThree(route: Route): Layer {
  return defineLayer({
    name: "largest_of_three",
    outputShape: ([width]) => [width - 2],
    bind({ batch, x, dx, y, dy }) {
      const [inner, width] = [y.length / batch, x.length / batch];
      const windowOf = (j: number) => {
        const first = Math.floor(j / inner) * width + j % inner;
        return [first, first + 1, first + 2];
      };
      const most = (j: number) => Math.max(...windowOf(j).map((i) => x[i]));
      const winnersOf = (j: number) =>
        windowOf(j).filter((i) => x[i] === most(j));
      return {
        forward() {
          for (let j = 0; j < y.length; j++) y[j] = most(j);
        },
        backward() {
          dx.fill(0);
          for (let j = 0; j < y.length; j++) {
            for (const [i, share] of route(winnersOf(j), windowOf(j))) {
              dx[i] += share * dy[j];
            }
          }
        },
        choices(note, { start, count, stride }) {
          for (let n = 0, j = start; n < count; n++, j += stride) {
            const winners = winnersOf(j).map((i) => windowOf(j).indexOf(i));
            note(winners.reduce((sum, tap) => sum + 2 ** tap, 0));
          }
        },
      };
    },
  })();
}

/** As after relu: many windows of nothing but 0, and some with a 0 among larger ones. */
const leveled = [0, 0, 0, 0.4, 0, 0, 0, 0, 1.3, 0.4, 0.4, 0, 0, 0, 0];

const routes: readonly (readonly [
  name: string,
  verdicts: NastyCase["verdicts"],
  route: Route,
])[] = [
  ["to the first", never, ([first]) => [[first, 1]]],
  ["to the last", never, (winners) => [[winners[winners.length - 1], 1]]],
  [
    "shared",
    never,
    (winners) => winners.map((i) => [i, 1 / winners.length]),
  ],
  ["all to each", wrong, (winners) => winners.map((i) => [i, 1])],
  ["twice to the first", wrong, ([first]) => [[first, 2]]],
  [
    "of a tie, to none",
    wrong,
    (winners) => winners.length > 1 ? [] : [[winners[0], 1]],
  ],
  [
    "of a tie, to what is not in it",
    wrong,
    (winners, window) => {
      const other = window.find((i) => !winners.includes(i));
      return [[
        winners.length > 1 && other !== undefined ? other : winners[0],
        1,
      ]];
    },
  ],
];

export const nastyKinks: readonly NastyCase[] = [
  ...[true, false].flatMap((isDeclared) => {
    const how = isDeclared ? "" : ", undeclared";
    const layers = (atZero: number) => () => [reluWith(atZero, isDeclared)];
    return [
      nastyPlace(`relu′(0) = 1${how}`, never, [0, 1, -1], layers(1)),
      nastyPlace(`relu′(0) = 0.3${how}`, never, [0, 1, -1], layers(0.3)),
      nastyPlace(`relu′(0) = 1e6${how}`, wrong, [0, 1, -1], layers(1e6)),
      nastyPlace(`relu′(0) = -0.5${how}`, notRight, [0, 1, -1], layers(-0.5)),
      nastyPlace(`relu′(0) = 1.01${how}`, notRight, [0, 1, -1], layers(1.01)),
      nastyPlace(
        `a maximum with ties, to the first${how}`,
        never,
        ties,
        () => [largest("first", isDeclared)],
      ),
      nastyPlace(
        `a maximum with ties, shared${how}`,
        never,
        ties,
        () => [largest("evenly", isDeclared)],
      ),
      nastyPlace(
        `a maximum with ties, all to each${how}`,
        wrong,
        ties,
        () => [largest("all to each", isDeclared)],
      ),
    ];
  }),
  ...routes.map(([name, verdicts, route]) =>
    nastyPlace(
      `windows that share ties, ${name}`,
      verdicts,
      leveled,
      () => [largestOfThree(route)],
    )
  ),
  nastyPlace("gates that add up within a layer", never, [0, 1], () => [
    gates(),
  ]),
  // By the rules of each step its gradient is 0, though it is x.
  nastyPlace("relu(x) - relu(-x) at 0", never, [0, 1], () => [
    sub(relu(), [neg(), relu()]),
  ]),
  nastyPlace("max(x, -x) at 0", never, [0, 1], () => [max(id(), neg())]),
];
