/**
 * A training as a program of plain PyTorch.
 *
 * @module
 */

import { say } from "../../../words/say.ts";
import { NablaError } from "../../base/nabla_error.ts";
import type { Precision } from "../../base/values.ts";
import type { Examples, Normalization } from "../../data/examples/examples.ts";
import { withTargetOf } from "../../data/examples/parts.ts";
import { type Head, headsOf } from "../../network/graph.ts";
import type { Network } from "../../network/network.ts";
import { outputsOf } from "../../network/outputs.ts";
import { streamWindow } from "../../training/epochs/streamed_epoch.ts";
import { inputNames, targetNames } from "./tensor_names.ts";
import { helpersOf } from "./helpers.ts";
import { py } from "./lines.ts";
import { type TorchHead, torchModule } from "./module.ts";
import {
  type Configured,
  observerOf,
  scheduleLines,
  torchOptimizer,
} from "./optimizer_lines.ts";
import {
  asGiven,
  files,
  imports,
  order,
  shuffled,
  streamed,
} from "./data_text.ts";
import { training } from "./training_text.ts";

/** A training that becomes a program. */
export interface TorchTraining {
  /** What the program is of: the text of the network. */
  readonly title: string;
  /** How its files are called: `flowers` for `flowers.py` and `flowers.start.safetensors`. */
  readonly name: string;
  /** What tells the files of this training from those of others. */
  readonly run: string;
  readonly network: Network;
  /** The examples, normalized; they know how their targets were. */
  readonly training: Examples;
  /** How many files hold them. */
  readonly files: number;
  /** How many files hold those for validation; 0 without a validation. */
  readonly validationFiles: number;
  readonly settings: TorchSettings;
}

/** What decides on the steps. */
export interface TorchSettings {
  readonly optimizer: Configured;
  readonly schedule: Configured;
  readonly learningRate: number;
  readonly warmUp: number;
  readonly epochs: number;
  readonly batch: number;
  readonly accumulate: number;
  readonly seed: number;
  readonly precision: Precision;
  readonly shuffle: boolean;
  readonly clipNorm?: number | undefined;
  readonly clipValue?: number | undefined;
  readonly average?: number | undefined;
  readonly patience?: number | undefined;
  readonly keep: "best" | "last";
}

/**
 * Writes a program that trains as `train` does, in PyTorch.
 *
 * @throws {NablaError} if the network has a layer that has no form there.
 */
export function torchProgram(to: TorchTraining): string {
  const { network, settings } = to;
  const module = torchModule(network);
  const losses = lossText(to, module.losses);
  const rates = scheduleLines(settings.schedule, settings.warmUp);
  const optimizer = torchOptimizer(settings.optimizer.name);
  if (rates === undefined || optimizer === undefined) {
    throw unknownParts(settings);
  }
  const made = optimizer.made(settings.optimizer.values);
  const moves = [
    ...optimizer.class === undefined ? [] : [optimizer.class.trim()],
    `def make_optimizer(parameters):\n    return ${made}`,
    rates,
    `def make_plateau():\n    return ${observerOf(settings.schedule)}`,
  ].join("\n\n\n");
  const helpers = helpersOf(`${module.net}\n${losses.text}`).trim();
  const sections = [
    intro(to),
    imports,
    constants(to, module, losses),
    `# The network${
      helpers === "" ? "" : ", and what it needs beside PyTorch"
    }.\n\n\n${[...helpers === "" ? [] : [helpers], module.net].join("\n\n\n")}`,
    losses.text,
    `# How it moves.\n\n\n${moves}`,
    files,
    [order, orderText(to)].join("\n\n\n"),
    training,
  ];
  return `${
    sections.join("\n\n\n").replace(`"""\n\n\nimport`, `"""\n\nimport`)
  }\n`;
}

/** The refusal of what is not nabla's own. */
function unknownParts({ optimizer, schedule }: TorchSettings) {
  return new NablaError("call", {
    action: say("write a program for PyTorch"),
    rule: say("the optimizer and the schedule must be nabla's own"),
    found: `${optimizer.name}, ${schedule.name}`,
  });
}

/** A text within a docstring: nothing in it ends the docstring or is an escape. */
function inDocstring(text: string): string {
  return text.replaceAll("\\", "\\\\").replaceAll('"""', '\\"\\"\\"')
    .replace(/[^\P{Cc}\n]/gu, "?");
}

function intro({ title, name: given }: TorchTraining): string {
  const name = inDocstring(given).replaceAll("\n", "?");
  return `"""${inDocstring(title.trim())}

A training in plain PyTorch, written by nabla: from the weights that \`nabla train\`
starts with, with the same examples in each step, the same loss, optimizer and schedule.

    python ${name}.py
    torchrun --nproc-per-node 4 ${name}.py
    torchrun --nnodes 2 --nproc-per-node 4 --rdzv-backend c10d --rdzv-endpoint HOST:29500 ${name}.py

It reads ${name}.start.safetensors and the examples in ${name}.data-*.safetensors beside it, and
writes net.safetensors, which \`nabla evaluate\` and \`nabla predict\` take. Stopped at any
moment, the same command goes on from its last checkpoint. What layers such as dropout
draw is drawn by PyTorch.
"""`;
}

function constants(
  to: TorchTraining,
  module: ReturnType<typeof torchModule>,
  losses: { readonly measures: readonly string[]; readonly judged: number },
): string {
  const { settings, name, run, training } = to;
  const quoted = (names: readonly string[]) =>
    `[${names.map((name) => JSON.stringify(name)).join(", ")}]`;
  const { optimizer, precision } = settings;
  const rows: readonly (readonly [string, string, string?])[] = [
    ["EPOCHS", py(settings.epochs)],
    ["BATCH", py(settings.batch)],
    [
      "ACCUMULATE",
      py(settings.accumulate),
      "batches whose gradients make one step",
    ],
    ["LEARNING_RATE", py(settings.learningRate)],
    [
      "CLIP_VALUE",
      py(settings.clipValue),
      "the largest size of a number of a gradient",
    ],
    ["CLIP_NORM", py(settings.clipNorm), "the largest norm of all gradients"],
    [
      "AVERAGE",
      py(settings.average),
      "how much a moving average of the weights keeps",
    ],
    [
      "PATIENCE",
      py(settings.patience),
      "epochs without a lower validation loss",
    ],
    ["KEEP", py(settings.keep), "which epoch is written"],
    ["SEED", py(settings.seed)],
    ["DTYPE", `torch.${precision}`],
  ];
  const facts: readonly (readonly [string, string, string?])[] = [
    ["HERE", "Path(__file__).resolve().parent"],
    ["NAME", py(name), "how the files beside this one begin"],
    ["RUN", py(run), "what they belong to"],
    ["DATA_FILES", py(to.files)],
    ["VALIDATION_FILES", py(to.validationFiles)],
    ["INPUTS", quoted(inputNames(training))],
    ["TARGETS", quoted(targetNames(training))],
    ["MEASURES", quoted(losses.measures), "what is told of each epoch"],
    ["JUDGED", py(losses.judged), "which of them says what is best"],
    [
      "SEARCHES",
      py(torchOptimizer(optimizer.name)?.searches ?? false),
      "whether the optimizer runs a batch again",
    ],
    [
      "HAS_UNUSED",
      py(module.hasUnused),
      "whether the loss leaves parameters out",
    ],
    ...to.training.memory === undefined && settings.shuffle
      ? [
        [
          "WINDOW",
          py(streamWindow(to.training)),
          "examples that wait to be shuffled",
        ] as const,
      ]
      : [],
  ];
  const write = (all: typeof rows) =>
    all.map(([name, value, why]) =>
      `${name} = ${value}${why === undefined ? "" : `  # ${why}`}`
    ).join("\n");
  return `# What nabla was told.\n\n${write(rows)}\n\n${write(facts)}`;
}

function orderText({ training: { memory }, settings }: TorchTraining) {
  if (!settings.shuffle) return asGiven;
  return memory === undefined ? streamed : shuffled;
}

/** What is made small, and what is told of it. */
function lossText(to: TorchTraining, written: readonly TorchHead[]) {
  const heads = headsOf(to.network).map((head, i) => ({
    ...written[i],
    label: head.name,
    ...headIn(to.training, head),
  }));
  return heads.length === 1 ? oneLoss(heads[0]) : severalLosses(heads);
}

type WrittenHead =
  & TorchHead
  & { readonly label: string }
  & ReturnType<
    typeof headIn
  >;

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

function oneLoss(head: WrittenHead) {
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

function severalLosses(heads: readonly WrittenHead[]) {
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
