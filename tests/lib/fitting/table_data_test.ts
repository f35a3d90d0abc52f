// Tables fitted to networks.
import { assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { csvTable } from "../../../data.ts";
import { formatAdvice } from "../../../lib/base/advice.ts";
import {
  fitTable,
  type FitTableOptions,
} from "../../../lib/fitting/table_data.ts";
import type { Network } from "../../../lib/network/network.ts";
import { DataError, nn } from "../../../mod.ts";
import { source } from "../../helpers/text_sources.ts";

const classifier = nn`fc(2,3) -> cross_entropy`;
const line = nn`fc(2,1) -> mse`;
const yesOrNo = nn`fc(2,1) -> sigmoid -> bce`;

async function fitted(
  network: Network,
  csv: string,
  options: FitTableOptions = {},
) {
  const data = await fitTable(network, await csvTable(source(csv)), options);
  const { memory } = data.examples;
  return {
    ...data,
    x: [...memory?.x ?? []],
    target: [...memory?.target ?? []],
  };
}

Deno.test("the loss says whether a target is a class or a number", async () => {
  const csv = "x,y,t\n1,2,0\n3,4,2\n5,6,2\n";
  const classes = await fitted(classifier, csv, { target: "t" });
  assertEquals(classes.schema?.targets, [{
    name: "t",
    categories: ["0", "2"],
  }]);
  assertEquals(classes.target, [0, 1, 1]);
  const numbers = await fitted(line, csv, { target: "t" });
  assertEquals(numbers.schema?.targets, [{ name: "t" }]);
  assertEquals(numbers.target, [0, 2, 2]);
  assertEquals(numbers.examples.targetShape, [1]);
});

Deno.test("a column called target is the default target, and inputs keep their digits", async () => {
  const { x, target, examples, means } = await fitted(
    line,
    "a,Target,b\n1700000001,5,2\n1700000003,6,4\n",
  );
  assertEquals([x, target], [[1700000001, 2, 1700000003, 4], [5, 6]]);
  assertEquals([examples.inputShape, means], [[2], [1700000002, 3]]);
});

Deno.test("lines that are left out are counted", async () => {
  const csv = "x,y,t\n1,2,3\n4,?,6\n7,8,9\n";
  const { skipped, target } = await fitted(line, csv, {
    target: "t",
    missing: "skip",
  });
  assertEquals([skipped, target], [1, [3, 9]]);
});

Deno.test("known columns are found by their names, and give the categories and means", async () => {
  const first = await fitted(classifier, "x,y,t\n1,2,ash\n3,6,oak\n5,4,elm\n", {
    target: "t",
  });
  const known = { schema: first.schema ?? fail(), means: first.means };
  const csv = "note,kind,y,x\nfine,oak,,1\n";
  const other = await fitted(classifier, csv, {
    known,
    target: "kind",
    missing: "mean",
  });
  assertEquals([other.x, other.target], [[1, 4], [2]]);
  // Streamed data is looked through once, by the same columns.
  const streamed = await fitTable(
    classifier,
    await csvTable(source("t,y,x\noak,2,1\nash,4,3\nelm,1,1\n")),
    { known, streams: true },
  );
  assertEquals(streamed.examples.memory, undefined);
  const blocks = await Array.fromAsync(streamed.examples.blocks());
  assertEquals([...blocks[0].target], [2, 0, 1]);
});

Deno.test("a table of more than 1 GB is read again for each epoch, a smaller one is held", async () => {
  for (const [size, isHeld] of [[2 ** 30, true], [2 ** 30 + 1, false]]) {
    const { examples } = await fitTable(
      line,
      await csvTable(source("x,y,t\n1,2,3\n")),
      { target: "t", size: Number(size) },
    );
    assertEquals(examples.memory !== undefined, isHeld);
  }
});

/** Tables that do not fit, with what is said. */
const mistakes: readonly (readonly [
  Network,
  csv: string,
  FitTableOptions,
  message: string,
  help?: string,
])[] = [
  [
    line,
    "x,y,z\n1,2,3\n",
    {},
    "t.csv: there must be a target: found none",
    "Name its column with target; the columns are x, y, z.",
  ],
  [
    line,
    "x,y,w,z\n1,2,3,4\n",
    { target: "z" },
    "t.csv: an input of the network must be 2: found 3 numbers in the columns: x, y, w",
    "Make its input 3, or choose columns with inputs or without.",
  ],
  [
    line,
    "c,z\nred,1\nblue,2\ngreen,3\n",
    { target: "z", classes: ["c"] },
    "found 3 numbers in the columns: c (3)",
  ],
  [
    nn`fc(2,2) -> cross_entropy`,
    "x,y,k\n1,2,ash\n1,2,elm\n1,2,oak\n",
    { target: "k" },
    't.csv, column "k": the network predicts at most 2 classes: found 3: ash, elm, oak',
    "End the network with fc(3) before its loss.",
  ],
  [
    yesOrNo,
    "x,y,k\n1,2,1\n1,2,2\n1,2,3\n",
    { target: "k" },
    "a target of bce must be a number from 0 to 1: found numbers from 1 to 3",
    "For more than two classes, end the network with fc(N) -> cross_entropy, and for any number with fc(1) -> mse.",
  ],
  [
    nn`fc(2,1) -> hinge`,
    "x,y,k\n1,2,1\n1,2,0\n1,2,-1\n",
    { target: "k" },
    "t.csv, example 2: the target must be -1 or 1: found 0",
  ],
  [
    nn`fc(2,1) -> hinge`,
    "x,y,k\n1,2,up\n1,2,down\n1,2,left\n",
    { target: "k" },
    "the network predicts at most 2 classes: found 3: down, left, up",
    "For more than two classes, end the network with fc(3) -> cross_entropy.",
  ],
  [
    nn`fc(2,3) -> cross_entropy`,
    "x,y,p,q,r\n1,2,1,1,0\n",
    { target: ["p", "q", "r"] },
    "t.csv, example 1: the target must be shares that add up to 1: found 1, 1, 0",
    "For a yes or no in each, end the network with fc(3) -> bce_with_logits.",
  ],
  [
    nn`fc(2,3) -> log_softmax -> kl`,
    "x,y,p,q,r\n1,2,2,-1,0\n",
    { target: ["p", "q", "r"] },
    'column "q": a target of kl must be a number of at least 0: found numbers from -1 to -1',
  ],
  [
    nn`fc(2,2) -> cross_entropy`,
    "x,y,p,q\n1,2,no,yes\n",
    { target: ["p", "q"] },
    "a target of cross_entropy must be a share of each class, one-hot for a single one: found no",
    "For a yes or no in each column, end the network with fc(2) -> bce_with_logits.",
  ],
  [
    nn`fc(2,3) -> log_softmax -> kl`,
    "x,y,k\n1,2,ash\n1,2,elm\n",
    { target: "k" },
    "a target of kl must be a share of each class, one-hot for a single one: found ash, elm",
    "For a class by its name, end the network with fc(2) -> cross_entropy.",
  ],
  [
    nn`fc(2,1) -> poisson`,
    "x,y,k\n1,2,ash\n1,2,elm\n",
    { target: "k" },
    't.csv:2, column "k": a target must be a number: found "ash"',
  ],
  [
    nn`fc(2,1) -> poisson`,
    "x,y,k\n1,2,3\n1,2,-1\n",
    { target: "k" },
    "a target of poisson must be a number of at least 0: found numbers from -1 to 3",
    "For numbers of any sign, end the network with fc(1) -> mse.",
  ],
  [
    nn`fc(2,2) -> cross_entropy`,
    "x,y,p,q,r\n1,2,1,0,0\n",
    { target: ["p", "q", "r"] },
    "t.csv: the target of an example must be a single number or 2 for cross_entropy: found 3",
    "Make the last fc before the loss fc(3), an output for each number.",
  ],
  [
    line,
    "x,y,z\n1,2,3\n",
    {
      known: {
        schema: {
          inputs: [{ name: "x" }, { name: "y" }],
          targets: [{ name: "z" }],
        },
      },
      missing: "mean",
    },
    "t.csv: missing values can take a mean only if the network was trained on a table",
    'Leave such lines out with missing: "skip".',
  ],
  [
    line,
    "x,y,z\n1,2,3\n",
    {
      known: {
        schema: {
          inputs: [{ name: "x" }, { name: "y" }],
          targets: [{ name: "t" }],
        },
      },
      target: ["y", "z"],
    },
    "t.csv: the target must be 1 column, as the network predicts: found 2",
  ],
];
for (const [network, csv, options, message, help] of mistakes) {
  Deno.test(`a table that does not fit: ${message}`, async () => {
    const error = await assertRejects(
      () => fitted(network, csv, options),
      DataError,
    );
    assertStringIncludes(error.message, message);
    if (help !== undefined) assertEquals(formatAdvice(error.help ?? ""), help);
  });
}

function fail(): never {
  throw new Error("a table has a schema");
}
