import type { Values } from "../../base/values.ts";
import type { Kernels } from "../../kernels/contract/kernels.ts";

/** Two orders of rows of `width` numbers: the steps of each example after one another, as examples lie, or all examples of each step, as a step is computed. */
export interface Turn {
  toSteps(to: Values, from: Values, width: number): void;
  toExamples(to: Values, from: Values, width: number): void;
}

export function turnOf(
  { copyColumns }: Kernels,
  batch: number,
  time: number,
): Turn {
  return {
    toSteps(to, from, width) {
      const row = batch * width;
      for (let b = 0; b < batch; b++) {
        const [at, start] = [b * width, b * time * width];
        copyColumns(to, row, at, from, width, start, time, width);
      }
    },
    toExamples(to, from, width) {
      const row = batch * width;
      for (let b = 0; b < batch; b++) {
        const [at, start] = [b * width, b * time * width];
        copyColumns(to, width, start, from, row, at, time, width);
      }
    },
  };
}
