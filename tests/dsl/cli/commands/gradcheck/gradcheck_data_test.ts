import {
  assert,
  assertAlmostEquals,
  assertEquals,
  assertStringIncludes,
} from "@std/assert";
import { writeNpz } from "../../../../../data.ts";
import {
  descriptionOf,
  over,
  tensorsIn,
  trained,
} from "../../../../helpers/training_files.ts";

const text = "fc(2,2) -> mse";

/** The tables that are checked on have one row, which any batch of one is. */
const tables = {
  "one.csv": "x,y,s,t\n5,-4,7,1\n",
  "two.csv": "x,y,s,t\n1,2,3,2\n5,-4,7,1\n",
};

/**
 * Holds the analytic gradients of a check to those by hand: with the errors
 * e = W·x + b − t, the gradient by b is e, by W e·xᵀ, and by x Wᵀ·e, all times
 * one factor, by which the check weights the loss.
 */
async function assertByHand(
  words: readonly string[],
  files: Readonly<Record<string, string | Uint8Array>>,
  { w, b, x, t }: Readonly<Record<string, readonly number[]>>,
): Promise<void> {
  const { status, out, error } = await over(
    ["gradcheck", text, "--json", "--batch", "1", ...words],
    { files },
  );
  assertEquals([status, error], [0, ""]);
  const [{ report }] = JSON.parse(out).networks;
  const whole = report.checks.at(-1);
  assertEquals(whole.scope, "network");
  const e = [0, 1].map((j) =>
    w[2 * j] * x[0] + w[2 * j + 1] * x[1] + b[j] - t[j]
  );
  const expected: Record<string, (at: number[]) => number> = {
    "fc1.bias": ([j]) => e[j],
    "fc1.weight": ([j, k]) => e[j] * x[k],
    x: ([, k]) => e[0] * w[k] + e[1] * w[2 + k],
  };
  const factors = whole.gradients.map((
    { path, worst: { index, analytic } }: {
      path: string;
      worst: { index: number[]; analytic: number };
    },
  ) => analytic / expected[path](index));
  assertEquals(factors.length, 3);
  for (const factor of factors) {
    assertAlmostEquals(factor / factors[0], 1, 1e-9);
  }
}

Deno.test("gradients are checked at weights of .npz, on rows of the data", async () => {
  const w = [0.5, -2, 0.25, 3];
  const b = [3, -1];
  const weights = writeNpz([
    { name: "fc1.weight", shape: [2, 2], values: Float64Array.from(w) },
    { name: "fc1.bias", shape: [2], values: Float64Array.from(b) },
  ]);
  const words = ["--weights", "w.npz", "--data", "one.csv", "--target", "s,t"];
  await assertByHand(words, { ...tables, "w.npz": weights }, {
    w,
    b,
    x: [5, -4],
    t: [7, 1],
  });
});

Deno.test("with a trained network the rows are normalized as they were for it", async () => {
  const { bytes } = await trained([
    text,
    "--data",
    "two.csv",
    "--target",
    "s,t",
    "--epochs",
    "3",
    "--learning-rate",
    "0.1",
    "--precision",
    "float64",
    "--out",
    "net",
  ], { files: tables });
  const { "fc1.weight": w, "fc1.bias": b } = await tensorsIn(bytes.net);
  // Two values are one deviation off their mean.
  const { normalization } = await descriptionOf(bytes.net);
  assertEquals(normalization, { offset: [3, -1], scale: [2, 3] });
  // Its columns are known, so that the target needs no saying.
  const words = ["--weights", "net", "--data", "one.csv"];
  await assertByHand(words, { ...tables, net: bytes.net }, {
    w,
    b,
    x: [1, -1],
    t: [7, 1],
  });
});

Deno.test("a batch is drawn from the data by the seed", async () => {
  const words = ["gradcheck", "classifier.nn", "--data", "trees.csv"];
  const check = async (seed: string) => {
    const { status, out } = await over([
      ...words,
      "--target",
      "kind",
      "--seed",
      seed,
      "--json",
    ]);
    assertEquals(status, 0);
    return JSON.parse(out).networks[0].report.checks;
  };
  assertEquals(await check("1"), await check("1"));
  assert(JSON.stringify(await check("1")) !== JSON.stringify(await check("2")));
});

const mistakes: readonly (readonly [words: string[], message: string])[] = [
  [
    ["--weights", "none.npz"],
    "cannot read none.npz: there is no such file",
  ],
  [
    ["--data", "two.csv"],
    "two.csv: there must be a target: found none\nName its column with --target; the columns are x, y, s, t.",
  ],
  [
    ["--data", "two.csv", "--target", "s,t"],
    "two.csv: there must be 3 examples for the check: found 2\nWrite --batch 2.",
  ],
  [
    ["--data", "two.csv", "--target", "zz"],
    'there must be a column "zz"',
  ],
  [
    ["--weights", "trees.npz"],
    '"fc1.weight" is missing\n  "fc1.bias" is missing\n  "x" is not expected\n  "y" is not expected',
  ],
];
for (const [words, message] of mistakes) {
  Deno.test(`nabla gradcheck ${words.join(" ")}: ${message}`, async () => {
    const { status, out, error } = await over(["gradcheck", text, ...words], {
      files: tables,
    });
    assertEquals([status, out], [2, ""]);
    assertStringIncludes(error, message);
    assert(!/\n\s+at /.test(error), "no stack trace");
  });
}
