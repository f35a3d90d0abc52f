import { say } from "../../../../words/say.ts";
import { clauses, list, series } from "../../../../lib/base/words.ts";
import type { Described } from "../../../../lib/definition/definition.ts";
import { textName } from "../../../../lib/definition/names.ts";
import { metricNames } from "../../../../lib/metrics/metrics.ts";
import type { OptimizerDefinition } from "../../../../lib/optimizers/define_optimizer.ts";
import { optimizers } from "../../../../lib/optimizers/optimizers.ts";
import { schedules } from "../../../../lib/schedules/schedules.ts";
import { checkpointPath, divergedPath } from "../../files/checkpoints.ts";
import {
  choiceOption,
  type Option,
  option,
  outputOption,
} from "../../words/command.ts";
import {
  dataOption,
  tableOptions,
  targetOption,
} from "../../words/data_options.ts";
import { computing } from "../../words/kernel_options.ts";
import { compiling } from "../../words/options.ts";
import { weightsNaming } from "../../words/weights_options.ts";

export const engineOption = choiceOption(
  "engine NAME",
  "what trains: nabla, or torch, PyTorch on this machine (nabla)",
  ["nabla", "torch"],
);

/** Optimizers that take all examples in each step. */
const allAtOnce = [...optimizers.values()].filter(({ takesAll }) => takesAll);

function namesOf(registry: ReadonlyMap<string, Described>): string {
  return list([...registry.keys()].map(textName), "or");
}

/** A default that optimizers differ in, that of `adam` first: `0.001; 0.1 for sgd`. */
function byOptimizer(
  valueOf: (definition: OptimizerDefinition) => unknown,
): string {
  const groups = new Map<unknown, string[]>();
  for (const definition of optimizers.values()) {
    const value = valueOf(definition);
    if (value === undefined) continue;
    groups.set(value, [
      ...groups.get(value) ?? [],
      textName(definition.name),
    ]);
  }
  const all = [...groups];
  const usual = all.find(([, names]) => names.includes("adam"));
  const others = all.filter((group) => group !== usual)
    .map(([value, names]) =>
      say("{value} for {names}", {
        value: String(value),
        names: list(names, "and"),
      })
    );
  return clauses([`${usual?.[0]}`, ...others.length ? [series(others)] : []]);
}

export const keepOption = choiceOption(
  "keep WHICH",
  "which epoch is saved: the best, of the lowest validation loss, or the last (best; last without --validation)",
  ["best", "last"],
);

export const normalizeOption = choiceOption(
  "normalize HOW",
  "inputs to mean 0 and deviation 1 by standard, to 0 … 1 by range; targets that are numbers as well; or none of both (standard; range for bytes)",
  ["standard", "range", "none"],
);

export const precisionOption = choiceOption(
  "precision NAME",
  "float32 or float64 (float32)",
  ["float32", "float64"],
);

export const trainOptions: readonly Option[] = [
  dataOption,
  targetOption,
  ...tableOptions,
  option(
    "validation SHARE",
    "the share of the data to try the network on, as 0.2, or a file",
  ),
  option(
    "epochs N",
    "how many times to go through all data (as many as give 4,000 steps, from 20 to 1,000)",
  ),
  option(
    "batch N",
    () =>
      say("examples of a step (32; all for {names})", {
        names: list(allAtOnce.map(({ name }) => textName(name)), "and"),
      }),
  ),
  {
    ...option(
      "optimizer NAME",
      () =>
        say(
          '{names}, with settings as in "sgd(momentum=0.9)" (adam; lbfgs for least squares)',
          { names: namesOf(optimizers) },
        ),
    ),
    names: "optimizer",
  },
  option(
    "learning-rate RATE",
    () =>
      say("how far a step goes ({defaults})", {
        defaults: byOptimizer(({ learningRate }) => learningRate),
      }),
  ),
  {
    ...option(
      "schedule NAME",
      () =>
        say('{names}, as "step(every=30,factor=0.1)", in epochs (constant)', {
          names: namesOf(schedules),
        }),
    ),
    names: "schedule",
  },
  option(
    "warm-up STEPS",
    "steps in which the learning rate rises from near 0 (0)",
  ),
  option(
    "weight-decay SIZE",
    () =>
      say("how much of the weights a step takes away ({defaults})", {
        defaults: byOptimizer(({ arguments: { weightDecay } }) =>
          weightDecay?.default
        ),
      }),
  ),
  option("clip-norm SIZE", "the largest norm of all gradients"),
  option("clip-value SIZE", "the largest size of a number of a gradient"),
  option("accumulate N", "batches whose gradients make one step (1)"),
  option(
    "average SHARE",
    "keep a moving average of the weights, as 0.999, and take it",
  ),
  option(
    "patience N",
    "stop after so many epochs without a lower validation loss",
  ),
  keepOption,
  {
    ...option(
      "metrics NAMES",
      () =>
        say(
          'with commas: {names}, with settings as in "f1(average=macro)" (what suits the loss)',
          { names: series(metricNames) },
        ),
    ),
    names: "metric",
  },
  normalizeOption,
  option("in-order", "take the data in its order instead of shuffling"),
  option("stream", "read a table again for each epoch (what is over 1 GB)"),
  option(
    "weights FILE",
    "a .safetensors, .npz or .pt file of weights to start from",
  ),
  ...weightsNaming,
  {
    ...outputOption(
      "out",
      "the trained network, as .safetensors",
      ".safetensors",
    ),
    output: {
      endings: [".safetensors"],
      beside: [checkpointPath, divergedPath],
    },
  },
  option(
    "save-every N",
    "how often a checkpoint is written: seconds as 30s, or steps (30s)",
  ),
  option(
    "resume",
    "continue from the checkpoint of a run that was stopped; the same command does so without it",
  ),
  option("restart", "start again, whatever checkpoint there is"),
  engineOption,
  option(
    "processes N",
    "for --engine torch: how many processes share each step (1)",
  ),
  option(
    "interpreter PROGRAM",
    "for --engine torch: the Python that has PyTorch (python3)",
  ),
  outputOption("plot", "draw the losses as an SVG", ".svg"),
  outputOption(
    "log",
    "write each epoch as a line of JSON",
    ".jsonl",
    ".ndjson",
    ".json",
    ".txt",
  ),
  precisionOption,
  option("seed N", "seed of the random numbers: weights, order, dropout (0)"),
  ...computing,
  ...compiling,
];
