/**
 * Which of several numbers is the largest, as its place, and back. Places are counted
 * from 0; they are no quantities, so no gradient passes.
 *
 * @module
 */

import { elementCount, type Shape } from "../../base/shape.ts";
import { allocate } from "../../base/values.ts";
import type { SpecsFor } from "../../definition/arguments.ts";
import { choice, optionalAxis, size } from "../../definition/kinds.ts";
import { axisIn, keepsShapeAlong } from "../../layer/axes.ts";
import { defineLayer, type LayerType } from "../../layer/define_layer.ts";
import { indexReader } from "../../layer/indexed.ts";
import type { Pass, Site } from "../../layer/layer.ts";
import { reaches } from "../../layer/reach.ts";
import { levelOrder } from "../../layer/second_order.ts";
import {
  reduction,
  reductionArguments,
  reductionExamples,
  type ReductionOptions,
} from "./reduction.ts";

/** What `argmax` and `argmin` take by name. */
export interface PlaceOptions extends ReductionOptions {
  /** Which of equal numbers it is. Default: `first`. */
  readonly ties?: "first" | "last";
}

type Beats = (a: number, b: number) => boolean;

// NaN wins, so that it does not vanish.
const isLarger: Beats = (a, b) => a > b || Number.isNaN(a) && !Number.isNaN(b);
const isSmaller: Beats = (a, b) => a < b || Number.isNaN(a) && !Number.isNaN(b);

/**
 * The place of the largest number of an example, or of those along an axis, counted
 * from 0; over several axes in the order of their numbers. No gradient passes.
 *
 * ```ts
 * import { argmax, input, pipeline } from "@nabla/nabla";
 * import { assertEquals } from "@std/assert";
 *
 * const net = pipeline(input(2, 3), argmax({ axis: -1 })).bind();
 * net.x.set([1, 3, 2, 6, 5, 4]);
 * net.forward();
 * assertEquals([...net.y], [1, 0]);
 * ```
 */
export const argmax: LayerType<readonly [options?: PlaceOptions]> = placeOf(
  "argmax",
  "largest",
  isLarger,
);

/** The place of the smallest number of an example, or of those along an axis, counted from 0. No gradient passes. */
export const argmin: LayerType<readonly [options?: PlaceOptions]> = placeOf(
  "argmin",
  "smallest",
  isSmaller,
);

function placeOf(
  name: string,
  word: string,
  beats: Beats,
): LayerType<readonly [options?: PlaceOptions]> {
  return defineLayer({
    name,
    traits: { levels: true, reach: reaches(0, Infinity) },
    gradients: { x: "0" },
    summary:
      `the place of the ${word} number, of an example or along some axes; no gradient passes`,
    arguments: {
      ...reductionArguments,
      ...{
        ties: choice(
          "which of equal numbers it is",
          ["first", "last"],
          "first",
        ),
      } satisfies SpecsFor<Pick<PlaceOptions, "ties">>,
    },
    examples: [
      ...reductionExamples,
      { arguments: [{ axis: 1, ties: "last" }], inputs: [[2, 3]] },
    ],
    create: (given) =>
      reduction(name, given, (site, { columns }) => {
        const isLast = given.ties === "last";
        return winnerPass(
          site,
          columns,
          isLast ? (a, b) => !beats(b, a) : beats,
          (row, winner) => {
            site.y[row] = winner - row * columns;
          },
        );
      }),
  });
}

/** What `hardmax` takes by name. */
export interface HardmaxOptions {
  /** Along which axis, 0 for the first or −1 for the last. Default: −1. */
  readonly axis?: number;
}

/**
 * 1 for the largest number along an axis, by default the last, and 0 for all others;
 * of equal numbers the first. No gradient passes: `softmax` has one.
 *
 * ```ts
 * import { hardmax, input, pipeline } from "@nabla/nabla";
 * import { assertEquals } from "@std/assert";
 *
 * const net = pipeline(input(3), hardmax()).bind();
 * net.x.set([1, 3, 2]);
 * net.forward();
 * assertEquals([...net.y], [0, 1, 0]);
 * ```
 */
export const hardmax: LayerType<readonly [options?: HardmaxOptions]> =
  defineLayer({
    name: "hardmax",
    traits: { levels: true, reach: reaches(0, 1) },
    gradients: { x: "0" },
    summary:
      "1 for the largest number along an axis, by default the last, else 0; no gradient passes",
    arguments: {
      axis: optionalAxis("the axis along which they are compared"),
    } satisfies SpecsFor<HardmaxOptions>,
    examples: [
      { arguments: [], inputs: [[4]] },
      { arguments: [], inputs: [[2, 3]] },
      { arguments: [{ axis: 0 }], inputs: [[3, 2]] },
      { arguments: [{ axis: -2 }], inputs: [[2, 3, 2]] },
    ],
    create: ({ axis }) =>
      keepsShapeAlong("hardmax", axis, (site) => {
        const { y, inputShapes: [[, columns]] } = site;
        return winnerPass(site, columns, isLarger, (row, winner) => {
          y.fill(0, row * columns, (row + 1) * columns);
          y[winner] = 1;
        });
      }),
  });

/** What is written for the number of each row that `beats` all before it. */
function winnerPass(
  site: Site,
  columns: number,
  beats: Beats,
  write: (row: number, winner: number) => void,
): Pass {
  const { x, dx, y } = site;
  const rows = x.length / columns;
  const each = y.length / rows;
  const winners = allocate("int32", rows);
  return {
    forward() {
      for (let row = 0, i = 0; row < rows; row++) {
        let best = i++;
        for (const end = best + columns; i < end; i++) {
          if (beats(x[i], x[best])) best = i;
        }
        winners[row] = best;
        write(row, best);
      }
    },
    backward: () => void dx.fill(0),
    choices(note, { start, count, stride }) {
      for (let i = start, n = 0; n < count; i += stride, n++) {
        const row = Math.floor(i / each);
        let ties = 0;
        for (let j = row * columns; j < (row + 1) * columns; j++) {
          if (j !== winners[row] && x[j] === x[winners[row]]) ties++;
        }
        note(winners[row] + x.length * ties);
      }
    },
    ...levelOrder,
  };
}

/** What `one_hot` takes by name. */
export interface OneHotOptions {
  /** Which axis of the output counts the classes, 0 for the first or −1 for the last. Default: −1. */
  readonly axis?: number;
}

/**
 * A row for each class number: 1 at its place, 0 at all others. Class numbers are whole
 * numbers from 0, or from −1 for the last, and have no gradient.
 *
 * Forward throws a `NablaError` if a number of the input is no class number.
 *
 * ```ts
 * import { nn } from "@nabla/nabla";
 * import { assertEquals } from "@std/assert";
 *
 * const net = nn`input(2) -> one_hot(3)`.bind();
 * net.x.set([2, 0]);
 * net.forward();
 * assertEquals([...net.y], [0, 0, 1, 1, 0, 0]);
 * ```
 */
export const one_hot: LayerType<
  readonly [classes: number, options?: OneHotOptions]
> = defineLayer({
  name: "one_hot",
  traits: { levels: true, reach: reaches(0, 1) },
  gradients: { x: "0" },
  summary: "for each class number a row, 1 at its place and else 0",
  arguments: {
    classes: size("how many classes there are"),
    ...{
      axis: optionalAxis("the new axis, by default the last"),
    } satisfies SpecsFor<OneHotOptions>,
  },
  sets: "classes",
  examples: [
    { arguments: [4], inputs: [[]] },
    { arguments: [3], inputs: [[2]] },
    { arguments: [2, { axis: 0 }], inputs: [[2, 3]] },
    { arguments: [3, { axis: -2 }], inputs: [[2, 2]] },
  ],
  create: ({ classes, axis }) => {
    const newAxis = (shape: Shape) => axisIn("one_hot", [...shape, 1], axis);
    return {
      inputs: [{
        name: "x",
        differentiable: false,
        draw(values, { random }) {
          for (let i = 0; i < values.length; i++) {
            values[i] = random.integer(classes);
          }
        },
      }],
      outputShape: (shape) => shape.toSpliced(newAxis(shape), 0, classes),
      bind(site) {
        const { x, dx, y, inputShapes: [shape] } = site;
        const inner = elementCount(shape.slice(newAxis(shape)));
        const read = indexReader("one_hot", x, shape, 0, "the class number");
        return {
          forward() {
            y.fill(0);
            for (let i = 0; i < x.length; i++) {
              const row = Math.floor(i / inner) * classes + read(i, classes);
              y[row * inner + i % inner] = 1;
            }
          },
          // If a network asks for one: a class is not a quantity.
          backward: () => void dx.fill(0),
          ...levelOrder,
        };
      },
    };
  },
});
