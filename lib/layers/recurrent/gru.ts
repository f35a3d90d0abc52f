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
  const { time, batch, width, fromState, statesAt, dstate, scratch } = site;
  const { before, after, kernels: { cells: kernels } } = site;
  const size = batch * width;
  // For each step the gates in rows, as their sums are, and `W_hn·h + b_hn`.
  const gates = scratch(3 * time * size);
  const recalled = scratch(time * size);
  const [sumsAt, dFromStateAt, gatesAt, recalledAt] = [
    site.fromInput,
    site.dFromState,
    gates,
    recalled,
  ].map((each) => parts(each, time));
  return {
    forward(t) {
      kernels.gru(
        statesAt[after(t)],
        gatesAt[t],
        recalledAt[t],
        statesAt[before(t)],
        sumsAt[t],
        fromState,
        width,
        size,
      );
    },
    backward(t) {
      kernels.gruBackward(
        dstate,
        sumsAt[t],
        dFromStateAt[t],
        gatesAt[t],
        recalledAt[t],
        statesAt[before(t)],
        width,
        size,
      );
    },
    along: (by) => alongGru(site, { gates, recalled }, by),
  };
}
