import {
  recurrent,
  type RecurrentOptions,
  type RecurrentType,
} from "./recurrent.ts";

/**
 * A recurrent layer over a sequence, time × features:
 * `h[t] = tanh(W_ih·x[t] + b_ih + W_hh·h[t-1] + b_hh)` with `h` before the first
 * step 0 (Elman, "Finding structure in time", 1990). It gives all states, time ×
 * width, or the last, width.
 *
 * `state=` gives the state before the first step: its rows are the levels, with
 * the directions side by side, as `returns=state` gives them and as PyTorch's `h_0`
 * has them; one row may be flat. `lengths=` is a number for each example: at steps
 * behind it, which are padding, states stay as they are and outputs are 0, and
 * `direction=both` begins its way back at the last step before them, as in PyTorch's
 * packed sequences. Both are branches, so that they may be given or computed.
 *
 * Parameters are named as in PyTorch's `RNN`: `weight_ih_l0` of width × features,
 * `weight_hh_l0` of width × width, `bias_ih_l0`, `bias_hh_l0`; `l1` and so on
 * with `layers`, `…_reverse` with `direction=both`. Each begins uniform in
 * ±1/√width. Backward goes back through time (Werbos, 1990):
 * `da[t] = dh[t]·(1 − h[t]²)` and `dh[t-1] = dy[t-1] + W_hhᵀ·da[t]`.
 *
 * ```ts
 * import { nn } from "@nabla/nabla";
 * import { assertEquals } from "@std/assert";
 *
 * const net = nn`input(2,1) -> rnn(1)`.bind();
 * net.parameters.get("rnn1.weight_ih_l0").value.set([1]);
 * net.parameters.get("rnn1.weight_hh_l0").value.set([2]);
 * net.parameters.get("rnn1.bias_ih_l0").value.set([0]);
 * net.parameters.get("rnn1.bias_hh_l0").value.set([0]);
 * net.x.set([0.5, 0]);
 * net.forward();
 * assertEquals([...net.y], [Math.tanh(0.5), Math.tanh(2 * Math.tanh(0.5))]);
 * ```
 */
export const rnn: RecurrentType<RecurrentOptions> = recurrent({
  name: "rnn",
  summary: "recurrent, h[t] = tanh(W_ih·x[t] + b_ih + W_hh·h[t-1] + b_hh)",
  gradients: {
    x: "da·W_ih, where da = dh·(1 - h²)",
    state: "da[1]·W_hh",
    weight_ih: "Σ da[t]ᵀ·x[t]",
    weight_hh: "Σ da[t]ᵀ·h[t-1]",
    bias_ih: "Σ da",
    bias_hh: "Σ da",
  },
  gates: 1,
  bind(site) {
    const { batch, width, fromInput, fromState, states, statesAt } = site;
    const { dstate, after, kernels: { functions: { tanh } } } = site;
    const size = batch * width;
    return {
      forward(t) {
        const h = statesAt[after(t)];
        const at = t * size;
        for (let n = 0; n < size; n++) h[n] = fromInput[at + n] + fromState[n];
        tanh.forward(h, h, 0, size);
      },
      backward(t) {
        const state = after(t) * size;
        const at = t * size;
        for (let n = 0; n < size; n++) {
          const h = states[state + n];
          fromInput[at + n] = dstate[n] * (1 - h * h);
        }
        dstate.fill(0);
      },
      along: (by) => ({
        tangent(t) {
          const state = after(t) * size;
          const at = t * size;
          for (let n = 0; n < size; n++) {
            const h = states[state + n];
            by.states[state + n] = (1 - h * h) *
              (by.fromInput[at + n] + by.fromState[n]);
          }
        },
        second(t) {
          const state = after(t) * size;
          const at = t * size;
          for (let n = 0; n < size; n++) {
            const h = states[state + n];
            by.fromInput[at + n] = by.dstate[n] * (1 - h * h) -
              2 * dstate[n] * h * by.states[state + n];
          }
          by.dstate.fill(0);
        },
      }),
    };
  },
});
