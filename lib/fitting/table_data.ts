import type { Advice } from "../base/advice.ts";
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
import type { Examples } from "../data/examples/examples.ts";
import { type Schema, targetShapeOf } from "../data/schemas/schema.ts";
import type { Table } from "../data/tables/table.ts";
import { targetKinds } from "../layer/loss_table.ts";
import type { Network } from "../network/network.ts";
import { targetFormOf } from "../network/outputs.ts";
import { type FittedData, targetShapeFor } from "./fitted_data.ts";
import {
  columnsOf,
  type KnownColumns,
  knownIn,
  requireMeans,
} from "./known_columns.ts";
import {
  numberTargets,
  requireInputColumns,
  requireTargetColumns,
} from "./table_mistakes.ts";
import { mapTargets, requireTargetNumbers } from "./target_numbers.ts";

/** What {@linkcode fitTable} takes. Default: the target is the column `target`, the inputs are all others. */
export interface FitTableOptions
  extends Omit<LearnSchemaOptions, "targetKind"> {
  /** What the columns mean, if it was learned from other data: they are found by their names; `target` can give another name. */
  readonly known?: KnownColumns | undefined;
  /** Whether the table is read again for each epoch instead of held in memory. Default: if `size` is over 1 GB. */
  readonly streams?: boolean | undefined;
  /** The size of its file in bytes. */
  readonly size?: number;
}

const largestInMemory = 2 ** 30;

/**
 * Fits a table to a network: learns what its columns mean, and checks that the network
 * takes as many features, and its loss such targets.
 *
 * ```ts
 * import { nn } from "@nabla/nabla";
 * import { fitTable } from "@nabla/nabla/data";
 * import { csvTable, fromBytes } from "@nabla/nabla/data";
 * import { assertEquals } from "@std/assert";
 *
 * const text = new TextEncoder().encode("x,y,kind\n1,2,ash\n3,4,oak\n");
 * const table = await csvTable(fromBytes("trees.csv", text));
 * const { schema } = await fitTable(nn`fc(2,2) -> cross_entropy`, table, {
 *   target: "kind",
 * });
 * assertEquals(schema?.targets, [{ name: "kind", categories: ["ash", "oak"] }]);
 * ```
 *
 * @throws {DataError} if it does not fit, or a row cannot be used.
 */
export async function fitTable(
  network: Network,
  table: Table,
  options: FitTableOptions = {},
): Promise<FittedData> {
  const { missing, size = 0, streams = size > largestInMemory } = options;
  const { schema, means, learned } = await columnsFor(
    network,
    table,
    options,
    streams,
  );
  if (learned !== undefined) requireTargetColumns(table.name, learned, network);
  requireInputColumns(table.name, schema, network);
  requireMeans(table.name, missing, means);
  const encoding = {
    missing,
    missingNames: options.missingNames,
    means: missing === "mean" ? means : undefined,
    precision: "float64" as const,
    inputShape: network.inputShape,
    targetShape: targetShapeFor(table.name, targetShapeOf(schema), network),
  };
  const length = learned?.length;
  const examples = streams && length !== undefined
    ? streamedExamples(table, schema, { ...encoding, length })
    : await tableExamples(table, schema, { ...encoding, length });
  if (examples.length === 0) {
    throw new DataError(
      { file: table.name },
      "there must be examples: found none",
    );
  }
  const numbered = withPairs(examples, schema, network);
  if (schema.targets.some(({ categories }) => categories === undefined)) {
    await requireTargetNumbers(table.name, numbered, network);
  }
  return { examples: numbered, schema, means, skipped: learned?.skipped };
}

/** Examples whose classes are the two numbers that the loss knows them by, as -1 and 1. */
function withPairs(
  examples: Examples,
  { targets }: Schema,
  network: Network,
): Examples {
  const form = targetFormOf(network, examples.targetShape);
  const { pair: [no, yes] = [0, 1] } = form ? targetKinds[form.kind] : {};
  if (no === 0 && yes === 1) return examples;
  return mapTargets(
    examples,
    (t, i) => targets[i]?.categories === undefined ? t : t === 0 ? no : yes,
  );
}

/** What the columns mean; a streamed table is always read for its length. */
async function columnsFor(
  network: Network,
  table: Table,
  options: FitTableOptions,
  streams: boolean,
): Promise<KnownColumns & { readonly learned?: LearnedSchema }> {
  const known = knownIn(table, options.known, options.target);
  if (known !== undefined && !streams) return known;
  const learned = await learn(network, table, { ...options, known });
  const { schema, inputs: { mean } } = learned;
  const means = known?.means ?? mean;
  return { schema: known?.schema ?? schema, means, learned };
}

/** Learns the columns. A target of two values that the loss does not take is a class. */
async function learn(
  network: Network,
  table: Table,
  options: FitTableOptions,
): Promise<LearnedSchema> {
  const { known, missing, missingNames } = options;
  const columns = known === undefined ? options : columnsOf(known.schema);
  const target = known?.schema.targets.map(({ name }) => name) ??
    options.target ?? guessTarget(table);
  const targetKind = targetKindOf(network, [target].flat().length);
  const learnt = (classes: readonly string[] = []) =>
    learnSchema(table, {
      inputs: columns.inputs,
      without: known === undefined ? options.without : undefined,
      classes,
      missing,
      missingNames,
      target,
      targetKind,
    });
  const learned = await learnt(columns.classes);
  const others = unfitting(learned, network);
  if (others.length === 0) return learned;
  const again = await learnt([...columns.classes ?? [], ...others]);
  const arePairs = again.schema.targets.every(({ name, categories }) =>
    !others.includes(name) || categories?.length === 2
  );
  return arePairs ? again : learned;
}

/** The columns of numbers that a loss of yes and no, or of signs, does not take. */
function unfitting(learned: LearnedSchema, network: Network): string[] {
  const form = targetFormOf(network, targetShapeOf(learned.schema));
  const { rule, pair } = form === undefined
    ? { rule: undefined, pair: undefined }
    : targetKinds[form.kind];
  if (rule === undefined || pair === undefined) return [];
  const { targets } = learned.schema;
  return numberTargets(learned).filter(({ least, largest }) =>
    !rule.holds(least) || !rule.holds(largest)
  ).map(({ name }) => name)
    // The columns of one array have no names.
    .filter((name) => targets.some((each) => each.name === name));
}

/** What one column, or each of several, is for the loss of a network. */
function targetKindOf(
  network: Network,
  columns: number,
): LearnSchemaOptions["targetKind"] {
  const forms = network.loss?.layer.loss?.targets(network.outputShape) ?? [];
  const form = forms.find(({ shape }) => elementCount(shape) === columns);
  switch (form?.kind) {
    case "class":
      // Of several positions, they are the numbers of classes.
      return columns === 1 ? "class" : "number";
    case undefined:
    case "distribution":
    case "yes_or_no":
    case "sign":
      return "auto";
    default:
      return "number";
  }
}

function guessTarget({ name, columns }: Table): string[] {
  const found = columns.find((each) => each.toLowerCase() === "target");
  if (found !== undefined) return [found];
  const shown = columns.slice(0, 20).join(", ");
  const help: Advice = [
    "Name its column with ",
    { option: "target" },
    `; the columns are ${shown}${columns.length > 20 ? " and more" : ""}.`,
  ];
  throw new DataError(
    { file: name },
    "there must be a target: found none",
    help,
  );
}
