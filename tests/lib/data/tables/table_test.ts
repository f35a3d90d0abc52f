import { assert, assertEquals, assertRejects, assertThrows } from "@std/assert";
import {
  type ByteSource,
  type CsvOptions,
  csvTable,
  formatCsv,
  learnSchema,
  type LearnSchemaOptions,
  readSchema,
  type Schema,
  streamedExamples,
  type Table,
  tableExamples,
  type TableLengthOptions,
  tableRows,
} from "../../../../data.ts";
import { formatAdvice } from "../../../../lib/base/advice.ts";
import { NablaError } from "../../../../lib/base/nabla_error.ts";
import { DataError } from "../../../../mod.ts";
import { source } from "../../../helpers/text_sources.ts";

interface Case extends LearnSchemaOptions {
  readonly text: string;
  readonly csv?: CsvOptions;
}

async function learn({ text, csv, ...options }: Case) {
  const table = await csvTable(source(text), csv);
  return { table, ...await learnSchema(table, options) };
}

/** The numbers of every block. */
async function numbersOf(examples: ReturnType<typeof streamedExamples>) {
  const blocks = await Array.fromAsync(examples.blocks());
  return {
    x: blocks.flatMap(({ x }) => [...x]),
    target: blocks.flatMap(({ target }) => [...target]),
  };
}

const flowers = "width,color,kind\n1.5,red,b\n2,blue,a\n0.5,red,b\n";

Deno.test("texts are features of 1 and 0 and the numbers of classes, in order of their code units", async () => {
  const { table, schema, length, classCounts, targets } = await learn({
    text: flowers,
    target: "kind",
    classes: ["color"],
  });
  assertEquals(schema, {
    inputs: [
      { name: "width" },
      { name: "color", categories: ["blue", "red"] },
    ],
    targets: [{ name: "kind", categories: ["a", "b"] }],
  });
  assertEquals([length, classCounts, targets], [3, [1, 2], undefined]);
  const { memory, inputShape, targetShape } = await tableExamples(
    table,
    schema,
  );
  assertEquals([inputShape, targetShape], [[3], []]);
  assertEquals([...memory.x], [1.5, 0, 1, 2, 1, 0, 0.5, 0, 1]);
  assertEquals([...memory.target], [1, 0, 1]);
});

Deno.test("a schema survives JSON, and finds its columns in another order", async () => {
  const learned = await learn({
    text: flowers,
    target: "kind",
    classes: ["color"],
  });
  const schema = readSchema(JSON.parse(JSON.stringify(learned.schema)));
  assertEquals(schema, learned.schema);
  const table = await csvTable(
    source("extra;kind;color;width\nx;b;red;7\ny;a;blue;8\n", "other.csv"),
  );
  const { memory } = await tableExamples(table, schema, {
    precision: "float32",
  });
  assertEquals(memory.x, Float32Array.of(7, 0, 1, 8, 1, 0));
  assertEquals([...memory.target], [1, 0]);
});

/** Labels, and the categories that they make. */
const labels:
  readonly (readonly [labels: readonly string[], ...categories: string[]])[] = [
    [["2", "10", "1", "2"], "1", "2", "10"],
    [["1.0", "0", "1", "-0"], "-0", "0", "1", "1.0"],
    [
      ["1234", "01234", "+1234", "1.234e3"],
      ...["+1234", "01234", "1.234e3"],
      "1234",
    ],
    [
      ["9007199254740993", "9007199254740992"],
      ...["9007199254740992"],
      "9007199254740993",
    ],
    [["e\u0301", "\u00e9"], "e\u0301", "\u00e9"],
    [["true", "TRUE"], "TRUE", "true"],
    [
      ["undefined", "__proto__", "constructor"],
      ...["__proto__", "constructor"],
      "undefined",
    ],
    [["b", "B", "é", "a"], "B", "a", "b", "é"],
    [["1", "x", "1.0"], "1", "1.0", "x"],
    [[" a", "a ", "\ta"], "a"],
    [["true", "false"], "false", "true"],
  ];
for (const [list, ...categories] of labels) {
  Deno.test(`the classes of ${JSON.stringify(list)} are ${categories}`, async () => {
    const text = formatCsv([
      ["x", "y"],
      ...list.map((label) => [1, label]),
    ]);
    const { table, schema } = await learn({
      text,
      target: "y",
      targetKind: "class",
    });
    assertEquals(schema.targets, [{ name: "y", categories }]);
    const { memory } = await tableExamples(table, schema);
    assert(memory.target.every((number) => number in categories));
  });
}

Deno.test("digits from 0 keep their numbers as classes, and are numbers by default", async () => {
  const text = "x,y\n0,2\n0,0\n0,1\n0,2\n";
  const classes = await learn({ text, target: "y", targetKind: "class" });
  const numbers = await learn({ text, target: "y" });
  const asClasses = await tableExamples(classes.table, classes.schema);
  const asNumbers = await tableExamples(numbers.table, numbers.schema);
  assertEquals([...asClasses.memory.target], [2, 0, 1, 2]);
  assertEquals([...asNumbers.memory.target], [2, 0, 1, 2]);
  assertEquals([asClasses.targetShape, asNumbers.targetShape], [[], [1]]);
  assertEquals(numbers.targets, {
    count: [4],
    mean: [1.25],
    deviation: [Math.sqrt(11) / 4],
    least: [0],
    largest: [2],
  });
});

/** What is chosen of a table with the columns a, b, c and d. */
const choices: readonly (readonly [
  options: LearnSchemaOptions,
  inputs: string,
  targets: string,
])[] = [
  [{}, "abcd", ""],
  [{ target: "b" }, "acd", "b"],
  [{ target: "4" }, "abc", "d"],
  [{ target: ["d", "a"] }, "bc", "da"],
  [{ target: "d", without: ["a", "3"] }, "b", "d"],
  [{ target: "d", inputs: ["c", "a"] }, "ca", "d"],
  [{ inputs: ["2"] }, "b", ""],
  [{ target: [] }, "abcd", ""],
];
for (const [options, inputs, targets] of choices) {
  Deno.test(`columns are chosen by ${JSON.stringify(options)}`, async () => {
    const { schema } = await learn({ text: "a,b,c,d\n1,2,3,4\n", ...options });
    const names = (columns: Schema["inputs"]) =>
      columns.map(({ name }) => name).join("");
    assertEquals(names(schema.inputs), inputs);
    assertEquals(names(schema.targets), targets);
  });
}

Deno.test("a name takes precedence over a number", async () => {
  const text = "2,1,y\n3,4,5\n";
  const { schema } = await learn({
    text,
    csv: { header: true },
    inputs: ["1", "3"],
  });
  assertEquals(schema.inputs, [{ name: "1" }, { name: "y" }]);
});

interface Reference {
  readonly text: string;
  readonly categories: readonly string[];
  readonly mean: ReferenceNumbers;
  readonly skip: ReferenceNumbers;
}

type ReferenceNumbers = Readonly<
  Record<
    "count" | "mean" | "deviation" | "least" | "largest" | "x" | "target",
    readonly number[]
  >
>;

const { table: reference }: { table: Reference } = JSON.parse(
  await Deno.readTextFile(
    new URL("../../../reference/table.json", import.meta.url),
  ),
);

function assertNear(found: ArrayLike<number>, expected: readonly number[]) {
  assertEquals(found.length, expected.length);
  for (const [i, number] of expected.entries()) {
    const apart = Math.abs(found[i] - number);
    assert(apart <= 1e-9 * Math.abs(number) + 1e-12, `${found[i]}, ${number}`);
  }
}

for (const missing of ["mean", "skip"] as const) {
  Deno.test(`numbers and statistics are numpy's with missing: ${missing}`, async () => {
    const { table, schema, inputs, length } = await learn({
      text: reference.text,
      target: "age",
      classes: ["kind"],
      missing,
    });
    const expected = reference[missing];
    assertEquals(schema.inputs[1].categories, reference.categories);
    assertEquals(inputs.count, expected.count);
    assertNear(inputs.mean, expected.mean);
    assertNear(inputs.deviation, expected.deviation);
    assertEquals(inputs.least, expected.least);
    assertEquals(inputs.largest, expected.largest);
    const options = { missing, means: inputs.mean, length };
    const { memory } = await tableExamples(table, schema, options);
    assertNear(memory.x, expected.x);
    assertEquals([...memory.target], expected.target);
    const stream = streamedExamples(table, schema, options);
    assertEquals(await numbersOf(stream), {
      x: [...memory.x],
      target: [...memory.target],
    });
  });
}

Deno.test("the names of missing values can be chosen", async () => {
  const text = "x,y\n1,NA\n-,b\n3,NA\n";
  const { length, skipped, schema, inputs } = await learn({
    text,
    target: "y",
    missing: "skip",
    missingNames: ["-"],
  });
  assertEquals([length, skipped, inputs.mean], [2, 1, [2]]);
  assertEquals(schema.targets, [{ name: "y", categories: ["NA"] }]);
});

Deno.test("a number means a missing value in any notation", async () => {
  const { skipped, inputs } = await learn({
    text: "x,y\n1,2\n-999.0,3\n-9.99e2,4\n5,-99\n",
    target: "y",
    missing: "skip",
    missingNames: ["-999"],
  });
  assertEquals([skipped, inputs.mean], [2, [3]]);
});

Deno.test("a category that is not known is refused, none of the known, or left out with its line", async () => {
  const { schema } = await learn({
    text: flowers,
    target: "kind",
    classes: ["color"],
  });
  const later = await csvTable(
    source("width,color,kind\n1,green,a\n2,red,b\n"),
  );
  const { memory } = await tableExamples(later, schema, { unknown: "zero" });
  assertEquals([...memory.x], [1, 0, 0, 2, 0, 1]);
  const lines: number[] = [];
  const left = await tableExamples(later, schema, {
    unknown: "skip",
    leftOut: ({ line }) => lines.push(line),
  });
  assertEquals([[...left.memory.x], lines], [[2, 0, 1], [2]]);
});

Deno.test("all cells that cannot be used are told in one error, by column", async () => {
  const text = "a,b,c,y\n1,x,2,3\n2,x,1e99,3\n,z,0,4\n5,x,,4\n";
  const error = await assertRejects(
    () => learn({ text, target: "y" }),
    DataError,
  );
  assertEquals(
    error.message,
    [
      "t.csv: cells cannot be used and values are missing",
      '  line 2, column "b": an input must be a number: found "x", and 3 more like it',
      '  line 3, column "c": a number must lie within ±3.4028235e38, as in single precision: found "1e99"',
      '  2 values missing, the first on line 4, in columns "a", "c"',
    ].join("\n"),
  );
  assertEquals(
    formatAdvice(error.help ?? ""),
    'Take texts as categories with classes: ["b"]; leave lines with missing values out with missing: "skip", or take the mean of the others with missing: "mean".',
  );
});

Deno.test("a label only in lines that are left out is neither a class nor a mistake", async () => {
  const { table, schema } = await learn({
    text: "x,y\n1,2\n,c\n2,10\n",
    target: "y",
    targetKind: "class",
    missing: "skip",
  });
  assertEquals(schema.targets[0].categories, ["2", "10"]);
  const { length } = await tableExamples(table, schema, { missing: "skip" });
  assertEquals(length, 2);
});

Deno.test("there are no rows if every line is left out", async () => {
  const { schema } = await learn({ text: "x\n1\n" });
  const table = await csvTable(source("x\nNA\n"));
  const rows = tableRows(table, schema, { missing: "skip" });
  assertEquals(await Array.fromAsync(rows), []);
});

Deno.test("a category that is always the same is a feature that is always 1", async () => {
  const { inputs } = await learn({ text: "x\na\na\n", classes: ["x"] });
  assertEquals(inputs, {
    count: [2],
    mean: [1],
    deviation: [0],
    least: [1],
    largest: [1],
  });
});

Deno.test("inputs and targets take the shape asked for", async () => {
  const { table, schema } = await learn({
    text: "a,b,c,d,y\n1,2,3,4,5\n",
    target: "y",
  });
  const options = { inputShape: [2, 2, 1], targetShape: [] };
  const { inputShape, targetShape } = await tableExamples(
    table,
    schema,
    options,
  );
  assertEquals([inputShape, targetShape], [[2, 2, 1], []]);
});

Deno.test("a thousand rows are the same in memory, as a stream and as rows", async () => {
  const rows = Array.from({ length: 1000 }, (_, i) => [
    ...Array.from({ length: 400 }, (_, j) => (i * 31 + j * 7) % 256),
    `k${i % 3}`,
  ]);
  const { table, schema, length } = await learn({
    text: formatCsv(rows),
    csv: { header: false },
    target: "401",
  });
  assertEquals(length, 1000);
  const expected = {
    x: rows.flatMap((row) => row.slice(0, 400)),
    target: rows.map((_, i) => i % 3),
  };
  for (const known of [length, 1, 0, undefined, 2000]) {
    const { memory } = await tableExamples(table, schema, {
      ...(known === undefined ? {} : { length: known }),
    });
    assertEquals(memory.length, 1000);
    assertEquals<unknown>([...memory.x], expected.x);
    assertEquals([...memory.target], expected.target);
  }
  const stream = streamedExamples(table, schema, { length });
  const blocks = await Array.fromAsync(stream.blocks());
  assert(blocks.length > 1);
  assert(blocks.every(({ x }) => x.buffer.byteLength <= 2 ** 20));
  assertEquals<unknown>(await numbersOf(stream), expected);
  let line = 0;
  for await (const block of tableRows(table, schema)) {
    assertEquals(block.rows.length, block.length);
    for (const [i, row] of block.rows.entries()) {
      assertEquals(row.line, ++line);
      assertEquals(row.cells, rows[line - 1].map(String));
      assertEquals(Number(row.cells[9]), block.x[i * 400 + 9]);
    }
  }
  assertEquals(line, 1000);
});

Deno.test("rows are read without targets if there are none", async () => {
  const { schema } = await learn({
    text: flowers,
    target: "kind",
    classes: ["color"],
  });
  const table = await csvTable(source("color,width\nred,3\n"));
  const options = { hasTargets: false };
  const [{ rows, x, target }] = await Array.fromAsync(
    tableRows(table, schema, options),
  );
  assertEquals(rows, [{ line: 2, cells: ["red", "3"] }]);
  assertEquals([[...x], target.length], [[3, 0, 1], 0]);
  const examples = await tableExamples(table, schema, options);
  assertEquals(examples.targetShape, undefined);
});

interface Mistake extends Case {
  readonly message: string;
  readonly help?: string;
}

const mistakes: readonly Mistake[] = [
  {
    text: "a,b\n",
    message: "t.csv: there must be lines of data: found none after the header",
  },
  {
    text: "a,b\n1,red\n",
    message: 't.csv:2, column "b": an input must be a number: found "red"',
    help:
      'Leave the column out with without: ["b"], or take its texts as categories with classes: ["b"].',
  },
  {
    text: "a,b\n1,2\n\n1,0x10\n",
    message: 't.csv:4, column "b": an input must be a number: found "0x10"',
  },
  {
    text: 'a,y\n"1\n2",3\n',
    target: "y",
    message: 't.csv:2, column "a": an input must be a number: found "1\\n2"',
  },
  {
    text: "a,y\n1,2\n3,red\n",
    target: "y",
    message: 't.csv:3, column "y": a target must be a number: found "red"',
    help: 'Take its texts as classes with targetKind: "class".',
  },
  {
    text: "a,y\n1,red\n",
    target: "y",
    targetKind: "number",
    message: 't.csv:2, column "y": a target must be a number: found "red"',
  },
  {
    text: "a\n1\n1e999\n",
    message:
      't.csv:3, column "a": a number must lie within ±3.4028235e38, as in single precision: found "1e999"',
  },
  {
    text: "a\n-3.5e38\n",
    message:
      't.csv:2, column "a": a number must lie within ±3.4028235e38, as in single precision: found "-3.5e38"',
  },
  {
    text: "a\n-inf\n",
    message: 't.csv:2, column "a": an input must be a number: found "-inf"',
  },
  {
    text: "a,b\n1,2\n1, ?\n",
    message: 't.csv:3, column "b": a value is missing: found " ?"',
    help:
      'Leave such lines out with missing: "skip", or take the mean of the others with missing: "mean".',
  },
  {
    text: "a,y\n1,2\n1,\n",
    target: "y",
    missing: "mean",
    message: 't.csv:3, column "y": a target must not be missing: found ""',
    help: 'Leave such lines out with missing: "skip".',
  },
  {
    text: "a,b\n1,\n,2\n",
    missing: "skip",
    message: "t.csv: there must be lines without missing values: found none",
  },
  {
    text: "a,b\n1,\n2,\n",
    missing: "mean",
    message: 't.csv, column "b": every value is missing',
  },
  {
    text: "a,b\n1,\n2,\n",
    missing: "mean",
    classes: ["b"],
    message: 't.csv, column "b": every value is missing',
  },
  {
    text: "Width,b\n1,2\n",
    target: "width",
    message: 't.csv: there must be a column "width": found "Width", "b"',
    help: 'Perhaps "Width" is meant.',
  },
  {
    text: "a,b\n1,2\n",
    without: ["3"],
    message: 't.csv: there must be a column "3": found "a", "b"',
  },
  {
    text: Array.from({ length: 25 }, (_, i) => `c${i}`).join() + "\n",
    inputs: ["0"],
    message: `t.csv: there must be a column "0": found ${
      Array.from({ length: 20 }, (_, i) => `"c${i}"`).join(", ")
    } and 5 more`,
  },
  {
    text: "a,b\n1,2\n",
    target: "a",
    inputs: ["b", "1"],
    message:
      't.csv, column "a": a column must be used once: found twice among inputs and targets',
  },
  {
    text: "a,b\n1,2\n",
    target: "a",
    without: ["a"],
    message: 't.csv, column "a": a column must not be both used and left out',
  },
  {
    text: "a\n1\n",
    target: "a",
    message:
      "t.csv: there must be a column for the input: its only column is the target or left out",
  },
  {
    text: "a,b\n1,2\n",
    target: "a",
    without: ["b"],
    message:
      "t.csv: there must be a column for the input: all columns are the target or left out",
  },
  {
    text: "a\n" + "x".repeat(1001) + "\n",
    classes: ["a"],
    message:
      't.csv:2, column "a": a category must have at most 1000 characters: found 1001',
  },
  {
    text: "a\n" + Array.from({ length: 10_001 }, (_, i) => `x${i}\n`).join(""),
    classes: ["a"],
    message:
      't.csv:10002, column "a": a column must have at most 10000 categories: found another',
  },
];
for (const { message, help, ...options } of mistakes) {
  Deno.test(`a mistake is refused: ${message}`, async () => {
    const error = await assertRejects(() => learn(options), DataError);
    assertEquals(error.message, message);
    if (help !== undefined) assertEquals(formatAdvice(error.help ?? ""), help);
  });
}

/** What is wrong with another file, or with how it is read, for the schema of flowers. */
const laterMistakes: readonly (readonly [
  text: string,
  options: TableLengthOptions,
  message: string,
])[] = [
  [
    "width,color,kind\n1,red,c\n",
    {},
    'later.csv:2, column "kind": a class must be one of "a", "b": found "c"',
  ],
  [
    "width,color,kind\n1,red,a\n1,green,a\n",
    {},
    'later.csv:3, column "color": a category must be one of "blue", "red": found "green"',
  ],
  [
    "width,kind\n1,a\n",
    {},
    'later.csv: there must be a column "color": found "width", "kind"',
  ],
  [
    "width,color\n1,red\n",
    {},
    'later.csv: there must be a column "kind": found "width", "color"',
  ],
  [
    flowers,
    { inputShape: [2, 2] },
    "later.csv: inputs of 2×2 must have 4 numbers: found 3 in the columns",
  ],
  [
    flowers,
    { targetShape: [2] },
    "later.csv: targets of 2 must have 2 numbers: found 1 in the columns",
  ],
];
for (const [text, options, message] of laterMistakes) {
  Deno.test(`a mistake is refused with a schema: ${message}`, async () => {
    const { schema } = await learn({
      text: flowers,
      target: "kind",
      classes: ["color"],
    });
    const table = await csvTable(source(text, "later.csv"));
    const all = { ...options, length: 1 };
    const readings = [
      () => tableExamples(table, schema, options),
      () => Array.fromAsync(tableRows(table, schema, options)),
      async () => await numbersOf(streamedExamples(table, schema, all)),
    ];
    for (const reading of readings) {
      const error = await assertRejects(reading, DataError);
      assertEquals(error.message, message);
    }
  });
}

Deno.test("a stream refuses more or fewer examples than before", async () => {
  const { table, schema } = await learn({ text: flowers, inputs: ["width"] });
  for (const [length, found] of [[4, "3"], [2, "more"]] as const) {
    let given = 0;
    const error = await assertRejects(async () => {
      const stream = streamedExamples(table, schema, { length });
      for await (const block of stream.blocks()) given += block.length;
    }, DataError);
    assert(given <= length);
    assertEquals(
      error.message,
      `t.csv: there must be ${length} examples, as before: found ${found}`,
    );
  }
});

Deno.test("more numbers than memory should hold are refused before allocation", async () => {
  const { schema } = await learn({ text: flowers, inputs: ["width"] });
  let count = 0;
  const rows = [{ line: 1, cells: ["1"] }];
  // Columns of many numbers fill it fast.
  const wide = { name: "width", shape: [100_000_000] };
  const endless: Table = {
    name: "endless",
    columns: ["width"],
    async *rows() {
      for (; count < 9; count++) yield await Promise.resolve(rows);
    },
  };
  await assertRejects(
    () =>
      tableExamples(endless, {
        ...schema,
        inputs: [wide, { ...wide, name: "b" }],
      }),
    NablaError,
    "Cannot read data as there may be at most 100,000,000 numbers in an example: found 200,000,000",
  );
  assertEquals(count, 0);
});

Deno.test("there must be one mean for each feature if means are needed", async () => {
  const { table, schema } = await learn({ text: flowers, inputs: ["width"] });
  for (const means of [undefined, [1, 2], [NaN]]) {
    const error = await assertRejects(() =>
      tableExamples(table, schema, {
        missing: "mean",
        ...(means ? { means } : {}),
      }), NablaError);
    assertEquals(
      error.message,
      `Cannot take means of missing values as means must be 1 finite numbers, one for each feature: found [${
        means ?? []
      }]`,
    );
  }
});

Deno.test("the option missing is one of three words", async () => {
  const missing: string = "drop";
  const error = await assertRejects(
    () => learn({ text: flowers, missing: missing as "skip" }),
    NablaError,
  );
  assertEquals(
    error.message,
    'Cannot read data as missing must be error, skip or mean: found "drop"',
  );
});

const noSchemas: readonly (readonly [name: string, saved: unknown])[] = [
  ["nothing", undefined],
  ["null", null],
  ["a text", "x"],
  ["no inputs", { inputs: [], targets: [] }],
  ["no targets at all", { inputs: [{ name: "a" }] }],
  ["a name that is none", { inputs: [{ name: 1 }], targets: [] }],
  ["a name twice", { inputs: [{ name: "a" }], targets: [{ name: "a" }] }],
  ["an empty shape", { inputs: [{ name: "a", shape: [] }], targets: [] }],
  ["a size of 0", { inputs: [{ name: "a", shape: [0] }], targets: [] }],
  [
    "too large a shape",
    { inputs: [{ name: "a", shape: [1e5, 1e5] }], targets: [] },
  ],
  ["no categories", { inputs: [{ name: "a", categories: [] }], targets: [] }],
  [
    "a category twice",
    { inputs: [{ name: "a", categories: ["x", "x"] }], targets: [] },
  ],
  [
    "a category that is no text",
    { inputs: [{ name: "a", categories: [1] }], targets: [] },
  ],
  [
    "both a shape and categories",
    { inputs: [{ name: "a", shape: [1], categories: ["x"] }], targets: [] },
  ],
];
for (const [name, saved] of noSchemas) {
  Deno.test(`a schema with ${name} is refused`, () => {
    assertThrows(
      () => readSchema(saved),
      NablaError,
      "Cannot read the schema as inputs and targets must be lists of columns",
    );
  });
}

Deno.test("a file is read piece by piece, and closed when a row is refused", async () => {
  let open = 0;
  let given = 0;
  const from: ByteSource = {
    name: "t.csv",
    async *open() {
      open++;
      try {
        yield new TextEncoder().encode("a\n1\n");
        for (given = 0; given < 1000; given++) {
          const text = given === 105 ? '"1"x\n' : "1\n".repeat(1000);
          yield await Promise.resolve(new TextEncoder().encode(text));
        }
      } finally {
        open--;
      }
    },
  };
  const table = await csvTable(from);
  const error = await assertRejects(() => learnSchema(table), DataError);
  assertEquals(
    error.message,
    't.csv:105003, column 1: a delimiter must follow a quoted field: found "x"',
  );
  assertEquals([open, given], [0, 105]);
});
