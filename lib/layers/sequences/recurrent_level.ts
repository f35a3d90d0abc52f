import type { Values } from "../../base/values.ts";
import { copyColumns } from "../../kernels/plain/matrix.ts";
import type { Site } from "../../layer/layer.ts";
import {
  bindDirection,
  type RecurrentCell,
  type Sequence,
} from "./recurrent_direction.ts";

/** One of the stacked layers, with its directions. */
export interface Level {
  /** The states of its directions side by side. */
  readonly output: Sequence;
  /** Reads what is below, writes the output. */
  forward(): void;
  /** Reads the output's gradient, writes that of what is below. */
  backward(): void;
}

/** `ends` are the ends of its parameters' names, one for each direction. */
export function bindLevel(
  cell: RecurrentCell,
  site: Site,
  time: number,
  width: number,
  below: Sequence,
  ends: readonly string[],
): Level {
  const { batch, kernels, scratch } = site;
  const rows = time * batch;
  const [one, other] = ends.map((end, way) =>
    bindDirection(cell, site, { time, width, below, end, isReverse: way === 1 })
  );
  if (other === undefined) return { ...one, output: one.states };
  const outputs = 2 * width;
  const [all, dall] = [scratch(rows * outputs), scratch(rows * outputs)];
  const sides = [one, other];
  const part = scratch(below.gradient.length);
  return {
    output: { values: all, gradient: dall, width: outputs },
    forward() {
      for (let side = 0, start = 0; side < 2; side++, start += width) {
        sides[side].forward();
        const { values: from } = sides[side].states;
        copyColumns(all, outputs, start, from, width, 0, rows, width);
      }
    },
    backward() {
      for (let side = 0, start = 0; side < 2; side++, start += width) {
        const { gradient: to } = sides[side].states;
        copyColumns(to, width, 0, dall, outputs, start, rows, width);
        sides[side].backward();
        // Both write the gradient of what is below.
        if (side === 0) part.set(below.gradient);
        else kernels.addScaled(below.gradient, part, 1, part.length);
      }
    },
  };
}

/** The last state of each direction: at the end for the first, at the beginning for the other. */
export function lastStates(
  { values, gradient, width: outputs }: Sequence,
  time: number,
  batch: number,
  width: number,
): { take(y: Values): void; give(dy: Values): void } {
  const from = (time - 1) * batch * outputs;
  const lastValues = values.subarray(from);
  const lastGradient = gradient.subarray(from);
  const isBoth = outputs > width;
  return {
    take(y) {
      copyColumns(y, outputs, 0, lastValues, outputs, 0, batch, width);
      if (!isBoth) return;
      copyColumns(y, outputs, width, values, outputs, width, batch, width);
    },
    // The gradients of all others stay 0.
    give(dy) {
      copyColumns(lastGradient, outputs, 0, dy, outputs, 0, batch, width);
      if (!isBoth) return;
      copyColumns(gradient, outputs, width, dy, outputs, width, batch, width);
    },
  };
}
