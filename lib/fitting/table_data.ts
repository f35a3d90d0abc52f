/**
 * The examples of a table, made to fit a network.
 *
 * @module
 */

import { elementCount } from "../base/shape.ts";
import { DataError } from "../bytes/data_error.ts";
import {
  streamedExamples,
  tableExamples,
} from "../data/examples/table_examples.ts";
import {
  type LearnedSchema,
  learnSchema,
  type LearnSchemaOptions,
} from "../data/schemas/learn_schema.ts";
import {
  type Schema,
  targetShapeOf,
} from "../data/schemas/schema.ts";
import type { Table } from "../data/tables/table.ts";
import type { Network } from "../network/network.ts";
import { plural } from "../base/words.ts";
import { UsageError } from "../../dsl/cli/words/command.ts";
import { namesIn } from "../../dsl/cli/words/data_options.ts";
import {
  type FitOptions,
  type FittedData,
  predictionOf,
  requireMeans,
  targetShapeFor,
} from "./fitted_data.ts";
import { requireInputs, requireTargets } from "./table_mistakes.ts";

/** A larger table is read again for each epoch: in memory it takes as much or more. */
const largestInMemory = 2 ** 30;

/**
 * Reads a table for a network.
 *
 * @param size how many bytes its file has.
 * @throws {UsageError} if the target is not said.
 * @throws {DataError} if it does not fit.
 */
export async function fitTable(
  table: Table,
  size: number,
  options: FitOptions,
): Promise<FittedData> {
  const { network, choice, known } = options;
  const isStream = options.streams ?? size > largestInMemory;
  const learned = known === undefined || isStream
    ? await learn(table, options)
    : undefined;
  const schema = known?.schema ?? learned?.schema;
  if (schema === undefined) throw new TypeError("a table has a schema");
  if (learned !== undefined) requireTargets(table.name, learned, network);
  requireInputs(table.name, schema, network);
  const means = known?.means ?? learned?.inputs.mean;
  const targetShape = targetShapeFor(
    table.name,
    targetShapeOf(schema),
    network,
  );
  const { missing } = choice.columns;
  requireMeans(missing, means);
  const encoding = {
    precision: "float64" as const,
    inputShape: network.inputShape,
    ...(targetShape === undefined ? {} : { targetShape }),
    ...(missing === undefined ? {} : { missing }),
    ...(missing === "mean" && means !== undefined ? { means } : {}),
  };
  const length = learned?.length;
  const examples = isStream && length !== undefined
    ? streamedExamples(table, schema, { ...encoding, length })
    : await tableExamples(table, schema, {
      ...encoding,
      ...(length === undefined ? {} : { length }),
    });
  if (examples.length === 0) {
    throw new DataError({ file: table.name }, "there are no examples in it");
  }
  return {
    examples,
    schema,
    ...(means === undefined ? {} : { means }),
    isBytes: false,
    notes: learned === undefined || learned.skipped === 0 ? [] : [
      `${plural(learned.skipped, "line")} with missing values ${
        learned.skipped === 1 ? "was" : "were"
      } left out`,
    ],
  };
}

function learn(
  table: Table,
  { network, choice, known }: FitOptions,
): Promise<LearnedSchema> {
  const target = choice.target === undefined
    ? undefined
    : namesIn("target", choice.target);
  return learnSchema(table, {
    ...(known === undefined ? choice.columns : columnsOf(known.schema)),
    ...(choice.columns.missing === undefined
      ? {}
      : { missing: choice.columns.missing }),
    target: target ?? known?.schema.targets.map(({ name }) => name) ??
      guessTarget(table),
    targetKind: targetKindOf(network),
  });
}

/** Where there is a class for each of several positions, targets are their numbers. */
function targetKindOf(network: Network): LearnSchemaOptions["targetKind"] {
  const { outputShape } = network;
  switch (predictionOf(network)) {
    case "classes":
      return elementCount(outputShape) === outputShape.at(-1)
        ? "class"
        : "number";
    case "numbers":
      return "number";
    default:
      return "auto";
  }
}

/** The columns that are known, whatever others a table has. */
function columnsOf({ inputs }: Schema) {
  return {
    inputs: inputs.map(({ name }) => name),
    classes: inputs.filter(({ categories }) => categories !== undefined)
      .map(({ name }) => name),
  };
}

/** A column of this name needs no saying. */
function guessTarget({ name, columns }: Table): string[] {
  const found = columns.find((each) => each.toLowerCase() === "target");
  if (found !== undefined) return [found];
  const shown = columns.slice(0, 20).join(", ");
  throw new UsageError(
    `the target of ${name} is not said`,
    `Name its column with --target; the columns are ${shown}${
      columns.length > 20 ? " and more" : ""
    }.`,
  );
}
