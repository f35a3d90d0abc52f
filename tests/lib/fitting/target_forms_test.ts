// What columns and arrays are for each loss, and how the network answers for them.
import { assert, assertEquals, assertRejects } from "@std/assert";
import { csvTable, jsonTable } from "../../../data.ts";
import { answersOf } from "../../../lib/fitting/answers.ts";
import { fitArrays } from "../../../lib/fitting/array_data.ts";
import { prepareData } from "../../../lib/fitting/prepared_data.ts";
import { fitTable } from "../../../lib/fitting/table_data.ts";
import { DataError, initialize, nn } from "../../../mod.ts";
import { source } from "../../helpers/text_sources.ts";

interface Case {
  readonly text: string;
  /** CSV, or JSON lines. */
  readonly data: string;
  readonly target: readonly string[];
  /** The numbers that the loss is given. */
  readonly numbers: readonly number[];
  readonly shape: readonly number[];
  /** The columns of answers, and what they say for outputs. */
  readonly columns: readonly string[];
  readonly outputs: readonly number[];
  readonly answers: readonly string[];
}

const cases: Readonly<Record<string, Case>> = {
  "two texts are signs for hinge with one output": {
    text: "fc(1,1) -> hinge",
    data: "x,k\n1,up\n2,down\n3,up\n",
    target: ["k"],
    numbers: [1, -1, 1],
    shape: [1],
    columns: ["predicted k"],
    outputs: [-0.3],
    answers: ["down"],
  },
  "0 and 1 are signs for hinge too": {
    text: "fc(1,1) -> hinge",
    data: "x,k\n1,0\n2,1\n",
    target: ["k"],
    numbers: [-1, 1],
    shape: [1],
    columns: ["predicted k"],
    outputs: [0.3],
    answers: ["1"],
  },
  "a class by its name is one of several scores of hinge": {
    text: "fc(1,3) -> hinge",
    data: "x,k\n1,oak\n2,ash\n3,elm\n",
    target: ["k"],
    numbers: [2, 0, 1],
    shape: [],
    columns: ["predicted k"],
    outputs: [0, 3, 1],
    answers: ["elm"],
  },
  "-1 and 1 are no and yes for bce": {
    text: "fc(1,1) -> sigmoid -> bce",
    data: "x,k\n1,-1\n2,1\n",
    target: ["k"],
    numbers: [0, 1],
    shape: [1],
    columns: ["predicted k"],
    outputs: [0.2],
    answers: ["-1"],
  },
  "1 and 2 are no and yes for bce_with_logits": {
    text: "fc(1,1) -> bce_with_logits",
    data: "x,k\n1,2\n2,1\n",
    target: ["k"],
    numbers: [1, 0],
    shape: [1],
    columns: ["predicted k"],
    outputs: [0.2],
    answers: ["2"],
  },
  "several columns of texts are a yes or no each": {
    text: "fc(1,2) -> bce_with_logits",
    data: "x,wet,cold\n1,yes,f\n2,no,t\n",
    target: ["wet", "cold"],
    numbers: [1, 0, 0, 1],
    shape: [2],
    columns: ["predicted wet", "predicted cold"],
    outputs: [-1, 1],
    answers: ["no", "t"],
  },
  "texts and bits side by side are a yes or no each": {
    text: "fc(1,2) -> sigmoid -> bce",
    data: "x,wet,cold\n1,yes,0\n2,no,1\n",
    target: ["wet", "cold"],
    numbers: [1, 0, 0, 1],
    shape: [2],
    columns: ["predicted wet", "predicted cold"],
    outputs: [0.9, 0.8],
    answers: ["yes", "1"],
  },
  "several columns of texts are signs for hinge": {
    text: "fc(1,2) -> hinge",
    data: "x,wet,cold\n1,yes,f\n2,no,t\n",
    target: ["wet", "cold"],
    numbers: [1, -1, -1, 1],
    shape: [2],
    columns: ["predicted wet", "predicted cold"],
    outputs: [-1, 1],
    answers: ["no", "t"],
  },
  "one-hot columns are a distribution for cross_entropy": {
    text: "fc(1,3) -> cross_entropy",
    data: "x,p,q,r\n1,0,1,0\n2,1,0,0\n",
    target: ["p", "q", "r"],
    numbers: [0, 1, 0, 1, 0, 0],
    shape: [3],
    columns: ["prediction"],
    outputs: [0, 1, 3],
    answers: ["r"],
  },
  "columns of shares are a distribution for kl": {
    text: "fc(1,3) -> log_softmax -> kl",
    data: "x,p,q,r\n1,0.2,0.3,0.5\n2,0.33,0.33,0.33\n",
    target: ["p", "q", "r"],
    numbers: [0.2, 0.3, 0.5, 0.33, 0.33, 0.33],
    shape: [3],
    columns: ["prediction"],
    outputs: [-3, -0.1, -4],
    answers: ["q"],
  },
  "an array of JSON is a distribution for cross_entropy": {
    text: "fc(1,3) -> cross_entropy",
    data: '{"x":1,"y":[0,1,0]}\n{"x":2,"y":[1,0,0]}\n',
    target: ["y"],
    numbers: [0, 1, 0, 1, 0, 0],
    shape: [3],
    columns: ["predicted y"],
    outputs: [0, 1, 3],
    answers: ["2"],
  },
  "an array of JSON is a distribution for kl": {
    text: "fc(1,2) -> log_softmax -> kl",
    data: '{"x":1,"y":[0.5,0.5]}\n{"x":2,"y":[1,0]}\n',
    target: ["y"],
    numbers: [0.5, 0.5, 1, 0],
    shape: [2],
    columns: ["predicted y"],
    outputs: [-1, -2],
    answers: ["0"],
  },
  "an array of JSON is a yes or no each for bce": {
    text: "fc(1,2) -> sigmoid -> bce",
    data: '{"x":1,"y":[1,1]}\n{"x":2,"y":[1,0]}\n',
    target: ["y"],
    numbers: [1, 1, 1, 0],
    shape: [2],
    columns: ["prediction 1", "prediction 2"],
    outputs: [0.7, 0.2],
    answers: ["1", "0"],
  },
  "labels from 1 are classes from 0": {
    text: "fc(1,3) -> cross_entropy",
    data: "x,k\n1,1\n2,3\n3,2\n",
    target: ["k"],
    numbers: [0, 2, 1],
    shape: [],
    columns: ["predicted k"],
    outputs: [0, 1, 3],
    answers: ["3"],
  },
  "counts are numbers for poisson": {
    text: "fc(1,1) -> poisson",
    data: "x,n\n1,4\n2,0\n",
    target: ["n"],
    numbers: [4, 0],
    shape: [1],
    columns: ["predicted n"],
    outputs: [0],
    answers: ["1"],
  },
};
for (const [name, wanted] of Object.entries(cases)) {
  Deno.test(name, async () => {
    const { text, data } = wanted;
    const network = nn(text);
    const table = await tableOf(data);
    const fitted = await fitTable(network, table, { target: wanted.target });
    const { memory, targetShape } = fitted.examples;
    assertEquals([...memory?.target ?? []], wanted.numbers);
    assertEquals(targetShape, wanted.shape);
    const { meaning } = await prepareData(network, fitted);
    const parameters = initialize(network, { precision: "float64" });
    const trained = { network, parameters, description: meaning };
    const { columns, cells } = answersOf(trained, false);
    assertEquals(columns, wanted.columns);
    assertEquals(cells(Float64Array.from(wanted.outputs), 0), wanted.answers);
    // What was learned reads the same data in the same way.
    const known = { schema: meaning.schema ?? unreachable() };
    const again = await fitTable(network, await tableOf(data), { known });
    assertEquals([...again.examples.memory?.target ?? []], wanted.numbers);
    const streamed = await fitTable(network, await tableOf(data), {
      known,
      streams: true,
    });
    const blocks = await Array.fromAsync(streamed.examples.blocks());
    const numbers = blocks.flatMap(({ target }) => [...target]);
    assertEquals(numbers, wanted.numbers);
  });
}

function tableOf(data: string) {
  return data.startsWith("{")
    ? jsonTable(source(data))
    : csvTable(source(data));
}

function unreachable(): never {
  throw new Error("a table has a schema");
}

/** Arrays of labels: what the loss is given, and the labels that are kept. */
const arrays: readonly (readonly [
  text: string,
  labels: readonly number[],
  numbers: readonly number[],
  kept?: readonly number[],
])[] = [
  ["fc(1,3) -> cross_entropy", [1, 3, 2], [0, 2, 1], [1, 2, 3]],
  ["fc(1,3) -> cross_entropy", [1, 3, 3], [0, 2, 2], [1, 2, 3]],
  ["fc(1,3) -> cross_entropy", [0, 2, 2], [0, 2, 2]],
  ["fc(1,2) -> cross_entropy", [-1, 1, 1], [0, 1, 1], [-1, 1]],
  ["fc(1,2) -> cross_entropy(ignore=-9)", [5, -9, 7], [0, -9, 1], [5, 7]],
  ["fc(1,1) -> sigmoid -> bce", [-1, 1, 1], [0, 1, 1], [-1, 1]],
  ["fc(1,1) -> sigmoid -> bce", [0, 0.5, 1], [0, 0.5, 1]],
  ["fc(1,1) -> hinge", [0, 1, 0], [-1, 1, -1], [0, 1]],
  ["fc(1,1) -> hinge", [-1, 1, 1], [-1, 1, 1]],
];
for (const [text, labels, numbers, kept] of arrays) {
  Deno.test(`${text} learns an array of ${labels} as ${numbers}`, async () => {
    const network = nn(text);
    const x = { shape: [3, 1], values: Float64Array.of(1, 2, 3) };
    const target = { shape: [3], values: Float64Array.from(labels) };
    const fitted = await fitArrays(network, { x, target });
    assertEquals([...fitted.examples.memory?.target ?? []], numbers);
    assertEquals(fitted.labels, kept);
    if (kept === undefined) return;
    const again = await fitArrays(network, { x, target }, { labels: kept });
    assertEquals([...again.examples.memory?.target ?? []], numbers);
    const { meaning } = await prepareData(network, fitted);
    const parameters = initialize(network);
    const { cells } = answersOf(
      { network, parameters, description: meaning },
      false,
    );
    const [answer] = cells(Float64Array.of(9, 0, 0), 0);
    assert(kept.map(String).includes(String(answer)));
  });
}

Deno.test("an array with more labels than there are classes is refused, with a way out", async () => {
  const x = { shape: [3, 1], values: Float64Array.of(1, 2, 3) };
  const target = { shape: [3], values: Float64Array.of(1, 2, 3) };
  const error = await assertRejects(
    () => fitArrays(nn`fc(1,2) -> cross_entropy`, { x, target }),
    DataError,
    "the target must be a class number from 0 to 1: found 2",
  );
  assertEquals(error.help, "End the network with fc(4) before its loss.");
  await fitArrays(nn`fc(1,4) -> cross_entropy`, { x, target });
});
