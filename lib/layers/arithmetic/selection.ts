import { say } from "../../../words/say.ts";
import { ShapeError } from "../../base/nabla_error.ts";
import { allocate, type Values } from "../../base/values.ts";
import {
  asRow,
  type CombinationName,
} from "../../kernels/contract/combinations.ts";
import type { Matrices } from "../../layer/axes.ts";
import { plainKernels } from "../../kernels/plain/plain.ts";
import { defineLayer } from "../../layer/define_layer.ts";
import type { Pass, Site } from "../../layer/layer.ts";
import {
  mergeType,
  mostBranches,
  type OptionalMergeType,
} from "../../layer/merge.ts";
import { reachOfInputs } from "../../layer/reach.ts";
import { broadcasting } from "./broadcast.ts";
import { noChange, several } from "./merge.ts";
import {
  columnReduction,
  reductionArguments,
  reductionExamples,
  type ReductionOptions,
} from "./reduction.ts";

/**
 * The largest number of an example, or of those along some axes; of several branches
 * the largest, number by number. The gradient goes to the first of the largest.
 *
 * ```ts
 * import { id, input, max, pipeline } from "@nabla/nabla";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(pipeline(input(4, 7), max({ axis: -1 })).outputShape, [4]);
 * assertEquals(pipeline(input(4, 7), max(id(), 0)).outputShape, [4, 7]);
 * ```
 */
export const max: OptionalMergeType<ReductionOptions> = selection(
  "max",
  "largest",
  1,
);

/** The smallest number of an example, or of those along some axes; of several branches the smallest, number by number. The gradient goes to the first of the smallest. */
export const min: OptionalMergeType<ReductionOptions> = selection(
  "min",
  "smallest",
  -1,
);

function selection(
  name: string,
  word: string,
  sign: 1 | -1,
): OptionalMergeType<ReductionOptions> {
  // NaN wins, so that it does not vanish.
  const beats = (a: number, b: number) =>
    sign * a > sign * b || Number.isNaN(a);
  const names = sign > 0
    ? ["max", "maxFirst", "maxSecond"] as const
    : ["min", "minFirst", "minSecond"] as const;
  const merge = broadcasting(
    name,
    (site) => selectBranch(site, beats, names),
  );
  const type = defineLayer({
    name,
    traits: { reach: reachOfInputs, stretches: "numbers" },
    gradients: { "*": `dy where it is the ${word}, else 0` },
    summary:
      `the ${word} number of an example, or along some axes; of several branches, number by number`,
    branches: { least: 0, most: mostBranches, verb: "compare" },
    arguments: reductionArguments,
    examples: [...several, ...reductionExamples],
    create(given) {
      const reduce = columnReduction(
        name,
        given,
        (site, place) => selectEntry(site, place, sign),
      );
      return {
        // Of branches; of a single input it looks at several numbers.
        isElementwise: true,
        outputShape(...shapes) {
          if (shapes.length === 1) return reduce.outputShape(...shapes);
          if (given.axis === undefined && given.keep === undefined) {
            return merge.outputShape(...shapes);
          }
          const argument = given.axis === undefined ? "keep" : "axis";
          throw new ShapeError({
            layer: name,
            rule: say(
              "several branches go number by number: {argument} is for a single one",
              { argument },
            ),
            found: say("found {count} branches", { count: shapes.length }),
            argument: { name: argument },
          });
        },
        cost: (...shapes) =>
          (shapes.length === 1 ? reduce : merge).cost?.(...shapes) ??
            { work: 0, numbers: 0 },
        bind: (site) => (site.inputs.length === 1 ? reduce : merge).bind(site),
      };
    },
  });
  return mergeType(type);
}

/** For each column the first of the largest entries; with the sign −1 of the smallest. */
function selectEntry(
  { x, dx, y, dy, kernels, scratch }: Site,
  { count, rows, columns }: Matrices,
  sign: 1 | -1,
): Pass {
  const winner = allocate("int32", y.length);
  // Beyond these, floats do not hold each place.
  const isLong = rows > 2 ** 24;
  const places = isLong ? allocate("float64", y.length) : scratch(y.length);
  const find = isLong ? plainKernels : kernels;
  const area = rows * columns;
  return {
    forward() {
      find.largestPlaces(places, x, sign, count, rows, columns);
      for (let start = 0, i = 0; start < x.length; start += area) {
        for (let column = 0; column < columns; column++, i++) {
          winner[i] = start + places[i] * columns + column;
          y[i] = x[winner[i]];
        }
      }
    },
    backward() {
      if (dx.length === 0) return;
      dx.fill(0);
      for (let i = 0; i < y.length; i++) dx[winner[i]] = dy[i];
    },
    tangent({ inputs: [u], output }) {
      for (let i = 0; i < y.length; i++) {
        output[i] = u.length === 0 ? 0 : u[winner[i]];
      }
    },
    second: noChange,
    choices(note, { start, count, stride }) {
      for (let i = start, n = 0; n < count; i += stride, n++) {
        const best = winner[i];
        const matrix = Math.floor(i / columns);
        const end = (matrix + 1) * area;
        let ties = 0;
        for (let k = matrix * area + i % columns; k < end; k += columns) {
          if (k !== best && x[k] === x[best]) ties++;
        }
        note(best + x.length * ties);
      }
    },
  };
}

/** For each number the branch that `beats` all before it. */
function selectBranch(
  { inputs, dinputs, y, dy, scratch, kernels: { combine } }: Site,
  beats: (a: number, b: number) => boolean,
  [best, first, second]: readonly [
    CombinationName,
    CombinationName,
    CombinationName,
  ],
): Pass {
  // The best of the first two, of the first three and so on.
  const leaders = inputs.slice(1).map((_, k) =>
    k === inputs.length - 2 ? y : scratch(y.length)
  );
  const part = scratch(inputs.length > 2 ? y.length : 0);
  function take(name: CombinationName, to: Values, k: number, from: Values) {
    const a = asRow(k === 0 ? inputs[0] : leaders[k - 1]);
    const b = asRow(inputs[k + 1]);
    combine(name, asRow(to), a, b, asRow(from), 1, to.length);
  }
  const winner = (i: number) => {
    let best = 0;
    for (let k = 1; k < inputs.length; k++) {
      if (beats(inputs[k][i], inputs[best][i])) best = k;
    }
    return best;
  };
  return {
    forward: () => leaders.forEach((to, k) => take(best, to, k, to)),
    backward() {
      // From the last on each takes what is its own, and leaves the rest to those before.
      let rest = dy;
      for (let k = leaders.length - 1; k >= 0; k--) {
        const own = dinputs[k + 1];
        if (own.length > 0) take(second, own, k, rest);
        const left = k === 0 ? dinputs[0] : part;
        if (left.length > 0) take(first, left, k, rest);
        rest = left;
      }
    },
    tangent({ inputs: directions, output }) {
      for (let i = 0; i < output.length; i++) {
        const u = directions[winner(i)];
        output[i] = u.length === 0 ? 0 : u[i];
      }
    },
    second: noChange,
    choices(note, { start, count, stride }) {
      for (let i = start, n = 0; n < count; i += stride, n++) {
        const best = winner(i);
        let ties = 0;
        for (let k = 0; k < inputs.length; k++) {
          if (k !== best && inputs[k][i] === inputs[best][i]) ties++;
        }
        note(best + inputs.length * ties);
      }
    },
  };
}
