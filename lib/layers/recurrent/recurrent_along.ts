import type { Values } from "../../base/values.ts";
import type { Site } from "../../layer/layer.ts";
import type { Along } from "../../layer/second_order.ts";
import { moving, type MovingProducts } from "../sequences/moving.ts";
import type { CellPass, End, Sequence } from "./recurrent_cell.ts";
import type { DirectionPlace, Ends } from "./recurrent_place.ts";
import { carrying, type StepPlaces } from "./recurrent_padding.ts";
import { parts } from "../sequences/sequence.ts";

/** A recurrent layer in one direction of time, along a direction of its numbers. */
export interface WayAlong extends Ends {
  /** The changes of its states and of their gradients. */
  readonly states: Sequence;
  /** From the changes of what is below and of the first state to those of the states. */
  tangent(): void;
  /** From the gradients of the states and their changes to those of what is below and of the first state, and to the changes of the parameters' gradients. */
  second(): void;
}

/** What a recurrent layer in one direction holds. */
export interface Way extends StepPlaces {
  readonly cell: CellPass;
  readonly fromInput: Values;
  readonly dFromState: Values;
  readonly states: Values;
  /** The weights, then the biases, if any; of the input, then of the state. */
  parametersOf(
    all: Readonly<Record<string, Values>>,
  ): readonly (Values | undefined)[];
  /** Which step of time is the `n`th. */
  stepOf(n: number): number;
  /** The states before each step, and those after. */
  sides(states: Values): readonly [befores: Values, afters: Values];
  /** What it begins and ends with. */
  endsAt(states: Values, cells: End | undefined): Ends;
  /** Goes back through time, down to the gradient of what is below; before each step it calls `visit`. */
  throughTime(visit: (n: number) => void): void;
}

/** Forward and back through time, with each statement differentiated. */
export function alongWay(
  { batch, parameters, kernels, scratch }: Site,
  { time, width, stateWidth, below, isStarted, padding }: DirectionPlace,
  along: Along,
  changes: Sequence,
  products: MovingProducts,
  { columns, cell, stepOf, before, after, sides, parametersOf, ...way }: Way,
): WayAlong {
  const inputs = below.width;
  const rows = time * batch;
  const size = batch * stateWidth;
  const [wx, wh] = moving(
    parametersOf(parameters) as Values[],
    parametersOf(along.parameters) as Values[],
  );
  const [, , bx, bh, wrBy] = parametersOf(along.parameters);
  const [dwx, dwh, dbx, dbh, dwr] = parametersOf(along.gradients) as Values[];
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
  const gradient = scratch(rows * stateWidth);
  const gradientAt = parts(gradient, time);
  const dstate = scratch(size);
  const through = scratch(size);
  const steps = cell.along({
    fromInput: fromInput.change,
    fromState,
    dFromState: dFromState.change,
    states: states.change,
    dstate,
    stateWeights: [wh.change, bh, wrBy],
    products,
  });
  const ends = way.endsAt(states.change, steps.cells);
  const places = { batch, width, stateWidth, columns, before, after };
  const carried = padding && carrying(padding, places, {
    states: states.change,
    dstate,
    gates: [fromInput.change, dFromState.change],
    cells: steps.cells,
  }, scratch(size));

  /** What reaches the state before the `n`th step through the product. */
  function addThrough(n: number) {
    const from = dFromStateAt[stepOf(n)];
    products.multiply(through, from, wh, batch, stateWidth, columns);
    kernels.addScaled(dstate, through, 1, size);
  }

  return {
    states: { values: after0.change, gradient, width: stateWidth },
    ...ends,
    tangent() {
      const { multiplyByTransposed } = products;
      const { change } = fromInput;
      multiplyByTransposed(change, x, wx, bx, rows, columns, inputs);
      for (let n = 0; n < time; n++) {
        const t = stepOf(n);
        const h = statesAt[before(t)];
        multiplyByTransposed(fromState, h, wh, bh, batch, columns, stateWidth);
        steps.tangent(t);
        carried?.forward(t);
      }
    },
    second() {
      const { multiply, multiplyTransposed } = products;
      dstate.fill(0);
      way.throughTime((n) => {
        if (n < time - 1) addThrough(n + 1);
        const t = stepOf(n);
        kernels.addScaled(dstate, gradientAt[t], 1, size);
        if (carried === undefined) steps.second(t);
        else carried.backward(t, () => steps.second(t));
      });
      if (isStarted) {
        addThrough(0);
        ends.first[0].gradient.set(dstate);
      }
      multiplyTransposed(dwh, dFromState, before0, columns, stateWidth, rows);
      multiplyTransposed(dwx, fromInput, x, columns, inputs, rows);
      multiply(changes.gradient, fromInput, wx, rows, inputs, columns);
      if (dbh !== undefined) {
        kernels.sumRows(dbh, dFromState.change, rows, columns);
        kernels.sumRows(dbx, fromInput.change, rows, columns);
      }
      steps.stateGradients?.([dwh, dbh, dwr]);
    },
  };
}
