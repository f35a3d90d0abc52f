import type { SpecsFor } from "../../definition/arguments.ts";
import { optionalSize } from "../../definition/kinds.ts";
import { alongLstm } from "./lstm_along.ts";
import { bindProjection } from "./lstm_projection.ts";
import {
  type LstmOptions,
  recurrent,
  type RecurrentType,
} from "./recurrent.ts";
import { parts } from "../sequences/sequence.ts";

/**
 * Long short-term memory over a sequence, time × features. With
 * `a = W_ih·x[t] + b_ih + W_hh·h[t-1] + b_hh` in four parts, and zeros before
 * the first step unless `state=` gives others:
 *
 * ```text
 * i = σ(a₁)  f = σ(a₂)  g = tanh(a₃)  o = σ(a₄)
 * c[t] = f·c[t-1] + i·g        h[t] = o·tanh(c[t])
 * ```
 *
 * (Hochreiter and Schmidhuber, "Long short-term memory", 1997, with the forget
 * gate of Gers, Schmidhuber and Cummins, "Learning to forget", 2000.) It gives
 * all states `h`, time × width, or the last, width.
 *
 * `state=` gives the states before the first step and `cell=` the cells: their
 * rows are the levels, with the directions side by side, as `returns=state` gives
 * them and as PyTorch's `h_0` and `c_0` have them; one row may be flat. A state with
 * twice as many rows has those of the cells below, so that what `returns=state`
 * gives begins another `lstm`. `lengths=` is a number for each example: at steps
 * behind it, which are padding, states stay as they are and outputs are 0, and
 * `direction=both` begins its way back at the last step before them, as in
 * PyTorch's packed sequences. All are branches, so that they may be given or
 * computed.
 *
 * `project=` makes the state another width, `h[t] = W_hr·(o·tanh(c[t]))` with
 * `weight_hr_l0` of project × width, as PyTorch's `proj_size`; cells keep theirs.
 *
 * Parameters are named as in PyTorch's `LSTM`, with the gates in its order i, f,
 * g, o: `weight_ih_l0` of 4·width × features, `weight_hh_l0` of 4·width × width,
 * `bias_ih_l0`, `bias_hh_l0`; `l1` and so on with `layers`, `…_reverse` with
 * `direction=both`. Each begins uniform in ±1/√width.
 *
 * ```ts
 * import { nn } from "@nabla/nabla";
 * import { assertAlmostEquals, assertEquals } from "@std/assert";
 *
 * const net = nn`input(5,3) -> lstm(2,returns=last)`.bind();
 * assertEquals(net.parameters.get("lstm1.weight_ih_l0").shape, [8, 3]);
 * for (const { value } of net.parameters) value.fill(0);
 * // Only g and o are not 1/2: c halves and gains ½·tanh(1) in each step.
 * net.parameters.get("lstm1.bias_ih_l0").value.set([1, 1], 4);
 * net.x.fill(7);
 * net.forward();
 * const c = (1 - 2 ** -5) * Math.tanh(1);
 * assertAlmostEquals(net.y[0], Math.tanh(c) / 2, 1e-12);
 * ```
 */
export const lstm: RecurrentType<LstmOptions> = recurrent<LstmOptions>({
  name: "lstm",
  summary:
    "long short-term memory, c[t] = f·c[t-1] + i·g, h[t] = o·tanh(c[t]), where i, f, o = σ(…) and g = tanh(…) of W_ih·x[t] + b_ih + W_hh·h[t-1] + b_hh",
  gradients: {
    x: "da·W_ih, where da are the gradients before σ and tanh, through c and h",
    state: "da[1]·W_hh",
    cell: "f·dc[1]",
    weight_ih: "Σ da[t]ᵀ·x[t]",
    weight_hh: "Σ da[t]ᵀ·h[t-1]",
    bias_ih: "Σ da",
    bias_hh: "Σ da",
  },
  gates: 4,
  hasCell: true,
  arguments: {
    project: {
      ...optionalSize(
        "how many numbers the state has, by a product, if not the width",
      ),
      named: true,
    },
  } satisfies SpecsFor<Pick<LstmOptions, "project">>,
  stateWidth: ({ project }) => project as number | undefined,
  examples: [
    { arguments: [3, { project: 2 }], inputs: [[4, 2]] },
    {
      arguments: [2, {
        project: 1,
        layers: 2,
        direction: "both",
        cell: true,
        lengths: true,
        bias: "none",
      }],
      inputs: [[3, 2], [2, 4], [], [2, 2]],
    },
    { arguments: [1, { project: 3, returns: "cell" }], inputs: [[2, 2]] },
  ],
  bind(site) {
    const { time, batch, width, fromState, statesAt, dstate } = site;
    const { before, after, kernels: { cells: kernels }, scratch } = site;
    const projection = bindProjection(site);
    const size = batch * width;
    // For each step the gates in rows, as their sums are.
    const gates = scratch(4 * time * size);
    const bounded = scratch(time * size);
    const cells = scratch((time + 1) * size);
    // The gradients of the cells; that of the last is given, or 0.
    const dcells = scratch((time + 1) * size);
    const [sumsAt, gatesAt, boundedAt] = [site.fromInput, gates, bounded].map(
      (each) => parts(each, time),
    );
    const [cellsAt, dcellsAt] = [cells, dcells].map((each) =>
      parts(each, time + 1)
    );
    const dshown = projection?.gradient ?? dstate;
    return {
      cells: { values: cells, gradient: dcells },
      forward(t) {
        kernels.lstm(
          projection?.valuesAt[t] ?? statesAt[after(t)],
          cellsAt[after(t)],
          boundedAt[t],
          gatesAt[t],
          cellsAt[before(t)],
          sumsAt[t],
          fromState,
          width,
          size,
        );
        projection?.forward(t);
      },
      backward(t) {
        projection?.backward(t);
        kernels.lstmBackward(
          sumsAt[t],
          dcellsAt[before(t)],
          dshown,
          dcellsAt[after(t)],
          gatesAt[t],
          cellsAt[before(t)],
          boundedAt[t],
          width,
          size,
        );
        dstate.fill(0);
      },
      ...projection && { stateGradients: projection.stateGradients },
      along: (by) =>
        alongLstm(site, { gates, cells, bounded, dcells }, by, projection),
    };
  },
});
