import type { Values } from "../../base/values.ts";
import type { StateProjection } from "./lstm_projection.ts";
import type { CellAlong, CellChanges, CellSite } from "./recurrent_cell.ts";

/** What long short-term memory keeps of each step, batch × width each. */
export interface LstmSteps {
  /** i, f, g and o, in rows as their sums are. */
  readonly gates: Values;
  /** The cells, one more than there are steps. */
  readonly cells: Values;
  /** `tanh(c)` */
  readonly bounded: Values;
  /** The gradients of the cells. */
  readonly dcells: Values;
}

/** The statements of the cell, each differentiated along a direction; names that end in `By` are changes. */
export function alongLstm(
  { time, batch, width, dstate, before, after, scratch }: CellSite,
  { gates, cells, bounded, dcells }: LstmSteps,
  by: CellChanges,
  projection: StateProjection | undefined,
): CellAlong {
  const size = batch * width;
  const row = 4 * width;
  const gatesBy = scratch(gates.length);
  const cellsBy = scratch((time + 1) * size);
  const boundedBy = scratch(time * size);
  const dcellsBy = scratch((time + 1) * size);
  const projected = projection?.along(by);
  /** The change of what a gate is a function of. */
  const sum = (x: number, gate: number) => by.fromInput[x] + by.fromState[gate];
  return {
    cells: { values: cellsBy, gradient: dcellsBy },
    tangent(t) {
      const at = t * size;
      const old = before(t) * size;
      const next = after(t) * size;
      for (let b = 0, n = 0; b < batch; b++) {
        let gate = b * row;
        let x = t * batch * row + gate;
        for (let j = 0; j < width; j++, n++, gate++, x++) {
          const i = gates[x];
          const f = gates[x + width];
          const g = gates[x + 2 * width];
          const o = gates[x + 3 * width];
          const c = bounded[at + n];
          const iBy = i * (1 - i) * sum(x, gate);
          const fBy = f * (1 - f) * sum(x + width, gate + width);
          const gBy = (1 - g * g) * sum(x + 2 * width, gate + 2 * width);
          const oBy = o * (1 - o) * sum(x + 3 * width, gate + 3 * width);
          const cellBy = fBy * cells[old + n] + f * cellsBy[old + n] +
            iBy * g + i * gBy;
          const cBy = (1 - c * c) * cellBy;
          gatesBy[x] = iBy;
          gatesBy[x + width] = fBy;
          gatesBy[x + 2 * width] = gBy;
          gatesBy[x + 3 * width] = oBy;
          cellsBy[next + n] = cellBy;
          boundedBy[at + n] = cBy;
          const shownBy = oBy * c + o * cBy;
          if (projected === undefined) by.states[next + n] = shownBy;
          else projected.values[at + n] = shownBy;
        }
      }
      projected?.tangent(t);
    },
    ...projected && { stateGradients: projected.stateGradients },
    second(t) {
      const at = t * size;
      const old = before(t) * size;
      const next = after(t) * size;
      projected?.second(t);
      const dshown = projection?.gradient ?? dstate;
      const dshownBy = projected?.gradient ?? by.dstate;
      for (let b = 0, n = 0; b < batch; b++) {
        let x = (t * batch + b) * row;
        for (let j = 0; j < width; j++, n++, x++) {
          const [i, iBy] = [gates[x], gatesBy[x]];
          const [f, fBy] = [gates[x + width], gatesBy[x + width]];
          const [g, gBy] = [gates[x + 2 * width], gatesBy[x + 2 * width]];
          const [o, oBy] = [gates[x + 3 * width], gatesBy[x + 3 * width]];
          const [c, cBy] = [bounded[at + n], boundedBy[at + n]];
          const [m, mBy] = [cells[old + n], cellsBy[old + n]];
          const [dh, dhBy] = [dshown[n], dshownBy[n]];
          const dc = dcells[next + n] + dh * o * (1 - c * c);
          const dcBy = dcellsBy[next + n] +
            (dhBy * o + dh * oBy) * (1 - c * c) - 2 * dh * o * c * cBy;
          by.fromInput[x] = (dcBy * g + dc * gBy) * i * (1 - i) +
            dc * g * (1 - 2 * i) * iBy;
          by.fromInput[x + width] = (dcBy * m + dc * mBy) * f * (1 - f) +
            dc * m * (1 - 2 * f) * fBy;
          by.fromInput[x + 2 * width] = (dcBy * i + dc * iBy) * (1 - g * g) -
            2 * dc * i * g * gBy;
          by.fromInput[x + 3 * width] = (dhBy * c + dh * cBy) * o * (1 - o) +
            dh * c * (1 - 2 * o) * oBy;
          dcellsBy[old + n] = dcBy * f + dc * fBy;
        }
      }
      by.dstate.fill(0);
    },
  };
}
