import type { SpecsFor } from "../../definition/arguments.ts";
import { choice } from "../../definition/kinds.ts";
import { parts } from "../sequences/sequence.ts";
import {
  recurrent,
  type RecurrentOptions,
  type RecurrentType,
} from "./recurrent.ts";

/** What `rnn` takes by name. */
export interface RnnOptions extends RecurrentOptions {
  /** What makes the state of a sum. Default: `tanh`. */
  readonly activation?: "tanh" | "relu" | "sigmoid";
}

type Activation = NonNullable<RnnOptions["activation"]>;

/**
 * A recurrent layer over a sequence, time × features:
 * `h[t] = tanh(W_ih·x[t] + b_ih + W_hh·h[t-1] + b_hh)`
 * (Elman, "Finding structure in time", 1990). It gives all states, time × width, or
 * the last, width. Before the first step `h` is 0, or what `state=` gives.
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
 * ±1/√width. `activation=relu` takes `max(0, …)` in the place of tanh,
 * `activation=sigmoid` the logistic function. Backward goes
 * back through time (Werbos, 1990): `da[t] = dh[t]·(1 − h[t]²)` and
 * `dh[t-1] = dy[t-1] + W_hhᵀ·da[t]`.
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
export const rnn: RecurrentType<RnnOptions> = recurrent<RnnOptions>({
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
  arguments: {
    activation: choice(
      "what makes the state",
      ["tanh", "relu", "sigmoid"],
      "tanh",
    ),
  } satisfies SpecsFor<Pick<RnnOptions, "activation">>,
  isKinked: ({ activation }) => activation === "relu",
  examples: [
    { arguments: [3, { activation: "relu" }], inputs: [[4, 2]] },
    {
      arguments: [2, {
        activation: "relu",
        layers: 2,
        direction: "both",
        lengths: true,
      }],
      inputs: [[3, 1], []],
    },
    { arguments: [2, { activation: "sigmoid" }], inputs: [[3, 2]] },
  ],
  bind(site, { activation }) {
    const { time, batch, width, fromInput, fromState, states, statesAt } = site;
    const { dstate, after, kernels } = site;
    const f = kernels.functions[activation as Activation];
    const sumsAt = parts(fromInput, time);
    const { slope, bend } = slopes[activation as Activation];
    const size = batch * width;
    return {
      forward(t) {
        kernels.addScaled(fromState, sumsAt[t], 1, size);
        f.forward(statesAt[after(t)], fromState, [], size);
      },
      backward(t) {
        // Each function's derivative can be told from its value.
        const h = statesAt[after(t)];
        f.backward(sumsAt[t], h, h, dstate, [], size);
        dstate.fill(0);
      },
      along: (by) => ({
        tangent(t) {
          const state = after(t) * size;
          const at = t * size;
          for (let n = 0; n < size; n++) {
            by.states[state + n] = slope(states[state + n]) *
              (by.fromInput[at + n] + by.fromState[n]);
          }
        },
        second(t) {
          const state = after(t) * size;
          const at = t * size;
          for (let n = 0; n < size; n++) {
            const h = states[state + n];
            by.fromInput[at + n] = by.dstate[n] * slope(h) +
              dstate[n] * bend(h) * by.states[state + n];
          }
          by.dstate.fill(0);
        },
      }),
    };
  },
});

/** The derivative of each function, from its value `h`, and that of the derivative by `h`. */
const slopes: Readonly<
  Record<Activation, Record<"slope" | "bend", (h: number) => number>>
> = {
  tanh: { slope: (h) => 1 - h * h, bend: (h) => -2 * h },
  relu: { slope: (h) => h > 0 ? 1 : 0, bend: () => 0 },
  sigmoid: { slope: (h) => h * (1 - h), bend: (h) => 1 - 2 * h },
};
