/**
 * `nabla evaluate`: how good a trained network is on data with targets.
 *
 * @module
 */

import { formatCount } from "../../../lib/base/words.ts";
import type { Schema } from "../../../lib/data/schemas/schema.ts";
import { normalized } from "../../../lib/fitting/normalization.ts";
import { confusionMatrix } from "../../../lib/metrics/confusion_matrix.ts";
import { outputsOf } from "../../../lib/network/outputs.ts";
import {
  evaluateSteps,
  evaluationBatches,
} from "../../../lib/training/evaluation/evaluate.ts";
import type { Evaluation } from "../../../lib/training/evaluation/history.ts";
import { confusions, rowsOf } from "../../reports/confusions.ts";
import { formatNumber } from "../../typesetting/numbers.ts";
import { chosenMetrics } from "../../../lib/metrics/chosen_metrics.ts";
import {
  dataOption,
  inputsOption,
  namesIn,
  readDataChoice,
  readingOptions,
  requireKnownColumns,
  targetOption,
} from "../words/data_options.ts";
import { requireClassNumbers } from "../../../lib/fitting/table_mistakes.ts";
import { fitData } from "../../../lib/fitting/target_numbers.ts";
import { loadNetwork } from "../files/network_file.ts";
import { asMistake } from "../files/source.ts";
import { type Arguments, type Command, UsageError } from "../words/command.ts";
import { computing } from "../words/kernel_options.ts";
import { json, layers } from "../words/options.ts";
import { toRecord } from "../words/record.ts";
import type { Io } from "../world/io.ts";
import { progressLine } from "../world/progress.ts";

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
