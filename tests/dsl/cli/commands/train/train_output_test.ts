// What a training prints and writes.
import {
  assert,
  assertAlmostEquals,
  assertEquals,
  assertMatch,
  assertStringIncludes,
} from "@std/assert";
import { defineLayer } from "../../../../../define.ts";
import { train } from "../../../../../mod.ts";
import {
  classes,
  classified,
  classifier,
  descriptionOf,
  files,
  out,
  over,
  points,
  short,
  trained,
} from "../../../../helpers/training_files.ts";

Deno.test("the file of a network says its text, its columns and how it was trained", async () => {
  const { bytes, out: shown, files: left } = await trained([
    "classifier.nn",
    "--data",
    "trees.csv",
    "--target",
    "kind",
    "--seed",
    "5",
    "--epochs",
    "2",
    ...out,
  ]);
  const { text, precision, schema, normalization, training } =
    await descriptionOf(bytes["net.safetensors"]);
  assertEquals([text, precision, schema], [
    files["classifier.nn"],
    "float32",
    {
      inputs: [{ name: "x" }, { name: "y" }],
      targets: [{ name: "kind", categories: [...classes] }],
    },
  ]);
  for (const axis of [0, 1] as const) {
    const numbers = points.map((point) => point[axis]);
    const mean = numbers.reduce((a, b) => a + b) / numbers.length;
    const variance = numbers.reduce((sum, t) => sum + (t - mean) ** 2, 0) /
      numbers.length;
    assertAlmostEquals(normalization.offset[axis], mean, 1e-12);
    assertAlmostEquals(normalization.scale[axis], Math.sqrt(variance), 1e-12);
  }
  assertEquals([training.seed, training.batch, training.optimizer], [
    5,
    22,
    "adam()",
  ]);
  assertStringIncludes(
    shown,
    "22 examples\n2 inputs: x, y; target kind: ash, elm or oak",
  );
  assertStringIncludes(shown, "saved net.safetensors");
  assertEquals(Object.keys(left).filter((path) => !(path in files)), [
    "net.safetensors",
  ]);
});

Deno.test("--json prints one record and nothing else", async () => {
  const { out: text } = await trained([
    "classifier.nn",
    "--data",
    "trees.csv",
    "--target",
    "kind",
    ...short,
    "--json",
  ]);
  const { history } = await train(classifier, classified, {
    epochs: 4,
    batch: 8,
  });
  assertEquals(JSON.parse(text), {
    version: 1,
    command: "train",
    status: 0,
    network: "fc(2,5) -> tanh -> fc(3) -> cross_entropy",
    parameters: 33,
    reason: "epochs",
    epoch: 4,
    history,
  });
});

Deno.test("--log has a line of JSON for each epoch and one for the end; --plot draws them", async () => {
  const { files: left } = await trained([
    "classifier.nn",
    "--data",
    "trees.csv",
    "--target",
    "kind",
    ...short,
    "--log",
    "log.jsonl",
    "--plot",
    "curve.svg",
  ]);
  const { history } = await train(classifier, classified, {
    epochs: 4,
    batch: 8,
  });
  const lines = left["log.jsonl"].trimEnd().split("\n").map((text) =>
    JSON.parse(text)
  );
  for (const [i, record] of history.entries()) {
    const { event, step, examplesPerSecond, steps, ...rest } = lines[i];
    assertEquals([event, step, rest], ["epoch", 3 * (i + 1), record]);
    assert(examplesPerSecond > 0);
    assertEquals(steps.map(({ path }: { path: string }) => path), [
      "fc1.weight",
      "fc2.weight",
    ]);
  }
  assertEquals(lines.slice(4), [
    { event: "end", epoch: 4, kept: 4, reason: "epochs" },
  ]);
  assertMatch(left["curve.svg"], /^<svg[^]*<\/svg>\s*$/);
});

Deno.test("what a training prints in a pipe", async (t) => {
  const { out } = await trained([
    "classifier.nn",
    "--data",
    "trees.csv",
    "--target",
    "kind",
    "--validation",
    "0.25",
    "--epochs",
    "3",
  ]);
  // How often the clock is read does not matter here.
  const timeless = out.replaceAll(/(?<= {2})[\d,]+$/gm, "#").replace(
    /in \S+ s, \S+ examples/,
    "in # s, # examples",
  );
  await t.assertSnapshot(timeless);
});

Deno.test("of many epochs some hundred are printed, the first and the last among them", async () => {
  const { out } = await trained([
    "fc(2,1) -> mse",
    "--data",
    "lines.csv",
    "--target",
    "z",
    "--epochs",
    "250",
  ]);
  const shown = [...out.matchAll(/^ +(\d+) +[\d.]/gm)].map(([, n]) =>
    Number(n)
  );
  assertEquals(shown.slice(0, 3), [1, 3, 6]);
  assertEquals(shown.at(-1), 250);
  assert(shown.length <= 101);
});

Deno.test("a terminal has a bar, which is taken away, and a curve", async () => {
  const words = ["train", "line.nn", "--data", "lines.csv", "--target", "z"];
  const { error, out } = await over([...words, ...short], {
    showsProgress: true,
  });
  assertMatch(error, /\[#*-+\] \d+\/88 .* epoch \d, loss \S+/);
  assert(error.endsWith("\r\x1b[K"));
  assert(out.includes("loss") && /[⠁-⣿]/.test(out), out);
});

const own = {
  swish: defineLayer({
    name: "swish",
    f: (x) => x / (1 + Math.exp(-x)),
    df: (x, y) => y + (1 - y) / (1 + Math.exp(-x)),
  }),
};

Deno.test("a network with your own layer is saved and used again", async () => {
  const modules = { "mine.ts": own };
  const layers = ["--layers", "mine.ts"];
  const { bytes } = await trained([
    "fc(2,4) -> swish -> fc(1) -> mse",
    "--data",
    "lines.csv",
    "--target",
    "z",
    ...short,
    ...layers,
    ...out,
  ], { modules });
  const world = { modules, files: { net: bytes["net.safetensors"] } };
  const words = ["predict", "net", "--data", "lines.csv"];
  const known = await over([...words, ...layers], world);
  assertEquals([known.status, known.error], [0, ""]);
  const unknown = await over(words, world);
  assertEquals(unknown.status, 2);
  assertStringIncludes(
    unknown.error,
    "net: the text of its network does not compile: there is no layer `swish`\nIf it has layers of your own, name their module with --layers.\n",
  );
});
