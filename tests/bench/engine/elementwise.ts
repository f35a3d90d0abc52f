import type { FunctionName } from "../../../lib/kernels/contract/functions.ts";
import type { Kernels } from "../../../lib/kernels/contract/kernels.ts";
import type { Values } from "../../../mod.ts";
import { digits } from "../figures.ts";
import { contenders, printTimes, storeOf, type Topic } from "./topic.ts";

const rows = 64;
const columns = 1024;
const length = rows * columns;

/** Two inputs and an output of `rows × columns`, and one of `columns`. */
interface Arrays {
  readonly x: Values;
  readonly dy: Values;
  readonly y: Values;
  readonly row: Values;
}

/** What there is to do, by subject and then by row of the table. */
const subjects: Readonly<
  Record<
    string,
    (kernels: Kernels, arrays: Arrays) => Readonly<Record<string, () => void>>
  >
> = {
  ...Object.fromEntries(
    (["relu", "sigmoid", "tanh", "exp", "log"] as const).map((name) => [
      name,
      bothWays(name),
    ]),
  ),
  softmax: (kernels, { x, y, dy }) => ({
    softmax: () => kernels.softmax(y, x, rows, columns),
    "softmax, backward": () => kernels.softmaxBackward(y, x, dy, rows, columns),
  }),
  sumRows: (kernels, { x, row }) => ({
    sumRows: () => kernels.sumRows(row, x, rows, columns),
  }),
  addScaled: (kernels, { x, y }) => ({
    addScaled: () => kernels.addScaled(y, x, 1e-6, length),
  }),
};

/** Functions of each number, and what else goes through arrays once. */
export const elementwise: Topic = {
  name: "elementwise",
  subjects: Object.keys(subjects),
  contenders: contenders.filter(({ kernels }) => kernels !== "blas"),
  prepare(subject, setup) {
    const { kernels, allocate } = storeOf(setup);
    const arrays = {
      x: allocate(setup.precision, length),
      dy: allocate(setup.precision, length).fill(1),
      y: allocate(setup.precision, length),
      row: allocate(setup.precision, columns),
    };
    const { x } = arrays;
    x.forEach((_, i) => x[i] = 3 * Math.sin(i));
    if (subject === "log") x.forEach((_, i) => x[i] = Math.abs(x[i]));
    return new Map(Object.entries(subjects[subject](kernels, arrays)));
  },
  print(times, precision) {
    printTimes(
      `Elementwise, ${precision}: ns a number, of ${rows}×${columns}`,
      times,
      [...times.values()].at(0)?.keys().toArray() ?? [],
      (milliseconds) => digits(1e6 * milliseconds / length),
    );
  },
};

function bothWays(name: FunctionName) {
  return (kernels: Kernels, { x, y, dy }: Arrays) => {
    const { forward, backward } = kernels.functions[name];
    // Derivatives read x and y; any numbers will do for how long they take.
    return {
      [name]: () => forward(y, x, [], length),
      [`${name}, backward`]: () => backward(y, x, x, dy, [], length),
    };
  };
}
