import type { Values } from "../../base/values.ts";
import { type Padding, replaceOver } from "../sequences/padding.ts";
import type { End } from "./recurrent_cell.ts";

/** The sizes of a direction, and where its steps lie. */
export interface StepPlaces {
  readonly batch: number;
  readonly width: number;
  readonly stateWidth: number;
  /** Numbers of all gates. */
  readonly columns: number;
  before(t: number): number;
  after(t: number): number;
}

/** The arrays of a direction, or their changes. */
export interface StepArrays {
  readonly states: Values;
  readonly dstate: Values;
  /** The gradients of all gates; the same array twice if they do not differ. */
  readonly gates: readonly [fromInput: Values, fromState: Values];
  readonly cells: End | undefined;
}

/** What happens to an example at the steps beyond its length. */
export interface Carrying {
  /** Its state after the step is that before it. */
  forward(t: number): void;
  /** To be called around a step backward: the gradient of its state passes, and the gates have none. */
  backward(t: number, step: () => void): void;
}

/** Carries states over padding. */
export function carrying(
  padding: Padding,
  { batch, width, stateWidth, columns, before, after }: StepPlaces,
  { states, dstate, gates, cells }: StepArrays,
  kept: Values,
): Carrying {
  const rowsAt = (values: Values, place: number, width = stateWidth) => ({
    values,
    start: place * batch * width,
    width,
  });
  const carry = (
    t: number,
    values: Values,
    to: number,
    from: number,
    own?: number,
  ) =>
    replaceOver(
      padding,
      t,
      batch,
      rowsAt(values, to, own),
      rowsAt(values, from, own),
    );
  return {
    forward(t) {
      carry(t, states, after(t), before(t));
      if (cells === undefined) return;
      carry(t, cells.values, after(t), before(t), width);
    },
    backward(t, step) {
      kept.set(dstate);
      replaceOver(padding, t, batch, rowsAt(dstate, 0));
      step();
      replaceOver(padding, t, batch, rowsAt(dstate, 0), rowsAt(kept, 0));
      for (const values of gates) {
        const start = t * batch * columns;
        replaceOver(padding, t, batch, { values, start, width: columns });
      }
      if (cells === undefined) return;
      carry(t, cells.gradient, before(t), after(t), width);
    },
  };
}
