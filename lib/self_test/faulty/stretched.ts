import type { Shape } from "../../base/shape.ts";
import type { Values } from "../../base/values.ts";
import { type FaultyKind, kind, weight } from "./faulty_kind.ts";

/** What a gradient is that is summed over the outputs: `add` gets each term with its number, and its place along the stretched axis. */
type Sum = (
  gradient: Values,
  each: (
    add: (own: number, along: number, example: number, term: number) => void,
  ) => void,
) => void;

/** The ways to sum over what a parameter is stretched over, among `side` places. */
function sumsOf(side: number, batch: number): Readonly<Record<string, Sum>> {
  const over = (
    isTaken: (along: number, example: number) => boolean,
    factor = 1,
  ): Sum =>
  (gradient, each) =>
    each((own, along, example, term) => {
      if (isTaken(along, example)) gradient[own] += factor * term;
    });
  return {
    right: over(() => true),
    "not summed": over((along) => along === side - 1),
    "along the wrong axis": (gradient, each) =>
      each((_own, along, _example, term) => gradient[along] += term),
    "without the batch": over((_along, example) => example === batch - 1),
    "a mean": over(() => true, 1 / side),
  };
}

/** The words for those, of an array that is stretched over an axis of the outputs. */
function wordsFor(name: string, axis: number, other: number) {
  return {
    [`${name}: not summed`]: new RegExp(`not summed along axis ${axis},`),
    [`${name}: along the wrong axis`]: new RegExp(
      `summed along axis ${other} of the outputs instead of axis ${axis},`,
    ),
    [`${name}: without the batch`]: /only the last example counts/,
    [`${name}: a mean`]: new RegExp(
      `divided by the size of the stretched axis ${axis} of the outputs`,
    ),
  };
}

/** Square grids whose rows and columns have factors: `y = row·x + column·tanh(x)`, with both stretched over the grid. */
export const faultyStretched: FaultyKind = kind(
  "stretched",
  { ...wordsFor("row", 1, 2), ...wordsFor("column", 2, 1) },
  (fault, side) => ({
    parameters: () => [weight("row", [side]), weight("column", [side, 1])],
    outputShape: (shape: Shape) => shape,
    bind: ({ batch, x, dx, y, dy, parameters: p, gradients: g }) => {
      const size = side * side;
      const rowOf = (i: number) => Math.floor(i % size / side);
      const sums = sumsOf(side, batch);
      const [spoiled, way] = fault?.split(": ") ?? [];
      const sumOf = (name: string) => sums[name === spoiled ? way : "right"];
      return {
        forward() {
          for (let i = 0; i < y.length; i++) {
            y[i] = p.row[i % side] * x[i] +
              p.column[rowOf(i)] * Math.tanh(x[i]);
          }
        },
        backward() {
          for (let i = 0; i < dx.length; i++) {
            const slope = 1 - Math.tanh(x[i]) ** 2;
            dx[i] = dy[i] * (p.row[i % side] + p.column[rowOf(i)] * slope);
          }
          g.row.fill(0);
          g.column.fill(0);
          sumOf("row")(g.row, (add) => {
            for (let i = 0; i < dy.length; i++) {
              const example = Math.floor(i / size);
              add(i % side, rowOf(i), example, dy[i] * x[i]);
            }
          });
          sumOf("column")(g.column, (add) => {
            for (let i = 0; i < dy.length; i++) {
              const example = Math.floor(i / size);
              add(rowOf(i), i % side, example, dy[i] * Math.tanh(x[i]));
            }
          });
        },
      };
    },
  }),
);
