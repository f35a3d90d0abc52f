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
  // By the rules of each step its gradient is 0, though it is x.
  nastyPlace("relu(x) - relu(-x) at 0", never, [0, 1], () => [
    sub(relu(), [neg(), relu()]),
  ]),
  nastyPlace("max(x, -x) at 0", never, [0, 1], () => [max(id(), neg())]),
];
