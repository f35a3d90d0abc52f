import type { Values } from "../../base/values.ts";
import { moving } from "../sequences/moving.ts";
import { parts } from "../sequences/sequence.ts";
import type { CellChanges, CellSite, StateWeights } from "./recurrent_cell.ts";

/** The product of a state that is narrower or wider than the gates: `h = W_hr·m`. */
export interface StateProjection {
  /** `m` of each step, which the cell writes. */
  readonly valuesAt: readonly Values[];
  /** The gradient of `m` of one step. */
  readonly gradient: Values;
  forward(t: number): void;
  /** From the gradient of the state to that of `m`. */
  backward(t: number): void;
  stateGradients(gradients: StateWeights): void;
  /** The same along a direction. */
  along(by: CellChanges): StateProjectionAlong;
}

/** The changes of what belongs to a projection. */
export interface StateProjectionAlong {
  readonly values: Values;
  readonly gradient: Values;
  tangent(t: number): void;
  second(t: number): void;
  stateGradients(gradients: StateWeights): void;
}

/** The projection of a cell, if its state has one. */
export function bindProjection(site: CellSite): StateProjection | undefined {
  const { time, batch, width, stateWidth, statesAt, dstate, after } = site;
  const { kernels, scratch, stateWeights: [, , weight] } = site;
  if (weight === undefined) return undefined;
  const rows = time * batch;
  const values = scratch(rows * width);
  const valuesAt = parts(values, time);
  const dstates = scratch(rows * stateWidth);
  const dstatesAt = parts(dstates, time);
  const gradient = scratch(batch * width);
  const forth = [batch, stateWidth, width] as const;
  const back = [batch, width, stateWidth] as const;
  const all = [stateWidth, width, rows] as const;
  return {
    valuesAt,
    gradient,
    forward(t) {
      const h = statesAt[after(t)];
      const m = valuesAt[t];
      kernels.multiplyByTransposed(h, m, weight, undefined, ...forth);
    },
    backward(t) {
      dstatesAt[t].set(dstate);
      kernels.multiply(gradient, dstate, weight, ...back);
    },
    stateGradients([, , dweight]) {
      if (dweight === undefined) return;
      kernels.multiplyTransposed(dweight, dstates, values, ...all);
    },
    along({ products, states, dstate: dstateBy, stateWeights }) {
      const [, , change = scratch(weight.length)] = stateWeights;
      const w = { at: weight, change };
      const statesByAt = parts(states, time + 1);
      const valuesBy = scratch(values.length);
      const movedAt = moving(valuesAt, parts(valuesBy, time));
      const dstatesBy = scratch(dstates.length);
      const dstatesByAt = parts(dstatesBy, time);
      const gradientBy = scratch(gradient.length);
      return {
        values: valuesBy,
        gradient: gradientBy,
        tangent(t) {
          const h = statesByAt[after(t)];
          const m = movedAt[t];
          products.multiplyByTransposed(h, m, w, undefined, ...forth);
        },
        second(t) {
          dstatesByAt[t].set(dstateBy);
          kernels.multiply(gradient, dstate, weight, ...back);
          const moved = { at: dstate, change: dstateBy };
          products.multiply(gradientBy, moved, w, ...back);
        },
        stateGradients([, , dweight]) {
          if (dweight === undefined) return;
          const moved = { at: dstates, change: dstatesBy };
          const m = { at: values, change: valuesBy };
          products.multiplyTransposed(dweight, moved, m, ...all);
        },
      };
    },
  };
}
