import { say } from "../../words/say.ts";
import type { DataPlace } from "../base/facts.ts";
import { NablaError } from "../base/nabla_error.ts";
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
import {
  type FilledPart,
  joinedExamples,
  widthOf,
} from "../data/examples/parts.ts";
import { inputsOf } from "../network/graph.ts";
import { rowPredictor } from "../training/evaluation/predict.ts";
import { requireOrder } from "./array_reading.ts";
import { askedOutputs, type AskOptions } from "./asked_outputs.ts";
import { inputNormalization } from "./data_meaning.ts";
import { ownOf } from "../base/record.ts";
import { advise } from "../base/advice.ts";
import { arrayFor } from "./parts.ts";
import {
  knownColumnsOf,
  knownIn,
  type OtherNames,
  readingOf,
  requireMeans,
} from "./known_columns.ts";
import { normalizeValues } from "./numbers/normalization.ts";
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
export interface AnswerOptions extends AskOptions {
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
    Pick<OtherNames, "inputs">,
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
  const blocks = rowsOfTable(trained, table, options);
  const answers = askedAnswers(trained, options);
  // Given with the first rows, whose mistakes come before anything is written.
  const { columns, titles: written = columns } = table;
  const own = uniqueTitles([...columns, ...written], answers.columns);
  let titles = [[...written, ...own]];
  for await (const { x, rows } of blocks) {
    const y = outputsOfRows(table.name, x, rows, answers.outputs);
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
 * The rows of a table as the network's inputs, some at a time; they are not normalized.
 *
 * @throws {DataError} if the network was not trained on a table.
 */
export function rowsOfTable(
  trained: Pick<TrainedNetwork, "network" | "description">,
  table: Table,
  options: Omit<PredictTableOptions, keyof AnswerOptions> = {},
): ReturnType<typeof tableRows> {
  const { network, description } = trained;
  const { means } = description;
  const reading = readingOf(options, description.reading);
  const known = knownColumnsOf(description);
  const schema = knownIn(table, network, known, { inputs: options.inputs })
    ?.schema;
  if (schema === undefined) {
    throw new DataError(
      { file: table.name },
      say(
        "the network was not trained on a table, so that its columns have no meaning",
      ),
      say("Give data of the kind that it was trained on."),
    );
  }
  requireMeans(table.name, reading?.missing, means);
  const inputs = inputsOf(network);
  return tableRows(table, schema, {
    precision: "float64",
    inputShape: inputs.length < 2 ? network.inputShape : [widthOf(inputs)],
    hasTargets: false,
    ...reading,
    unknown: options.unknown,
    leftOut: options.leftOut,
    means,
  });
}

/**
 * Predictions for the inputs of an array, one for each index of its first axis: rows
 * of a table, the titles first. Of several inputs there is an array for each.
 *
 * @throws {DataError} if an array does not fit, or outputs are not finite.
 * @throws {NablaError} if a layer cannot work with the numbers.
 */
export function predictArray(
  trained: TrainedNetwork,
  x: ExampleArray | Readonly<Record<string, ExampleArray>>,
  options: AnswerOptions = {},
): (readonly Cell[])[] {
  const answers = askedAnswers(trained, options);
  const { file, length, rows } = rowsOfArrays(trained, x);
  const y = answers.outputs(rows);
  for (let i = 0; i < length; i++) {
    if (options.allowNan || answers.isAnswered(y, i)) continue;
    throw unanswered({ file, example: i + 1 });
  }
  return [
    answers.columns,
    ...Array.from({ length }, (_, i) => answers.cells(y, i)),
  ];
}

/** The rows of an array, or of one for each input, as the network's inputs one after the other. */
export function rowsOfArrays(
  { network, description: { arrays } }: TrainedNetwork,
  x: ExampleArray | Readonly<Record<string, ExampleArray>>,
): { readonly file: string; readonly length: number; readonly rows: Values } {
  const isOne = (
    each: typeof x,
  ): each is ExampleArray => Array.isArray(each.shape);
  const takes = inputsOf(network);
  const { inputShape } = network;
  const inputs = takes.length > 1 ? takes : [{ name: "x", shape: inputShape }];
  const filled = inputs.map(({ name, shape }): FilledPart & {
    readonly file: string;
  } => {
    const array = isOne(x) ? x : arrayFor(network, x, "inputs", name);
    const file = array.name ?? "x";
    const known = inputs.length < 2 && isOne(x)
      ? arrays
      : ownOf(arrays?.parts, name);
    requireOrder(file, array.shape.slice(1), known, { inputShape: shape });
    const { memory } = arrayExamples({ x: array }, { inputShape: shape });
    return { name, shape, values: memory.x, file };
  });
  const { memory } = joinedExamples(filled, []);
  return { file: filled[0].file, length: memory.length, rows: memory.x };
}

/** The refusal of an input to which the network has no answer. */
export function unanswered(place: DataPlace): DataError {
  return new DataError(
    place,
    say("the network has no answer: its outputs are NaN or infinite"),
    advise(
      "Look for such numbers in its weights, or go on without an answer with {option}.",
      { option: { option: "allowNan" } },
    ),
  );
}

/** What is asked of a network, as columns of one table. */
interface AskedAnswers {
  readonly columns: readonly string[];
  /** Computes all outputs of rows of inputs, which are not normalized. */
  outputs(x: Values): readonly Values[];
  isAnswered(y: readonly Values[], example: number): boolean;
  cells(y: readonly Values[], example: number): readonly (string | null)[];
}

function askedAnswers(
  trained: TrainedNetwork,
  options: AnswerOptions,
): AskedAnswers {
  const { network, parameters, description } = trained;
  const asked = askedOutputs(trained, options);
  const predict = rowPredictor(network, {
    parameters,
    places: asked.map(({ place }) => place),
    between: options.between,
  });
  const inputs = inputsOf(network);
  const normalization = inputNormalization(
    description,
    inputs.length < 2 ? undefined : inputs,
  );
  const { precision } = parameters;
  return {
    columns: uniqueTitles([], asked.flatMap(({ columns }) => columns)),
    outputs: (x) =>
      predict(
        normalization === undefined
          ? x
          : normalizeValues(x, normalization, { precision }),
      ).map((y, i) => asked[i].inUnits(y)),
    isAnswered: (y, example) =>
      asked.every((each, i) => each.isAnswered(y[i], example)),
    cells: (y, example) =>
      asked.flatMap((each, i) => each.cells(y[i], example)),
  };
}

/** The outputs for rows. If a layer refuses a number, finds its row to name the line. */
function outputsOfRows(
  file: string,
  x: Values,
  rows: readonly Row[],
  outputs: (x: Values) => readonly Values[],
): readonly Values[] {
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
  const all = new Set(taken);
  return titles.map((title) => {
    let name = title;
    for (let i = 2; all.has(name); i++) name = `${title} ${i}`;
    all.add(name);
    return name;
  });
}
