/**
 * Recurrent layers, in PyTorch.
 *
 * @module
 */

import { call, type Lowerings, py, type TorchLowering } from "./lines.ts";

const recurrent = (name: string): TorchLowering => (step) => {
  const { x, inputs, args, shapes: [shape, ...others], self } = step;
  const { width, layers, direction, returns, project, activation } = args;
  if (activation === "sigmoid") {
    return { problem: `activation=${activation}` };
  }
  if (args.reset === "before") return { problem: "reset=before" };
  const ways = direction === "both" ? 2 : 1;
  const hasCell = name === "LSTM";
  const words = (["state", "cell", "lengths"] as const)
    .filter((each) => args[each]);
  const open = (hasCell ? ["state", "cell"] : ["state"])
    .filter((each) => !args[each]);
  const roles = [...words, ...open].slice(0, others.length);
  const at = (role: string) => {
    const i = roles.indexOf(role as typeof roles[number]);
    return i < 0 ? undefined : { name: inputs[i + 1], shape: others[i] };
  };
  const [state, cell, lengths] = [at("state"), at("cell"), at("lengths")];
  const isPair = hasCell && state !== undefined && cell === undefined &&
    state.shape.reduce((n, k) => n * k, 1) ===
      2 * Number(layers) * ways * Number(project ?? width);
  const first = (given: typeof state, count = Number(layers)) =>
    given && `states(${given.name}, ${count}, ${ways})`;
  const start = isPair
    ? `states(${state?.name}, ${2 * Number(layers)}, ${ways}).chunk(2)`
    : hasCell && (state !== undefined || cell !== undefined)
    ? `(${
      first(state) ??
        `zeros(${x}, ${Number(layers) * ways}, ${py(project ?? width)})`
    }, ${first(cell) ?? `zeros(${x}, ${Number(layers) * ways}, ${py(width)})`})`
    : first(state);
  const made = call(
    `nn.${name}`,
    py(shape.at(-1)),
    py(width),
    layers !== 1 && `num_layers=${py(layers)}`,
    activation === "relu" && 'nonlinearity="relu"',
    args.bias === "none" && "bias=False",
    ways === 2 && "bidirectional=True",
    project !== undefined && `proj_size=${py(project)}`,
    "batch_first=True",
  );
  const isPlain = lengths === undefined && direction !== "backward";
  const ran = isPlain ? call(self, x, start) : call(
    "run",
    self,
    x,
    start && `start=${start}`,
    lengths && `lengths=${lengths.name}`,
    direction === "backward" && "backward=True",
  );
  const value = returns === "all"
    ? `${ran}[0]`
    : returns === "last" && isPlain && ways === 1
    ? `${ran}[0][:, -1]`
    : returns === "last"
    ? `last_state(${ran}, ${ways})`
    : returns === "cell"
    ? `last_state(${ran}, ${ways}, cell=True)`
    : returns === "state"
    ? `last_states(${ran}, ${py(layers)})`
    : `all_states(${ran}, ${py(layers)})`;
  return { module: made, value };
};

export const recurrences: Lowerings = {
  rnn: recurrent("RNN"),
  lstm: recurrent("LSTM"),
  gru: recurrent("GRU"),
};
