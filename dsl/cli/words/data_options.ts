import { type Phrase, say } from "../../../words/say.ts";
import { missingNames } from "../../../lib/data/schemas/missing.ts";
import type { CsvOptions } from "../../../lib/data/tables/csv_options.ts";
import { isDelimiter } from "../../../lib/data/tables/delimiter.ts";
import type { FitTableOptions } from "../../../lib/fitting/table_data.ts";
import type { ColumnNames } from "../../../lib/data/tables/columns.ts";
import { type DataRole, partNames } from "../../../lib/fitting/parts.ts";
import type { Network } from "../../../lib/network/network.ts";
import {
  type Arguments,
  choiceOption,
  type Option,
  option,
  UsageError,
} from "./command.ts";
import { partsIn } from "./named_parts.ts";
import { namesIn } from "./names.ts";
import { type InputSource, inputSource } from "./sources.ts";

export const dataOption: Option = {
  ...option(
    "data FILE",
    'CSV, JSON, IDX, .npy or .npz (gzipped too); - for CSV on standard input; or a generator, as "spiral(classes=3)"',
  ),
  names: "generator",
};

export const targetOption: Option = {
  ...option(
    "target COLUMN",
    "the column to be predicted, or several with commas; for IDX and .npy the file of the targets; of several losses each by its name, as price=sum kind=class",
  ),
  parts: true,
};

/** For a network that knows the columns of a table. */
export const inputsOption: Option = {
  ...option(
    "inputs NAMES",
    "columns in place of those that were learned; for .npz the array of the inputs (x, X, inputs or arr_0), of several each by its name, as image=arr_0 words=arr_1",
  ),
  parts: true,
};

const missingOption = (summary: Phrase) =>
  choiceOption("missing HOW", summary, ["error", "skip", "mean"]);

const missing = missingOption(
  "missing values: error, skip the line, or the mean (error)",
);

const header = choiceOption(
  "header YES",
  "whether the first line names the columns: yes or no (detected)",
  ["yes", "no"],
);

const decimal = choiceOption(
  "decimal MARK",
  "what stands before fractions: . or , with thousands grouped (detected)",
  [".", ","],
);

/** How a file of rows is written. */
const writingOptions: readonly Option[] = [
  option(
    "missing-names NAMES",
    "what else means a missing value, with commas, as .,-999",
  ),
  option(
    "delimiter CHARACTER",
    "what stands between fields: , ; | tab, or ' ' for runs of blanks (detected)",
  ),
  header,
  option("skip N", "how many lines stand before the table (detected)"),
  option(
    "comment MARK",
    'what a line begins with that is left out; "" for none (# or %, if the text begins so)',
  ),
  decimal,
];

/** For data whose categories are known from other data. */
const unknown = choiceOption(
  "unknown HOW",
  "input categories that training has not seen: error, zero for none of the known, or skip the line (error)",
  ["error", "zero", "skip"],
);

/** How a file is read whose columns are known. */
export const readingOptions: readonly Option[] = [
  missingOption(
    "missing values: error, skip the line, or the mean (as in training)",
  ),
  unknown,
  ...writingOptions,
];

/** For a network that may have no answer. */
export const allowNanOption = option(
  "allow-nan",
  "where outputs are NaN or infinite, go on without an answer, which counts as wrong",
);

/** What the columns of a table are. */
export const tableOptions: readonly Option[] = [
  {
    ...option(
      "inputs COLUMNS",
      "the columns to predict from, with commas (all others); of several inputs each by its name, as image=px0..px783 words=w0..w15",
    ),
    parts: true,
  },
  option("without COLUMNS", "columns to leave out, with commas"),
  option(
    "classes COLUMNS",
    "input columns that are categories, one feature for each",
  ),
  missing,
  unknown,
  ...writingOptions,
];

/** How data is read. */
export interface DataChoice {
  /** For tables. */
  readonly columns:
    & Readonly<Partial<Record<DataRole, readonly string[]>>>
    & Pick<
      FitTableOptions,
      | "without"
      | "classes"
      | "missing"
      | "missingNames"
      | "unknown"
    >;
  /** The same of each of several inputs or losses. */
  readonly parts: Readonly<
    Record<DataRole, Readonly<Record<string, readonly string[]>> | undefined>
  >;
  /** Of arrays: the name of the inputs. */
  readonly inputs?: string | undefined;
  /** Of arrays: the name of the targets, or the file that holds them. */
  readonly target?: string | undefined;
  /** How CSV is written. */
  readonly csv: CsvOptions;
}

/**
 * Where the data of a command is.
 *
 * @param purpose what messages say that it is for: `to learn from`.
 * @throws {UsageError} if it is missing.
 */
export function readDataSource(
  args: Arguments,
  purpose: Phrase,
  help: Phrase,
): InputSource {
  const word = args.text("data");
  if (word !== undefined) return inputSource(word);
  throw new UsageError(
    say("there is no data {purpose}", { purpose: say(purpose) }),
    say(help),
  );
}

/** @throws {UsageError} if an option makes no sense. */
export function readDataChoice(args: Arguments): DataChoice {
  const named = args.choice(header);
  const inputs = readNames(args, "inputs");
  const names = readNames(args, "missing-names");
  return {
    columns: {
      target: readNames(args, "target"),
      inputs,
      without: readNames(args, "without"),
      classes: readNames(args, "classes"),
      missing: args.choice(missing),
      missingNames: names && [...missingNames, ...names],
      unknown: args.choice(unknown),
    },
    parts: {
      inputs: readParts(args, "inputs"),
      target: readParts(args, "target"),
    },
    inputs: inputs?.[0],
    target: args.text("target"),
    csv: {
      header: named === undefined ? undefined : named === "yes",
      delimiter: readDelimiter(args),
      skip: args.number("skip", "an integer of at least 0"),
      comment: args.text("comment"),
      decimal: args.choice(decimal),
    },
  };
}

/** What there is to choose of each kind of data. */
const choices = {
  "is a generator": {
    names: [],
    why: "--{option} is for tables, and {name} is a generator",
  },
  "holds one array": {
    names: ["target"],
    why: "--{option} is for tables, and {name} holds one array",
  },
  "holds arrays": {
    names: ["target", "inputs"],
    why: "--{option} is for tables, and {name} holds arrays",
  },
} as const;

/** @throws {UsageError} if a choice has no effect on data of a kind: only a table has columns. */
export function requireUse(
  { choice: { columns, csv }, streams: stream }: {
    readonly choice: DataChoice;
    readonly streams?: boolean | undefined;
  },
  name: string,
  kind: keyof typeof choices,
): void {
  const taken: readonly string[] = choices[kind].names;
  const found = Object.entries({ ...columns, ...csv, stream })
    .find(([option, value]) => value !== undefined && !taken.includes(option));
  if (found === undefined) return;
  throw new UsageError(
    say(choices[kind].why, { option: found[0], name }),
    say("Leave it out."),
  );
}

/** @throws {UsageError} if columns are chosen that only training chooses. */
export function requireKnownColumns({ columns }: DataChoice): void {
  const chosen = (["without", "classes"] as const)
    .find((name) => columns[name] !== undefined);
  if (chosen === undefined) return;
  throw new UsageError(
    say("--{option} is about columns, and the network knows its columns", {
      option: chosen,
    }),
    say(
      "Leave out --{option}: columns are found by their names, and --inputs can give others.",
      { option: chosen },
    ),
  );
}

function readDelimiter(args: Arguments): string | undefined {
  const text = args.text("delimiter");
  if (text === undefined) return undefined;
  const delimiter = text === "tab" ? "\t" : text;
  if (isDelimiter(delimiter)) return delimiter;
  throw new UsageError(
    say("--delimiter must be one character, or tab: found {found}", {
      found: JSON.stringify(text),
    }),
  );
}

/** The names that an option lists, where it is given. */
export function readNames(
  args: Arguments,
  option: string,
): readonly string[] | undefined {
  const text = args.text(option);
  return text === undefined ? undefined : namesIn(option, text);
}

/** What an option says of each input or loss. */
function readParts(
  args: Arguments,
  option: string,
): Readonly<Record<string, readonly string[]>> | undefined {
  const text = args.text(option);
  return text === undefined ? undefined : partsIn(option, text);
}

/**
 * What an option names: for each input or loss by its name, unless the network has one
 * and the data has such names.
 */
export function choiceFor(
  network: Network,
  { columns, parts }: DataChoice,
  role: DataRole,
  has: (name: string) => boolean,
): ColumnNames | undefined {
  const { [role]: named } = parts;
  const { [role]: all } = columns;
  const isPlain = partNames(network, role).length < 2 && all?.every(has);
  return isPlain ? all : named ?? all;
}

/** What is named for inputs and for targets. */
export function choicesFor(
  network: Network,
  choice: DataChoice,
  has: (name: string) => boolean,
) {
  return {
    inputs: choiceFor(network, choice, "inputs", has),
    target: choiceFor(network, choice, "target", has),
  };
}
