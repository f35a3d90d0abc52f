/**
 * Normalizations, in PyTorch.
 *
 * @module
 */

import {
  call,
  expression,
  type Lowerings,
  parametersOf,
  py,
  type TorchLowering,
  torchPlaces,
  type TorchStep,
  tuple,
  withChannelsFirst,
  withChannelsLast,
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
  const [at] = torchPlaces(args.axis, shape);
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
    ? withChannelsFirst(x)
    : at === 1
    ? x
    : `${x}.movedim(${at}, 1)`;
  const back = (y: string) =>
    turned === x
      ? y
      : at === shape.length
      ? withChannelsLast(y)
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
  const axes = torchPlaces(args.axis, shape);
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
  const places = torchPlaces(args.axis, shape);
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
    const turned = isFlat ? x : withChannelsFirst(x);
    const back = (y: string) => isFlat ? y : withChannelsLast(y);
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

export const normalizations: Lowerings = {
  batchnorm,
  layernorm,
  rmsnorm,
  groupnorm: groups(({ args }) => args.groups),
  instancenorm: groups(({ shapes: [shape] }) => shape.at(-1)),
  lrn: expression(({ x, args: { size, alpha, beta, k }, shapes: [shape] }) => {
    const words = [size, alpha, beta, k].map(py).join(", ");
    const made = (x: string) => `F.local_response_norm(${x}, ${words})`;
    return shape.length === 1
      ? `${made(`${x}[..., None]`)}[..., 0]`
      : withChannelsLast(made(withChannelsFirst(x)));
  }),
};
