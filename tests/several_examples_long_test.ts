// The examples of several inputs and losses learn what they are for, by the command
// lines of docs/training.md.
import { assert, assertEquals } from "@std/assert";
import { run, type World } from "./helpers/memory_io.ts";
import { exampleText, runExample } from "./helpers/run_example.ts";

for (const name of ["signals", "pairs"]) {
  Deno.test(`examples/data/${name}.csv is what make_${name}.ts makes`, async () => {
    const { stdout: made } = await runExample(`data/make_${name}.ts`, [
      "--cached-only",
    ]);
    assertEquals(await exampleText(`data/${name}.csv`), made);
  });
}

/** Trains an example, and evaluates it: what was measured on what it has not seen. */
async function learned(words: string, data: readonly string[], text: string) {
  const files: Record<string, string> = { "net.nn": await exampleText(text) };
  for (const path of data) {
    files[`examples/${path}`] = await exampleText(path);
  }
  const all =
    `train net.nn ${words} --learning-rate 0.01 --out net.safetensors`;
  const ran = await run([...all.split(/ +/), "--json"], { files });
  assertEquals([ran.status, ran.error], [0, ""]);
  const { history, epoch } = JSON.parse(ran.out);
  return { ...history[epoch - 1].validation, files: ran.bytes };
}

Deno.test("two inputs tell together what neither tells alone", async () => {
  const words = "--data examples/data/signals.csv --target does " +
    "--validation 0.25 --epochs 60";
  const data = ["data/signals.csv"];
  const { metrics } = await learned(
    `${words} --inputs image=px0..px15 measures=speed,distance,rain`,
    data,
    "two-inputs.nn",
  );
  assert(metrics.accuracy > 0.9, metrics.accuracy);
});

Deno.test("a head in the middle learns beside the end", async () => {
  const { metrics, losses, loss } = await learned(
    "--data spiral(classes=3) --validation 0.2 --epochs 100",
    [],
    "auxiliary-head.nn",
  );
  assert(metrics["early.accuracy"] > 0.9);
  assert(metrics["arm.accuracy"] > 0.95);
  assert(Math.abs(losses.early + losses.arm - loss) < 1e-6);
});

/** The columns of predictions behind those of a table. */
async function predicted(files: World["files"], data: string, output: string) {
  const words = ["predict", "net.safetensors", "--data", data];
  const ran = await run([...words, "--output", output, "--json"], { files });
  assertEquals([ran.status, ran.error], [0, ""]);
  const { columns, rows } = JSON.parse(ran.out);
  return rows.map((row: readonly string[]) =>
    row.slice(columns.findIndex((name: string) => name.startsWith(output)))
      .map(Number)
  ) as readonly (readonly number[])[];
}

Deno.test("a siamese pair is told by one encoder: equal leaves have equal codes", async () => {
  const { metrics, files } = await learned(
    "--data examples/data/pairs.csv --inputs a=a1..a3 b=b1..b3 --target from " +
      "--validation 0.25 --epochs 100",
    ["data/pairs.csv"],
    "siamese.nn",
  );
  assert(metrics.accuracy > 0.95, metrics.accuracy);
  const twins = "a1,a2,a3,b1,b2,b3\n60,55,50,60,55,50\n40,45,60,40,45,60\n";
  const world = { ...files, "twins.csv": twins };
  const codes = await predicted(world, "twins.csv", "code");
  const others = await predicted(world, "twins.csv", "other");
  assertEquals(codes.length, 2);
  assertEquals(codes, others);
});

Deno.test("an autoencoder gives measurements back through its code", async () => {
  const { metrics, files } = await learned(
    "--data examples/data/flowers.csv --inputs 1..4 --target 1..4 " +
      "--validation 0.2 --epochs 200",
    ["data/flowers.csv"],
    "autoencoder.nn",
  );
  assert(metrics.r2 > 0.6, metrics.r2);
  const codes = await predicted(files, "examples/data/flowers.csv", "code");
  assertEquals([codes.length, codes[0].length], [150, 2]);
  assert(codes.flat().every((code) => Math.abs(code) <= 1));
});
