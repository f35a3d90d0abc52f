import type { Values } from "../../base/values.ts";
import type { CellAlong, CellChanges, CellSite } from "./recurrent_cell.ts";

/** What a gated recurrent unit keeps of each step, batch × width each. */
export interface GruSteps {
  /** r, z and n, in rows as their sums are. */
  readonly gates: Values;
  /** `W_hn·h + b_hn` */
  readonly recalled: Values;
}

/** The statements of the cell, each differentiated along a direction; names that end in `By` are changes. */
export function alongGru(
  { time, batch, width, states, dstate, before, after, scratch }: CellSite,
  { gates, recalled }: GruSteps,
  by: CellChanges,
): CellAlong {
  const size = batch * width;
  const row = 3 * width;
  const gatesBy = scratch(gates.length);
  const recalledBy = scratch(time * size);
  return {
    tangent(t) {
      const at = t * size;
      const old = before(t) * size;
      const next = after(t) * size;
      for (let b = 0, k = 0; b < batch; b++) {
        let gate = b * row;
        let x = t * batch * row + gate;
        for (let j = 0; j < width; j++, k++, gate++, x++) {
          const r = gates[x];
          const z = gates[x + width];
          const n = gates[x + 2 * width];
          const mBy = by.fromState[gate + 2 * width];
          const rBy = r * (1 - r) * (by.fromInput[x] + by.fromState[gate]);
          const zBy = z * (1 - z) *
            (by.fromInput[x + width] + by.fromState[gate + width]);
          const nBy = (1 - n * n) *
            (by.fromInput[x + 2 * width] + rBy * recalled[at + k] + r * mBy);
          gatesBy[x] = rBy;
          gatesBy[x + width] = zBy;
          gatesBy[x + 2 * width] = nBy;
          recalledBy[at + k] = mBy;
          by.states[next + k] = (1 - z) * nBy + z * by.states[old + k] +
            zBy * (states[old + k] - n);
        }
      }
    },
    second(t) {
      const at = t * size;
      const old = before(t) * size;
      for (let b = 0, k = 0; b < batch; b++) {
        let x = (t * batch + b) * row;
        for (let j = 0; j < width; j++, k++, x++) {
          const [r, rBy] = [gates[x], gatesBy[x]];
          const [z, zBy] = [gates[x + width], gatesBy[x + width]];
          const [n, nBy] = [gates[x + 2 * width], gatesBy[x + 2 * width]];
          const [m, mBy] = [recalled[at + k], recalledBy[at + k]];
          const [dh, dhBy] = [dstate[k], by.dstate[k]];
          const apart = states[old + k] - n;
          const apartBy = by.states[old + k] - nBy;
          const dn = dh * (1 - z) * (1 - n * n);
          const dnBy = (dhBy * (1 - z) - dh * zBy) * (1 - n * n) -
            2 * dh * (1 - z) * n * nBy;
          const drBy = (dnBy * m + dn * mBy) * r * (1 - r) +
            dn * m * (1 - 2 * r) * rBy;
          const dzBy = (dhBy * apart + dh * apartBy) * z * (1 - z) +
            dh * apart * (1 - 2 * z) * zBy;
          by.fromInput[x] = by.dFromState[x] = drBy;
          by.fromInput[x + width] = by.dFromState[x + width] = dzBy;
          by.fromInput[x + 2 * width] = dnBy;
          by.dFromState[x + 2 * width] = dnBy * r + dn * rBy;
          by.dstate[k] = dhBy * z + dh * zBy;
        }
      }
    },
  };
}
