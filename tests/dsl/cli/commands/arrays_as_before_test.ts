// What stands in arrays means at the end what it meant in training.
import { assertEquals, assertStringIncludes } from "@std/assert";
import { writeNpy, writeNpz } from "../../../../data.ts";
import { type Ran, run } from "../../../helpers/memory_io.ts";

type Arrays = Readonly<
  Record<string, readonly [shape: readonly number[], ...numbers: number[]]>
>;

function npz(arrays: Arrays): Uint8Array {
  return writeNpz(
    Object.entries(arrays).map(([name, [shape, ...numbers]]) => ({
      name,
      shape,
      values: Float64Array.from(numbers),
    })),
  );
}

async function trained(
  text: string,
  arrays: Arrays,
  ...words: string[]
): Promise<Ran> {
  return await run([
    ...["train", text, "--data", "t.npz", ...words, "--epochs", "1"],
    ...["--out", "net.safetensors"],
  ], { files: { "t.npz": npz(arrays) } });
}

async function told(
  { bytes, error }: Ran,
  command: string,
  data: string,
  content: Uint8Array | string,
  ...words: string[]
): Promise<Ran> {
  assertEquals(error, "");
  return await run(
    [command, "net.safetensors", "--data", data, ...words],
    {
      files: {
        [data]: content,
        "net.safetensors": bytes["net.safetensors"],
      },
    },
  );
}

const x = [[3, 2], 1, 2, 3, 4, 5, 7] as const;
const other = [[3, 2], 9, 9, 9, 8, 8, 8] as const;
const learning = "fc(2,3) -> cross_entropy";

Deno.test("labels that were learned are numbered as they were", async () => {
  const net = await trained(learning, { x, y: [[3], 1, 2, 3] });
  const same = await told(
    net,
    "evaluate",
    "t.npz",
    npz({ x, y: [[3], 3, 1, 1] }),
    "--json",
  );
  const { confusion } = JSON.parse(same.out);
  const supports = confusion.map((row: number[]) =>
    row.reduce((a, b) => a + b)
  );
  assertEquals(supports, [2, 0, 1]);
  const refused = await told(
    net,
    "evaluate",
    "t.npz",
    npz({ x, y: [[3], 1, 0, 2] }),
  );
  assertStringIncludes(
    refused.error,
    "example 2: the target must be one of 1, 2, 3, as in training: found 0",
  );
});

Deno.test("classes that were numbers are not numbered anew", async () => {
  const net = await trained(learning, { x, y: [[3], 0, 1, 2] });
  const refused = await told(
    net,
    "evaluate",
    "t.npz",
    npz({ x, y: [[3], 1, 2, 3] }),
  );
  assertStringIncludes(
    refused.error,
    "a class number from 0 to 2: found 3",
  );
});

Deno.test("labels in arrays are the classes that a table gave", async () => {
  const { bytes, error } = await run([
    ...["train", learning, "--data", "t.csv", "--target", "kind"],
    ...["--epochs", "1", "--out", "net.safetensors"],
  ], { files: { "t.csv": "a,b,kind\n1,2,10\n3,4,20\n5,7,30\n" } });
  assertEquals(error, "");
  const { out } = await run(
    ["evaluate", "net.safetensors", "--data", "t.npz", "--json"],
    {
      files: {
        "net.safetensors": bytes["net.safetensors"],
        "t.npz": npz({ x, y: [[3], 30, 10, 30] }),
      },
    },
  );
  const { classes, scores } = JSON.parse(out);
  assertEquals(classes, ["10", "20", "30"]);
  assertEquals(
    scores.map(({ support }: { support: number }) => support),
    [1, 0, 2],
  );
});

Deno.test("the arrays that were named in training are read without being named again", async () => {
  const all = { x: other, own: x, kinds: [[3], 0, 1, 2] } as const;
  const words = ["--inputs", "own", "--target", "kinds"];
  const net = await trained(learning, all, ...words);
  for (const command of ["predict", "evaluate"]) {
    const usual = await told(net, command, "t.npz", npz(all));
    const named = await told(
      net,
      command,
      "t.npz",
      npz(all),
      ...command === "predict" ? words.slice(0, 2) : words,
    );
    assertEquals([usual.status, usual.out], [0, named.out]);
  }
  // Where there is none of that name, a usual one may be meant.
  const [usual, named] = await Promise.all([
    told(net, "predict", "t.npz", npz({ x })),
    told(net, "predict", "t.npz", npz({ own: x })),
  ]);
  assertEquals([usual.status, usual.out], [0, named.out]);
});

Deno.test("arrays of which two have a usual name must be named", async () => {
  const y = [[3], 0, 1, 2] as const;
  const two = await trained(learning, { X: x, x: other, y });
  assertStringIncludes(
    two.error,
    "several arrays may be the inputs: found x and X",
  );
  const targets = await trained(learning, { x, y, labels: y });
  assertStringIncludes(
    targets.error,
    "several arrays may be the targets: found y and labels",
  );
  const named = await trained(
    learning,
    { X: x, x: other, y },
    ...["--inputs", "X"],
  );
  assertEquals(named.error, "");
});

Deno.test("axes in another order than in training are refused, and flat ones are not", async () => {
  const numbers = [1, 2, 3, 4, 5, 6, 7, 8, 9, 0, 1, 2];
  const net = await trained("fc(6,1) -> mse", {
    x: [[2, 2, 3], ...numbers],
    y: [[2], 1, 2],
  });
  const predicted = (shape: readonly number[]) =>
    told(net, "predict", "x.npy", writeNpy(shape, Float64Array.from(numbers)));
  assertStringIncludes(
    (await predicted([2, 3, 2])).error,
    "the axes of an input must be 2×3, as in training: found 3×2",
  );
  for (const shape of [[2, 6], [2, 2, 3], [2, 1, 2, 3], [2, 2, 3, 1]]) {
    assertEquals((await predicted(shape)).status, 0);
  }
});

Deno.test("images with their channels first are no input of a network that has them last", async () => {
  const numbers = Array.from({ length: 24 }, (_, i) => i % 7);
  const refused = await trained(
    "input(2,2,3) -> flatten -> fc(1) -> mse",
    { x: [[2, 3, 2, 2], ...numbers], y: [[2], 1, 2] },
  );
  assertStringIncludes(
    refused.error,
    "the axes of an input must be 2×2×3, as the network takes them: found 3×2×2",
  );
});

Deno.test("what meant a missing value in training means one still", async () => {
  const { bytes, error } = await run([
    ...["train", "fc(1,1) -> mse", "--data", "t.csv", "--target", "y"],
    ...["--missing", "skip", "--missing-names", "-999", "--epochs", "1"],
    ...["--out", "net.safetensors"],
  ], { files: { "t.csv": "a,y\n1,2\n-999,3\n2,4\n" } });
  assertEquals(error, "");
  const { out } = await run([
    ...["predict", "net.safetensors", "--data", "n.csv"],
    ...["--missing-names", "gone"],
  ], {
    files: {
      "net.safetensors": bytes["net.safetensors"],
      "n.csv": "a\n-999\ngone\nNA\n1\n",
    },
  });
  assertEquals(out.split("\n").length, 3);
});
