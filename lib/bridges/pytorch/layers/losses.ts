/**
 * Losses in PyTorch: each the mean over the examples of a batch.
 *
 * @module
 */

import type { Shape } from "../../../base/shape.ts";
import { equalShapes } from "../../../base/shape.ts";
import type { ArgumentValues } from "../../../definition/arguments.ts";
import { ownOf } from "../../../base/record.ts";
import { call, py } from "./lines.ts";

/** A loss that becomes Python. */
export interface TorchLoss {
  /** The layer's name. */
  readonly name: string;
  readonly args: ArgumentValues;
  /** The prediction and the target, as Python. */
  readonly y: string;
  readonly target: string;
  /** Their shapes without the batch axis. */
  readonly shape: Shape;
  readonly targetShape: Shape;
  /** The deviation of the targets, where they are normalized for a loss that has a scale of its own. */
  readonly scale?: number | undefined;
}

/** The loss in Python; undefined for one that is not known. */
export function lossLine(loss: TorchLoss): string | undefined {
  const write = ownOf(losses, loss.name);
  if (write === undefined) return undefined;
  const { weight } = loss.args;
  const written = write(loss);
  return weight === 1 ? written : `${py(weight)} * ${written}`;
}

/** By what the numbers of a batch become one. */
function reduced(losses: string, { args, y }: TorchLoss): string {
  return args.reduction === "sum"
    ? `${losses}.sum() / len(${y})`
    : `${losses}.mean()`;
}

/** A function of PyTorch, number by number. */
const pointwise =
  (name: string, ...more: readonly string[]) => (loss: TorchLoss): string => {
    const { args, y, target } = loss;
    const words = more.map((each) => {
      const [word, from = word] = each.split("=");
      return `${word}=${py(args[from])}`;
    });
    return args.reduction === "sum"
      ? `${call(name, y, target, ...words, 'reduction="sum"')} / len(${y})`
      : call(name, y, target, ...words);
  };

/** Classes on axis 1, where PyTorch has them. */
const first = (y: string, { shape }: TorchLoss) =>
  shape.length === 1 ? y : `first(${y})`;

/** A function of PyTorch for class numbers, or for shares of classes. */
const classes = (name: string, ...more: readonly string[]) =>
(
  loss: TorchLoss,
): string => {
  const { args, y, target, shape, targetShape } = loss;
  const { weights, ignore, reduction, smoothing } = args;
  const areShares = equalShapes(shape, targetShape);
  const words = [
    // PyTorch's gradient of nll wants the numbers side by side.
    name === "F.nll_loss" && shape.length > 2
      ? `${first(y, loss)}.contiguous()`
      : first(y, loss),
    areShares ? first(target, loss) : `${target}.long()`,
    weights !== undefined && `weight=${y}.new_tensor(${list(weights)})`,
    ignore !== undefined && `ignore_index=${py(ignore)}`,
    Boolean(smoothing) && `label_smoothing=${py(smoothing)}`,
    ...more,
  ];
  if (reduction === "sum") {
    return `${call(name, ...words, 'reduction="sum"')} / len(${y})`;
  }
  const isPlain = weights === undefined && ignore === undefined;
  if (reduction === "batch_mean" || isPlain) return call(name, ...words);
  const each = call(name, ...words, 'reduction="none"');
  return ignore === undefined
    ? `${each}.mean()`
    : `mean_of_examples(${each}, ${target} != ${py(ignore)})`;
};

function list(numbers: unknown): string {
  return `[${[numbers].flat().map(py).join(", ")}]`;
}

const losses: Readonly<Record<string, (loss: TorchLoss) => string>> = {
  mse: pointwise("F.mse_loss"),
  mae: pointwise("F.l1_loss"),
  huber(loss) {
    const { args, y, target, scale = 1 } = loss;
    const delta = Number(args.delta) / scale;
    // Of normalized targets its slopes stay near 1.
    const factor = loss.scale === undefined ? 1 : Math.max(1 / delta, 1);
    const written = reduced(
      `F.huber_loss(${y}, ${target}, delta=${py(delta)}, reduction="none")`,
      loss,
    );
    return factor === 1 ? written : `${py(factor)} * ${written}`;
  },
  bce: pointwise("F.binary_cross_entropy"),
  bce_with_logits: pointwise("F.binary_cross_entropy_with_logits"),
  kl: (loss) =>
    reduced(`F.kl_div(${loss.y}, ${loss.target}, reduction="none")`, loss),
  poisson(loss) {
    const { args, y, target } = loss;
    return reduced(
      call(
        "F.poisson_nll_loss",
        y,
        target,
        args.input === "rate" && "log_input=False",
        args.full === "yes" && "full=True",
        'reduction="none"',
      ),
      loss,
    );
  },
  cross_entropy: classes("F.cross_entropy"),
  nll: classes("F.nll_loss"),
  focal(loss) {
    const { args, y, target } = loss;
    const { gamma, weights, ignore, reduction } = args;
    return call(
      "focal",
      y,
      `${target}.long()`,
      `gamma=${py(gamma)}`,
      weights !== undefined && `weight=${y}.new_tensor(${list(weights)})`,
      ignore !== undefined && `ignore=${py(ignore)}`,
      reduction !== "mean" && `reduction=${py(reduction)}`,
    );
  },
  hinge(loss) {
    const { args, y, target, shape, targetShape } = loss;
    const { margin, power } = args;
    if (equalShapes(shape, targetShape)) {
      const rest = `F.relu(${py(margin)} - ${target} * ${y})`;
      return reduced(power === 2 ? `(${rest} ** 2)` : rest, loss);
    }
    const width = shape.at(-1);
    const words = [
      `${y}.reshape(-1, ${width})`,
      `${target}.reshape(-1).long()`,
      power !== 1 && `p=${py(power)}`,
      margin !== 1 && `margin=${py(margin)}`,
    ];
    return args.reduction === "sum"
      ? `${
        call("F.multi_margin_loss", ...words, 'reduction="sum"')
      } * ${width} / len(${y})`
      : call("F.multi_margin_loss", ...words);
  },
  multilabel_hinge: (loss) =>
    reduced(
      `multilabel_hinge(${loss.y}, ${loss.target}, ${py(loss.args.margin)})`,
      loss,
    ),
  cosine(loss) {
    const { y, target, args, shape, targetShape } = loss;
    return reduced(
      equalShapes(shape, targetShape)
        ? `towards(${y}, ${target})`
        : `cosine_of_pairs(${y}, ${target}, ${py(args.margin)})`,
      loss,
    );
  },
  triplet: (loss) =>
    reduced(
      `triplet(${loss.y}, ${loss.target}, ${py(loss.args.margin)})`,
      loss,
    ),
  ctc: ({ args: { blank, reduction }, y, target }) =>
    reduction === "sum"
      ? `ctc(${y}, ${target}, ${py(blank)}, "sum") / len(${y})`
      : `ctc(${y}, ${target}, ${py(blank)})`,
};
