/**
 * The options of `nabla train`.
 *
 * @module
 */

import { metrics } from "../../../../lib/metrics/metrics_for.ts";
import {
  dataOption,
  tableOptions,
  targetOption,
} from "../../words/data_options.ts";
import type { Option } from "../../words/command.ts";
import { computing } from "../../words/kernel_options.ts";
import { compiling } from "../../words/options.ts";

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
    summary: "examples of a step (32; all for lbfgs)",
  },
  {
    name: "optimizer",
    value: "NAME",
    summary:
      'sgd, adam, adamw, rmsprop, adagrad, lion or lbfgs, with settings as in "sgd(momentum=0.9)" (adam)',
  },
  {
    name: "learning-rate",
    value: "RATE",
    summary:
      "how far a step goes (0.001; 0.1 for sgd, 0.01 for adagrad, 0.0001 for lion, 1 for lbfgs)",
  },
  {
    name: "schedule",
    value: "NAME",
    summary:
      'constant, step, cosine, one-cycle or plateau, as "step(every=30,factor=0.1)", in epochs (constant)',
  },
  {
    name: "warm-up",
    value: "STEPS",
    summary: "steps in which the learning rate rises from near 0 (0)",
  },
  {
    name: "weight-decay",
    value: "SIZE",
    summary: "how much of the weights a step takes away (0; 0.01 for adamw)",
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
    summary: `with commas: ${
      [...metrics.keys()].join(", ")
    } (what suits the loss)`,
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
