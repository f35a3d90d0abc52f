import { moving } from "../sequences/moving.ts";
import { parts } from "../sequences/sequence.ts";
import type {
  CellAlong,
  CellChanges,
  CellPass,
  CellSite,
} from "./recurrent_cell.ts";

/**
 * A gated recurrent unit whose reset gate stands before the product:
 * `n = tanh(W_in·x[t] + b_in + W_hn·(r·h[t-1]) + b_hn)` (Cho et al., 2014, equation
 * 8). So the product of the candidates is made here, and its gradients.
 */
export function bindGruBefore(site: CellSite): CellPass {
  const { time, batch, width, fromInput, fromState, dFromState } = site;
  const { states, dstate, before, after, kernels, scratch } = site;
  const { sigmoid, tanh } = kernels.functions;
  const size = batch * width;
  const row = 3 * width;
  const rows = time * batch;
  const [weight, bias] = candidatesOf(site.stateWeights, width);
  // For each step r and z one after the other, each batch × width.
  const sigmas = scratch(2 * time * size);
  const sigmasAt = parts(sigmas, time);
  // `r·h`, and n with its gradient before tanh.
  const kept = scratch(time * size);
  const keptAt = parts(kept, time);
  const candidates = scratch(time * size);
  const candidatesAt = parts(candidates, time);
  const dn = scratch(time * size);
  const dnAt = parts(dn, time);
  const dkept = scratch(size);

  /** The gradients of `n` before tanh, and of `r·h`. */
  function backToKept(t: number) {
    const at = t * size;
    const z = 2 * at + size;
    for (let k = 0; k < size; k++) {
      const n = candidates[at + k];
      dn[at + k] = dstate[k] * (1 - sigmas[z + k]) * (1 - n * n);
    }
    kernels.multiply(dkept, dnAt[t], weight, batch, width, width);
  }

  return {
    forward(t) {
      const at = t * size;
      const [r, z] = [2 * at, 2 * at + size];
      const old = before(t) * size;
      const next = after(t) * size;
      for (let b = 0, n = 0; b < batch; b++) {
        let k = b * row;
        let x = t * batch * row + k;
        for (let j = 0; j < width; j++, n++, k++, x++) {
          sigmas[r + n] = fromInput[x] + fromState[k];
          sigmas[z + n] = fromInput[x + width] + fromState[k + width];
        }
      }
      sigmoid.forward(sigmasAt[t], sigmasAt[t], [], 2 * size);
      for (let n = 0; n < size; n++) {
        kept[at + n] = sigmas[r + n] * states[old + n];
      }
      const own = candidatesAt[t];
      const sizes = [batch, width, width] as const;
      kernels.multiplyByTransposed(own, keptAt[t], weight, bias, ...sizes);
      for (let b = 0, n = at; b < batch; b++) {
        let x = (t * batch + b) * row + 2 * width;
        for (let j = 0; j < width; j++) candidates[n++] += fromInput[x++];
      }
      tanh.forward(own, own, [], size);
      for (let n = 0; n < size; n++) {
        const keep = sigmas[z + n];
        states[next + n] = (1 - keep) * candidates[at + n] +
          keep * states[old + n];
      }
    },
    backward(t) {
      backToKept(t);
      const at = t * size;
      const old = before(t) * size;
      for (let b = 0, k = 0; b < batch; b++) {
        let x = (t * batch + b) * row;
        for (let j = 0; j < width; j++, k++, x++) {
          const r = sigmas[2 * at + k];
          const z = sigmas[2 * at + size + k];
          const h = states[old + k];
          const dh = dstate[k];
          const dr = dkept[k] * h * r * (1 - r);
          const dz = dh * (h - candidates[at + k]) * z * (1 - z);
          fromInput[x] = dFromState[x] = dr;
          fromInput[x + width] = dFromState[x + width] = dz;
          fromInput[x + 2 * width] = dn[at + k];
          dFromState[x + 2 * width] = 0;
          dstate[k] = dh * z + dkept[k] * r;
        }
      }
    },
    stateGradients(gradients) {
      // Of examples that are over, those of the gates are 0.
      kernels.copyColumns(dn, width, 0, fromInput, row, 2 * width, rows, width);
      const [dweight, dbias] = candidatesOf(gradients, width);
      kernels.multiplyTransposed(dweight, dn, kept, width, width, rows);
      if (dbias !== undefined) kernels.sumRows(dbias, dn, rows, width);
    },
    along: (by) =>
      alongGruBefore(site, by, {
        sigmas,
        kept,
        keptAt,
        candidates,
        dn,
        dnAt,
        dkept,
        backToKept,
      }),
  };
}

/** The rows of the weights of the state, and of its biases, that belong to the candidates. */
function candidatesOf(
  [weight, bias]: CellSite["stateWeights"],
  width: number,
): CellSite["stateWeights"] {
  return [weight.subarray(2 * width * width), bias?.subarray(2 * width)];
}

/** What is kept of each step, batch × width each, and what backward makes of it. */
interface BeforeSteps {
  readonly sigmas: CellSite["states"];
  readonly kept: CellSite["states"];
  readonly keptAt: CellSite["statesAt"];
  readonly candidates: CellSite["states"];
  readonly dn: CellSite["states"];
  readonly dnAt: CellSite["statesAt"];
  readonly dkept: CellSite["states"];
  backToKept(t: number): void;
}

/** The statements of the cell, each differentiated along a direction; names that end in `By` are changes. */
function alongGruBefore(
  { time, batch, width, states, dstate, before, after, ...site }: CellSite,
  by: CellChanges,
  { sigmas, kept, candidates, dn, dkept, ...steps }: BeforeSteps,
): CellAlong {
  const { kernels, scratch, fromInput } = site;
  const size = batch * width;
  const row = 3 * width;
  const rows = time * batch;
  const square = [batch, width, width] as const;
  const [at] = candidatesOf(site.stateWeights, width);
  const [change, biasBy] = candidatesOf(by.stateWeights, width);
  const weight = { at, change };
  const sigmasBy = scratch(2 * time * size);
  const keptBy = scratch(time * size);
  const keptAt = moving(steps.keptAt, parts(keptBy, time));
  const candidatesBy = scratch(time * size);
  const candidatesByAt = parts(candidatesBy, time);
  const dnBy = scratch(time * size);
  const dnAt = moving(steps.dnAt, parts(dnBy, time));
  const dkeptBy = scratch(size);

  return {
    tangent(t) {
      const at = t * size;
      const old = before(t) * size;
      const next = after(t) * size;
      for (let b = 0, k = 0; b < batch; b++) {
        let gate = b * row;
        let x = t * batch * row + gate;
        for (let j = 0; j < width; j++, k++, gate++, x++) {
          const r = sigmas[2 * at + k];
          const z = sigmas[2 * at + size + k];
          const rBy = r * (1 - r) * (by.fromInput[x] + by.fromState[gate]);
          sigmasBy[2 * at + k] = rBy;
          sigmasBy[2 * at + size + k] = z * (1 - z) *
            (by.fromInput[x + width] + by.fromState[gate + width]);
          keptBy[at + k] = rBy * states[old + k] + r * by.states[old + k];
        }
      }
      const own = candidatesByAt[t];
      const { products } = by;
      products.multiplyByTransposed(own, keptAt[t], weight, biasBy, ...square);
      for (let b = 0, k = 0; b < batch; b++) {
        let x = (t * batch + b) * row + 2 * width;
        for (let j = 0; j < width; j++, k++, x++) {
          const z = sigmas[2 * at + size + k];
          const n = candidates[at + k];
          const nBy = (1 - n * n) * (candidatesBy[at + k] + by.fromInput[x]);
          candidatesBy[at + k] = nBy;
          by.states[next + k] = (1 - z) * nBy + z * by.states[old + k] +
            sigmasBy[2 * at + size + k] * (states[old + k] - n);
        }
      }
    },
    second(t) {
      const at = t * size;
      const old = before(t) * size;
      for (let k = 0; k < size; k++) {
        const z = sigmas[2 * at + size + k];
        const zBy = sigmasBy[2 * at + size + k];
        const [n, nBy] = [candidates[at + k], candidatesBy[at + k]];
        const dh = dstate[k];
        dnBy[at + k] = (by.dstate[k] * (1 - z) - dh * zBy) * (1 - n * n) -
          2 * dh * (1 - z) * n * nBy;
      }
      steps.backToKept(t);
      by.products.multiply(dkeptBy, dnAt[t], weight, ...square);
      for (let b = 0, k = 0; b < batch; b++) {
        let x = (t * batch + b) * row;
        for (let j = 0; j < width; j++, k++, x++) {
          const [r, rBy] = [sigmas[2 * at + k], sigmasBy[2 * at + k]];
          const z = sigmas[2 * at + size + k];
          const zBy = sigmasBy[2 * at + size + k];
          const [h, hBy] = [states[old + k], by.states[old + k]];
          const [dh, dhBy] = [dstate[k], by.dstate[k]];
          const apart = h - candidates[at + k];
          const apartBy = hBy - candidatesBy[at + k];
          const drBy = (dkeptBy[k] * h + dkept[k] * hBy) * r * (1 - r) +
            dkept[k] * h * (1 - 2 * r) * rBy;
          const dzBy = (dhBy * apart + dh * apartBy) * z * (1 - z) +
            dh * apart * (1 - 2 * z) * zBy;
          by.fromInput[x] = by.dFromState[x] = drBy;
          by.fromInput[x + width] = by.dFromState[x + width] = dzBy;
          by.fromInput[x + 2 * width] = dnBy[at + k];
          by.dFromState[x + 2 * width] = 0;
          by.dstate[k] = dhBy * z + dh * zBy + dkeptBy[k] * r + dkept[k] * rBy;
        }
      }
    },
    stateGradients(gradients) {
      kernels.copyColumns(dn, width, 0, fromInput, row, 2 * width, rows, width);
      kernels.copyColumns(
        dnBy,
        width,
        0,
        by.fromInput,
        row,
        2 * width,
        rows,
        width,
      );
      const [dweight, dbias] = candidatesOf(gradients, width);
      const moved = { at: dn, change: dnBy };
      const inner = { at: kept, change: keptBy };
      const sizes = [width, width, rows] as const;
      by.products.multiplyTransposed(dweight, moved, inner, ...sizes);
      if (dbias !== undefined) kernels.sumRows(dbias, dnBy, rows, width);
    },
  };
}
