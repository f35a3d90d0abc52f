/**
 * Normalizations and layers of sequences, in PyTorch.
 *
 * @module
 */

import { say } from "../../../words/say.ts";
import {
  type AttentionPlace,
  headSizes,
} from "../../layers/attention/attention_sizes.ts";
import {
  call,
  type Lowerings,
  module,
  parametersOf,
  py,
  torchAxes,
  torchAxis,
  type TorchLowering,
  type TorchStep,
  tuple,
} from "./lines.ts";

/** `, eps=0.001`, unless it is PyTorch's. */
const epsOf = ({ args: { eps } }: TorchStep) =>
  eps !== 1e-5 && `eps=${py(eps)}`;

/** A parameter of the step, or None. */
const own = ({ self, parameters }: TorchStep, name: string) =>
  parameters.has(name) ? `${self}.${name}` : "None";

const affine = ({ args }: TorchStep) => args.affine ?? "both";

function batchnorm(step: TorchStep) {
  const { x, self, args, shapes: [shape], parameters } = step;
  const axis = torchAxis(args.axis);
  const at = axis < 0 ? axis + shape.length + 1 : axis;
  const channels = shape[at - 1];
  const isKnown = ["both", "none"].includes(String(affine(step)));
  const words = [
    py(channels),
    epsOf(step),
    args.momentum !== 0.1 && `momentum=${py(args.momentum)}`,
  ];
  const turned = shape.length === 1
    ? x
    : at === shape.length
    ? `first(${x})`
    : at === 1
    ? x
    : `${x}.movedim(${at}, 1)`;
  const back = (y: string) =>
    turned === x
      ? y
      : at === shape.length
      ? `last(${y})`
      : `${y}.movedim(1, ${at})`;
  // Three numbers at most: 1 for numbers and series, 2 for images, 3 for volumes.
  const kind = Math.min(Math.max(shape.length - 1, 1), 3);
  if (isKnown && shape.length <= 4) {
    return {
      module: call(
        `nn.BatchNorm${kind}d`,
        ...words,
        affine(step) === "none" && "affine=False",
      ),
      value: back(`${self}(${turned})`),
    };
  }
  return {
    module: call(
      "Statistics",
      py(channels),
      ...[...parameters.keys()].filter((name) => !name.startsWith("running"))
        .map((name) => `${name}=${tuple([channels])}`),
    ),
    value: back(
      `F.batch_norm(${turned}, ${self}.running_mean, ${self}.running_var, ${
        own(step, "weight")
      }, ${own(step, "bias")}, self.training, ${py(args.momentum)}, ${
        py(args.eps)
      })`,
    ),
  };
}

function layernorm(step: TorchStep) {
  const { x, self, args, shapes: [shape] } = step;
  const axes = torchAxes(args.axis).map((axis) =>
    axis < 0 ? axis + shape.length + 1 : axis
  ).toSorted((a, b) => a - b);
  const sizes = axes.map((axis) => shape[axis - 1]);
  const isAtEnd = axes.every((axis, i) =>
    axis === shape.length + 1 - axes.length + i
  );
  const kind = affine(step);
  if (isAtEnd && (kind === "both" || kind === "none")) {
    return {
      module: call(
        "nn.LayerNorm",
        sizes.length === 1 ? py(sizes[0]) : tuple(sizes),
        epsOf(step),
        kind === "none" && "elementwise_affine=False",
      ),
      value: `${self}(${x})`,
    };
  }
  const last = axes.map((_, i) => i - axes.length);
  const [from, to] = [tuple(axes), tuple(last)];
  const turned = isAtEnd ? x : `${x}.movedim(${from}, ${to})`;
  const made = `F.layer_norm(${turned}, ${tuple(sizes)}, ${
    own(step, "weight")
  }, ${own(step, "bias")}, ${py(args.eps)})`;
  return {
    ...step.parameters.size > 0 && { module: parametersOf(step) },
    value: isAtEnd ? made : `${made}.movedim(${to}, ${from})`,
  };
}

function rmsnorm(step: TorchStep) {
  const { x, args, shapes: [shape] } = step;
  const axes = torchAxes(args.axis);
  const places = axes.map((axis) => axis < 0 ? axis + shape.length + 1 : axis)
    .toSorted((a, b) => a - b);
  const sizes = shape.map((size, i) => places.includes(i + 1) ? size : 1);
  const isLast = places.length === 1 && places[0] === shape.length;
  const weight = own(step, "weight");
  return {
    ...step.parameters.size > 0 && { module: parametersOf(step) },
    value: `rms_norm(${x}, ${
      weight === "None" || isLast ? weight : `${weight}.view(${tuple(sizes)})`
    }, ${py(args.eps)}, ${isLast ? "-1" : tuple(places)})`,
  };
}

const groups =
  (count: (step: TorchStep) => unknown): TorchLowering => (step) => {
    const { x, self, args, shapes: [shape] } = step;
    const isFlat = shape.length === 1;
    const turned = isFlat ? x : `first(${x})`;
    const back = (y: string) => isFlat ? y : `last(${y})`;
    const kind = affine(step);
    if (kind === "both" || kind === "none") {
      return {
        module: call(
          "nn.GroupNorm",
          py(count(step)),
          py(shape.at(-1)),
          epsOf(step),
          kind === "none" && "affine=False",
        ),
        value: back(`${self}(${turned})`),
      };
    }
    // PyTorch takes no bias without a weight.
    const made = back(
      `F.group_norm(${turned}, ${py(count(step))}, ${
        own(step, "weight")
      }, None, ${py(args.eps)})`,
    );
    return {
      module: parametersOf(step),
      value: kind === "bias" ? `${made} + ${self}.bias` : made,
    };
  };

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

const attention = (isCausal: boolean): TorchLowering => (step) => {
  const { x, inputs, args, shapes, self } = step;
  const { heads, key, value, bias, ...given } = args;
  const [[, width]] = shapes;
  const own = width / Number(heads);
  const isUsual = [key, value].every((each) =>
    each === undefined || each === own
  );
  if (!isUsual) return { problem: say("widths of heads of their own") };
  const place = { heads, key, value, bias, given } as unknown as AttentionPlace;
  const sizes = headSizes("attention", place, shapes);
  const [, keys, values] = sizes.sources;
  const mask = sizes.mask && inputs[sizes.mask.input];
  const lengths = sizes.lengths === undefined
    ? undefined
    : inputs[sizes.lengths];
  const [k, v] = [inputs[keys.input], inputs[values.input]];
  const masked = mask === undefined && lengths === undefined && !isCausal
    ? undefined
    : mask === undefined && lengths === undefined
    ? `later(${x}, ${keys.time})`
    : call(
      "mask_of",
      x,
      py(keys.time),
      py(heads),
      mask && `mask=${mask}`,
      lengths && `lengths=${lengths}`,
      isCausal && "causal=True",
    );
  return {
    module: call(
      "nn.MultiheadAttention",
      py(width),
      py(heads),
      bias === "none" && "bias=False",
      !sizes.isPacked && `kdim=${keys.width}`,
      !sizes.isPacked && `vdim=${values.width}`,
      "batch_first=True",
    ),
    value: `${
      call(
        self,
        x,
        k,
        v,
        masked && `attn_mask=${masked}`,
        "need_weights=False",
      )
    }[0]`,
  };
};

export const sequences: Lowerings = {
  fc: module(({ args, shapes: [shape], parameters }) =>
    call(
      "nn.Linear",
      py(shape.at(-1)),
      py(args.out),
      !parameters.has("bias") && "bias=False",
    )
  ),
  batchnorm,
  layernorm,
  rmsnorm,
  groupnorm: groups(({ args }) => args.groups),
  instancenorm: groups(({ shapes: [shape] }) => shape.at(-1)),
  embedding: (step) => ({
    module: `nn.Embedding(${py(step.args.count)}, ${py(step.args.width)})`,
    value: `${step.self}(${step.x}.long())`,
  }),
  positional: (step) => {
    const { x, self, args } = step;
    return args.kind === "learned"
      ? { module: parametersOf(step), value: `${x} + ${self}.weight` }
      : { value: `${x} + sinusoids(${x})` };
  },
  rnn: recurrent("RNN"),
  lstm: recurrent("LSTM"),
  gru: recurrent("GRU"),
  attention: attention(false),
  causal_attention: attention(true),
};
