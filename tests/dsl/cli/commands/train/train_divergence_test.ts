// Trainings whose numbers cease to be finite.
import { assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { initialize, startAtMeans } from "../../../../../mod.ts";
import {
  line,
  measured,
  numbersOf,
  out,
  over,
  tensorsIn,
} from "../../../../helpers/training_files.ts";

Deno.test("a training that diverges has status 1, names the layer and keeps the last good parameters", async () => {
  const words = [
    "line.nn",
    "--data",
    "lines.csv",
    "--target",
    "z",
    "--optimizer",
    "sgd",
    "--normalize",
    "none",
    "--precision",
    "float64",
  ];
  const wild = [...words, "--learning-rate", "1e300", "--log", "log", ...out];
  const { status, error, out: shown, bytes, files: left } = await over([
    "train",
    ...wild,
  ]);
  assertEquals(status, 1);
  assertMatch(
    error,
    /(^|\n)nabla: (the output of fc\d|the loss mse1) is NaN or infinite[:,] .*a lower learning rate .*\n$/,
  );
  assertStringIncludes(shown, "the parameters are those that it started with");
  assertStringIncludes(shown, "\nsaved net.safetensors\n");
  const start = initialize(line, { precision: "float64" });
  await startAtMeans(line, start, measured);
  const saved = await tensorsIn(bytes["net.safetensors"]);
  assertEquals(saved, numbersOf(start));
  const end = JSON.parse(left.log.trimEnd().split("\n").at(-1) ?? "");
  assertEquals([end.event, end.reason, end.kept], ["end", "diverged", 0]);
  assertMatch(end.divergence.place, /fc|mse/);
  const json = await over(["train", ...wild, "--json"]);
  const record = JSON.parse(json.out);
  assertEquals([record.status, record.reason], [1, "diverged"]);
  assertEquals(record.divergence, end.divergence);
});

Deno.test("parameters are good once a step with them succeeded, and not before", async () => {
  // One step an epoch: the first leaves numbers that the second breaks on.
  const words = ["line.nn", "--data", "lines.csv", "--target", "z"];
  const wild = ["--optimizer", "sgd", "--learning-rate", "1e30"]
    .concat("--normalize", "none");
  const { status, out: shown, bytes } = await over([
    "train",
    ...words,
    ...wild,
    ...out,
  ]);
  assertEquals(status, 1);
  assertStringIncludes(shown, "\n    1 ");
  assertStringIncludes(shown, "the parameters are those that it started with");
  const start = initialize(line, { precision: "float32" });
  await startAtMeans(line, start, measured);
  assertEquals(await tensorsIn(bytes["net.safetensors"]), numbersOf(start));
  const early = await over([
    "train",
    ...words,
    ...wild,
    ...out,
    "--batch",
    "4",
  ]);
  assertMatch(
    early.out,
    /\n0 epochs in \S+ s\nthe parameters are those that it started with\nsaved net.safetensors\n$/,
  );
});

Deno.test("a training that diverges takes the place of no network", async () => {
  const words = [
    "train",
    "fc(2,1) -> mse",
    "--data",
    "lines.csv",
    "--target",
    "z",
  ]
    .concat(out, "--restart");
  const good = await over([...words, "--epochs", "2"]);
  assertEquals(good.status, 0);
  const wild = [...words, "--optimizer", "sgd", "--normalize", "none"];
  const ran = (more: readonly string[]) =>
    over([...wild, ...more], { files: good.bytes });
  const none = await ran(["--learning-rate", "1e30"]);
  assertStringIncludes(none.out, "\nnet.safetensors stays as it was\n");
  // Each epoch makes the weights larger by far, until they are infinite.
  const some = await ran(["--learning-rate", "0.1"]);
  assertStringIncludes(
    some.out,
    "\nnet.safetensors stays as it was\nsaved net.diverged.safetensors\n",
  );
  const kept = await over(
    ["predict", "net.diverged.safetensors", "--data", "lines.csv"],
    { files: some.bytes },
  );
  assertEquals(kept.status, 0);
  for (const { status, bytes } of [none, some]) {
    assertEquals(status, 1);
    assertEquals(bytes["net.safetensors"], good.bytes["net.safetensors"]);
  }
});
