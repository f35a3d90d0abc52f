// nabla import: a model of ONNX as a text and weights, with which all goes on.
import { assert, assertEquals } from "@std/assert";
import { initialize, nn } from "../../../../mod.ts";
import { writeOnnx } from "../../../../data.ts";
import { run } from "../../../helpers/memory_io.ts";
import { bytesOf, unzipped } from "../../../helpers/onnx_runs.ts";
import networks from "../../../reference/onnx_networks.json" with {
  type: "json",
};

const network = nn("fc(2,3) -> tanh -> fc(3) -> softmax");
const model = writeOnnx(
  network,
  initialize(network, { precision: "float32", seed: 4 }),
);
const files = { "model.onnx": model };

Deno.test("a model is printed as text, and written with its weights beside it", async () => {
  const plain = await run(["import", "model.onnx"], { files });
  assertEquals(plain.out, "fc(2,3) -> tanh -> fc(3) -> softmax\n");
  assertEquals(plain.status, 0);
  const { out, error, bytes, status } = await run(
    ["import", "model.onnx", "--out", "net.nn"],
    { files },
  );
  assertEquals(status, 0);
  assertEquals(error, "saved net.nn\nsaved net.safetensors\n");
  assertEquals(new TextDecoder().decode(bytes["net.nn"]), out);
  const shown = await run(["show", "net.safetensors"], { files: bytes });
  assert(shown.out.includes("4 steps, 2 → 3, 21 parameters"), shown.out);
});

Deno.test("what was imported is checked at its weights, predicts and learns on", async () => {
  const { bytes } = await run(
    ["import", "model.onnx", "--out", "net.nn"],
    { files },
  );
  const world = {
    files: { ...bytes, "d.csv": "a,b,c\n1,2,0\n2,1,1\n0,3,2\n" },
  };
  const checked = await run(
    ["gradcheck", "net.nn", "--weights", "net.safetensors"],
    world,
  );
  assertEquals(checked.status, 0, checked.out + checked.error);
  const trained = await run([
    ...["train", "fc(2,3) -> tanh -> fc(3) -> cross_entropy"],
    ...["--weights", "net.safetensors", "--data", "d.csv", "--target", "c"],
    ...["--epochs", "1", "--out", "more.safetensors"],
  ], world);
  assertEquals(trained.status, 0, trained.error);
});

Deno.test("a free axis needs its size, and one output is chosen of several", async () => {
  const file = await unzipped(bytesOf(networks.transformer.free));
  const json = await run(["import", "t.onnx", "--json"], {
    files: { "t.onnx": file },
  });
  const record = JSON.parse(json.out);
  assertEquals(record.inputs, [{ name: "x", axes: [0, 1, 2] }]);
  assertEquals(record.output.axes, [0, 1, 2]);
  assertEquals(record.files, []);
  assert(record.parameters > 0);
});

const refusals: readonly (readonly [string, readonly string[], string])[] = [
  ["no file", ["import"], "import reads one model"],
  [
    "a file that is not there",
    ["import", "gone.onnx"],
    "there is no such file",
  ],
  [
    "another output",
    ["import", "model.onnx", "--output", "gone"],
    'there is no output "gone": it has',
  ],
  [
    "a size without a number",
    ["import", "model.onnx", "--size", "t=0"],
    "--size must be NAME=N",
  ],
  [
    "another ending",
    ["import", "model.onnx", "--out", "net.safetensors"],
    "net.nn",
  ],
  ["a text", ["import", "text.onnx"], "text.onnx, byte"],
];

for (const [name, words, message] of refusals) {
  Deno.test(`import refuses and writes nothing: ${name}`, async () => {
    const { status, error, bytes } = await run(words, {
      files: { ...files, "text.onnx": "fc(2,3)" },
    });
    assertEquals(status, 2);
    assert(error.includes(message), error);
    assertEquals(bytes["net.nn"], undefined);
    assertEquals(bytes["net.safetensors"], undefined);
  });
}
