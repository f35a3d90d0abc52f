import { say } from "../../words/say.ts";
import { advise } from "../base/advice.ts";
import { DataError } from "../bytes/data_error.ts";
import { elementCount } from "../base/shape.ts";
import { positionsOf } from "../data/tables/column_ranges.ts";
import {
  type ColumnNames,
  type ColumnOptions,
  isList,
} from "../data/tables/columns.ts";
import { formatColumns, type Table } from "../data/tables/table.ts";
import { inputsOf } from "../network/graph.ts";
import type { Network } from "../network/network.ts";
import { type DataRole, namesFor } from "./parts.ts";

/**
 * The target where none is named: the column `target`.
 *
 * @throws {DataError} if there is none.
 */
export function guessTarget(table: Table): string[] {
  const found = table.columns.find((each) => each.toLowerCase() === "target");
  if (found !== undefined) return [found];
  const help = table.doubt ??
    advise("Name its column with {option}; the columns are {columns}.", {
      option: { option: "target" },
      columns: formatColumns(table, (name) => name),
    });
  throw new DataError(
    { file: table.name },
    say("there must be a target: found none"),
    help,
  );
}

/**
 * The columns of each input and of each loss; no inputs are all columns but the target.
 *
 * @throws {DataError} if an input or a loss has none, or there is none of that name.
 */
export function columnsFor(
  network: Network,
  table: Table,
  { inputs, target }: Pick<ColumnOptions, "inputs" | "target">,
): { readonly target: ColumnNames; readonly inputs?: ColumnNames } {
  const find = (names: readonly string[]) => {
    const found = names.find((name) => table.columns.includes(name));
    return found === undefined ? undefined : [found];
  };
  const data = (role: DataRole) => ({
    file: table.name,
    has: say("the columns are {columns}", {
      columns: formatColumns(table, (name) => name),
    }),
    advise: (lacking: readonly string[]) =>
      unusedColumns(network, table, { inputs, target }, { role, lacking }),
  });
  const given = typeof target === "string" ? [target] : target;
  const targets = given === undefined && network.losses.length < 2
    ? guessTarget(table)
    : namesFor(
      {
        ...data("target"),
        guess: (name) => find([`${name}.target`, name, "target"]),
      },
      network,
      "target",
      given,
    );
  if (inputs === undefined && network.inputs.length < 2) {
    return { target: targets };
  }
  const guess = (name: string) => find([name]);
  return {
    target: targets,
    inputs: namesFor({ ...data("inputs"), guess }, network, "inputs", inputs),
  };
}

/**
 * The columns that nothing uses for inputs or losses without any, one after the other;
 * none where there are not as many as they take.
 */
function unusedColumns(
  network: Network,
  table: Table,
  { inputs = [], target = [] }: Pick<ColumnOptions, "inputs" | "target">,
  { role, lacking }: {
    readonly role: DataRole;
    readonly lacking: readonly string[];
  },
): readonly (readonly string[])[] {
  const { columns } = table;
  // A list cannot be for several inputs.
  const own = isList(inputs) ? {} : inputs;
  const named = [own, typeof target === "string" ? [target] : target]
    .flatMap((names) => Object.values(names).flat());
  const isUsed = new Set(positionsOf(table, named));
  const left = columns.filter((_, i) => !isUsed.has(i));
  const widths = lacking.map((name) => {
    const input = inputsOf(network).find((each) => each.name === name);
    return role === "inputs" && input ? elementCount(input.shape) : 1;
  });
  if (widths.reduce((a, b) => a + b, 0) !== left.length) return [];
  let at = 0;
  return widths.map((width) => shortened(table, left.slice(at, at += width)));
}

/** Names as a range, if that is what they are. */
function shortened(table: Table, names: readonly string[]): readonly string[] {
  if (names.length < 3) return names;
  const range = [`${names[0]}..${names.at(-1)}`];
  const wanted = String(positionsOf(table, names));
  try {
    return String(positionsOf(table, range)) === wanted ? range : names;
  } catch (error) {
    if (error instanceof DataError) return names;
    throw error;
  }
}
