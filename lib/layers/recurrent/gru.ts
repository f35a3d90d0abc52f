import { alongGru } from "./gru_along.ts";
import type { SpecsFor } from "../../definition/arguments.ts";
import { choice } from "../../definition/kinds.ts";
import { bindGruBefore } from "./gru_before.ts";
import {
  recurrent,
  type RecurrentOptions,
  type RecurrentType,
} from "./recurrent.ts";
import type { CellPass, CellSite } from "./recurrent_cell.ts";
import { parts } from "../sequences/sequence.ts";

/** What `gru` takes by name. */
export interface GruOptions extends RecurrentOptions {
  /** Where the reset gate stands: `after` the product with the state, as in PyTorch, or `before`, as in the paper. Default: `after`. */
  readonly reset?: "after" | "before";
}

/**
 * A gated recurrent unit over a sequence, time × features, with zeros before the
 * first step unless `state=` gives others:
 *
 * ```text
 * r = σ(W_ir·x[t] + b_ir + W_hr·h[t-1] + b_hr)
 * z = σ(W_iz·x[t] + b_iz + W_hz·h[t-1] + b_hz)
 * n = tanh(W_in·x[t] + b_in + r·(W_hn·h[t-1] + b_hn))
 * h[t] = (1 − z)·n + z·h[t-1]
 * ```
 *
 * (Cho et al., "Learning phrase representations using RNN encoder-decoder", 2014,
 * equations 5 to 8; but the reset gate `r` stands after the product, as in
 * PyTorch and cuDNN; `reset=before` takes `W_hn·(r·h[t-1]) + b_hn`, as the paper and
 * ONNX.) It gives all states, time × width, or the last, width.
 *
 * `state=` gives the state before the first step: its rows are the levels, with
 * the directions side by side, as `returns=state` gives them and as PyTorch's `h_0`
 * has them; one row may be flat. `lengths=` is a number for each example: at steps
 * behind it, which are padding, states stay as they are and outputs are 0, and
 * `direction=both` begins its way back at the last step before them, as in PyTorch's
 * packed sequences. Both are branches, so that they may be given or computed.
 *
 * Parameters are named as in PyTorch's `GRU`, with the gates in its order r, z,
 * n: `weight_ih_l0` of 3·width × features, `weight_hh_l0` of 3·width × width,
 * `bias_ih_l0`, `bias_hh_l0`; `l1` and so on with `layers`, `…_reverse` with
 * `direction=both`. Each begins uniform in ±1/√width.
 *
 * ```ts
 * import { nn } from "@nabla/nabla";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * const net = nn`input(4,2) -> gru(1,returns=last)`.bind();
 * for (const { value } of net.parameters) value.fill(0);
 * // z is 1/2 and n tanh(1): each step goes half the way to it.
 * net.parameters.get("gru1.bias_ih_l0").value.set([0, 0, 1]);
 * net.x.fill(7);
 * net.forward();
 * assertAlmostEquals(net.y[0], (1 - 2 ** -4) * Math.tanh(1), 1e-12);
 * ```
 */
export const gru: RecurrentType<GruOptions> = recurrent<GruOptions>({
  name: "gru",
  summary:
    "gated recurrent unit, h[t] = (1 - z)·n + z·h[t-1], where r, z = σ(W_ih·x[t] + b_ih + W_hh·h[t-1] + b_hh) and n = tanh(W_ih·x[t] + b_ih + r·(W_hh·h[t-1] + b_hh))",
  gradients: {
    x: "da·W_ih, where da are the gradients before σ and tanh",
    state: "da[1]·W_hh + z·dh[1], with r·da for n",
    weight_ih: "Σ da[t]ᵀ·x[t]",
    weight_hh: "Σ da[t]ᵀ·h[t-1], with r·da for n",
    bias_ih: "Σ da",
    bias_hh: "Σ da, with r·da for n",
  },
  gates: 3,
  isSplit: true,
  arguments: {
    reset: choice(
      "where the reset gate stands, after the product with the state or before",
      ["after", "before"],
      "after",
    ),
  } satisfies SpecsFor<Pick<GruOptions, "reset">>,
  examples: [
    { arguments: [3, { reset: "before" }], inputs: [[4, 2]] },
    {
      arguments: [2, {
        reset: "before",
        layers: 2,
        direction: "both",
        lengths: true,
        returns: "full",
      }],
      inputs: [[3, 1], [], [2, 4]],
    },
    {
      arguments: [2, { reset: "before", bias: "none", returns: "last" }],
      inputs: [[2, 3]],
    },
  ],
  bind: (site, { reset }) =>
    reset === "before" ? bindGruBefore(site) : bindGru(site),
});

/** With the reset gate after the product. */
function bindGru(site: CellSite): CellPass {
  const { time, batch, width, fromInput, fromState, dFromState } = site;
  const { states, dstate, before, after, scratch } = site;
  const { sigmoid, tanh } = site.kernels.functions;
  const size = batch * width;
  const row = 3 * width;
  // For each step r and z one after the other, each batch × width.
  const sigmas = scratch(2 * time * size);
  const sigmasAt = parts(sigmas, time);
  // `W_hn·h + b_hn`, and n.
  const recalled = scratch(time * size);
  const candidates = scratch(time * size);
  const candidatesAt = parts(candidates, time);
  return {
    forward(t) {
      const r = 2 * t * size;
      const z = r + size;
      const at = t * size;
      for (let b = 0, n = 0; b < batch; b++) {
        let k = b * row;
        let x = t * batch * row + k;
        for (let j = 0; j < width; j++, n++, k++, x++) {
          sigmas[r + n] = fromInput[x] + fromState[k];
          sigmas[z + n] = fromInput[x + width] + fromState[k + width];
          recalled[at + n] = fromState[k + 2 * width];
        }
      }
      sigmoid.forward(sigmasAt[t], sigmasAt[t], [], 2 * size);
      for (let b = 0, n = 0; b < batch; b++) {
        let x = (t * batch + b) * row + 2 * width;
        for (let j = 0; j < width; j++, n++, x++) {
          candidates[at + n] = fromInput[x] +
            sigmas[r + n] * recalled[at + n];
        }
      }
      tanh.forward(candidatesAt[t], candidatesAt[t], [], size);
      const old = before(t) * size;
      const next = after(t) * size;
      for (let n = 0; n < size; n++) {
        const keep = sigmas[z + n];
        states[next + n] = (1 - keep) * candidates[at + n] +
          keep * states[old + n];
      }
    },
    backward(t) {
      const at = t * size;
      const old = before(t) * size;
      for (let b = 0, k = 0; b < batch; b++) {
        let x = (t * batch + b) * row;
        for (let j = 0; j < width; j++, k++, x++) {
          const r = sigmas[2 * at + k];
          const z = sigmas[2 * at + size + k];
          const n = candidates[at + k];
          const dh = dstate[k];
          const dn = dh * (1 - z) * (1 - n * n);
          const dr = dn * recalled[at + k] * r * (1 - r);
          const dz = dh * (states[old + k] - n) * z * (1 - z);
          fromInput[x] = dFromState[x] = dr;
          fromInput[x + width] = dFromState[x + width] = dz;
          fromInput[x + 2 * width] = dn;
          dFromState[x + 2 * width] = dn * r;
          dstate[k] = dh * z;
        }
      }
    },
    along: (by) => alongGru(site, { sigmas, recalled, candidates }, by),
  };
}
