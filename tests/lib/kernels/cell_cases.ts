// The steps of recurrent cells as cases of kernels: `rows` examples of `columns`
// units. What a step writes lies in the output, one array after the other.
import type { Values } from "../../../lib/base/values.ts";
import type { CellKernels } from "../../../lib/kernels/contract/cells.ts";
import type { KernelCase, Sizes } from "./kernel_case.ts";

interface Step {
  readonly name: string;
  /** How many numbers of a unit each array has that is read, and each that is written. */
  readonly reads: readonly number[];
  readonly writes: readonly number[];
  run(
    cells: CellKernels,
    written: readonly Values[],
    read: readonly Values[],
    width: number,
    length: number,
  ): void;
  /** How large the terms of each number of a unit are that is written, from those that are read. */
  terms(numbers: readonly number[]): readonly number[];
}

const steps: readonly Step[] = [
  {
    name: "lstm",
    reads: [1, 4, 4],
    writes: [1, 1, 1, 4],
    run: (cells, [y, cell, bounded, gates], [old, sums, fromState], ...sizes) =>
      cells.lstm(y, cell, bounded, gates, old, sums, fromState, ...sizes),
    terms([old, ...sums]) {
      const size = 1 + sums.reduce((a, b) => a + b);
      const cell = (1 + old) * size;
      return [cell, cell, cell, size, size, size, size];
    },
  },
  {
    name: "lstm backward",
    reads: [1, 1, 4, 1, 1],
    writes: [4, 1],
    run: (
      cells,
      [dsums, dold],
      [dy, dcell, gates, old, bounded],
      ...sizes
    ) =>
      cells.lstmBackward(
        dsums,
        dold,
        dy,
        dcell,
        gates,
        old,
        bounded,
        ...sizes,
      ),
    terms([dy, dcell, i, f, g, o, old, c]) {
      const dc = dcell + dy * o * (1 + c * c);
      return [
        dc * g * i * (1 + i),
        dc * old * f * (1 + f),
        dc * i * (1 + g * g),
        dy * c * o * (1 + o),
        dc * f,
      ];
    },
  },
  {
    name: "gru",
    reads: [1, 3, 3],
    writes: [1, 3, 1],
    run: (cells, [y, gates, recalled], [old, sums, fromState], ...sizes) =>
      cells.gru(y, gates, recalled, old, sums, fromState, ...sizes),
    terms([old, ...sums]) {
      const size = 1 + sums.reduce((a, b) => a + b);
      // r is off by its share of its own sum.
      const n = size * size;
      return [(1 + old) * n, size, size, n, 0];
    },
  },
  {
    name: "gru backward",
    reads: [1, 3, 1, 1],
    writes: [1, 3, 3],
    run(cells, [dy, dsums, dfromState], [given, ...read], ...sizes) {
      const [gates, recalled, old] = read;
      dy.set(given);
      cells.gruBackward(dy, dsums, dfromState, gates, recalled, old, ...sizes);
    },
    terms([dy, r, z, n, recalled, old]) {
      const dn = dy * (1 + z) * (1 + n * n);
      const dr = dn * recalled * r * (1 + r);
      const dz = dy * (old + n) * z * (1 + z);
      return [dy * z, dr, dz, dn, dr, dz, dn * r];
    },
  },
];

/** Each step as a case. */
export const cellCases: readonly KernelCase[] = steps.map((
  { name, reads, writes, run, terms },
) => {
  const unitsOf = ({ rows, columns }: Sizes) => rows * columns;
  return {
    name,
    inputs: (sizes) => reads.map((count) => count * unitsOf(sizes)),
    isOfProducts: true,
    output: (sizes) => writes.reduce((a, b) => a + b) * unitsOf(sizes),
    run({ cells }, y, inputs, sizes) {
      const units = unitsOf(sizes);
      let end = 0;
      const written = writes.map((count) =>
        y.subarray(end, end += count * units)
      );
      run(cells, written, inputs, sizes.columns, units);
    },
    bound(inputs, sizes, i) {
      const { columns } = sizes;
      let first = 0;
      let array = 0;
      let at = i;
      while (at >= writes[array] * unitsOf(sizes)) {
        at -= writes[array] * unitsOf(sizes);
        first += writes[array++];
      }
      const row = writes[array] * columns;
      const example = Math.floor(at / row);
      const gate = Math.floor(at % row / columns);
      const unit = at % columns;
      const numbers = inputs.flatMap((values, k) =>
        Array.from(
          { length: reads[k] },
          (_, gate) =>
            Math.abs(values[(example * reads[k] + gate) * columns + unit]),
        )
      );
      return 16 * terms(numbers)[first + gate];
    },
  };
});
