import { say } from "../../../words/say.ts";
import { formatCount } from "../../../lib/base/words.ts";
import type { Examples } from "../../../lib/data/examples/examples.ts";
import {
  classNames,
  labelsFor,
  namesOfOutputs,
} from "../../../lib/fitting/class_names.ts";
import { knownColumnsOf } from "../../../lib/fitting/known_columns.ts";
import { meaningFor, normalizedAs } from "../../../lib/fitting/data_meaning.ts";
import { unanswered } from "../../../lib/fitting/predictions.ts";
import { requireClassNumbers } from "../../../lib/fitting/table_mistakes.ts";
import { chosenMetrics } from "../../../lib/metrics/chosen_metrics.ts";
import {
  type HeadMetrics,
  valuesOf,
} from "../../../lib/metrics/head_metrics.ts";
import { headsOf } from "../../../lib/network/graph.ts";
import { inferenceBatches } from "../../../lib/training/evaluation/batches.ts";
import {
  evaluateSteps,
  metricsOf,
} from "../../../lib/training/evaluation/evaluate.ts";
import { targetsToBind } from "../../../lib/training/evaluation/feed.ts";
import {
  type Evaluation,
  measuresOf,
} from "../../../lib/training/evaluation/history.ts";
import { measureIn } from "../../../lib/training/evaluation/own_units.ts";
import type { SavedNetwork } from "../../network_file/saved_network.ts";
import { confusions } from "../../reports/confusions.ts";
import { confusionRecord, judge } from "../../reports/judged_heads.ts";
import { format } from "../../syntax/printing/printer.ts";
import { formatNumber } from "../../typesetting/numbers.ts";
import { padded } from "../../typesetting/table.ts";
import { textWidth } from "../../typesetting/width.ts";
import { loadData } from "../data/data.ts";
import { loadNetwork } from "../files/network_file.ts";
import {
  type Arguments,
  type Command,
  option,
  UsageError,
} from "../words/command.ts";
import {
  allowNanOption,
  dataOption,
  inputsOption,
  readDataChoice,
  readDataSource,
  readingOptions,
  requireKnownColumns,
  targetOption,
} from "../words/data_options.ts";
import { computing } from "../words/kernel_options.ts";
import { leftOutWords } from "../../typesetting/left_out.ts";
import { measureTitle } from "../words/measure_titles.ts";
import { printNotes } from "../words/notes.ts";
import {
  isUndefinedR2,
  noVariance,
  readMetrics,
} from "../words/metric_options.ts";
import { readNetworkChoice } from "../words/network_options.ts";
import { json, ownLayers } from "../words/options.ts";
import { toRecord } from "../words/record.ts";
import { inputName } from "../words/sources.ts";
import { takesLong } from "../words/long_work.ts";
import { stoppable } from "../words/stopped.ts";
import type { Io } from "../world/io.ts";
import { progressLine } from "../world/progress.ts";

export const evaluateCommand: Command = {
  name: "evaluate",
  usage: "NET.safetensors",
  options: [
    dataOption,
    targetOption,
    inputsOption,
    ...readingOptions,
    {
      ...option(
        "metrics NAMES",
        "with commas, as for nabla train (what suits the loss)",
      ),
      names: "metric",
    },
    allowNanOption,
    ...ownLayers,
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

/** A table of more classes cannot be read. */
const mostShown = 20;

function readEvaluateChoice(args: Arguments) {
  const source = readDataSource(
    args,
    "to evaluate on",
    "Give a file with --data.",
  );
  return {
    network: readNetworkChoice(args),
    source,
    data: readDataChoice(args),
    metrics: readMetrics(args)?.map(({ choice }) => choice),
    allowNan: args.flag("allow-nan"),
    isJson: args.flag("json"),
  };
}

async function run(args: Arguments, io: Io): Promise<number> {
  const choice = readEvaluateChoice(args);
  const saved = await loadNetwork(choice.network, io);
  const { network, description } = saved;
  if (network.loss === undefined) {
    throw new UsageError(
      say("{file} has no loss, so nothing says how far an answer is off", {
        file: choice.network.path,
      }),
      say(
        'Write one behind its text, -> mse for numbers: nabla export "{network} -> mse" --weights {file} --out measured.safetensors.',
        { network: format(network), file: choice.network.path },
      ),
    );
  }
  const { schema } = description;
  if (schema !== undefined) requireKnownColumns(choice.data);
  const fitted = await loadData(network, {
    source: choice.source,
    choice: choice.data,
    // Not the default of train: a generator gives other examples.
    seed: 1,
    known: knownColumnsOf(description),
    arrays: description.arrays,
    // What another program trained tells nothing of its classes.
    labels: description.training === undefined && schema === undefined
      ? { labels: description.labels, losses: description.losses }
      : labelsFor(network, description),
  }, io);
  const { examples, schema: found, skipped = 0, notes } = fitted;
  const file = inputName(choice.source);
  printNotes(file, notes, io);
  if (schema === undefined) requireClassNumbers(file, found);
  const data = normalizedAs(description, examples, description.precision);
  const wanted = metricsOf(network, data, choice.metrics, chosenMetrics);
  const heads = headsOf(network).map((head) => judge(head, data));
  const counted = new Map(
    heads.map(({ name, counted }) => [
      name,
      [...wanted.get(name) ?? [], ...counted],
    ]),
  );
  const { loss, losses } = await measured(saved, data, counted, io);
  if (!choice.allowNan) {
    const first = Math.min(
      ...heads.map(({ unsaid }) => unsaid.first() ?? Infinity),
    );
    if (first < Infinity) throw unanswered({ file, example: first + 1 });
  }
  const figures = valuesOf(wanted);
  const named = heads.map((head) => ({
    ...head,
    classes: namesOfOutputs(
      classNames(meaningFor(description, head), head.isShared),
      head.matrix?.classes ?? 0,
    ),
  }));
  if (choice.isJson) {
    io.data(toRecord("evaluate", 0, {
      examples: data.length,
      loss,
      losses,
      metrics: figures,
      ...named.length === 1 ? confusionRecord(named[0]) : {
        heads: named.map((head) => ({
          name: head.name,
          ...confusionRecord(head),
        })),
      },
    }));
    return 0;
  }
  io.out(`${
    say("{count} examples of {file}", {
      count: formatCount(data.length),
      file,
    })
  }\n`);
  if (skipped > 0) {
    io.out(`${leftOutWords(skipped, choice.data.columns.unknown)}\n`);
  }
  const all = measuresOf({ loss, losses, metrics: figures })
    .map(([name, value]) => [measureTitle(name), value] as const);
  const width = Math.max(12, ...all.map(([name]) => textWidth(name) + 2));
  for (const [name, value] of all) {
    io.out(`${padded(name, width)}${formatNumber(value, 4)}\n`);
  }
  if (Object.entries(figures).some(isUndefinedR2)) {
    io.out(`${say(noVariance)}\n`);
  }
  for (const { name, matrix, classes } of named) {
    if (matrix === undefined || matrix.classes > mostShown) continue;
    const title = named.length === 1 ? "" : `${name}\n`;
    io.out(`\n${title}${confusions(matrix, classes, io.columns)}\n`);
  }
  return 0;
}

/** How long to compute before signals and the bar have their turn. */
const sliceMilliseconds = 50;

function measured(
  { network, parameters }: SavedNetwork,
  data: Examples,
  metrics: HeadMetrics,
  io: Io,
): Promise<Evaluation> {
  const batches = inferenceBatches(network, parameters, {
    targetShape: targetsToBind(data),
  });
  const measure = measureIn(network, data);
  const bar = progressLine(io);
  return stoppable(io, async (between) => {
    const steps = evaluateSteps(batches, data, { metrics, measure, between });
    let sliceEnd = io.now() + sliceMilliseconds;
    try {
      for (;;) {
        const { done, value } = await steps.next();
        if (done) return value;
        if (io.now() < sliceEnd) continue;
        bar.show(say("evaluating"), value.done, value.total);
        await io.pause();
        between();
        sliceEnd = io.now() + sliceMilliseconds;
      }
    } finally {
      bar.clear();
    }
  }, {
    message: say("stopped before the end"),
    hasLongPieces: takesLong(network, data.length),
  });
}
