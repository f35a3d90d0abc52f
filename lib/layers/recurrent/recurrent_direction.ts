/**
 * A recurrent layer in one direction: forward step by step, and back through
 * time (Werbos, "Backpropagation through time", 1990).
 *
 * @module
 */

import type { Values } from "../../base/values.ts";
import type { Site } from "../../layer/layer.ts";
import type { Along } from "../../layer/second_order.ts";
import type { MovingProducts } from "../sequences/moving.ts";
import { alongWay, type WayAlong } from "./recurrent_along.ts";
import type { End, RecurrentCell, Sequence } from "./recurrent_cell.ts";
import type { DirectionPlace, Ends } from "./recurrent_place.ts";
import { carrying } from "./recurrent_padding.ts";
import { parts } from "../sequences/sequence.ts";

/** A recurrent layer in one direction. */
export interface Direction extends Ends {
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
  const { time, width, stateWidth, below, end, isReverse } = options;
  const { isStarted, padding } = options;
  const columns = cell.gates * width;
  const rows = time * batch;
  const size = batch * stateWidth;
  const own = (all: Site["parameters"]) => ownOf(all, end);
  const [wx, wh, bx, bh, wr] = own(parameters) as Values[];
  const [dwx, dwh, dbx, dbh, dwr] = own(gradients) as Values[];

  const fromInput = scratch(rows * columns);
  const fromState = scratch(batch * columns);
  const dFromState = cell.isSplit ? scratch(rows * columns) : fromInput;
  const dFromStateAt = parts(dFromState, time);
  const states = scratch((time + 1) * size);
  const statesAt = parts(states, time + 1);
  const sides = (states: Values) => sidesOf(states, size, isReverse);
  const [befores, afters] = sides(states);
  const gradient = scratch(rows * stateWidth);
  const gradientAt = parts(gradient, time);
  const dstate = scratch(size);
  const through = scratch(size);
  const { before, after, stepOf } = stepsOf(time, isReverse);
  const places = { batch, width, stateWidth, columns, before, after };
  const bound = cell.bind({
    ...places,
    time,
    fromInput,
    fromState,
    dFromState,
    states,
    statesAt,
    dstate,
    stateWeights: [wh, bh, wr],
    kernels,
    scratch,
  }, options.given);
  const endsAt = (states: Values, cells: End | undefined) =>
    endsOf(states, cells, options, scratch);
  const ends = endsAt(states, bound.cells);
  const carried = padding && carrying(padding, places, {
    states,
    dstate,
    gates: [fromInput, dFromState],
    cells: bound.cells,
  }, scratch(size));

  const { multiplyByTransposed, multiplyTransposed, fixed } = kernels;
  const forth = [batch, columns, stateWidth] as const;
  const back = [batch, stateWidth, columns] as const;
  const fromStates = fixed.multiplyByTransposed(wh, bh, ...forth, scratch);
  const toStates = fixed.multiply(wh, ...back, scratch);

  /** The gradients of all products, of what is below and of the first state. `visit` is called before each step, with `dstate` ready. */
  function throughTime(visit?: (n: number) => void) {
    dstate.set(ends.last[0].gradient);
    toStates.read();
    for (let n = time - 1; n >= 0; n--) {
      const t = stepOf(n);
      kernels.addScaled(dstate, gradientAt[t], 1, size);
      visit?.(n);
      if (carried === undefined) bound.backward(t);
      else carried.backward(t, () => bound.backward(t));
      // Nothing came before the first step.
      if (n === 0 && !isStarted) break;
      toStates.run(through, dFromStateAt[t]);
      kernels.addScaled(dstate, through, 1, size);
    }
    if (isStarted) ends.first[0].gradient.set(dstate);
    const { gradient: dvalues, width: inputs } = below;
    if (dvalues.length === 0) return;
    kernels.multiply(dvalues, fromInput, wx, rows, inputs, columns);
  }

  return {
    states: { values: afters, gradient, width: stateWidth },
    ...ends,
    forward() {
      const { values, width: inputs } = below;
      multiplyByTransposed(fromInput, values, wx, bx, rows, columns, inputs);
      fromStates.read();
      for (let n = 0; n < time; n++) {
        const t = stepOf(n);
        fromStates.run(fromState, statesAt[before(t)]);
        bound.forward(t);
        carried?.forward(t);
      }
    },
    backward() {
      throughTime();
      const { values, width: inputs } = below;
      multiplyTransposed(dwh, dFromState, befores, columns, stateWidth, rows);
      multiplyTransposed(dwx, fromInput, values, columns, inputs, rows);
      if (dbh !== undefined) {
        kernels.sumRows(dbh, dFromState, rows, columns);
        if (cell.isSplit) kernels.sumRows(dbx, fromInput, rows, columns);
        else dbx.set(dbh);
      }
      bound.stateGradients?.([dwh, dbh, dwr]);
    },
    along: (along, changes, products) =>
      alongWay(site, options, along, changes, products, {
        ...places,
        cell: bound,
        parametersOf: own,
        fromInput,
        dFromState,
        states,
        endsAt,
        stepOf,
        sides,
        throughTime,
      }),
  };
}

/** The weights, then the biases, if any; of the input, then of the state; then the weight of its projection, if any. */
function ownOf(
  all: Site["parameters"],
  end: string,
): readonly (Values | undefined)[] {
  return ["weight_ih", "weight_hh", "bias_ih", "bias_hh", "weight_hr"].map((
    name,
  ) => all[`${name}_${end}`]);
}

/** The order of the steps, and where the states before and after them stand. */
function stepsOf(time: number, isReverse: boolean) {
  return {
    before: (t: number) => isReverse ? t + 1 : t,
    after: (t: number) => isReverse ? t : t + 1,
    /** The step that is the `n`th. */
    stepOf: (n: number) => isReverse ? time - 1 - n : n,
  };
}

/** The states before each step, and those after. */
function sidesOf(
  states: Values,
  size: number,
  isReverse: boolean,
): readonly [Values, Values] {
  const early = states.subarray(0, states.length - size);
  const late = states.subarray(size);
  return isReverse ? [late, early] : [early, late];
}

/** The states and cells that a direction begins and ends with. */
function endsOf(
  states: Values,
  cells: End | undefined,
  { time, isReverse }: DirectionPlace,
  scratch: Site["scratch"],
): Ends {
  const at = (place: number) => endAt(states, cells, place, time + 1, scratch);
  const [early, late] = [at(0), at(time)];
  return isReverse
    ? { first: late, last: early }
    : { first: early, last: late };
}

/** The state at a place of `count`, whose gradient has an array of its own, and the cell. */
function endAt(
  states: Values,
  cells: End | undefined,
  place: number,
  count: number,
  scratch: Site["scratch"],
): readonly End[] {
  const at = (values: Values) => {
    const size = values.length / count;
    return values.subarray(place * size, (place + 1) * size);
  };
  const state = { values: at(states), gradient: scratch(at(states).length) };
  if (cells === undefined) return [state];
  return [state, { values: at(cells.values), gradient: at(cells.gradient) }];
}
