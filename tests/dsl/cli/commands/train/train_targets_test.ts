// Targets of any size: what is learned, and in which units it is told.
import {
  assert,
  assertAlmostEquals,
  assertEquals,
  assertMatch,
  assertStringIncludes,
} from "@std/assert";
import { fromBytes, readNpz } from "../../../../../data.ts";
import { run } from "../../../../helpers/memory_io.ts";
import {
  descriptionOf,
  spreadOf,
  tensorsIn,
} from "../../../../helpers/training_files.ts";

interface LeastSquares {
  readonly name: string;
  readonly x: readonly (readonly number[])[];
  readonly y: readonly number[];
  /** The answers of numpy's least squares. */
  readonly answer: readonly number[];
  readonly mse: number;
  readonly r2: number;
}

const path = new URL(
  "../../../../reference/least_squares.json",
  import.meta.url,
);
const { tables: cases }: { readonly tables: readonly LeastSquares[] } = JSON
  .parse(
    await Deno.readTextFile(path),
  );
const [longley] = cases;

/** A table with the target in the last column, in other units. */
function tableOf({ x, y }: LeastSquares, unit = 1, from = 0): string {
  const rows = x.map((row, i) => [...row, y[i] * unit + from].join());
  return [[...x[0].map((_, i) => `x${i}`), "y"].join(), ...rows, ""].join("\n");
}

async function record(text: string, csv: string, ...more: readonly string[]) {
  const words = ["train", text, "--data", "t.csv", "--target", "y", ...more];
  const ran = await run([...words, "--json"], { files: { "t.csv": csv } });
  assertEquals(ran.status, 0, ran.error);
  return { ...ran, last: JSON.parse(ran.out).history.at(-1) };
}

function near(found: number, expected: number, share: number) {
  assertAlmostEquals(found, expected, Math.abs(expected) * share);
}

for (const given of cases) {
  Deno.test(`fc before mse reaches least squares in any units: ${given.name}`, async () => {
    const text = `fc(${given.x[0].length},1) -> mse`;
    for (const unit of [1e-6, 1, 1e6]) {
      const { last } = await record(text, tableOf(given, unit));
      near(last.metrics.r2, given.r2, 1e-3);
      near(last.loss, given.mse * unit ** 2, 0.02);
    }
  });
}

Deno.test("the units of the target change nothing but the units of what is told", async () => {
  const texts = [
    ["fc(6,4) -> tanh -> fc(1) -> mse", "fc(6,4) -> tanh -> fc(1) -> mse", 2],
    ["fc(6,1) -> mae", "fc(6,1) -> mae", 1],
    ["fc(6,1) -> huber(2000)", "fc(6,1) -> huber(2e-9)", 2],
  ] as const;
  for (const [text, small, power] of texts) {
    const { last } = await record(text, tableOf(longley));
    const other = await record(small, tableOf(longley, 1e-12));
    near(other.last.loss, last.loss * 1e-12 ** power, 1e-3);
    near(other.last.metrics.mae, last.metrics.mae * 1e-12, 1e-3);
    near(other.last.metrics.r2, last.metrics.r2, 1e-3);
    assert(last.metrics.r2 > 0.9, `${text}: ${last.metrics.r2}`);
  }
});

Deno.test("huber moves where its bend lies far below the targets' deviation", async () => {
  const { last } = await record("fc(6,1) -> huber", tableOf(longley, 1e6));
  assert(last.metrics.r2 > 0.9, String(last.metrics.r2));
});

Deno.test("targets of different units are learned alike, each in its own", async () => {
  const [, , noisy] = cases;
  const csv = noisy.x.map((row, i) =>
    [...row, noisy.y[i] * 1e5, noisy.answer[i] * 1e-4].join()
  );
  const titles = [...noisy.x[0].map((_, i) => `x${i}`), "large", "small"];
  const words = ["train", "fc(10,2) -> mse", "--data", "t.csv"];
  const { out, error } = await run(
    [...words, "--target", "large,small", "--json"],
    { files: { "t.csv": [titles.join(), ...csv, ""].join("\n") } },
  );
  assertEquals(error, "");
  const { metrics } = JSON.parse(out).history.at(-1);
  // The second is least squares' answer, which is explained whole.
  near(metrics.r2, (noisy.r2 + 1) / 2, 1e-3);
});

/** Trained on targets of 1e9 ± 0.5. */
async function farAway() {
  const { deviation, mean } = spreadOf(longley.y);
  const unit = 0.5 / deviation;
  const from = 1e9 - mean * unit;
  const csv = tableOf(longley, unit, from);
  const out = ["--out", "net.safetensors"];
  const { bytes, last } = await record("fc(6,1) -> mse", csv, ...out);
  const answers = longley.answer.map((y) => y * unit + from);
  return {
    last,
    answers,
    files: { "net.safetensors": bytes["net.safetensors"], "t.csv": csv },
  };
}

async function predicted(
  files: Readonly<Record<string, string | Uint8Array>>,
): Promise<number[]> {
  const words = ["predict", "net.safetensors", "--data", "t.csv", "--json"];
  const { out, error } = await run(words, { files });
  assertEquals(error, "");
  return JSON.parse(out).rows.map((row: string[]) => Number(row.at(-1)));
}

Deno.test("a target of 1e9 ± 0.5 works in single precision", async () => {
  const { last, answers, files } = await farAway();
  near(last.metrics.r2, longley.r2, 1e-3);
  for (const [i, y] of (await predicted(files)).entries()) {
    assertAlmostEquals(y, answers[i], 0.001);
  }
  const words = ["evaluate", "net.safetensors", "--data", "t.csv", "--json"];
  const { out } = await run(words, { files });
  near(JSON.parse(out).metrics.r2, longley.r2, 1e-3);
  near(JSON.parse(out).loss, last.loss, 1e-3);
});

Deno.test("weights that cannot hold the target's mean say so when they are exported alone", async () => {
  const { files } = await farAway();
  const { targetNormalization } = await descriptionOf(files["net.safetensors"]);
  near(targetNormalization.offset[0], 1e9, 1e-9);
  near(targetNormalization.scale[0], 0.5, 1e-6);
  const words = ["export", "net.safetensors", "--out", "w.npz"];
  const { error, status, bytes } = await run(words, { files });
  assertEquals(status, 0);
  assertMatch(error, /^warning: float32 does not hold a bias of 1000000000/);
  const npz = await readNpz(fromBytes("w.npz", bytes["w.npz"]));
  assertEquals(npz.get("fc1.bias")?.values[0], 1e9);
});

Deno.test("the saved weights give targets in their own units", async () => {
  const csv = tableOf(longley);
  const out = ["--out", "net.safetensors"];
  const { bytes } = await record("fc(6,1) -> mse", csv, ...out);
  const file = bytes["net.safetensors"];
  const { normalization, ...description } = await descriptionOf(file);
  assertEquals(description.targetNormalization, undefined);
  const tensors = await tensorsIn(file);
  const [weight, [bias]] = [tensors["fc1.weight"], tensors["fc1.bias"]];
  const { offset, scale } = normalization;
  const { deviation } = spreadOf(longley.y);
  for (const [i, row] of longley.x.entries()) {
    const y = row.reduce(
      (sum, x, k) => sum + weight[k] * (x - offset[k]) / scale[k],
      bias,
    );
    assertAlmostEquals(y, longley.answer[i], 1e-3 * deviation);
  }
  const own = await predicted({ "net.safetensors": file, "t.csv": csv });
  for (const [i, y] of own.entries()) {
    assertAlmostEquals(y, longley.answer[i], 1e-3 * deviation);
  }
  // As the start of another training they are what they were.
  const still = ["--epochs", "1", "--learning-rate", "1e-9"];
  const words = ["train", "fc(6,1) -> mse", "--data", "t.csv"];
  const again = await run(
    [...words, "--target", "y", "--weights", "net.safetensors", ...still]
      .concat("--json"),
    { files: { "t.csv": csv, "net.safetensors": file } },
  );
  near(JSON.parse(again.out).history[0].loss, longley.mse, 1e-3);
});

Deno.test("numbers that are not normalized stay as the text and the data have them", async () => {
  const csv = tableOf(longley);
  const out = ["--out", "net.safetensors", "--epochs", "1"];
  const still = [...out, "--learning-rate", "1e-12", "--precision", "float64"];
  const text = "given fc1.weight = [[1, 2, 3, 4, 5, 6]]\nfc(6,1) -> mse";
  const words = ["train", "-", "--data", "t.csv", "--target", "y", ...still];
  for (const more of [[], ["--normalize", "none"]]) {
    const { bytes, error } = await run([...words, ...more], {
      input: text,
      files: { "t.csv": csv },
    });
    assertEquals(error, "");
    const tensors = await tensorsIn(bytes["net.safetensors"]);
    for (const [k, w] of tensors["fc1.weight"].entries()) near(w, k + 1, 1e-6);
    near(tensors["fc1.bias"][0], spreadOf(longley.y).mean, 1e-6);
  }
});

Deno.test("the optimizer is said where it is another than usual", async () => {
  const words = ["train", "fc(6,1) -> mse", "--data", "t.csv"];
  const files = { "t.csv": tableOf(longley) };
  const shown = async (...more: string[]) =>
    (await run([...words, "--target", "y", "--epochs", "2", ...more], {
      files,
    })).out;
  assertStringIncludes(
    await shown(),
    "\nthese are least squares: the optimizer is lbfgs, with all examples in each step\n",
  );
  for (const more of [["--batch", "8"], ["--optimizer", "lbfgs"]]) {
    assert(!(await shown(...more)).includes("least squares"));
  }
});

Deno.test("of targets that do not differ r2 is not 0, and it is said why", async () => {
  const files = { "t.csv": "x,y\n1,7\n2,7\n3,7\n" };
  const line =
    "\nr2 is not defined: the targets do not differ, so there is no variance to explain\n";
  const words = ["--data", "t.csv", "--target", "y", "--epochs", "5"];
  const trained = await run(
    ["train", "fc(1,1) -> mse", ...words, "--out", "net.safetensors"],
    { files },
  );
  assertEquals(trained.status, 0, trained.error);
  assertStringIncludes(trained.out, line);
  const { out } = await run(
    ["evaluate", "net.safetensors", "--data", "t.csv"],
    {
      files: { ...files, "net.safetensors": trained.bytes["net.safetensors"] },
    },
  );
  assertStringIncludes(out, line);
});

Deno.test("targets out of reach are warned of, with a way out that works", async () => {
  const files = { "t.csv": tableOf(longley) };
  const words = ["--data", "t.csv", "--target", "y", "--epochs", "300"];
  const train = (text: string, ...more: string[]) =>
    run(["train", text, ...words, ...more], { files });
  const { error } = await train("fc(6,1) -> relu -> mse");
  assertMatch(
    error,
    /\nwarning: the targets deviate by 3400 from their mean.*let a fc with a bias end the network, as fc\(1\)/,
  );
  const { error: none, out } = await train(
    "fc(6,1) -> relu -> fc(1) -> mse",
    "--json",
  );
  assertEquals(none, "");
  assert(JSON.parse(out).history.at(-1).metrics.r2 > 0);
  const { error: left } = await train(
    "fc(6,1) -> relu -> mse",
    "--normalize",
    "none",
  );
  assert(!left.includes("deviate"));
});
