import type { Shape } from "../../base/shape.ts";
import type { SpecsFor } from "../../definition/arguments.ts";
import { optionalAxes, optionalChoice } from "../../definition/kinds.ts";
import {
  alongAxes,
  type Axes,
  axesIn,
  costAlong,
  withoutAxes,
} from "../../layer/axes.ts";
import type { LayerBody, LayerExample, Pass, Site } from "../../layer/layer.ts";

/** What reductions take by name. */
export interface ReductionOptions {
  /** Over which axes, 0 for the first or −1 for the last. Default: over all of an example. */
  readonly axis?: Axes;
  /** Whether these axes stay, with one entry each. */
  readonly keep?: "axes";
}

export const reductionArguments = {
  axis: optionalAxes("the axes that are reduced, by default all of an example"),
  keep: optionalChoice(
    "what stays of the axes that are reduced: one entry each",
    ["axes"],
  ),
} satisfies SpecsFor<ReductionOptions>;

export const reductionExamples: readonly LayerExample[] = [
  { arguments: [], inputs: [[3]] },
  { arguments: [], inputs: [[]] },
  { arguments: [], inputs: [[2, 3]] },
  { arguments: [{ axis: -1 }], inputs: [[2, 3]] },
  { arguments: [{ axis: 0, keep: "axes" }], inputs: [[2, 3]] },
  { arguments: [{ axis: [0, 2] }], inputs: [[2, 3, 2]] },
];

/** A matrix with a row for each number of the output. */
export interface Rows {
  readonly rows: number;
  readonly columns: number;
}

/** A layer that makes one number of those along some axes; `bind` sees rows. */
export function reduction(
  layer: string,
  { axis, keep }: {
    readonly axis: Axes | undefined;
    readonly keep: "axes" | undefined;
  },
  bind: (site: Site, rows: Rows) => Pass,
): LayerBody {
  const axesOf = (shape: Shape) =>
    axis === undefined ? [...shape.keys()] : axesIn(layer, shape, axis);
  return {
    outputShape(shape) {
      const axes = axesOf(shape);
      return keep === "axes"
        ? shape.map((size, place) => axes.includes(place) ? 1 : size)
        : withoutAxes(shape, axes);
    },
    cost: (shape) => costAlong(shape, axesOf(shape)),
    bind: (site) =>
      alongAxes(site, axesOf(site.inputShapes[0]), (own) => {
        const [[rows, columns]] = own.inputShapes;
        return bind(own, { rows: own.batch * rows, columns });
      }, true),
  };
}
