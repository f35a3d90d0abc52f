/**
 * What a trained network says of new data, as rows of a table.
 *
 * @module
 */

import type { Values } from "../base/values.ts";
import { DataError } from "../bytes/data_error.ts";
import { arrayExamples } from "../data/examples/array_examples.ts";
import { tableRows } from "../data/examples/table_rows.ts";
import type { Cell, Row, Table } from "../data/tables/table.ts";
import { answersOf } from "./answers.ts";
import { scaled } from "./normalization.ts";
import { predictor } from "../training/evaluation/predict.ts";
import type { SavedNetwork } from "../../dsl/network_file/saved_network.ts";
import { inputsIn } from "./array_data.ts";
import type { DataFile } from "./data_file.ts";
import { type DataChoice, requireKnownColumns } from "../../dsl/cli/words/data_options.ts";
import { requireMeans } from "./fitted_data.ts";
import { asMistake, orMistake } from "../../dsl/cli/files/source.ts";
import { type Arguments, UsageError } from "../../dsl/cli/words/command.ts";

/**
 * The rows of the result, the titles first, some at a time.
 *
 * @throws {UsageError} if there is nothing to predict from.
 * @throws {DataError} where a line cannot be used.
 */
export async function* predictions(
  file: DataFile,
  word: string,
  saved: SavedNetwork,
  choice: DataChoice,
  args: Arguments,
): AsyncGenerator<(readonly Cell[])[]> {
  const { network, parameters, description } = saved;
  const { normalization, schema, means, precision } = description;
  const answers = answersOf(network, schema, args.flag("probabilities"));
  const predict = predictor(network, { parameters });
  const outputs = (x: Values) =>
    predict(
      normalization === undefined ? x : scaled(x, normalization, { precision }),
    );
  /** The outputs for rows; a number that a layer refuses is looked for, to name its line. */
  function outputsOf(x: Values, rows: readonly Row[]): Values {
    try {
      return outputs(x);
    } catch (error) {
      const width = x.length / rows.length;
      for (const [i, { line }] of rows.entries()) {
        try {
          outputs(x.subarray(i * width, (i + 1) * width));
        } catch (error) {
          const mistake = asMistake(error);
          if (!(mistake instanceof UsageError)) throw error;
          throw new DataError({ file: word, line }, mistake.message);
        }
      }
      throw error;
    }
  }
  const cellsOf = (y: Values, count: number) =>
    Array.from({ length: count }, (_, i) => answers.cells(y, i));
  if (file.kind !== "table") {
    const x = file.kind === "array"
      ? file.tensor
      : inputsIn(word, file.arrays, choice.columns.inputs?.[0]);
    const { memory } = arrayExamples({ x: { ...x, name: word } }, {
      inputShape: network.inputShape,
    });
    const y = orMistake(() => outputs(memory.x));
    yield [answers.columns];
    yield cellsOf(y, memory.length);
    return;
  }
  const { table } = file;
  if (schema === undefined) {
    throw new DataError(
      { file: word },
      "the network was not trained on a table, so that its columns have no meaning",
      "Give data of the kind that it was trained on.",
    );
  }
  requireKnownColumns(choice);
  const { missing } = choice.columns;
  requireMeans(missing, means);
  const blocks = tableRows(table, schema, {
    precision: "float64",
    inputShape: network.inputShape,
    hasTargets: false,
    ...(missing === undefined ? {} : { missing }),
    ...(means === undefined ? {} : { means }),
  });
  let titles = [[...table.columns, ...uniqueTitles(table, answers.columns)]];
  for await (const { x, rows, length } of blocks) {
    const cells = cellsOf(outputsOf(x, rows), length);
    yield [...titles, ...rows.map((row, i) => [...row.cells, ...cells[i]])];
    titles = [];
  }
  // Mistakes in the first rows come before anything is written.
  if (titles.length > 0) yield titles;
}

/** Titles that no column has. */
function uniqueTitles(
  { columns }: Table,
  titles: readonly string[],
): readonly string[] {
  return titles.map((title) => {
    let name = title;
    for (let i = 2; columns.includes(name); i++) name = `${title} ${i}`;
    return name;
  });
}
