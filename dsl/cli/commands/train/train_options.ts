/**
 * The options of `nabla train`.
 *
 * @module
 */

import { list } from "../../../../lib/base/words.ts";
import type { Described } from "../../../../lib/definition/definition.ts";
import { textName } from "../../../../lib/definition/names.ts";
import { metricNames } from "../../../../lib/metrics/metrics.ts";
import type { OptimizerDefinition } from "../../../../lib/optimizers/define_optimizer.ts";
import { optimizers } from "../../../../lib/optimizers/optimizers.ts";
import { schedules } from "../../../../lib/schedules/schedules.ts";
import {
  dataOption,
  tableOptions,
  targetOption,
} from "../../data/data_options.ts";
import type { Option } from "../../words/command.ts";
import { computing } from "../../words/kernel_options.ts";
import { compiling } from "../../words/options.ts";

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
    .map(([value, names]) => `${value} for ${list(names, "and")}`);
  return [`${usual?.[0]}`, others.join(", ")].filter(Boolean).join("; ");
}

/** What `nabla train` takes. */
export const trainOptions: readonly Option[] = [
  dataOption,
  targetOption,
  ...tableOptions,
  {
    name: "validation",
    value: "SHARE",
    summary: "the share of the data to try the network on, as 0.2, or a file",
  },
  {
    name: "epochs",
    value: "N",
    summary:
      "how often all data is gone through (as many as give 4,000 steps, from 20 to 1,000)",
  },
  {
    name: "batch",
    value: "N",
    summary: `examples of a step (32; all for ${
      list(allAtOnce.map(({ name }) => textName(name)), "and")
    })`,
  },
  {
    name: "optimizer",
    value: "NAME",
    summary: `${
      namesOf(optimizers)
    }, with settings as in "sgd(momentum=0.9)" (adam)`,
  },
  {
    name: "learning-rate",
    value: "RATE",
    summary: `how far a step goes (${
      byOptimizer(({ learningRate }) => learningRate)
    })`,
  },
  {
    name: "schedule",
    value: "NAME",
    summary: `${
      namesOf(schedules)
    }, as "step(every=30,factor=0.1)", in epochs (constant)`,
  },
  {
    name: "warm-up",
    value: "STEPS",
    summary: "steps in which the learning rate rises from near 0 (0)",
  },
  {
    name: "weight-decay",
    value: "SIZE",
    summary: `how much of the weights a step takes away (${
      byOptimizer(({ arguments: { weightDecay } }) => weightDecay?.default)
    })`,
  },
  {
    name: "clip-norm",
    value: "SIZE",
    summary: "the largest norm of all gradients",
  },
  {
    name: "clip-value",
    value: "SIZE",
    summary: "the largest size of a number of a gradient",
  },
  {
    name: "accumulate",
    value: "N",
    summary: "batches whose gradients make one step (1)",
  },
  {
    name: "average",
    value: "SHARE",
    summary: "keep a moving average of the weights, as 0.999, and take it",
  },
  {
    name: "patience",
    value: "N",
    summary:
      "stop after so many epochs without a lower validation loss, with the best",
  },
  {
    name: "metrics",
    value: "NAMES",
    summary: `with commas: ${metricNames.join(", ")} (what suits the loss)`,
  },
  {
    name: "normalize",
    value: "HOW",
    summary:
      "inputs to mean 0 and deviation 1 by standard, to 0 … 1 by range, or none (standard; range for bytes)",
  },
  {
    name: "in-order",
    summary: "take the data in its order instead of shuffling",
  },
  {
    name: "stream",
    summary: "read a table anew for each epoch (what is over 1 GB)",
  },
  {
    name: "weights",
    value: "FILE",
    summary: "a .safetensors or .npz file of weights to start from",
  },
  {
    name: "out",
    value: "FILE",
    summary: "the trained network, as .safetensors",
  },
  {
    name: "save-every",
    value: "N",
    summary:
      "how often a checkpoint is written: seconds as 30s, or steps (30s)",
  },
  {
    name: "resume",
    summary:
      "go on from the checkpoint of a run that was stopped; so does the same command without it",
  },
  { name: "restart", summary: "begin anew, whatever checkpoint there is" },
  { name: "plot", value: "FILE", summary: "draw the losses as an SVG" },
  {
    name: "log",
    value: "FILE",
    summary: "write each epoch as a line of JSON",
  },
  {
    name: "precision",
    value: "NAME",
    summary: "float32 or float64 (float32)",
  },
  {
    name: "seed",
    value: "N",
    summary: "where chance begins: weights, order, dropout (0)",
  },
  ...computing,
  ...compiling,
];
