import type { CellKernels } from "../contract/cells.ts";
import { logistic } from "./gates.ts";

export const plainCells: CellKernels = {
  lstm(y, cell, bounded, gates, old, sums, fromState, width, length) {
    for (let n = 0, k = 0; n < length; k += 3 * width) {
      for (let j = 0; j < width; j++, n++, k++) {
        const [inputs, forgets] = [k, k + width];
        const [candidate, shows] = [k + 2 * width, k + 3 * width];
        const i = logistic(sums[inputs] + fromState[inputs]);
        const f = logistic(sums[forgets] + fromState[forgets]);
        const g = Math.tanh(sums[candidate] + fromState[candidate]);
        const o = logistic(sums[shows] + fromState[shows]);
        gates[inputs] = i;
        gates[forgets] = f;
        gates[candidate] = g;
        gates[shows] = o;
        cell[n] = f * old[n] + i * g;
        bounded[n] = Math.tanh(cell[n]);
        y[n] = o * bounded[n];
      }
    }
  },
  lstmBackward(dsums, dold, dy, dcell, gates, old, bounded, width, length) {
    for (let n = 0, k = 0; n < length; k += 3 * width) {
      for (let j = 0; j < width; j++, n++, k++) {
        const i = gates[k];
        const f = gates[k + width];
        const g = gates[k + 2 * width];
        const o = gates[k + 3 * width];
        const c = bounded[n];
        const dc = dcell[n] + dy[n] * o * (1 - c * c);
        dsums[k] = dc * g * i * (1 - i);
        dsums[k + width] = dc * old[n] * f * (1 - f);
        dsums[k + 2 * width] = dc * i * (1 - g * g);
        dsums[k + 3 * width] = dy[n] * c * o * (1 - o);
        dold[n] = dc * f;
      }
    }
  },
  gru(y, gates, recalled, old, sums, fromState, width, length) {
    for (let m = 0, k = 0; m < length; k += 2 * width) {
      for (let j = 0; j < width; j++, m++, k++) {
        const r = logistic(sums[k] + fromState[k]);
        const z = logistic(sums[k + width] + fromState[k + width]);
        recalled[m] = fromState[k + 2 * width];
        const n = Math.tanh(sums[k + 2 * width] + r * recalled[m]);
        gates[k] = r;
        gates[k + width] = z;
        gates[k + 2 * width] = n;
        y[m] = (1 - z) * n + z * old[m];
      }
    }
  },
  gruBackward(
    dy,
    dsums,
    dfromState,
    gates,
    recalled,
    old,
    width,
    length,
  ) {
    for (let m = 0, k = 0; m < length; k += 2 * width) {
      for (let j = 0; j < width; j++, m++, k++) {
        const r = gates[k];
        const z = gates[k + width];
        const n = gates[k + 2 * width];
        const dn = dy[m] * (1 - z) * (1 - n * n);
        const dr = dn * recalled[m] * r * (1 - r);
        const dz = dy[m] * (old[m] - n) * z * (1 - z);
        dsums[k] = dfromState[k] = dr;
        dsums[k + width] = dfromState[k + width] = dz;
        dsums[k + 2 * width] = dn;
        dfromState[k + 2 * width] = dn * r;
        dy[m] *= z;
      }
    }
  },
};
