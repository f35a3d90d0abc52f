import { ShapeError } from "../../base/nabla_error.ts";
import { equalShapes, formatShape, type Shape } from "../../base/shape.ts";
import { allocate } from "../../base/values.ts";
import type { SpecsFor } from "../../definition/arguments.ts";
import { choice, optionalAxis } from "../../definition/kinds.ts";
import { axisIn } from "../../layer/axes.ts";
import { defineLayer } from "../../layer/define_layer.ts";
import type {
  BranchCount,
  LayerDefinition,
  Pass,
  Site,
} from "../../layer/layer.ts";
import { type MergeType, mergeType } from "../../layer/merge.ts";
import { secondOrder } from "../../layer/second_order.ts";
import {
  elementAxis,
  elementRuns,
  indexedBy,
  indexInput,
  type Runs,
  tupleInput,
  tupleRuns,
  tupleShape,
} from "./indexed.ts";

/** What `scatter_nd` takes by name. */
export interface ScatterOptions {
  /** What becomes of the number at a place and the one that is put there: the latter, `none`, or both added, multiplied, or the larger or smaller of them. Default: `none`. */
  readonly reduce?: "none" | "add" | "mul" | "max" | "min";
}

/** What `scatter_elements` takes by name. */
export interface ScatterElementsOptions extends ScatterOptions {
  /** Along which axis, 0 for the first or −1 for the last. Default: 0. */
  readonly axis?: number;
}

type Reduce = Required<ScatterOptions>["reduce"];

const reduce = choice(
  "what becomes of the number there and the one that is put: the latter, or both together",
  ["none", "add", "mul", "max", "min"],
  "none",
);

const branches: BranchCount = {
  least: 3,
  most: 3,
  verb: "scatter to",
  names: ["f", "indices", "updates"],
};

/** What all of them declare. */
const declared = {
  gradients: {
    x: "dy where nothing was put, else dy by what was made of it",
    indices: "0",
    updates: "dy where it was put, by what was made of it",
  },
  branches,
} satisfies Partial<LayerDefinition>;

/**
 * Its first branch with the numbers of the third, the updates, put at places that the
 * second names: where the index stands, but along one axis where it says, as ONNX's
 * `ScatterElements`. They are put in order, so of several at one place the last stays,
 * and alone has a gradient; with `reduce` they are added, multiplied or compared.
 *
 * ```ts
 * import { nn } from "@nabla/nabla";
 * import { assertEquals } from "@std/assert";
 *
 * const net = nn`
 *   given which = [2, 0, 2]
 *   given zeros = [0, 0, 0]
 *   input(3) -> scatter_elements(zeros, which, id, reduce=add)
 * `.bind();
 * net.x.set([1, 2, 3]);
 * net.forward();
 * assertEquals([...net.y], [2, 0, 4]);
 * ```
 */
export const scatter_elements: MergeType<ScatterElementsOptions> = mergeType(
  defineLayer({
    name: "scatter_elements",
    summary: "f with updates put where indices say, along an axis",
    ...declared,
    arguments: {
      axis: optionalAxis("the axis along which the index says where"),
      reduce,
    } satisfies SpecsFor<ScatterElementsOptions>,
    examples: [
      { arguments: [], inputs: [[4], [3], [3]] },
      { arguments: [{ reduce: "add" }], inputs: [[3, 2], [4, 1], [4, 1]] },
      {
        arguments: [{ axis: -1, reduce: "mul" }],
        inputs: [[2, 3], [2, 5], [2, 5]],
      },
      {
        arguments: [{ axis: 1, reduce: "max" }],
        inputs: [[2, 3, 2], [2, 2, 1], [2, 2, 1]],
      },
      { arguments: [{ reduce: "min" }], inputs: [[2], [5], [5]] },
    ],
    create: ({ axis = 0, reduce }) => ({
      inputs: [
        { name: "x", differentiable: true },
        indexInput((shape) => shape[axisIn("scatter_elements", shape, axis)]),
        { name: "updates", differentiable: true },
      ],
      outputShape(shape, indices, updates) {
        elementAxis("scatter_elements", shape, indices, axis);
        requireUpdates("scatter_elements", indices, updates);
        return shape;
      },
      bind(site) {
        const of = indexedBy(site, "scatter_elements");
        const place = elementAxis(of.layer, of.shape, of.indexShape, axis);
        return putPass(site, elementRuns(of, place), reductions[reduce]);
      },
    }),
  }),
);

/**
 * Its first branch with the updates put at places that the rows of the second name, an
 * index for each of the first axes, as ONNX's `ScatterND`. They are put in order; with
 * `reduce` they are added, multiplied or compared.
 *
 * ```ts
 * import { nn } from "@nabla/nabla";
 * import { assertEquals } from "@std/assert";
 *
 * const net = nn`
 *   given which = [[1], [0]]
 *   given zeros = [[0, 0], [0, 0], [0, 0]]
 *   input(2,2) -> scatter_nd(zeros, which, id)
 * `.bind();
 * net.x.set([1, 2, 3, 4]);
 * net.forward();
 * assertEquals([...net.y], [3, 4, 1, 2, 0, 0]);
 * ```
 */
export const scatter_nd: MergeType<ScatterOptions> = mergeType(defineLayer({
  name: "scatter_nd",
  summary: "f with updates put where rows of indices say, one for each axis",
  ...declared,
  arguments: { reduce } satisfies SpecsFor<ScatterOptions>,
  examples: [
    { arguments: [], inputs: [[4], [3, 1], [3]] },
    { arguments: [{ reduce: "add" }], inputs: [[2, 2], [5, 2], [5]] },
    { arguments: [{ reduce: "mul" }], inputs: [[3, 2], [4, 1], [4, 2]] },
    { arguments: [{ reduce: "max" }], inputs: [[2, 3, 2], [3, 2], [3, 2]] },
  ],
  create: ({ reduce }) => ({
    inputs: [
      { name: "x", differentiable: true },
      tupleInput,
      { name: "updates", differentiable: true },
    ],
    outputShape(shape, indices, updates) {
      const wanted = tupleShape("scatter_nd", shape, indices);
      requireUpdates("scatter_nd", wanted, updates);
      return shape;
    },
    bind: (site) =>
      putPass(
        site,
        tupleRuns(indexedBy(site, "scatter_nd")),
        reductions[reduce],
      ),
  }),
}));

/** @throws {ShapeError} if there is not an update for each place. */
function requireUpdates(layer: string, wanted: Shape, updates: Shape): void {
  if (equalShapes(wanted, updates)) return;
  throw new ShapeError({
    layer,
    rule: `its indices name places for updates of ${formatShape(wanted)}`,
    found: updates,
  });
}

/** What becomes of a number `a` and the one that is put there, with its derivatives. */
interface Reduction {
  f(a: number, put: number): number;
  da(a: number, put: number): number;
  dput(a: number, put: number): number;
  /** Whether the derivatives are the other number. */
  readonly isProduct?: boolean;
  /** Whether the numbers are compared, the first of equals staying. */
  readonly isChoice?: boolean;
}

const reductions: Readonly<Record<Reduce, Reduction>> = {
  none: { f: (_a, put) => put, da: () => 0, dput: () => 1 },
  add: { f: (a, put) => a + put, da: () => 1, dput: () => 1 },
  mul: {
    f: (a, put) => a * put,
    da: (_a, put) => put,
    dput: (a) => a,
    isProduct: true,
  },
  max: choosing((a, put) => put > a || Number.isNaN(put)),
  min: choosing((a, put) => put < a || Number.isNaN(put)),
};

function choosing(wins: (a: number, put: number) => boolean): Reduction {
  return {
    f: (a, put) => wins(a, put) ? put : a,
    da: (a, put) => wins(a, put) ? 0 : 1,
    dput: (a, put) => wins(a, put) ? 1 : 0,
    isChoice: true,
  };
}

/** Puts the updates in order; backward goes through them from the last. */
function putPass(
  site: Site,
  runs: Runs,
  { f, da, dput, isProduct = false, isChoice = false }: Reduction,
): Pass {
  const { inputs: [x, , updates], dinputs: [dx, none, dupdates] } = site;
  const { y, dy, scratch } = site;
  const places = allocate("int32", updates.length);
  // What stood there before each was put, and the gradient on the way back.
  const [before, slope] = [scratch(updates.length), scratch(y.length)];
  return {
    forward() {
      runs.find();
      for (let i = 0, k = 0; i < runs.starts.length; i++) {
        const start = runs.starts[i];
        for (let j = 0; j < runs.length; j++) places[k++] = start + j;
      }
      y.set(x);
      for (let k = 0; k < places.length; k++) {
        const place = places[k];
        before[k] = y[place];
        y[place] = f(before[k], updates[k]);
      }
    },
    backward() {
      // If a network asks for one: a number of an entry is not a quantity.
      none.fill(0);
      slope.set(dy);
      for (let k = places.length - 1; k >= 0; k--) {
        const place = places[k];
        if (dupdates.length > 0) {
          dupdates[k] = slope[place] * dput(before[k], updates[k]);
        }
        slope[place] *= da(before[k], updates[k]);
      }
      if (dx.length > 0) dx.set(slope);
    },
    choices: isChoice
      ? (note, { start, count, stride }) => {
        for (let k = 0; k < places.length; k++) {
          const at = (places[k] - start) / stride;
          if (at < 0 || at >= count || !Number.isInteger(at)) continue;
          note(Math.sign(updates[k] - before[k]));
        }
      }
      : undefined,
    ...secondOrder(site, ({ inputs: [u, , w], output, dinputs: [v, , vw] }) => {
      // How what stood there changes.
      const moved = scratch(updates.length);
      const own = scratch(y.length);
      function tangent() {
        output.set(u);
        for (let k = 0; k < places.length; k++) {
          const place = places[k];
          moved[k] = output[place];
          output[place] = da(before[k], updates[k]) * moved[k] +
            dput(before[k], updates[k]) * w[k];
        }
      }
      return {
        tangent,
        second() {
          if (!isProduct) return;
          tangent();
          own.set(dy);
          v.fill(0);
          for (let k = places.length - 1; k >= 0; k--) {
            const place = places[k];
            vw[k] = v[place] * before[k] + own[place] * moved[k];
            v[place] = v[place] * updates[k] + own[place] * w[k];
            own[place] *= updates[k];
          }
        },
      };
    }),
  };
}
