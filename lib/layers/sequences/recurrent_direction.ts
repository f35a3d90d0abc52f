/**
 * A recurrent layer in one direction: forward step by step, and back through
 * time (Werbos, "Backpropagation through time", 1990).
 *
 * @module
 */

import type { Values } from "../../base/values.ts";
import type { Site } from "../../layer/layer.ts";
import type { Along } from "../../layer/second_order.ts";
import type { MovingProducts } from "./moving.ts";
import { alongWay, type WayAlong } from "./recurrent_along.ts";
import type { RecurrentCell, Sequence } from "./recurrent_cell.ts";
import { parts } from "./sequence.ts";

/** Which of a layer's directions it is, and over what. */
export interface DirectionPlace {
  readonly time: number;
  readonly width: number;
  /** What it reads. */
  readonly below: Sequence;
  /** The end of its parameters' names. */
  readonly end: string;
  /** Whether it runs from the last step to the first. */
  readonly isReverse: boolean;
}

/** A recurrent layer in one direction. */
export interface Direction {
  readonly states: Sequence;
  forward(): void;
  backward(): void;
  /** The same along a direction of the parameters and of what is below. */
  along(along: Along, below: Sequence, products: MovingProducts): WayAlong;
}

export function bindDirection(
  cell: RecurrentCell,
  site: Site,
  options: DirectionPlace,
): Direction {
  const { batch, parameters, gradients, kernels, scratch } = site;
  const { time, width, below, end, isReverse } = options;
  const columns = cell.gates * width;
  const rows = time * batch;
  const size = batch * width;
  const own = (all: Site["parameters"]) =>
    ["weight_ih", "weight_hh", "bias_ih", "bias_hh"].map((name) =>
      all[`${name}_${end}`]
    );
  const [wx, wh, bx, bh] = own(parameters);
  const [dwx, dwh, dbx, dbh] = own(gradients);

  const fromInput = scratch(rows * columns);
  const fromState = scratch(batch * columns);
  const dFromState = cell.isSplit ? scratch(rows * columns) : fromInput;
  const dFromStateAt = parts(dFromState, time);
  const states = scratch((time + 1) * size);
  const statesAt = parts(states, time + 1);
  /** The states before each step, and those after. */
  const sides = (states: Values): readonly [Values, Values] => {
    const [early, late] = [0, size].map((start) =>
      states.subarray(start, start + rows * width)
    );
    return isReverse ? [late, early] : [early, late];
  };
  const [befores, afters] = sides(states);
  const gradient = scratch(rows * width);
  const gradientAt = parts(gradient, time);
  const dstate = scratch(size);
  const through = scratch(size);
  const before = (t: number) => isReverse ? t + 1 : t;
  const after = (t: number) => isReverse ? t : t + 1;
  /** The step that is the `n`th. */
  const stepOf = (n: number) => isReverse ? time - 1 - n : n;
  const bound = cell.bind({
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

  /** The gradients of all products, and of what is below. `visit` is called before each step, with `dstate` ready. */
  function throughTime(visit?: (n: number) => void) {
    dstate.fill(0);
    for (let n = time - 1; n >= 0; n--) {
      const t = stepOf(n);
      kernels.addScaled(dstate, gradientAt[t], 1, size);
      visit?.(n);
      bound.backward(t);
      // Nothing came before the first step.
      if (n === 0) break;
      kernels.multiply(through, dFromStateAt[t], wh, batch, width, columns);
      kernels.addScaled(dstate, through, 1, size);
    }
    const { gradient: dvalues, width: inputs } = below;
    if (dvalues.length === 0) return;
    kernels.multiply(dvalues, fromInput, wx, rows, inputs, columns);
  }

  return {
    states: { values: afters, gradient, width },
    forward() {
      const { values, width: inputs } = below;
      multiplyByTransposed(fromInput, values, wx, bx, rows, columns, inputs);
      for (let n = 0; n < time; n++) {
        const t = stepOf(n);
        const h = statesAt[before(t)];
        multiplyByTransposed(fromState, h, wh, bh, batch, columns, width);
        bound.forward(t);
      }
    },
    backward() {
      throughTime();
      const { values, width: inputs } = below;
      multiplyTransposed(dwh, dFromState, befores, columns, width, rows);
      kernels.sumRows(dbh, dFromState, rows, columns);
      multiplyTransposed(dwx, fromInput, values, columns, inputs, rows);
      kernels.sumRows(dbx, fromInput, rows, columns);
    },
    along: (along, changes, products) =>
      alongWay(site, options, along, changes, products, {
        columns,
        cell: bound,
        parametersOf: own,
        fromInput,
        dFromState,
        states,
        stepOf,
        before,
        sides,
        throughTime,
      }),
  };
}
