import { allocate, type Values } from "../../base/values.ts";
import type { CtcKernels, CtcShape } from "../contract/ctc.ts";
import { alignmentsOf } from "./alignments.ts";

/** Examples in turn, each over the same arrays. */
export function plainCtc(shape: CtcShape): CtcKernels {
  const { batch, time, classes } = shape;
  const size = time * classes;
  const alignments = alignmentsOf(time, classes, shape.blank);
  const slopes = allocate("float64", size);

  /** Reads an example; returns what its loss is divided by. */
  function read(x: Values, target: Values, b: number): number {
    const labels = labelsOf(shape, target, b);
    alignments.read(x.subarray(b * size, (b + 1) * size), labels);
    return shape.isMean ? Math.max(1, labels.length) : 1;
  }

  return {
    forward(y, x, target) {
      for (let b = 0; b < batch; b++) {
        const n = read(x, target, b);
        y[b] = -alignments.logLikelihood() / n;
      }
    },
    backward(dx, x, target, dy) {
      for (let b = 0; b < batch; b++) {
        const scale = dy[b] / read(x, target, b);
        alignments.slopes(slopes);
        for (let k = 0; k < size; k++) dx[b * size + k] = scale * slopes[k];
      }
    },
  };
}

/** The labels of an example: those before the first blank. */
export function labelsOf(
  { time, blank }: CtcShape,
  target: Values,
  b: number,
): Values {
  const all = target.subarray(b * time, (b + 1) * time);
  const end = all.indexOf(blank);
  return end < 0 ? all : all.subarray(0, end);
}
