/**
 * Reads random and mutated CSV files and lines of JSON: whatever the bytes, either
 * a short and slow second reader reads the same numbers, or both refuse, ours
 * with a `DataError`.
 *
 * @module
 */

import {
  csvTable,
  jsonTable,
  learnSchema,
  streamedExamples,
  tableExamples,
} from "../../data.ts";
import type { Random } from "../../lib/base/random.ts";
import { DataError } from "../../mod.ts";
import { cut } from "../helpers/text_sources.ts";
import { happens, pick, times } from "./chance.ts";
import { readFileSeeds } from "./corpus.ts";
import { mostBytes, skeleton, type Target } from "./led.ts";
import {
  naiveCsvTable,
  type NaiveExamples,
  naiveExamples,
  naiveJsonTable,
  type NaiveOptions,
  naiveText,
} from "./naive/tables.ts";

export function tables(): Target<File> {
  return {
    name: "tables",
    mostBytes,
    mostTime: 5000,
    seeds: readFileSeeds("tables").flatMap(({ name, bytes }) =>
      seedOf(name, bytes)
    ),
    next(random, kept) {
      if (!happens(random, 0.3)) return randomFile(random);
      const file = pick(random, kept);
      const bytes = mutated(random, file.bytes);
      const cuts = times(
        random.integer(4),
        () => random.integer(bytes.length + 1),
      );
      return { ...file, bytes, cuts };
    },
    async examine(file) {
      const expected = second(file);
      const { failure, refusal } = await difference(file, expected);
      const features = expected === undefined
        ? [`${file.format} ${skeleton(refusal ?? "")}`]
        : [`${file.format} of ${Math.min(expected.x.length, 3)} rows`];
      return { failure, isRead: expected !== undefined, features };
    },
    show: ({ bytes, ...how }) =>
      `${JSON.stringify(new TextDecoder().decode(bytes))} ${
        JSON.stringify(how)
      }`,
    isSmall: ({ bytes }) => bytes.length <= 4000,
    keep: ({ format, bytes }) => ({
      name: format === "csv" ? "x.csv" : "x.jsonl",
      bytes,
    }),
  };
}

/** Files of the corpus that can be read as they stand, from their first line on. */
function seedOf(name: string, bytes: File["bytes"]): File[] {
  const format = name.endsWith(".jsonl")
    ? "json"
    : /\.[ct]sv$/.test(name)
    ? "csv"
    : undefined;
  if (format === undefined) return [];
  const delimiter = name.endsWith(".tsv") ? "\t" : ",";
  const options = { classes: [], targetKind: "auto", missing: "skip" } as const;
  return [{ bytes, cuts: [], format, delimiter, header: true, options }];
}

interface File {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly cuts: readonly number[];
  readonly format: "csv" | "json";
  readonly delimiter: string;
  readonly header: boolean;
  readonly options: NaiveOptions;
}

const texts = ["a", "b", "é", "😀", "", "NA", " x ", "?", "a b", "1e999"];
const numbers = [
  "0",
  "1",
  "2",
  "1.0",
  "-3.25",
  "1e3",
  " 7",
  "+.5",
  "12345678",
  "01",
  "9007199254740993",
];
const commaNumbers = [
  "0",
  "1",
  "1,0",
  "-3,25",
  "1.234,5",
  "1.234.567",
  "+,5",
  "1 234",
];

function randomFile(random: Random): File {
  const format = random.uniform() < 0.6 ? "csv" : "json";
  const delimiter = pick(random, [",", ";", "\t", "|"]);
  const decimal = format === "csv"
    ? pick(random, [".", ","] as const)
    : undefined;
  const width = 1 + random.integer(4);
  const header = random.uniform() < 0.7;
  const isText = times(width, () => random.uniform() < 0.2);
  const rows = times(random.integer(9), () =>
    isText.map((isText) => {
      const isOdd = random.uniform() < 0.01;
      const own = decimal === "," ? commaNumbers : numbers;
      return pick(random, isText !== isOdd ? texts : own);
    }));
  const names = times(width, (i) => "abcd"[i]);
  const text = format === "csv"
    ? csvText(random, header ? [names, ...rows] : rows, delimiter)
    : jsonText(random, header, names, rows);
  const bytes = mutated(random, new TextEncoder().encode(text));
  return {
    bytes,
    cuts: times(random.integer(4), () => random.integer(bytes.length + 1)),
    format,
    delimiter,
    header,
    options: {
      ...(random.uniform() < 0.7 ? { target: `${width}` } : {}),
      classes: times(width, (i) => `${i + 1}`).filter((_, i) =>
        isText[i] && random.uniform() < 0.95
      ),
      targetKind: pick(random, ["class", "auto", "auto", "auto", "number"]),
      missing: pick(random, ["error", "skip", "skip", "mean"]),
      decimal,
    },
  };
}

function csvText(
  random: Random,
  rows: readonly (readonly string[])[],
  delimiter: string,
): string {
  const field = (text: string) =>
    random.uniform() < 0.3 || text.includes(delimiter)
      ? `"${text.replaceAll('"', '""')}"`
      : text;
  return rows.map((cells) =>
    cells.map(field).join(delimiter) +
    pick(random, ["\n", "\n", "\r\n", "\r", "\n\n"])
  ).join("");
}

function jsonText(
  random: Random,
  isObject: boolean,
  names: readonly string[],
  rows: readonly (readonly string[])[],
): string {
  const value = (text: string): unknown => {
    const kind = random.integer(12);
    if (kind === 0) return text;
    if (kind === 1) return random.uniform() < 0.5;
    const number = Number(text);
    return text.trim() === "" || Number.isNaN(number)
      ? kind < 4 ? null : text
      : number;
  };
  // Some columns hold arrays of numbers.
  const widths = names.map(() => random.integer(4));
  const line = (cells: readonly string[]) => {
    const values = cells.map((text, i) =>
      widths[i] < 2
        ? value(text)
        : times(widths[i], () => random.integer(100) / 4)
    );
    return isObject
      ? Object.fromEntries(values.map((value, i) => [names[i], value]))
      : values;
  };
  return rows.map((cells) => JSON.stringify(line(cells)) + "\n").join("");
}

const snippets = [
  ...['"', '""', ",", ";", "\t", "|", "\n", "\r", "\r\n", " ", "1", "-", ".5"],
  ...[
    "e9",
    "x",
    "\ufeff",
    "\0",
    "é",
    "[",
    "]",
    "{",
    "}",
    "null",
    '"__proto__"',
  ],
  ...[":", "[[1,2],[3,4]]", "NaN", "0x1", "Infinity", "\u2028", "\ud83d"],
].map((text) => new TextEncoder().encode(text));

function mutated(
  random: Random,
  from: Uint8Array<ArrayBuffer>,
): Uint8Array<ArrayBuffer> {
  let bytes = [...from];
  const changes = random.uniform() < 0.5 ? 0 : 1 + random.integer(3);
  for (let i = 0; i < changes; i++) {
    const at = random.integer(bytes.length + 1);
    const length = random.integer(3);
    const kind = random.integer(4);
    const put = kind === 0
      ? []
      : kind === 1
      ? bytes.slice(at, at + random.integer(30))
      : kind === 2 && random.uniform() < 0.2
      ? [random.integer(256)]
      : [...pick(random, snippets)];
    bytes = [...bytes.slice(0, at), ...put, ...bytes.slice(at + length)];
  }
  return Uint8Array.from(bytes);
}

function second(
  { bytes, format, delimiter, header, options }: File,
): NaiveExamples | undefined {
  const text = naiveText(bytes);
  if (text === undefined) return undefined;
  const table = format === "csv"
    ? naiveCsvTable(text, delimiter, header)
    : naiveJsonTable(text);
  const known = table?.columns ?? [];
  const places = [...options.classes, options.target ?? "1"];
  const areThere = places.every((name) =>
    known.includes(name) || Number(name) <= known.length
  );
  return table && areThere ? naiveExamples(table, options) : undefined;
}

/** What is wrong with what our reader says, and its words where it refuses. */
async function difference(
  { bytes, cuts, format, delimiter, header, options }: File,
  expected: NaiveExamples | undefined,
): Promise<{ readonly failure?: string; readonly refusal?: string }> {
  const { decimal } = options;
  const source = cut(bytes, cuts, format === "csv" ? "fuzz.csv" : "fuzz.jsonl");
  try {
    const table = format === "csv"
      ? await csvTable(source, { delimiter, header, skip: 0, decimal })
      : await jsonTable(source);
    const { schema, length, inputs } = await learnSchema(table, options);
    const more = { missing: options.missing, means: inputs.mean };
    const { memory } = await tableExamples(table, schema, more);
    const stream = streamedExamples(table, schema, { ...more, length });
    const blocks = await Array.fromAsync(stream.blocks());
    if (expected === undefined) {
      return { failure: "a file that cannot be read is read" };
    }
    const found = [
      ["length", [length], [expected.x.length]],
      ["x", memory.x, expected.x.flat()],
      ["target", memory.target, expected.target.flat()],
      ["streamed x", blocks.flatMap(({ x }) => [...x]), expected.x.flat()],
      ["mean", inputs.mean, expected.mean],
      ["deviation", inputs.deviation, expected.deviation],
    ] as const;
    const wrong = found.find(([, a, b]) => !areClose(a, b));
    return wrong
      ? { failure: `${wrong[0]} is ${[...wrong[1]]}, not ${[...wrong[2]]}` }
      : {};
  } catch (error) {
    if (!(error instanceof DataError)) throw error;
    return expected === undefined
      ? { refusal: error.message }
      : { failure: `a file that can be read is refused: ${error.message}` };
  }
}

function areClose(a: ArrayLike<number>, b: readonly number[]): boolean {
  return a.length === b.length &&
    b.every((value, i) =>
      Math.abs(a[i] - value) <= 1e-9 * Math.max(1, Math.abs(value))
    );
}
