import { say } from "../../words/say.ts";
import type { Advice } from "../base/advice.ts";
import { elementCount } from "../base/shape.ts";
import { plural } from "../base/words.ts";
import { DataError } from "../bytes/data_error.ts";
import {
  streamedExamples,
  tableExamples,
} from "../data/examples/table_examples.ts";
import { tableRows } from "../data/examples/table_rows.ts";
import {
  type LearnedSchema,
  learnSchema,
  type LearnSchemaOptions,
} from "../data/schemas/learn_schema.ts";
import type { Examples } from "../data/examples/examples.ts";
import { TableError } from "../data/schemas/collected_mistakes.ts";
import type { RowEncoderOptions } from "../data/schemas/row_encoder.ts";
import {
  inputShapeOf,
  type Schema,
  targetShapeOf,
} from "../data/schemas/schema.ts";
import type { Table } from "../data/tables/table.ts";
import { targetKinds } from "../layer/loss_table.ts";
import type { Network } from "../network/network.ts";
import { targetFormOf } from "../network/outputs.ts";
import { type FittedData, targetShapeFor } from "./fitted_data.ts";
import {
  type KnownColumns,
  knownIn,
  readingOf,
  requireMeans,
} from "./known_columns.ts";
import {
  learnedOf,
  numberTargets,
  requireInputColumns,
  requireTargetColumns,
} from "./table_mistakes.ts";
import { columnsFor } from "./target_column.ts";
import {
  pairedTargets,
  requireTargetNumbers,
} from "./numbers/target_numbers.ts";
import { checkFor, schemaOf } from "./parts.ts";
import { widthOf, withTargetOf } from "../data/examples/parts.ts";
import { positionsOf } from "../data/tables/column_ranges.ts";
import { isList, type TargetColumnKind } from "../data/tables/columns.ts";
import { headsOf, inputsOf } from "../network/graph.ts";

/** What {@linkcode fitTable} takes. Default: the target is the column `target`, the inputs are all others. */
export interface FitTableOptions
  extends Omit<LearnSchemaOptions, "targetKind"> {
  /** What the columns mean, if it was learned from other data: they are found by their names; `inputs` and `target` can give others. */
  readonly known?: KnownColumns | undefined;
  /** Whether the table is read again for each epoch instead of held in memory. Default: if `size` is over 1 GB. */
  readonly streams?: boolean | undefined;
  /** What becomes of a row with an input category that is not known. Default: `error`. */
  readonly unknown?: RowEncoderOptions["unknown"];
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
  const { size = 0, streams = size > largestInMemory, unknown } = options;
  const { name: file, notes = [] } = table;
  const known = knownIn(table, network, options.known, options);
  const reading = readingOf(options, known?.reading);
  const found = known ?? await learnOrTell(network, table, options);
  const { schema } = found;
  const learned = "length" in found ? found : undefined;
  const means = learned === undefined ? known?.means : learned.inputs.mean;
  const heads = headsOf(network);
  if (learned !== undefined) {
    const { target = [] } = options;
    const isShared = typeof target === "string" || isList(target);
    for (const head of heads) {
      const own = learnedOf(learned, head);
      const check = () => requireTargetColumns(file, own, head.network);
      await checkFor(network, head, check, isShared);
    }
  }
  requireInputColumns(file, schema, network);
  requireMeans(file, reading?.missing, means);
  let skipped = 0;
  const shapes = shapesOf(file, network, schema);
  const encoding = {
    ...reading,
    unknown,
    means: reading?.missing === "mean" ? means : undefined,
    precision: "float64" as const,
    inputShape: shapes.inputShape,
    targetShape: shapes.targetShape,
  };
  const counting = { ...encoding, leftOut: () => skipped++ };
  const { length } = learned ??
    { length: streams ? await countRows(table, schema, counting) : undefined };
  const examples = streams && length !== undefined
    ? streamedExamples(table, schema, { ...encoding, length })
    : await tableExamples(table, schema, { ...counting, length });
  if (examples.length === 0) {
    throw new DataError({ file }, say("there must be examples: found none"));
  }
  const numbered = pairedTargets({ ...examples, ...shapes }, schema, heads);
  for (const head of heads) {
    const own = schemaOf(schema, head);
    if (own.targets.every(({ categories }) => categories !== undefined)) {
      continue;
    }
    const part = withTargetOf(numbered, head.name);
    const check = () => requireTargetNumbers(file, part, head.network);
    await checkFor(network, head, check);
  }
  return {
    examples: numbered,
    schema,
    means,
    reading: known === undefined
      ? { ...reading, ...table.writing }
      : known.reading,
    skipped: learned?.skipped ?? skipped,
    notes: learned === undefined
      ? notes
      : [...notes, ...columnNotes(table, options), ...learned.notes],
  };
}

/** The shapes of an example, and of its parts where a network has several inputs or losses. */
function shapesOf(
  file: string,
  network: Network,
  schema: Schema,
): Pick<Examples, "inputShape" | "inputs" | "targetShape" | "targets"> {
  const inputs = inputsOf(network);
  const heads = headsOf(network);
  const targets = heads.map((head) => {
    const found = targetShapeOf(schemaOf(schema, head));
    const shape = targetShapeFor(file, found, head.network);
    return { name: head.name, shape: shape ?? [] };
  });
  const hasInputs = inputs.length > 1;
  const hasTargets = targets.length > 1;
  return {
    inputShape: hasInputs ? [widthOf(inputs)] : network.inputShape,
    inputs: hasInputs ? inputs : undefined,
    targetShape: hasTargets
      ? [widthOf(targets)]
      : targetShapeFor(file, targetShapeOf(schema), network),
    targets: hasTargets ? targets : undefined,
  };
}

/** What is said of columns that name or number the rows, unless the options speak of them. */
function columnNotes(
  { columns, columnNotes = [] }: Table,
  { inputs, without = [] }: FitTableOptions,
): readonly Advice[] {
  const isChosen = inputs !== undefined || without.includes(columns[0]);
  return isChosen ? [] : columnNotes;
}

async function countRows(
  ...[table, schema, options]: Parameters<typeof tableRows>
): Promise<number> {
  let count = 0;
  for await (const { length } of tableRows(table, schema, options)) {
    count += length;
  }
  return count;
}

/** Learns the columns; where cells cannot be used, tells how many inputs the network has once they can. */
async function learnOrTell(
  network: Network,
  table: Table,
  options: FitTableOptions,
): Promise<LearnedSchema> {
  try {
    return await learn(network, table, options);
  } catch (error) {
    if (!(error instanceof TableError)) throw error;
    const { help = "", mending } = error;
    const then = await learn(network, table, { ...options, ...mending })
      .catch((again: unknown) => {
        if (!(again instanceof DataError)) throw again;
      });
    const found = then && elementCount(inputShapeOf(then.schema));
    if (found === undefined || found === widthOf(inputsOf(network))) {
      throw error;
    }
    throw new DataError(error.place, error.facts.problem, [
      ...[help].flat(),
      say(
        mending.classes === undefined
          ? " An input is then {numbers}."
          : " With these categories, an input is {numbers}.",
        { numbers: plural(found, "number") },
      ),
    ]);
  }
}

/** Learns the columns. A target of two values that the loss does not take is a class. */
async function learn(
  network: Network,
  table: Table,
  options: FitTableOptions,
): Promise<LearnedSchema> {
  const { target, inputs } = columnsFor(network, table, options);
  const heads = headsOf(network);
  const targetKind = isList(target)
    ? targetKindOf(network, positionsOf(table, target, "target").length)
    : Object.fromEntries(
      heads.map(({ name, network }) => {
        const own = new Map(Object.entries(target)).get(name) ?? [];
        const { length } = positionsOf(table, [own].flat(), "target");
        return [name, targetKindOf(network, length)];
      }),
    );
  const learnt = (classes: readonly string[]) =>
    learnSchema(table, { ...options, inputs, target, targetKind, classes });
  const classes = options.classes ?? [];
  const learned = await learnt(classes);
  const others = heads.flatMap((head) =>
    unfitting(learnedOf(learned, head), head.network)
  );
  if (others.length === 0) return learned;
  const again = await learnt([...classes, ...others]);
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
): TargetColumnKind {
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
