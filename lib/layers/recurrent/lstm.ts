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
    const { time, batch, width, fromInput, fromState, states } = site;
    const projection = bindProjection(site);
    const { dstate, before, after, scratch } = site;
    const { sigmoid, tanh } = site.kernels.functions;
    const size = batch * width;
    const row = 4 * width;
    // For each step i, f and o one after the other, each batch × width, and g.
    const sigmas = scratch(3 * time * size);
    const sigmasAt = parts(sigmas, time);
    const candidates = scratch(time * size);
    const candidatesAt = parts(candidates, time);
    const cells = scratch((time + 1) * size);
    const cellsAt = parts(cells, time + 1);
    const bounded = scratch(time * size);
    const boundedAt = parts(bounded, time);
    // The gradients of the cells; that of the last is given, or 0.
    const dcells = scratch((time + 1) * size);
    const steps = { sigmas, candidates, cells, bounded, dcells };
    return {
      cells: { values: cells, gradient: dcells },
      forward(t) {
        const i = 3 * t * size;
        const f = i + size;
        const o = f + size;
        const at = t * size;
        for (let b = 0, n = 0; b < batch; b++) {
          let k = b * row;
          let x = t * batch * row + k;
          for (let j = 0; j < width; j++, n++, k++, x++) {
            sigmas[i + n] = fromInput[x] + fromState[k];
            sigmas[f + n] = fromInput[x + width] + fromState[k + width];
            candidates[at + n] = fromInput[x + 2 * width] +
              fromState[k + 2 * width];
            sigmas[o + n] = fromInput[x + 3 * width] + fromState[k + 3 * width];
          }
        }
        sigmoid.forward(sigmasAt[t], sigmasAt[t], [], 3 * size);
        tanh.forward(candidatesAt[t], candidatesAt[t], [], size);
        const old = before(t) * size;
        const next = after(t) * size;
        for (let n = 0; n < size; n++) {
          cells[next + n] = sigmas[f + n] * cells[old + n] +
            sigmas[i + n] * candidates[at + n];
        }
        tanh.forward(boundedAt[t], cellsAt[after(t)], [], size);
        const [to, from] = projection === undefined
          ? [states, next]
          : [projection.values, at];
        for (let n = 0; n < size; n++) {
          to[from + n] = sigmas[o + n] * bounded[at + n];
        }
        projection?.forward(t);
      },
      backward(t) {
        const at = t * size;
        const old = before(t) * size;
        const next = after(t) * size;
        projection?.backward(t);
        const dshown = projection?.gradient ?? dstate;
        for (let b = 0, n = 0; b < batch; b++) {
          let x = (t * batch + b) * row;
          for (let j = 0; j < width; j++, n++, x++) {
            const i = sigmas[3 * at + n];
            const f = sigmas[3 * at + size + n];
            const o = sigmas[3 * at + 2 * size + n];
            const g = candidates[at + n];
            const c = bounded[at + n];
            const dh = dshown[n];
            const dc = dcells[next + n] + dh * o * (1 - c * c);
            fromInput[x] = dc * g * i * (1 - i);
            fromInput[x + width] = dc * cells[old + n] * f * (1 - f);
            fromInput[x + 2 * width] = dc * i * (1 - g * g);
            fromInput[x + 3 * width] = dh * c * o * (1 - o);
            dcells[old + n] = dc * f;
          }
        }
        dstate.fill(0);
      },
      ...projection && { stateGradients: projection.stateGradients },
      along: (by) => alongLstm(site, steps, by, projection),
    };
  },
});
