// `export --onnx`, with a runtime of our own in the place of onnxruntime: a few
// operators, as their definitions have them.
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { readOnnxModel } from "../../../../lib/bridges/onnx/read_model.ts";
import { fromBytes } from "../../../../lib/bytes/byte_source.ts";
import { writeNpy } from "../../../../data.ts";
import { readNetwork } from "../../../../mod.ts";
import { run } from "../../../helpers/memory_io.ts";
import { naiveRuntime } from "../../../helpers/naive_onnx.ts";

const place = "node_modules/onnxruntime-node/dist/index.js";

/** A network of rows of a table, as files. */
async function trained() {
  const csv = [
    "width,height,kind",
    ...Array.from(
      { length: 12 },
      (_, i) => `${100 + i},${(i * 7) % 5},${i < 6 ? "ash" : "oak"}`,
    ),
  ].join("\n");
  const { bytes, error } = await run([
    ...["train", "fc(2,3) -> h: tanh -> fc(2) -> cross_entropy"],
    ...["--data", "trees.csv", "--target", "kind", "--epochs", "3"],
    ...["--out", "a.safetensors"],
  ], { files: { "trees.csv": csv } });
  assertEquals(error, "");
  return { "a.safetensors": bytes["a.safetensors"], "trees.csv": csv };
}

const call = ["export", "a.safetensors", "--onnx", "a.onnx"];

Deno.test("a network goes to ONNX with the meaning of its data", async () => {
  const { status, out, error, bytes } = await run(call, {
    files: await trained(),
  });
  assertEquals([status, out, error], [0, "saved a.onnx\n", ""]);
  const { graph, metadata } = readOnnxModel(bytes["a.onnx"]);
  assertEquals(graph.inputs.map(({ name }) => name), ["x"]);
  assertEquals(graph.outputs.map(({ name }) => name), ["probabilities"]);
  assertEquals(metadata.get("columns"), '["width","height"]');
  assertEquals(metadata.get("classes"), '["ash","oak"]');
  const { text, schema } = JSON.parse(metadata.get("nabla") ?? "");
  assertEquals(text, "fc(2,3) -> h: tanh -> fc(2) -> cross_entropy");
  assertEquals(schema.targets[0].categories, ["ash", "oak"]);
});

Deno.test("--verify runs the model on drawn rows and on those of a file", async () => {
  const world = {
    files: { ...await trained(), [place]: "" },
    modules: { [place]: naiveRuntime() },
  };
  const { status, out, error } = await run(
    [...call, "--verify", "--data", "trees.csv"],
    world,
  );
  assertEquals([status, error], [0, ""]);
  const [saved, said] = out.split("\n");
  assertEquals(saved, "saved a.onnx");
  const found =
    /^onnxruntime-node gives the same in 28 rows: at most (\S+) apart, of outputs up to (\S+)$/
      .exec(said);
  assert(found !== null, said);
  assert(Number(found[1]) < 1e-6, said);
  const json = await run([...call, "--verify", "--json"], world);
  const { verified } = JSON.parse(json.out);
  assertEquals([verified.runtime, verified.rows], ["onnxruntime-node", 16]);
});

Deno.test("--verify runs arrays as well, of which a network learned numbers", async () => {
  const x = Float32Array.from({ length: 40 }, (_, i) => (i * 7) % 11);
  const y = Float32Array.from({ length: 20 }, (_, i) => 1000 + 50 * (i % 7));
  const files = {
    "x.npy": writeNpy([20, 2], x),
    "y.npy": writeNpy([20, 1], y),
  };
  const { bytes } = await run([
    ...["train", "fc(2,3) -> tanh -> fc(1) -> mse", "--data", "x.npy"],
    ...["--target", "y.npy", "--epochs", "2", "--out", "a.safetensors"],
  ], { files });
  const { status, out, error } = await run(
    [...call, "--verify", "--data", "x.npy"],
    {
      files: { ...files, ...bytes, [place]: "" },
      modules: { [place]: naiveRuntime() },
    },
  );
  assertEquals([status, error], [0, ""]);
  assertStringIncludes(out, "gives the same in 36 rows");
});

Deno.test("a runtime that gives other numbers is heard, and nothing is written", async () => {
  const { status, error, bytes } = await run([...call, "--verify"], {
    files: { ...await trained(), [place]: "" },
    modules: { [place]: naiveRuntime(0.01) },
  });
  assertEquals(status, 2);
  assertStringIncludes(error, "gives other numbers than nabla in 16 rows");
  assertEquals(bytes["a.onnx"], undefined);
});

Deno.test("without a runtime --verify says what to install", async () => {
  const files = await trained();
  const none = await run([...call, "--verify"], { files });
  assertEquals(
    none.error,
    "nabla: there is no onnxruntime in this folder, which --verify runs\nRun `npm install onnxruntime-node` or `npm install onnxruntime-web` here.\n",
  );
  const broken = await run([...call, "--verify"], {
    files: { ...files, [place]: "" },
  });
  assertStringIncludes(broken.error, `cannot run ${place}: `);
  assertEquals([none.bytes["a.onnx"], broken.status], [undefined, 2]);
});

Deno.test("what has no effect, or no meaning, is refused", async () => {
  const files = await trained();
  const refusals:
    readonly (readonly [words: readonly string[], said: string])[] = [
      [["--js", "a.js", "--opset", "18"], "--opset is for a model of ONNX"],
      [["--onnx", "a.onnx", "--data", "trees.csv"], "--data is what --verify"],
      [
        ["--onnx", "a.onnx", "--opset", "12"],
        "opset must be a whole number from 17 to 24: found 12",
      ],
      [["--onnx", "a.onnx", "--channels", "middle"], "--channels must be"],
      [["--onnx", "a.onnx", "--channels", "first"], "must be an image"],
      [["--onnx", "a.csv"], "a.csv"],
    ];
  for (const [words, said] of refusals) {
    const { status, error, bytes } = await run(
      ["export", "a.safetensors", ...words],
      { files },
    );
    assertEquals(status, 2, words.join(" "));
    assertStringIncludes(error, said);
    assertEquals(bytes["a.onnx"], undefined);
  }
});

Deno.test("a circuit of given numbers needs no weights, any other text does", async () => {
  const { status, error, bytes } = await run([
    "export",
    "given w = 0.5; a: input(1); b = w*a + 2",
    ...["--onnx", "a.onnx"],
  ]);
  assertEquals([status, error], [0, ""]);
  const { graph } = readOnnxModel(bytes["a.onnx"]);
  assertEquals(graph.nodes.map(({ op, name }) => `${op} ${name}`), [
    "Mul b.mul1",
    "Add b",
  ]);
  assertEquals(graph.initializers.map(({ values }) => [...values]), [
    [0.5],
    [2],
  ]);
  const refused = await run(["export", "x.nn", "--onnx", "a.onnx"], {
    files: { "x.nn": "fc(2,1)" },
  });
  assertEquals(
    refused.error,
    "nabla: the text has no weights\nGive the file that nabla train --out wrote, or a text with --weights.\n",
  );
});

Deno.test("a network that went out comes in again as it was: text, weights to the bit, what its data means", async () => {
  const files = await trained();
  const out = await run(call, { files });
  const back = await run(["import", "a.onnx", "--out", "b.nn"], {
    files: { "a.onnx": out.bytes["a.onnx"] },
  });
  assertEquals(back.status, 0, back.error);
  const [before, after] = await Promise.all(
    [files["a.safetensors"], back.bytes["b.safetensors"]]
      .map((bytes) => readNetwork(fromBytes("a", bytes))),
  );
  assertEquals(after.description.text, before.description.text);
  assertEquals(after.description.schema, before.description.schema);
  assertEquals(
    [...after.parameters].map(({ path, value }) => [path, value]),
    [...before.parameters].map(({ path, value }) => [path, value]),
  );
});
