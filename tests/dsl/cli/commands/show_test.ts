// What show tells of a network's file.
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { over, trained } from "../../../helpers/training_files.ts";
import { run } from "../../../helpers/memory_io.ts";

const birds = [
  "mass,sex,kind",
  "1,m,ash",
  "2,f,oak",
  ".,m,ash",
  "3,f,oak",
].join("\n");

async function shown(...options: string[]) {
  const { bytes } = await trained([
    "fc(4) -> fc(2) -> cross_entropy",
    "--data",
    "birds.csv",
    "--target",
    "kind",
    "--classes",
    "sex",
    "--missing",
    "skip",
    "--missing-names",
    ".",
    "--epochs",
    "1",
    "--out",
    "net.safetensors",
  ], { files: { "birds.csv": birds } });
  return await over(["show", "net.safetensors", ...options], {
    files: { "net.safetensors": bytes["net.safetensors"] },
  });
}

Deno.test("the file of a network shows its columns, classes, missing values and normalization", async () => {
  const { status, out } = await shown();
  assertEquals(status, 0);
  // The mean and the deviation of 1, 2, 3 and of two in three, by hand.
  assertStringIncludes(
    out,
    `
3 inputs from 2 columns:
        inputs  categories
  mass       1
  sex        2  f or m
target kind: ash or oak
missing values leave their lines out; "." stands for one as well
inputs are normalized as (x - offset) / scale:
              offset      scale
  mass             2  0.8164966
  sex = f  0.6666667  0.4714045
  sex = m  0.3333333  0.4714045
`,
  );
});

Deno.test("with --json they are data, and a text has none", async () => {
  const { out } = await shown("--json");
  const { networks: [{ data }] } = JSON.parse(out);
  assertEquals(data.schema, {
    inputs: [{ name: "mass" }, { name: "sex", categories: ["f", "m"] }],
    targets: [{ name: "kind", categories: ["ash", "oak"] }],
  });
  assertEquals(data.reading.missing, "skip");
  assertEquals(data.normalization.offset.length, 3);
  const text = await run(["show", "fc(2,1)", "--json"]);
  assertEquals("data" in JSON.parse(text.out).networks[0], false);
});

Deno.test("with --json every input is told with its shape", async () => {
  const of = async (text: string) => {
    const { out } = await run(["show", text, "--json"]);
    const { inputs, inputShape } = JSON.parse(out).networks[0];
    return { inputs, inputShape };
  };
  assertEquals(
    await of("a: input(2); b: input(3,4); a -> fc(4) -> add(id, b)"),
    {
      inputs: [{ name: "a", shape: [2] }, { name: "b", shape: [3, 4] }],
      inputShape: undefined,
    },
  );
  assertEquals(await of("fc(2,1)"), {
    inputs: [{ name: "x", shape: [2] }],
    inputShape: [2],
  });
  assertEquals(await of("a = 2; b = a^2"), {
    inputs: [],
    inputShape: undefined,
  });
});

Deno.test("what show prints of a formula of many values grows with them, in a pipe and in a terminal", async () => {
  const terms = (n: number) => Array.from({ length: n }, (_, i) => `a${i}`);
  const text = (n: number) =>
    `${terms(n).map((a) => `${a} = 1\n`).join("")}y = ${terms(n).join(" + ")}`;
  for (const columns of [undefined, 80]) {
    const sizeOf = async (n: number) => {
      const world = columns === undefined ? {} : { columns };
      const { status, out } = await run(["show", text(n)], world);
      assertEquals(status, 0);
      return out.length;
    };
    const [few, many] = [await sizeOf(100), await sizeOf(800)];
    assert(many < 12 * few, `${few} and ${many} characters`);
  }
});
