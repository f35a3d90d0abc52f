/**
 * A recurrent layer in one direction: forward step by step, and back through
 * time (Werbos, "Backpropagation through time", 1990).
 *
 * @module
 */

import type { Values } from "../../base/values.ts";
import type { Kernels } from "../../kernels/contract/kernels.ts";
import type { Site } from "../../layer/layer.ts";
import { parts } from "./sequence.ts";

/** An array of time × batch × width with its gradient, which is empty if it is not needed. */
export interface Sequence {
  readonly values: Values;
  readonly gradient: Values;
  readonly width: number;
}

/** What a recurrent layer computes in one step of time. */
export interface RecurrentCell {
  readonly name: string;
  readonly summary: string;
  readonly gradients: Readonly<Record<string, string>>;
  /** How many gates it has: each weight has as many rows for each number of the state. */
  readonly gates: number;
  /** Whether what comes from the input and from the state are not just added, so that their gradients differ. */
  readonly isSplit?: boolean;
  bind(site: CellSite): CellPass;
}

/** Both ways through a step of time. */
export interface CellPass {
  /** Computes the state after step `t`, from the state before it and both products. */
  forward(t: number): void;
  /** Computes the gradients of both products from `dstate`, the gradient of the state after step `t`, and overwrites it with what reaches the state before directly, not through a product. */
  backward(t: number): void;
}

/** The arrays of a cell; a row of gates has those of the first gate first. */
export interface CellSite {
  readonly time: number;
  readonly batch: number;
  /** How many numbers the state has. */
  readonly width: number;
  /** `W_ih·x + b_ih`, time × batch × gates·width; backward overwrites it with its gradient, as forward computes it again. */
  readonly fromInput: Values;
  /** `W_hh·h + b_hh` for the step that is computed, batch × gates·width. */
  readonly fromState: Values;
  /** Its gradients, time × batch × gates·width; the same array as `fromInput` if the cell adds the two. */
  readonly dFromState: Values;
  /** The states, one more than there are steps, batch × width each; the first in the order of steps is 0. */
  readonly states: Values;
  /** The states one by one. */
  readonly statesAt: readonly Values[];
  /** The gradient of one state, batch × width. */
  readonly dstate: Values;
  /** Which state stands before step `t`. */
  before(t: number): number;
  /** Which state stands after step `t`. */
  after(t: number): number;
  readonly kernels: Kernels;
  scratch(length: number): Values;
}

interface DirectionOptions {
  readonly time: number;
  readonly width: number;
  /** What it reads. */
  readonly below: Sequence;
  /** The end of its parameters' names. */
  readonly end: string;
  /** Whether it runs from the last step to the first. */
  readonly isReverse: boolean;
}

export function bindDirection(
  cell: RecurrentCell,
  { batch, parameters, gradients, kernels, scratch }: Site,
  { time, width, below, end, isReverse }: DirectionOptions,
): { states: Sequence; forward(): void; backward(): void } {
  const columns = cell.gates * width;
  const rows = time * batch;
  const size = batch * width;
  const names = ["weight_ih", "weight_hh", "bias_ih", "bias_hh"] as const;
  const [wx, wh, bx, bh] = names.map((name) => parameters[`${name}_${end}`]);
  const [dwx, dwh, dbx, dbh] = names.map((name) => gradients[`${name}_${end}`]);

  const fromInput = scratch(rows * columns);
  const fromState = scratch(batch * columns);
  const dFromState = cell.isSplit ? scratch(rows * columns) : fromInput;
  const dFromStateAt = parts(dFromState, time);
  const states = scratch((time + 1) * size);
  const statesAt = parts(states, time + 1);
  const [early, late] = [0, size].map((start) =>
    states.subarray(start, start + rows * width)
  );
  const [befores, afters] = isReverse ? [late, early] : [early, late];
  const gradient = scratch(rows * width);
  const gradientAt = parts(gradient, time);
  const dstate = scratch(size);
  const through = scratch(size);
  const before = (t: number) => isReverse ? t + 1 : t;
  const after = (t: number) => isReverse ? t : t + 1;
  const { forward, backward } = cell.bind({
    time,
    batch,
    width,
    fromInput,
    fromState,
    dFromState,
    states,
    statesAt,
    dstate,
    before,
    after,
    kernels,
    scratch,
  });

  const { multiplyByTransposed, multiplyTransposed } = kernels;
  return {
    states: { values: afters, gradient, width },
    forward() {
      const { values, width: inputs } = below;
      multiplyByTransposed(fromInput, values, wx, bx, rows, columns, inputs);
      for (let n = 0; n < time; n++) {
        const t = isReverse ? time - 1 - n : n;
        const h = statesAt[before(t)];
        multiplyByTransposed(fromState, h, wh, bh, batch, columns, width);
        forward(t);
      }
    },
    backward() {
      dstate.fill(0);
      for (let n = time - 1; n >= 0; n--) {
        const t = isReverse ? time - 1 - n : n;
        kernels.addScaled(dstate, gradientAt[t], 1, size);
        backward(t);
        // Nothing came before the first step.
        if (n === 0) break;
        kernels.multiply(through, dFromStateAt[t], wh, batch, width, columns);
        kernels.addScaled(dstate, through, 1, size);
      }
      const { values, gradient: dvalues, width: inputs } = below;
      multiplyTransposed(dwh, dFromState, befores, columns, width, rows);
      kernels.sumRows(dbh, dFromState, rows, columns);
      multiplyTransposed(dwx, fromInput, values, columns, inputs, rows);
      kernels.sumRows(dbx, fromInput, rows, columns);
      if (dvalues.length === 0) return;
      kernels.multiply(dvalues, fromInput, wx, rows, inputs, columns);
    },
  };
}
