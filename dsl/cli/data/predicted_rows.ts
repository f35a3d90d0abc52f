import type { ExampleArray } from "../../../lib/data/examples/array_examples.ts";
import type { Cell } from "../../../lib/data/tables/table.ts";
import { arrayIn, arraysFor } from "../../../lib/fitting/array_names.ts";
import type { DataFile } from "../../../lib/fitting/data_file.ts";
import { requireOneInput } from "../../../lib/fitting/parts.ts";
import {
  predictArray,
  predictTable,
  type TrainedNetwork,
} from "../../../lib/fitting/predictions.ts";
import type { SavedNetwork } from "../../network_file/saved_network.ts";
import {
  choiceFor,
  choicesFor,
  type DataChoice,
  requireKnownColumns,
  requireUse,
} from "../words/data_options.ts";
import { inputName, type InputSource } from "../words/sources.ts";
import { arrayNamed, namedAs } from "./arrays.ts";

/** What is predicted, and how. */
interface PredictedChoice {
  readonly source: InputSource;
  readonly data: DataChoice;
  readonly outputs: readonly string[] | undefined;
  readonly probabilities: boolean;
  readonly allowNan: boolean;
}

/** Some rows of a result. */
export type PredictedRows = readonly (readonly Cell[])[];

/**
 * The rows of the result, some at a time, the titles first.
 *
 * @param between called between pieces of the work.
 * @param leftOut called for each row that is left out.
 */
export async function* predictedRows(
  saved: SavedNetwork,
  file: DataFile,
  { source, data, outputs, probabilities, allowNan }: PredictedChoice,
  between: () => void,
  leftOut: () => void,
): AsyncGenerator<PredictedRows> {
  if (file.kind === "table") {
    if (saved.description.schema !== undefined) requireKnownColumns(data);
    const { missing, missingNames, unknown } = data.columns;
    const has = (name: string) => file.table.columns.includes(name);
    const { inputs = data.columns.inputs } = choicesFor(
      saved.network,
      data,
      has,
    );
    yield* predictTable(saved, file.table, {
      inputs,
      missing,
      missingNames,
      unknown,
      leftOut,
      outputs,
      probabilities,
      allowNan,
      between,
    });
    return;
  }
  const name = inputName(source);
  requireUse(
    { choice: data },
    name,
    file.kind === "array" ? "holds one array" : "holds arrays",
  );
  yield predictArray(saved, inputsIn(saved, file, name, data), {
    outputs,
    probabilities,
    allowNan,
    between,
  });
}

/** The array of the inputs, or one for each. */
export function inputsIn(
  { network, description: { arrays: before } }: TrainedNetwork,
  file: Exclude<DataFile, { kind: "table" }>,
  name: string,
  data: DataChoice,
): ExampleArray | Readonly<Record<string, ExampleArray>> {
  if (file.kind === "array") {
    requireOneInput(network, name);
    return { ...file.tensor, name };
  }
  const { arrays } = file;
  const names = choiceFor(network, data, "inputs", (each) => arrays.has(each));
  if (network.inputs.length > 1) {
    const choice = { names, before };
    const named = arraysFor(name, network, arrays, "inputs", choice);
    return namedAs(name, named);
  }
  const own = arrayNamed(network, name, "inputs", names);
  const array = arrayIn(name, arrays, "inputs", { name: own, before, network });
  return { ...array, name };
}
