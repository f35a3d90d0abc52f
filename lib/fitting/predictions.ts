import { type DataPlace, NablaError } from "../base/nabla_error.ts";
import type { Values } from "../base/values.ts";
import { DataError } from "../bytes/data_error.ts";
import {
  arrayExamples,
  type ExampleArray,
} from "../data/examples/array_examples.ts";
import {
  type TableExamplesOptions,
  tableRows,
} from "../data/examples/table_rows.ts";
import type { MissingOptions } from "../data/schemas/missing.ts";
import type { Cell, Row, Table } from "../data/tables/table.ts";
import type { Network } from "../network/network.ts";
import type { Parameters } from "../network/parameters.ts";
import { predictor } from "../training/evaluation/predict.ts";
import { restoreValues } from "../training/evaluation/own_units.ts";
import { requireOrder } from "./array_reading.ts";
import { answersOf } from "./answers.ts";
import { readingOf, requireMeans } from "./known_columns.ts";
import { normalizeValues } from "./normalization.ts";
import type { DataMeaning } from "./data_meaning.ts";

/** A trained network with the meaning of its data, as `readNetwork` gives it. */
export interface TrainedNetwork {
  /** The network. */
  readonly network: Network;
  /** Its parameters. */
  readonly parameters: Parameters;
  /** The meaning of its data. */
  readonly description: DataMeaning;
}

/** Which columns predictions have. */
export interface AnswerOptions {
  /** Whether there is one for the probability of each class. Default: false. */
  readonly probabilities?: boolean;
  /** Whether an input whose outputs are NaN or infinite has an answer without a class, instead of being refused. Default: false. */
  readonly allowNan?: boolean;
  /** Called between layers; what it throws stops the work. */
  readonly between?: () => void;
}

/** What {@linkcode predictTable} takes. */
export interface PredictTableOptions
  extends
    AnswerOptions,
    MissingOptions,
    Pick<TableExamplesOptions, "unknown" | "leftOut"> {}

/**
 * The rows of a table with columns of predictions after them, the titles first, some
 * at a time.
 *
 * ```ts
 * import { initialize, nn } from "@nabla/nabla";
 * import { fitTable, predictTable } from "@nabla/nabla/data";
 * import { csvTable, fromBytes } from "@nabla/nabla/data";
 * import { assertEquals } from "@std/assert";
 *
 * const text = new TextEncoder().encode("x,y,kind\n1,2,ash\n3,4,oak\n");
 * const table = await csvTable(fromBytes("trees.csv", text));
 * const network = nn`fc(2,2) -> cross_entropy`;
 * const { schema } = await fitTable(network, table, { target: "kind" });
 * const parameters = initialize(network);
 * const trained = { network, parameters, description: { schema } };
 * for await (const [titles] of predictTable(trained, table)) {
 *   assertEquals(titles, ["x", "y", "kind", "predicted kind"]);
 * }
 * ```
 *
 * @throws {DataError} if a row cannot be used, its outputs are not finite, or the
 * network was not trained on a table.
 */
export async function* predictTable(
  trained: TrainedNetwork,
  table: Table,
  options: PredictTableOptions = {},
): AsyncGenerator<(readonly Cell[])[]> {
  const { network, description } = trained;
  const { schema, means } = description;
  const reading = readingOf(options, description.reading);
  if (schema === undefined) {
    throw new DataError(
      { file: table.name },
      "the network was not trained on a table, so that its columns have no meaning",
      "Give data of the kind that it was trained on.",
    );
  }
  requireMeans(table.name, reading?.missing, means);
  const answers = answersOf(trained, options.probabilities ?? false);
  const outputs = outputsFor(trained, options.between);
  const blocks = tableRows(table, schema, {
    precision: "float64",
    inputShape: network.inputShape,
    hasTargets: false,
    ...reading,
    unknown: options.unknown,
    leftOut: options.leftOut,
    means,
  });
  // Given with the first rows, whose mistakes come before anything is written.
  const { columns, titles: written = columns } = table;
  const own = uniqueTitles([...columns, ...written], answers.columns);
  let titles = [[...written, ...own]];
  for await (const { x, rows } of blocks) {
    const y = outputsOfRows(table.name, x, rows, outputs);
    for (const [i, { line }] of rows.entries()) {
      if (options.allowNan || answers.isAnswered(y, i)) continue;
      throw unanswered({ file: table.name, line });
    }
    yield [
      ...titles,
      ...rows.map((row, i) => [...row.cells, ...answers.cells(y, i)]),
    ];
    titles = [];
  }
  if (titles.length > 0) yield titles;
}

/**
 * Predictions for the inputs of an array, one for each index of its first axis: rows
 * of a table, the titles first.
 *
 * @throws {DataError} if the array does not fit, or outputs are not finite.
 * @throws {NablaError} if a layer cannot work with the numbers.
 */
export function predictArray(
  trained: TrainedNetwork,
  x: ExampleArray,
  options: AnswerOptions = {},
): (readonly Cell[])[] {
  const answers = answersOf(trained, options.probabilities ?? false);
  const { inputShape } = trained.network;
  const { arrays } = trained.description;
  requireOrder(x.name ?? "x", x.shape.slice(1), arrays, trained.network);
  const { memory } = arrayExamples({ x }, { inputShape });
  const y = outputsFor(trained, options.between)(memory.x);
  for (let i = 0; i < memory.length; i++) {
    if (options.allowNan || answers.isAnswered(y, i)) continue;
    throw unanswered({ file: x.name ?? "x", example: i + 1 });
  }
  return [
    answers.columns,
    ...Array.from({ length: memory.length }, (_, i) => answers.cells(y, i)),
  ];
}

/** The refusal of an input to which the network has no answer. */
export function unanswered(place: DataPlace): DataError {
  return new DataError(
    place,
    "the network has no answer: its outputs are NaN or infinite",
    [
      "Look for such numbers in its weights, or go on without an answer with ",
      { option: "allowNan" },
      ".",
    ],
  );
}

/** Computes outputs in the units of the targets from inputs that are not normalized. */
function outputsFor(
  { network, parameters, description }: TrainedNetwork,
  between: (() => void) | undefined,
): (x: Values) => Values {
  const { normalization, targetNormalization } = description;
  const predict = predictor(network, { parameters, between });
  const { precision } = parameters;
  return (x) => {
    const y = predict(
      normalization === undefined
        ? x
        : normalizeValues(x, normalization, { precision }),
    );
    return targetNormalization === undefined
      ? y
      : restoreValues(y, targetNormalization);
  };
}

/** The outputs for rows. If a layer refuses a number, finds its row to name the line. */
function outputsOfRows(
  file: string,
  x: Values,
  rows: readonly Row[],
  outputs: (x: Values) => Values,
): Values {
  try {
    return outputs(x);
  } catch (error) {
    if (!(error instanceof NablaError)) throw error;
    if (rows.length === 1) {
      throw new DataError({ file, line: rows[0].line }, error.message);
    }
    const width = x.length / rows.length;
    for (const [i, row] of rows.entries()) {
      const own = x.subarray(i * width, (i + 1) * width);
      outputsOfRows(file, own, [row], outputs);
    }
    throw error;
  }
}

/** Titles that no column has. */
function uniqueTitles(
  taken: readonly string[],
  titles: readonly string[],
): string[] {
  return titles.map((title) => {
    let name = title;
    for (let i = 2; taken.includes(name); i++) name = `${title} ${i}`;
    return name;
  });
}
