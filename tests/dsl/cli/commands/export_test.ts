import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { fromBytes } from "../../../../lib/bytes/byte_source.ts";
import { readNpz } from "../../../../lib/tensor_files/npz.ts";
import { readNetwork } from "../../../../mod.ts";
import { run } from "../../../helpers/memory_io.ts";

const text = "fc(2,3) -> tanh -> fc(2) -> cross_entropy";

/** A network that was trained a little, as a file. */
async function trained(): Promise<Uint8Array> {
  const { bytes, error } = await run(
    [
      "train",
      text,
      "--data",
      "moons",
      "--epochs",
      "2",
      "--out",
      "a.safetensors",
    ],
  );
  assertEquals(error, "");
  return bytes["a.safetensors"];
}

async function numbersOf(file: Uint8Array) {
  const { parameters } = await readNetwork(fromBytes("a", file));
  return Object.fromEntries(
    [...parameters].map(({ path, value }) => [path, [...value]]),
  );
}

Deno.test("a network goes to .npz and back with the same weights", async () => {
  const file = await trained();
  const there = await run(["export", "a.safetensors", "--out", "w.npz"], {
    files: { "a.safetensors": file },
  });
  assertEquals([there.status, there.out], [0, "saved w.npz\n"]);
  const npz = await readNpz(fromBytes("w.npz", there.bytes["w.npz"]));
  const numbers = await numbersOf(file);
  assertEquals(
    Object.fromEntries(
      [...npz].map(([name, { values }]) => [name, [...values]]),
    ),
    numbers,
  );
  const back = await run(
    ["export", text, "--weights", "w.npz", "--out", "b.safetensors"],
    { files: { "w.npz": there.bytes["w.npz"] } },
  );
  assertEquals(back.status, 0, back.error);
  assertEquals(await numbersOf(back.bytes["b.safetensors"]), numbers);
});

Deno.test("weights alone say which normalization they lack, and where it is kept", async () => {
  const file = await trained();
  const files = { "a.safetensors": file };
  const { error } = await run(["export", "a.safetensors", "--out", "w.npz"], {
    files,
  });
  const { description } = await readNetwork(fromBytes("a", file));
  const { offset = [] } = description.normalization ?? {};
  assertStringIncludes(
    error,
    "warning: the network takes inputs normalized as (x - offset) / scale, and w.npz does not hold these numbers:\n  offset " +
      offset.map((each) => Number(each.toPrecision(7))).join(", "),
  );
  const kept = await run(
    ["export", "a.safetensors", "--out", "b.safetensors"],
    { files },
  );
  assertEquals(kept.error, "");
  const again = await readNetwork(fromBytes("b", kept.bytes["b.safetensors"]));
  assertEquals(again.description.normalization, description.normalization);
  const none = await run(
    [
      "train",
      text,
      "--data",
      "moons",
      "--epochs",
      "1",
      "--out",
      "n.safetensors",
      "--normalize",
      "none",
    ],
  );
  const plain = await run(["export", "n.safetensors", "--out", "w.npz"], {
    files: { "n.safetensors": none.bytes["n.safetensors"] },
  });
  assertEquals(plain.error.includes("normalized"), false);
});

Deno.test("what a network was trained on goes along to another file, its training not", async () => {
  const file = await trained();
  const { bytes } = await run(
    ["export", text, "--weights", "a.safetensors", "--out", "b.safetensors"],
    { files: { "a.safetensors": file } },
  );
  const before = await readNetwork(fromBytes("a", file));
  const after = await readNetwork(fromBytes("b", bytes["b.safetensors"]));
  assertEquals(after.description.schema, before.description.schema);
  assertEquals(
    after.description.normalization,
    before.description.normalization,
  );
});

const mistakes: readonly (readonly [string, readonly string[], string])[] = [
  ["no place", ["export", "a.safetensors"], "there is no file to write to"],
  [
    "a place of another kind",
    ["export", "a.safetensors", "--out", "w.csv"],
    "--out writes .npz or .safetensors: found w.csv",
  ],
  ["no network", ["export", "--out", "w.npz"], "export works on one network"],
  [
    "a file that is not there",
    ["export", "b.safetensors", "--out", "w.npz"],
    "cannot read b.safetensors: there is no such file",
  ],
  [
    "weights of another network",
    [
      "export",
      "fc(2,4) -> mse",
      "--weights",
      "a.safetensors",
      "--out",
      "w.npz",
    ],
    "fc1.weight",
  ],
  [
    "a text with a mistake",
    ["export", "fc(2,", "--weights", "a.safetensors", "--out", "w.npz"],
    "error[",
  ],
];
for (const [name, words, message] of mistakes) {
  Deno.test(`export with ${name} is refused, and nothing is written`, async () => {
    const files = { "a.safetensors": await trained() };
    const ran = await run(words, { files });
    assertEquals(ran.status, 2);
    assertStringIncludes(ran.error, message);
    assertEquals(Object.keys(ran.files), ["a.safetensors"]);
  });
}

Deno.test("export --json says what was written, or what is wrong with the text", async () => {
  const files = { "a.safetensors": await trained() };
  const words = ["export", "a.safetensors", "--out", "w.npz", "--json"];
  const { status, out, files: left } = await run(words, { files });
  assert("w.npz" in left);
  const { network, parameters, ...rest } = JSON.parse(out);
  assertEquals([status, typeof network, parameters > 0], [0, "string", true]);
  const record = { version: 1, command: "export", status: 0, out: "w.npz" };
  assertEquals(rest, record);
  const broken = ["export", "fc(2,", "--weights", "a.safetensors"];
  const ran = await run([...broken, "--out", "w.npz", "--json"], { files });
  assertEquals([ran.status, ran.error], [2, ""]);
  assertEquals(JSON.parse(ran.out).diagnostics[0].severity, "error");
});
