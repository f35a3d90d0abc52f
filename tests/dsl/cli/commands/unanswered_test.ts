// Outputs that are NaN or infinite are no answer, and never a class.
import { assertEquals, assertStringIncludes } from "@std/assert";
import { fromBytes, writeNpy, writeNpz } from "../../../../data.ts";
import { readNetwork, writeNetwork } from "../../../../mod.ts";
import { run } from "../../../helpers/memory_io.ts";

/** A network of one input whose weight and bias are these, for each output. */
async function network(
  end: string,
  weight: readonly number[],
  bias: readonly number[],
) {
  const text = `fc(1,${weight.length}) -> ${end}`;
  const { length } = weight;
  const weights = writeNpz([
    {
      name: "fc1.weight",
      shape: [length, 1],
      values: Float32Array.from(weight),
    },
    { name: "fc1.bias", shape: [length], values: Float32Array.from(bias) },
  ]);
  const made = await run([
    ...["export", text, "--weights", "w.npz", "--out", "net.safetensors"],
  ], { files: { "w.npz": weights } });
  assertEquals(made.status, 0, made.error);
  assertStringIncludes(made.error, "holds NaN or infinite numbers");
  return made.bytes["net.safetensors"];
}

const values = Float32Array.of(1, 0, 2);
const arrays = writeNpz([
  { name: "x", shape: [3, 1], values },
  { name: "y", shape: [3], values: Float32Array.of(0, 1, 0) },
]);
const files = {
  "x.npy": writeNpy([3, 1], values),
  "xy.npz": arrays,
};

// Infinity · 0 is NaN, so that the second input has no answer; elsewhere all have none.
for (
  const [what, end, weight, bias, first] of [
    ["all weights are NaN", "cross_entropy", [NaN, NaN, NaN], [0, 0, 0], 1],
    ["one weight is NaN", "cross_entropy", [0, 1, NaN], [0, 0, 0], 1],
    ["the largest is infinite", "cross_entropy", [Infinity, 0], [0, 0], 1],
    ["infinity times 0", "cross_entropy", [-Infinity, 0], [0, 0], 2],
    ["all are -Infinity", "cross_entropy", [0, 0], Array(2).fill(-Infinity), 1],
    ["a probability is NaN", "sigmoid -> bce", [NaN], [0], 1],
    ["a logit is NaN", "bce_with_logits", [NaN], [0], 1],
    ["a logit is infinite times 0", "bce_with_logits", [Infinity], [0], 1],
    ["a sign is NaN", "hinge", [0], [NaN], 1],
    ["a number is NaN", "mse", [NaN], [0], 1],
    ["a number is infinite", "mse", [Infinity], [0], 1],
  ] as const
) {
  Deno.test(`an input without an answer is refused by its number: ${what}`, async () => {
    const net = await network(end, weight, bias);
    const world = { files: { ...files, net } };
    for (
      const [command, data] of [["predict", "x.npy"], ["evaluate", "xy.npz"]]
    ) {
      const refused = await run([command, "net", "--data", data], world);
      assertEquals([refused.status, refused.out], [2, ""]);
      assertStringIncludes(
        refused.error,
        `${data}, example ${first}: the network has no answer: its outputs are NaN or infinite`,
      );
      assertStringIncludes(refused.error, "--allow-nan");
    }
    const told = await run(
      ["predict", "net", "--data", "x.npy", "--allow-nan", "--json"],
      world,
    );
    assertEquals(told.status, 0, told.error);
    const { rows } = JSON.parse(told.out);
    if (end !== "mse") assertEquals(rows[first - 1], [null]);
    const measured = await run(
      ["evaluate", "net", "--data", "xy.npz", "--allow-nan", "--json"],
      world,
    );
    const { metrics } = JSON.parse(measured.out);
    if (end === "mse") return;
    const truth = end === "hinge" ? ["-1", "1", "-1"] : ["0", "1", "0"];
    const right = rows.filter(([cell]: [string | null], i: number) =>
      cell === truth[i]
    );
    assertEquals(metrics.accuracy, right.length / 3);
  });
}

Deno.test("a row without an answer is refused by its line, or has an empty cell", async () => {
  const { bytes } = await run([
    ...["train", "fc(1,2) -> cross_entropy", "--data", "t.csv"],
    ...["--target", "kind", "--epochs", "1", "--normalize", "none"],
    ...["--out", "net.safetensors"],
  ], { files: { "t.csv": "x,kind\n1,ash\n2,oak\n" } });
  const net = await broken(bytes["net.safetensors"]);
  const world = { files: { net, "n.csv": "x,note\n\n3,a\n4,b\n" } };
  const words = ["predict", "net", "--data", "n.csv"];
  const { status, out, error } = await run(words, world);
  assertEquals([status, out], [2, ""]);
  assertStringIncludes(error, "n.csv:3: the network has no answer");
  const told = await run([...words, "--allow-nan"], world);
  assertEquals(told.out, "x,note,predicted kind\n3,a,\n4,b,\n");
});

/** The same network with weights of NaN. */
async function broken(bytes: Uint8Array): Promise<Uint8Array> {
  const saved = await readNetwork(fromBytes("net", bytes));
  for (const { value } of saved.parameters) value.fill(NaN);
  return await new Response(ReadableStream.from(writeNetwork(saved))).bytes();
}
