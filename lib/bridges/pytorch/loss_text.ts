/**
 * What a training program makes small, and what it tells, in Python.
 *
 * @module
 */

import type { Examples, Normalization } from "../../data/examples/examples.ts";
import { withTargetOf } from "../../data/examples/parts.ts";
import { type Head, headsOf } from "../../network/graph.ts";
import type { Network } from "../../network/network.ts";
import { outputsOf } from "../../network/outputs.ts";
import { py } from "./layers/lines.ts";
import type { TorchHead } from "./module.ts";

/** The functions `loss_of` and `measure`. */
export interface LossText {
  readonly text: string;
  /** The names of what `measure` tells. */
  readonly measures: readonly string[];
  /** Which of them says what is best. */
  readonly judged: number;
}

/** What is made small, and what is told of it. */
export function lossText(
  network: Network,
  training: Examples,
  written: readonly TorchHead[],
): LossText {
  const heads = headsOf(network).map((head, i) => ({
    ...written[i],
    label: head.name,
    ...headIn(training, head),
  }));
  return heads.length === 1 ? oneLoss(heads[0]) : severalLosses(heads);
}

type WrittenHead =
  & TorchHead
  & { readonly label: string }
  & ReturnType<typeof headIn>;

/** A loss with the targets that it has. */
function headIn(all: Examples, { name, network }: Head<Network>) {
  const { targetShape = [], targetNormalization } = withTargetOf(all, name);
  const { loss } = network;
  const hasScale = loss?.layer.loss?.differences?.inUnits !== undefined;
  const outputs = outputsOf(network, targetShape);
  return {
    targetShape,
    units: targetNormalization,
    scale: hasScale ? targetNormalization?.scale[0] : undefined,
    isClass: outputs?.predicts === "classes" && outputs.ignore === undefined &&
      targetShape.length < network.outputShape.length,
    shape: network.outputShape,
  };
}

const accuracyOf = (y: string, target: string) =>
  `(${y}.argmax(-1) == ${target}).double().mean()`;

function oneLoss(head: WrittenHead): LossText {
  const { targetShape, scale, units, isClass, shape } = head;
  const own = head.written(targetShape);
  const loss = [
    "def loss_of(y, target):",
    '    """What is made small: the mean over the examples."""',
    `    return ${head.written(targetShape, scale)}`,
  ].join("\n");
  const measured = [
    "def measure(y, target):",
    `    """What is told, means over the examples${
      units === undefined ? "" : ", in the units that the targets had"
    }."""`,
    ...units === undefined ? [] : restored("y", "target", units, shape),
    `    loss = ${units === undefined ? "loss_of(y, target)" : own}`,
    isClass
      ? `    return torch.stack([loss.double(), ${accuracyOf("y", "target")}])`
      : "    return loss.double().reshape(1)",
  ].join("\n");
  return {
    text: `${loss}\n\n\n${measured}`,
    measures: ["loss", ...isClass ? ["accuracy"] : []],
    judged: 0,
  };
}

/** Lines that bring outputs and targets back to their own units. */
function restored(
  y: string,
  target: string,
  { offset, scale }: Normalization,
  shape: readonly number[],
): string[] {
  const one = (numbers: readonly number[]) =>
    numbers.length === 1
      ? py(numbers[0])
      : `${y}.new_tensor([${numbers.map(py).join(", ")}])${
        shape.length > 1 && shape.reduce((n, k) => n * k, 1) === numbers.length
          ? `.reshape(${shape.join(", ")})`
          : ""
      }`;
  return [
    `    ${y}, ${target} = ${y}.double(), ${target}.double()`,
    `    scale, offset = ${one(scale)}, ${one(offset)}`,
    `    ${y}, ${target} = ${y} * scale + offset, ${target} * scale + offset`,
  ];
}

function severalLosses(heads: readonly WrittenHead[]): LossText {
  const outputs = heads.map(({ name }) => name).join(", ");
  const targets = heads.map(({ target }) => target).join(", ");
  const loss = [
    `def loss_of(outputs, ${targets}):`,
    '    """What is made small: the sum of all losses, each the mean over the examples."""',
    `    ${outputs} = outputs`,
    "    return (",
    heads.map(({ written, targetShape, scale }) =>
      `        ${written(targetShape, scale)}`
    ).join(" +\n"),
    "    )",
  ].join("\n");
  const hasUnits = heads.some(({ units }) => units !== undefined);
  const parts = heads.map(({ name, written, targetShape }) =>
    `    ${name}_loss = ${written(targetShape)}.double()`
  );
  const accuracies = heads.filter(({ isClass }) => isClass);
  const measured = [
    `def measure(outputs, ${targets}):`,
    `    """What is told, means over the examples${
      hasUnits ? ", in the units that the targets had" : ""
    }."""`,
    `    objective = loss_of(outputs, ${targets}).double()`,
    `    ${outputs} = outputs`,
    ...heads.flatMap(({ name, target, units, shape }) =>
      units === undefined ? [] : restored(name, target, units, shape)
    ),
    ...parts,
    `    parts = [${heads.map(({ name }) => `${name}_loss`).join(", ")}]`,
    `    return torch.stack([sum(parts), objective, *parts${
      accuracies.map(({ name, target }) => `, ${accuracyOf(name, target)}`)
        .join("")
    }])`,
  ].join("\n");
  return {
    text: `${loss}\n\n\n${measured}`,
    measures: [
      "loss",
      "objective",
      ...heads.map(({ label }) => label),
      ...accuracies.map(({ label }) => `${label}.accuracy`),
    ],
    judged: 1,
  };
}
