import { assert, assertEquals, assertRejects } from "@std/assert";
import {
  type Cell,
  jsonTable,
  learnSchema,
  type LearnSchemaOptions,
  tableExamples,
} from "../../../../data.ts";
import { formatAdvice } from "../../../../lib/base/advice.ts";
import { DataError } from "../../../../mod.ts";
import { cut, source } from "../../../helpers/text_sources.ts";

const jsonl = (text: string) => source(text, "t.jsonl");

async function read(text: string) {
  const table = await jsonTable(jsonl(text));
  const rows = (await Array.fromAsync(table.rows())).flat();
  return { columns: table.columns, rows };
}

interface Reading {
  readonly name: string;
  readonly text: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly [line: number, cells: readonly Cell[]])[];
}

const readings: readonly Reading[] = [
  {
    name: "objects, whose keys come in any order or not at all",
    text: '{"a": 1, "b": "x"}\n{"b": "y", "a": 2}\n{"b": null}\n',
    columns: ["a", "b"],
    rows: [[1, [1, "x"]], [2, [2, "y"]], [3, [null, null]]],
  },
  {
    name: "arrays",
    text: "[1, [2, 3], true]\n[4, [5, 6], false]",
    columns: ["1", "2", "3"],
    rows: [[1, [1, [2, 3], true]], [2, [4, [5, 6], false]]],
  },
  {
    name: "blank lines, any end of a line and a byte order mark",
    text: '\ufeff\r\n{"a": 1}\r\n  \r{"a": 2}\r\n',
    columns: ["a"],
    rows: [[2, [1]], [4, [2]]],
  },
  {
    name: "keys that every object has",
    text:
      '{"__proto__": 1, "toString": 2}\n{"toString": 3}\n{"__proto__": 4}\n',
    columns: ["__proto__", "toString"],
    rows: [[1, [1, 2]], [2, [null, 3]], [3, [4, null]]],
  },
  {
    name: "numbers that a double does not hold, as their texts",
    text:
      '{"a": 9007199254740993, "b": 1e400, "c": 0.1, "d": [9007199254740993]}\n',
    columns: ["a", "b", "c", "d"],
    rows: [[1, ["9007199254740993", "1e400", 0.1, ["9007199254740993"]]]],
  },
  {
    name: "names that objects have by themselves",
    text: '{"__proto__": 1, "constructor": "a"}\n{"constructor": "b"}\n',
    columns: ["__proto__", "constructor"],
    rows: [[1, [1, "a"]], [2, [null, "b"]]],
  },
  {
    name: "names in the first array, above numbers",
    text: '["a", "b"]\n[1, "x"]\n',
    columns: ["a", "b"],
    rows: [[2, [1, "x"]]],
  },
  {
    name: "a key that is empty, which its number calls",
    text: '{"": 3.5, "b": 1}\n{"": 3.5, "b": 2}\n',
    columns: ["1", "b"],
    rows: [[1, [3.5, 1]], [2, [3.5, 2]]],
  },
  {
    name: "an array of objects on one line",
    text: '[{"x": 1}, {"x": 2}]\n',
    columns: ["x"],
    rows: [[1, [1]], [1, [2]]],
  },
  {
    name: "an array of objects over several lines",
    text: '[\n  {\n    "x": "]},{[\\"",\n    "y": [1, 2]\n  },\n\n' +
      '  {"x": "b", "y": [3, 4]}\n]\n',
    columns: ["x", "y"],
    rows: [[2, [']},{["', [1, 2]]], [7, ["b", [3, 4]]]],
  },
  {
    name: "an array of arrays over several lines",
    text: '\n[\r\n  [1, "a"],\r\n  [2,\r\n "b"]\r\n]',
    columns: ["1", "2"],
    rows: [[3, [1, "a"]], [4, [2, "b"]]],
  },
  {
    name: "the first array of objects in an object",
    text: '{\n"name": "x [",\n"size": [1, 2],\n"data": [\n{"x": 1},\n' +
      '{"x": 2}],\n"more": [{"y": 3}]}\n',
    columns: ["x"],
    rows: [[5, [1]], [6, [2]]],
  },
  {
    name: "an object with an array of objects on one line",
    text: '{"data": [{"x": 1}, {"x": 2}]}',
    columns: ["x"],
    rows: [[1, [1]], [1, [2]]],
  },
  {
    name: "separators of lines that are none in JSON",
    text: '{"a": "x\u2028y\u0085z"}\n',
    columns: ["a"],
    rows: [[1, ["x\u2028y\u0085z"]]],
  },
];
for (const { name, text, columns, rows } of readings) {
  Deno.test(`JSON lines have ${name}, wherever the bytes are cut`, async () => {
    const expected = rows.map(([line, cells]) => ({ line, cells }));
    assertEquals(await read(text), { columns, rows: expected });
    const bytes = new TextEncoder().encode(text);
    for (const place of bytes.keys()) {
      const table = await jsonTable(cut(bytes, [place]));
      assertEquals((await Array.fromAsync(table.rows())).flat(), expected);
    }
  });
}

Deno.test("arrays of numbers are inputs and targets of their shape", async () => {
  const table = await jsonTable(jsonl(
    '{"x": [[1, 2, 3], [4, 5, 6]], "y": [0.5, 1]}\n' +
      '{"x": [[7, 8, 9], [10, 11, 12]], "y": [1, 2]}\n',
  ));
  const { schema, inputs } = await learnSchema(table, { target: "y" });
  assertEquals(schema, {
    inputs: [{ name: "x", shape: [2, 3] }],
    targets: [{ name: "y", shape: [2] }],
  });
  assertEquals(inputs.mean, [4, 5, 6, 7, 8, 9]);
  const { inputShape, targetShape, memory } = await tableExamples(
    table,
    schema,
  );
  assertEquals([inputShape, targetShape], [[2, 3], [2]]);
  assertEquals([...memory.x], [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
  assertEquals([...memory.target], [0.5, 1, 1, 2]);
});

Deno.test("an array among other inputs is a row of features, and a boolean is 1 or 0, or a class", async () => {
  const table = await jsonTable(jsonl(
    '{"x": [1, 2], "z": true, "w": "1.5", "kind": true}\n' +
      '{"x": [3, null], "z": false, "w": -1, "kind": false}\n' +
      '{"x": [5, 6], "z": false, "w": 0, "kind": false}\n',
  ));
  const learned = await learnSchema(table, { target: "kind", missing: "mean" });
  const { schema, inputs, classCounts } = learned;
  assertEquals(schema.targets, [
    { name: "kind", categories: ["false", "true"] },
  ]);
  assertEquals(classCounts, [2, 1]);
  assertEquals(inputs.count, [3, 2, 3, 3]);
  const { inputShape, targetShape, memory } = await tableExamples(
    table,
    schema,
    { missing: "mean", means: inputs.mean },
  );
  assertEquals([inputShape, targetShape], [[4], []]);
  assertEquals([...memory.x], [1, 2, 1, 1.5, 3, 4, 0, -1, 5, 6, 0, 0]);
  assertEquals([...memory.target], [1, 0, 0]);
});

interface Mistake {
  readonly text: string;
  readonly options?: LearnSchemaOptions;
  readonly message: string;
  readonly help?: string;
}

const mistakes: readonly Mistake[] = [
  { text: "\n", message: "t.jsonl: it is empty" },
  {
    text: '[1]\n{"x": 1,\n',
    message:
      't.jsonl:2: a line must be an object or an array of JSON: found "{\\"x\\": 1,"',
  },
  {
    text: '[\n{"x": 1},\n{"x": 2},\n]\n',
    message:
      't.jsonl:4: an example must be an object or an array of JSON: found ""',
  },
  {
    text: '[\n{"x": 1}\n{"x": 2}\n]\n',
    message:
      't.jsonl:2: an example must be an object or an array of JSON: found "{\\"x\\": 1}\\n{\\"x\\": 2}"',
  },
  {
    text: '[\n{"x": 1}\n',
    message:
      "t.jsonl:3: the array of examples must be closed: the file ends within it",
  },
  {
    text: '[\n{"x": 1}\n], 3',
    message:
      't.jsonl:3: nothing must follow the array of examples: found ", 3"',
  },
  {
    text: '{\n"x": 1\n}\n',
    message:
      "t.jsonl: there must be an array of examples: found none in the object",
  },
  { text: "[\n]\n", message: "t.jsonl: it is empty" },
  {
    text: "3\n",
    message:
      't.jsonl:1: a line must be an object or an array of JSON: found "3"',
  },
  {
    text: "null",
    message:
      't.jsonl:1: a line must be an object or an array of JSON: found "null"',
  },
  {
    text: "[1]\n[" + "9".repeat(60) + "\n",
    message:
      `t.jsonl:2: a line must be an object or an array of JSON: found "[${
        "9".repeat(59)
      }"…`,
  },
  {
    text: "{}\n",
    message:
      "t.jsonl:1: an example must have from 1 to 100,000 columns: found 0",
  },
  {
    text: "[" + "0,".repeat(100_000) + "0]",
    message:
      "t.jsonl:1: an example must have from 1 to 100,000 columns: found 100,001",
  },
  {
    text: '{"a": 1}\n\n[1]\n',
    message:
      "t.jsonl:3: a line must be an object, as the first is: found an array",
  },
  {
    text: '[1]\n{"a": 1}\n',
    message:
      "t.jsonl:2: a line must be an array of 1, as the first is: found an object",
  },
  {
    text: "[1]\n[1, 2]\n",
    message:
      "t.jsonl:2: a line must be an array of 1, as the first is: found an array of 2",
  },
  {
    text: '{"a": 1}\n{"a": 1, "b": 2}\n',
    message:
      't.jsonl:2: a column must be in the first example too: found "b", and its columns are "a"',
  },
  {
    text: '{"a": 1}\n{}\n',
    message: 't.jsonl:2, column "a": a value is missing: found null',
  },
  {
    text: '{"a": [1, 2]}\n{"a": [1]}\n',
    message:
      't.jsonl:2, column "a": an array must be 2 numbers, as the first is: found one with 1',
  },
  {
    text: '{"a": [[1, 2], [3]]}\n',
    message:
      't.jsonl:1, column "a": an array must be 2×2 numbers, as the first is: found one with 1',
  },
  {
    text: '{"a": [1, 2]}\n{"a": 3}\n',
    message:
      't.jsonl:2, column "a": an array must be 2 numbers, as the first is: found 3',
  },
  {
    text: '{"a": [1, "2"]}\n',
    message: 't.jsonl:1, column "a": an array must hold numbers: found "2"',
  },
  {
    text: '{"a": [1, [2]]}\n',
    message:
      't.jsonl:1, column "a": an array must hold numbers: found an array',
  },
  {
    text: '{"a": [1, null]}\n',
    message: 't.jsonl:1, column "a": a value is missing: found null',
  },
  {
    text: '{"a": []}\n',
    message: 't.jsonl:1, column "a": an array must hold numbers: found none',
  },
  {
    text: `[${"[".repeat(9)}1${"]".repeat(9)}]\n`,
    message:
      't.jsonl:1, column "1": arrays must nest at most 8 deep: found deeper ones',
  },
  {
    text: '{"a": 1}\n{"a": [1]}\n',
    message: 't.jsonl:2, column "a": an input must be a number: found an array',
  },
  {
    text: '{"a": {"toString": 1}}\n',
    message:
      't.jsonl:1, column "a": an input must be a number: found an object',
  },
  {
    text: '{"a": "x"}\n{"a": {"toString": 1}}\n',
    options: { classes: ["a"] },
    message:
      't.jsonl:2, column "a": a category must be a text: found an object',
  },
  {
    text: "[1e999]\n",
    message:
      't.jsonl:1, column "1": a number must lie within ±3.4028235e38, as in single precision: found "1e999"',
  },
  {
    text: "[1, 2]\n[9007199254740993, 2]\n",
    message:
      't.jsonl:2, column "1": a whole number beyond 2^53 would lose digits: found "9007199254740993"',
    help:
      'Leave the column out with without: ["1"], or take its texts as categories with classes: ["1"].',
  },
  {
    text: "[[1, 9007199254740993]]\n",
    message:
      't.jsonl:1, column "1": a whole number beyond 2^53 would lose digits: found "9007199254740993"',
  },
  {
    text: '{"a": 1, "a": 2}\n',
    message: 't.jsonl:1: an object must have each name once: found "a" twice',
  },
  {
    text: '{"a": 1}\n{"a": "\\"a\\":", "b": {"c": 1, "\\u0063": 2}}\n',
    message: 't.jsonl:2: an object must have each name once: found "c" twice',
  },
  {
    text: '{"data": [{"a": 1}],\n "data": [{"a": 2}]}\n',
    message: 't.jsonl: an object must have each name once: found "data" twice',
  },
  ...[
    '{"data": [{"a": 1}]',
    '{"data": [{"a": 1}]} 3',
    '{"b": 1,, "data": [{}]}',
  ]
    .map((text) => ({
      text: text.replace(": [", ":\n["),
      message:
        "t.jsonl: the object around the array of examples must be JSON: found something else before or behind it",
    })),
  {
    text: "[[1, 1e39]]\n",
    message:
      't.jsonl:1, column "1": a number must lie within ±3.4028235e38, as in single precision: found "1e+39"',
  },
  {
    text: '{"a": null}\n{"a": null}\n',
    options: { missing: "mean" },
    message: 't.jsonl, column "a": every value is missing',
  },
  {
    text: "[1]\n[2]\n" + " ".repeat(2 ** 24 + 1),
    message:
      "t.jsonl:3: a line must have at most 16,777,216 characters: found more",
  },
];
for (const { text, options, message, help } of mistakes) {
  Deno.test(`a mistake is refused: ${message}`, async () => {
    const error = await assertRejects(async () => {
      await learnSchema(await jsonTable(jsonl(text)), options);
    }, DataError);
    assertEquals(error.message, message);
    if (help !== undefined) assertEquals(formatAdvice(error.help ?? ""), help);
  });
}

Deno.test("a million brackets are read quickly", async () => {
  const many = 2 ** 20;
  const nested = "[".repeat(many) + "]".repeat(many);
  for (const text of ["[".repeat(many), nested, `["x"]\n${nested}`]) {
    const error = await assertRejects(async () => {
      const table = await jsonTable(jsonl(text));
      await learnSchema(table, { classes: ["1"] });
    });
    assert(error instanceof DataError);
  }
});
