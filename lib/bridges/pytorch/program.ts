/**
 * A training as a program of plain PyTorch.
 *
 * @module
 */

import { say } from "../../../words/say.ts";
import { NablaError } from "../../base/nabla_error.ts";
import type { Precision } from "../../base/values.ts";
import type { Examples } from "../../data/examples/examples.ts";
import type { Network } from "../../network/network.ts";
import { streamWindow } from "../../training/epochs/streamed_epoch.ts";
import { inputNames, targetNames } from "./tensor_names.ts";
import { helpersOf } from "./helpers.ts";
import { py } from "./layers/lines.ts";
import { type LossText, lossText } from "./loss_text.ts";
import { torchModule } from "./module.ts";
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
  const losses = lossText(network, to.training, module.losses);
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
  losses: LossText,
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
