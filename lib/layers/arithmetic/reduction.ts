import type { Shape } from "../../base/shape.ts";
import type { SpecsFor } from "../../definition/arguments.ts";
import { optionalAxes, optionalChoice } from "../../definition/kinds.ts";
import {
  alongAxes,
  type Axes,
  axesIn,
  costAlong,
  type Matrices,
  matricesAlong,
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

/** What a reduction is given in a text. */
interface Given {
  readonly axis: Axes | undefined;
  readonly keep: "axes" | undefined;
}

/** A layer that makes one number of those along some axes; `bind` sees rows. */
export function reduction(
  layer: string,
  given: Given,
  bind: (site: Site, rows: Rows) => Pass,
): LayerBody {
  const { axesOf, outputShape } = reducedShape(layer, given);
  return {
    outputShape,
    cost: (shape) => costAlong(shape, axesOf(shape)),
    bind: (site) =>
      alongAxes(site, axesOf(site.inputShapes[0]), (own) => {
        const [[rows, columns]] = own.inputShapes;
        return bind(own, { rows: own.batch * rows, columns });
      }, true),
  };
}

/** The same where `bind` sees the columns of matrices, which are read where they lie: only axes with others between them are moved. */
export function columnReduction(
  layer: string,
  given: Given,
  bind: (site: Site, matrices: Matrices) => Pass,
): LayerBody {
  const ofRows = reduction(
    layer,
    given,
    (site, { rows, columns }) =>
      bind(site, { count: rows, rows: columns, columns: 1 }),
  );
  const { axesOf, outputShape } = reducedShape(layer, given);
  const placeOf = (shape: Shape) => matricesAlong(shape, axesOf(shape));
  return {
    outputShape,
    cost: (shape) =>
      costAlong(shape, placeOf(shape) === undefined ? axesOf(shape) : []),
    bind(site) {
      const place = placeOf(site.inputShapes[0]);
      return place === undefined
        ? ofRows.bind(site)
        : bind(site, { ...place, count: site.batch * place.count });
    },
  };
}

/** The axes of a reduction, and what is left. */
function reducedShape(layer: string, { axis, keep }: Given) {
  const axesOf = (shape: Shape) =>
    axis === undefined ? [...shape.keys()] : axesIn(layer, shape, axis);
  return {
    axesOf,
    outputShape(shape: Shape): Shape {
      const axes = axesOf(shape);
      return keep === "axes"
        ? shape.map((size, place) => axes.includes(place) ? 1 : size)
        : withoutAxes(shape, axes);
    },
  };
}
