/**
 * `nabla evaluate`: how good a trained network is on data with targets.
 *
 * @module
 */

import { normalized } from "../../lib/data/normalization.ts";
import type { Schema } from "../../lib/data/schema.ts";
import { formatCount } from "../../lib/limits.ts";
import { confusionMatrix } from "../../lib/metrics/confusion_matrix.ts";
import { outputsOf } from "../../lib/metrics/outputs.ts";
import {
  evaluateSteps,
  evaluationBatches,
} from "../../lib/training/evaluate.ts";
import type { Evaluation } from "../../lib/training/history.ts";
import { formatNumber } from "../numbers.ts";
import { type Arguments, type Command, UsageError } from "./command.ts";
import { chosenMetrics } from "./chosen_metrics.ts";
import { confusions, rowsOf } from "./confusions.ts";
import {
  dataOption,
  inputsOption,
  namesIn,
  readDataChoice,
  readingOptions,
  requireKnownColumns,
  targetOption,
} from "./data_options.ts";
import type { Io } from "./io.ts";
import { computing } from "./kernel_options.ts";
import { loadNetwork } from "./network_file.ts";
import { json, layers } from "./options.ts";
import { progressLine } from "./progress.ts";
import { toRecord } from "./record.ts";
import { asMistake } from "./source.ts";
import { requireClassNumbers } from "./table_mistakes.ts";
import { fitData } from "./training_data.ts";

/** The command. */
export const evaluateCommand: Command = {
  name: "evaluate",
  summary: "how good a trained network is on data with targets",
  usage: "NET.safetensors",
  options: [
    dataOption,
    targetOption,
    inputsOption,
    ...readingOptions,
    {
      name: "metrics",
      value: "NAMES",
      summary: "with commas, as for nabla train (what suits the loss)",
    },
    layers,
    ...computing,
    json,
  ],
  exitStatus: "0 measured, 2 could not evaluate",
  examples: [
    ["net.safetensors --data test.csv", "loss, metrics and confusions"],
    ["net.safetensors --data test.csv --json", "the same as data"],
  ],
  run,
};

/** More classes than that make no readable table. */
const mostShown = 20;

async function run(args: Arguments, io: Io): Promise<number> {
  const word = args.text("data");
  if (word === undefined) {
    throw new UsageError(
      "there is no data to evaluate on",
      "Give a file with --data.",
    );
  }
  const { network, parameters, description } = await loadNetwork(args, io);
  const { normalization, means, precision } = description;
  const choice = readDataChoice(args);
  const schema = renamed(description.schema, choice.target);
  if (schema !== undefined) requireKnownColumns(choice);
  const { examples, schema: found } = await fitData(word, {
    network,
    choice,
    // Another seed than training has unless told otherwise.
    seed: 1,
    ...(schema === undefined ? {} : { known: { schema, means } }),
  }, io);
  if (schema === undefined) requireClassNumbers(word, found);
  const data = normalization === undefined
    ? examples
    : normalized(examples, normalization, { precision });
  const names = args.text("metrics");
  const wanted = chosenMetrics(
    network,
    data,
    names === undefined ? undefined : namesIn("metrics", names),
  );
  const outputs = outputsOf(network, data.targetShape);
  const matrix = outputs === undefined || outputs.predicts === "numbers" ||
      (network.outputShape.at(-1) ?? 1) > 1000
    ? undefined
    : confusionMatrix(outputs);
  const all = matrix === undefined ? wanted : [...wanted, matrix];
  const steps = evaluateSteps(
    evaluationBatches(network, data, parameters),
    data,
    { metrics: all },
  );
  const bar = progressLine(io);
  let evaluation: Evaluation;
  let sliceEnd = io.now() + 50;
  for (;;) {
    const { done, value } = await steps.next().catch((error: unknown) => {
      throw asMistake(error);
    });
    if (done) {
      evaluation = value;
      break;
    }
    if (io.now() < sliceEnd) continue;
    bar.show("evaluating", value.done, value.total);
    await io.pause();
    sliceEnd = io.now() + 50;
  }
  bar.clear();
  const own = Object.fromEntries(
    wanted.map((metric) => [metric.name, metric.value()]),
  );
  const classes = schema?.targets[0]?.categories;
  if (args.flag("json")) {
    io.out(toRecord("evaluate", 0, {
      examples: data.length,
      loss: evaluation.loss,
      metrics: own,
      ...(matrix === undefined ? {} : {
        classes: classes ?? Array.from({ length: matrix.classes }, (_, i) => i),
        confusion: rowsOf(matrix),
        scores: matrix.scores(),
      }),
    }));
    return 0;
  }
  io.out(`${formatCount(data.length)} examples of ${word}\n`);
  const lines = [["loss", evaluation.loss] as const, ...Object.entries(own)];
  for (const [name, value] of lines) {
    io.out(`${name.padEnd(12)}${formatNumber(value, 4)}\n`);
  }
  if (matrix !== undefined && matrix.classes <= mostShown) {
    io.out(`\n${confusions(matrix, classes)}\n`);
  }
  return 0;
}

/** The schema with the targets under other names, where they have some in this data. */
function renamed(
  schema: Schema | undefined,
  target: string | undefined,
): Schema | undefined {
  if (schema === undefined || target === undefined) return schema;
  const names = namesIn("target", target);
  if (names.length !== schema.targets.length) {
    throw new UsageError(
      `--target names ${names.length} columns, and the network predicts ${schema.targets.length}`,
    );
  }
  return {
    ...schema,
    targets: schema.targets.map((column, i) => ({ ...column, name: names[i] })),
  };
}
