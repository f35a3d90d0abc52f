/**
 * Layers of two branches as kernels, also where one stretches, without laying out what
 * it stretches to.
 *
 * @module
 */

import { elementCount, type Shape } from "../../base/shape.ts";
import type { Values } from "../../base/values.ts";
import type {
  CombinationName,
  Operand,
} from "../../kernels/contract/combinations.ts";
import type { Pass, Site } from "../../layer/layer.ts";

/** A combination by its name and what it takes. */
type Term = readonly [
  name: CombinationName,
  ...of: readonly ("a" | "b" | "dy")[],
];

/** A layer of two branches, and what it gives back to both, or by what it multiplies `dy`. */
export interface Combined {
  readonly f: CombinationName;
  readonly da: number | Term;
  readonly db: number | Term;
}

/** Where one branch stretches over the other: matrices, and where its numbers lie. */
interface Stretching {
  readonly matrices: number;
  readonly rows: number;
  readonly columns: number;
  readonly pitch: 0 | 1;
  readonly step: 0 | 1;
}

/** The kernels' passes; undefined where it stretches in another way. */
export function combined(
  { inputs, dinputs, inputShapes, outputShape, y, dy, ...site }: Site,
  { f, da, db }: Combined,
): Required<Pick<Pass, "forward" | "backward">> | undefined {
  const { kernels, batch } = site;
  const stretchings = inputShapes.map((shape) =>
    stretchingOf(shape, outputShape, batch)
  );
  const [a, b] = stretchings;
  if (inputs.length !== 2 || a === undefined || b === undefined) return;
  if (isStretched(a) && isStretched(b)) return;
  const shape = isStretched(a) ? a : b;
  const { matrices, rows, columns } = shape;

  /** An array's part for each matrix. */
  const partsOf = (values: Values) =>
    matrices === 1 ? [values] : Array.from({ length: matrices }, (_, m) => {
      const length = values.length / matrices;
      return values.subarray(m * length, (m + 1) * length);
    });
  const ofAll = (values: Values) =>
    partsOf(values).map((values): Operand => ({
      values,
      pitch: columns,
      step: 1,
    }));
  const [ofA, ofB] = stretchings.map((own, k) =>
    own !== undefined && isStretched(own)
      ? partsOf(inputs[k]).map((values): Operand => ({ ...own, values }))
      : ofAll(inputs[k])
  );
  const operands = { a: ofA, b: ofB, dy: ofAll(dy) };
  const run = (to: readonly Operand[], [name, ...of]: Term) => {
    const [first, second, third = first] = of.map((each) => operands[each]);
    for (let m = 0; m < matrices; m++) {
      const own = [first[m], second[m], third[m]] as const;
      kernels.combine(name, to[m], ...own, rows, columns);
    }
  };
  const into = (dx: Values, term: number | Term) => {
    if (typeof term !== "number") {
      const to = ofAll(dx);
      return () => run(to, term);
    }
    // A sum with −0 is the other number.
    const constants = [term, -0];
    return () => kernels.functions.line.forward(dx, dy, constants, dy.length);
  };
  const backwards = [da, db].map((term, k) => {
    const dx = dinputs[k];
    const own = stretchings[k];
    if (dx === undefined || dx.length === 0) return () => {};
    if (own === undefined || !isStretched(own)) return into(dx, term);
    const values = term === 1 ? dy : site.scratch(y.length);
    const fill = term === 1 ? () => {} : into(values, term);
    const sizes = own.step === 1
      ? [matrices, rows, columns] as const
      : [rows, columns, 1] as const;
    return () => {
      fill();
      kernels.sumEach(dx, values, 1, ...sizes);
    };
  });
  const output = ofAll(y);
  return {
    forward: () => run(output, [f, "a", "b"]),
    backward: () => backwards.forEach((each) => each()),
  };
}

const isStretched = ({ pitch, step }: Stretching) => pitch + step < 2;

/** How a shape stretches to another: not at all, over the last axes, or over the first ones of each example; undefined if in between. */
function stretchingOf(
  from: Shape,
  to: Shape,
  batch: number,
): Stretching | undefined {
  const length = batch * elementCount(to);
  if (elementCount(from) === elementCount(to)) {
    return { matrices: 1, rows: 1, columns: length, pitch: 1, step: 1 };
  }
  const own = [...Array(to.length - from.length).fill(1), ...from];
  const stretches = to.map((size, axis) => size !== own[axis]);
  const first = stretches.indexOf(true);
  const last = stretches.lastIndexOf(true);
  if (own.slice(first, last + 1).some((size) => size !== 1)) return;
  const inner = elementCount(to.slice(last + 1));
  const middle = elementCount(to.slice(first, last + 1));
  const outer = batch * elementCount(to.slice(0, first));
  return inner === 1
    ? { matrices: 1, rows: outer, columns: middle, pitch: 1, step: 0 }
    : { matrices: outer, rows: middle, columns: inner, pitch: 0, step: 1 };
}
