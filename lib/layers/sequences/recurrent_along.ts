import type { Values } from "../../base/values.ts";
import type { Site } from "../../layer/layer.ts";
import type { Along } from "../../layer/second_order.ts";
import { moving, type MovingProducts } from "./moving.ts";
import type { CellPass, Sequence } from "./recurrent_cell.ts";
import { parts } from "./sequence.ts";

/** A recurrent layer in one direction of time, along a direction of its numbers. */
export interface WayAlong {
  /** The changes of its states and of their gradients. */
  readonly states: Sequence;
  /** From the changes of what is below to those of the states. */
  tangent(): void;
  /** From the gradients of the states and their changes to those of what is below, and to the changes of the parameters' gradients. */
  second(): void;
}

/** What a recurrent layer in one direction holds. */
export interface Way {
  /** Numbers of all gates. */
  readonly columns: number;
  readonly cell: CellPass;
  readonly fromInput: Values;
  readonly dFromState: Values;
  readonly states: Values;
  /** The weights, then the biases; of the input, then of the state. */
  parametersOf(all: Readonly<Record<string, Values>>): readonly Values[];
  /** Which step of time is the `n`th. */
  stepOf(n: number): number;
  /** Which state stands before step `t`. */
  before(t: number): number;
  /** The states before each step, and those after. */
  sides(states: Values): readonly [befores: Values, afters: Values];
  /** Goes back through time, down to the gradient of what is below; before each step it calls `visit`. */
  throughTime(visit: (n: number) => void): void;
}

/** Forward and back through time, with each statement differentiated. */
export function alongWay(
  { batch, parameters, kernels, scratch }: Site,
  { time, width, below }: {
    readonly time: number;
    readonly width: number;
    readonly below: Sequence;
  },
  along: Along,
  changes: Sequence,
  products: MovingProducts,
  { columns, cell, stepOf, before, sides, parametersOf, ...way }: Way,
): WayAlong {
  const inputs = below.width;
  const rows = time * batch;
  const size = batch * width;
  const [wx, wh] = moving(
    parametersOf(parameters),
    parametersOf(along.parameters),
  );
  const [, , bx, bh] = parametersOf(along.parameters);
  const [dwx, dwh, dbx, dbh] = parametersOf(along.gradients);
  const like = (values: Values) => {
    const change = scratch(values.length);
    return { at: values, change };
  };
  // Backward overwrites what came from the input with its gradient.
  const fromInput = like(way.fromInput);
  const fromState = scratch(batch * columns);
  const dFromState = way.dFromState === way.fromInput
    ? fromInput
    : like(way.dFromState);
  const states = like(way.states);
  const stepsOf = ({ at, change }: typeof states, count: number) =>
    moving(parts(at, count), parts(change, count));
  const statesAt = stepsOf(states, time + 1);
  const dFromStateAt = stepsOf(dFromState, time);
  const [before0, after0] = moving(sides(states.at), sides(states.change));
  const x = { at: below.values, change: changes.values };
  const gradient = scratch(rows * width);
  const gradientAt = parts(gradient, time);
  const dstate = scratch(size);
  const through = scratch(size);
  const steps = cell.along({
    fromInput: fromInput.change,
    fromState,
    dFromState: dFromState.change,
    states: states.change,
    dstate,
  });
  return {
    states: { values: after0.change, gradient, width },
    tangent() {
      const { multiplyByTransposed } = products;
      const { change } = fromInput;
      multiplyByTransposed(change, x, wx, bx, rows, columns, inputs);
      for (let n = 0; n < time; n++) {
        const t = stepOf(n);
        const h = statesAt[before(t)];
        multiplyByTransposed(fromState, h, wh, bh, batch, columns, width);
        steps.tangent(t);
      }
    },
    second() {
      const { multiply, multiplyTransposed } = products;
      dstate.fill(0);
      way.throughTime((n) => {
        if (n < time - 1) {
          const later = dFromStateAt[stepOf(n + 1)];
          multiply(through, later, wh, batch, width, columns);
          kernels.addScaled(dstate, through, 1, size);
        }
        const t = stepOf(n);
        kernels.addScaled(dstate, gradientAt[t], 1, size);
        steps.second(t);
      });
      multiplyTransposed(dwh, dFromState, before0, columns, width, rows);
      kernels.sumRows(dbh, dFromState.change, rows, columns);
      multiplyTransposed(dwx, fromInput, x, columns, inputs, rows);
      kernels.sumRows(dbx, fromInput.change, rows, columns);
      multiply(changes.gradient, fromInput, wx, rows, inputs, columns);
    },
  };
}
