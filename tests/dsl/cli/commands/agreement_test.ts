/**
 * `train`, `evaluate`, `predict` and `export` say the same of one network: on random
 * tables, what evaluate measures is counted again from what predict answers.
 *
 * @module
 */

import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { writeNpz } from "../../../../data.ts";
import { createRandom, type Random } from "../../../../lib/base/random.ts";
import { run } from "../../../helpers/memory_io.ts";

/** A table with what is to be predicted in its last columns. */
interface RandomTable {
  readonly end: string;
  readonly inputs: number;
  readonly columns: readonly string[];
  readonly targets: readonly string[];
  readonly rows: readonly (readonly (string | number | null)[])[];
  readonly words: readonly string[];
  readonly areClasses: boolean;
}

const colors = ["red", "01", "1", "1.0", "__proto__", "é"];

/** What a network ends in, the cells of its targets, and whether they are classes. */
const ends: readonly {
  readonly end: string;
  readonly targets: (random: Random, x: number) => readonly (string | number)[];
  readonly areClasses: boolean;
}[] = [
  {
    end: "fc(4) -> cross_entropy",
    targets: (random) => [
      ["9007199254740993", "9007199254740992", "007", "7"][
        random.integer(4)
      ],
    ],
    areClasses: true,
  },
  {
    end: "fc(3) -> cross_entropy",
    targets: (_, x) => [["ash", "oak", "elm"][Math.abs(Math.round(x)) % 3]],
    areClasses: true,
  },
  {
    end: "fc(1) -> sigmoid -> bce",
    targets: (random) => [["no", "yes"][random.integer(2)]],
    areClasses: true,
  },
  {
    end: "fc(1) -> bce_with_logits",
    targets: (random) => [["+5", "5"][random.integer(2)]],
    areClasses: true,
  },
  {
    end: "fc(1) -> hinge",
    targets: (random) => [random.integer(2) * 2 - 1],
    areClasses: true,
  },
  {
    end: "fc(2) -> bce_with_logits",
    targets: (random) => [
      ["a", "b"][random.integer(2)],
      ["True", "true"][random.integer(2)],
    ],
    areClasses: true,
  },
  {
    end: "fc(1) -> mse",
    targets: (random, x) => [65000 + 3500 * x + random.normal()],
    areClasses: false,
  },
  {
    end: "fc(2) -> huber",
    targets: (random, x) => [x + random.normal(), -1e4 * x],
    areClasses: false,
  },
  {
    end: "fc(1) -> mae",
    targets: (random) => [1e9 + random.integer(2)],
    areClasses: false,
  },
];

function randomTable(random: Random, index: number): RandomTable {
  const { end, targets, areClasses } = ends[index % ends.length];
  const hasCategory = random.integer(2) === 1;
  const hasGaps = random.integer(2) === 1;
  const count = 20 + random.integer(30);
  const used = colors.slice(0, 2 + random.integer(5));
  const rows = Array.from({ length: count }, (_, i) => {
    const x = random.normal();
    const isGap = hasGaps && i > 0 && random.integer(5) === 0;
    return [
      isGap ? null : 2019 + 3 * x,
      i - count / 2,
      // Each occurs, in a row with all values.
      ...hasCategory ? [used[i % used.length]] : [],
      ...targets(random, x),
    ];
  });
  const width = rows[0].length;
  const targetCount = targets(random, 0).length;
  // A header of numbers, of words, or none.
  const kind = random.integer(3);
  const columns = rows[0].map((_, i) =>
    kind === 0 ? `${2019 + i}` : kind === 1 ? `c${i}` : `${i + 1}`
  );
  const names = columns.slice(width - targetCount);
  return {
    end,
    inputs: 2 + (hasCategory ? used.length : 0),
    columns: kind === 2 ? [] : columns,
    targets: names,
    rows,
    areClasses,
    words: [
      ...["--target", names.join(), "--header", kind === 2 ? "no" : "yes"],
      ...hasCategory ? ["--classes", columns[2]] : [],
      ...hasGaps ? ["--missing", ["mean", "skip"][random.integer(2)]] : [],
    ],
  };
}

const csv = ({ columns, rows }: RandomTable) =>
  [...columns.length > 0 ? [columns] : [], ...rows]
    .map((row) => row.map((cell) => cell ?? "").join(";")).join("\n") + "\n";

const jsonl = ({ columns, rows }: RandomTable) =>
  rows.map((row) =>
    JSON.stringify(
      columns.length === 0
        ? row
        : Object.fromEntries(row.map((cell, i) => [columns[i], cell])),
    )
  ).join("\n") + "\n";

async function record(words: readonly string[], files: World) {
  const { status, out, error } = await run([...words, "--json"], { files });
  assertEquals(status, 0, `${words.join(" ")}\n${error}`);
  return JSON.parse(out);
}

type World = Readonly<Record<string, string | Uint8Array>>;

const random = createRandom(17).fork("agreement");
for (let index = 0; index < 3 * ends.length; index++) {
  const table = randomTable(random, index);
  const isCsv = random.integer(2) === 0;
  const name = isCsv ? "t.csv" : "t.jsonl";
  const text = isCsv ? csv(table) : jsonl(table);
  const { end, inputs, words, targets } = table;
  Deno.test(`train, evaluate and predict agree: ${index}, ${end} ${words.join(" ")}`, async () => {
    const learned = await run([
      ...["train", `fc(${inputs},3) -> tanh -> ${end}`, "--data", name],
      ...[...words, "--validation", name, "--keep", "last", "--epochs", "3"],
      ...["--out", "net.safetensors", "--json"],
    ], { files: { [name]: text } });
    assertEquals(learned.status, 0, learned.error);
    const { history } = JSON.parse(learned.out);
    const world = { [name]: text, net: learned.bytes["net.safetensors"] };
    const measured = await record(["evaluate", "net", "--data", name], world);
    const { validation } = history.at(-1);
    close(measured.loss, validation.loss);
    for (const [metric, value] of Object.entries(validation.metrics)) {
      close(measured.metrics[metric], value);
    }
    const told = await record(["predict", "net", "--data", name], world);
    assertEquals(told.examples, measured.examples);
    assertEquals(told.rows.length, measured.examples);
    const predicted = told.rows.map((row: unknown[]) =>
      row.slice(-targets.length)
    );
    const truth = told.rows.map((row: unknown[]) =>
      row.slice(-2 * targets.length, -targets.length)
    );
    if (table.areClasses) {
      const right = truth.flat().map(String).filter((cell: string, i: number) =>
        cell === String(predicted.flat()[i])
      );
      close(right.length / truth.flat().length, measured.metrics.accuracy);
      assertEquals(sumOf(measured.confusion.flat()), truth.flat().length);
    } else agreeOnNumbers(predicted, truth, measured.metrics);
    const exported = await run(
      ["export", "net", "--out", "again.safetensors"],
      { files: world },
    );
    const again = { ...world, net: exported.bytes["again.safetensors"] };
    assertEquals(
      await record(["predict", "net", "--data", name], again),
      told,
    );
  });
}

/** The mean absolute error and R², counted from cells. */
function agreeOnNumbers(
  predicted: readonly (readonly unknown[])[],
  truth: readonly (readonly unknown[])[],
  metrics: Readonly<Record<string, number>>,
) {
  const errors = truth.map((row, i) =>
    row.map((t, k) => Number(predicted[i][k]) - Number(t))
  );
  close(meanOf(errors.flat().map(Math.abs)), metrics.mae);
  const shares = truth[0].map((_, k) => {
    const own = truth.map((row) => Number(row[k]));
    const mean = meanOf(own);
    return 1 - sumOf(errors.map((row) => row[k] ** 2)) /
        sumOf(own.map((t) => (t - mean) ** 2));
  });
  close(meanOf(shares), metrics.r2);
}

const sumOf = (numbers: readonly number[]) =>
  numbers.reduce((sum, each) => sum + each, 0);
const meanOf = (numbers: readonly number[]) => sumOf(numbers) / numbers.length;

/** Answers are written with the digits of single precision. */
function close(found: number, expected: unknown) {
  assert(typeof expected === "number");
  assertAlmostEquals(found, expected, 1e-4 * (1 + Math.abs(expected)));
}

Deno.test("evaluate and predict agree on arrays", async () => {
  const random = createRandom(3);
  const count = 40;
  const numbers = (length: number, next: () => number) =>
    Float32Array.from({ length }, next);
  const arrays = (label: () => number) =>
    writeNpz([
      {
        name: "x",
        shape: [count, 2],
        values: numbers(2 * count, random.normal),
      },
      { name: "y", shape: [count], values: numbers(count, label) },
    ]);
  for (
    const [end, label] of [
      ["fc(3) -> cross_entropy", () => 1 + random.integer(3)],
      ["fc(3) -> cross_entropy", () => [-7, 2, 50][random.integer(3)]],
      ["fc(1) -> bce_with_logits", () => random.integer(2)],
      ["fc(1) -> hinge", () => 2 * random.integer(2) - 1],
      ["fc(1) -> mse", () => 100 + random.normal()],
    ] as const
  ) {
    const labels: number[] = [];
    const data = arrays(() => {
      labels.push(label());
      return labels[labels.length - 1];
    });
    const { bytes, error } = await run([
      ...["train", `fc(2,3) -> tanh -> ${end}`, "--data", "t.npz"],
      ...["--epochs", "3", "--out", "net.safetensors"],
    ], { files: { "t.npz": data } });
    const files = { "t.npz": data, net: bytes["net.safetensors"] };
    assert(files.net !== undefined, error);
    const { metrics } = await record(
      ["evaluate", "net", "--data", "t.npz"],
      files,
    );
    const { rows } = await record(["predict", "net", "--data", "t.npz"], files);
    if (end.endsWith("mse")) {
      agreeOnNumbers(rows, labels.map((label) => [label]), metrics);
      continue;
    }
    const right = labels.filter((label, i) => String(label) === rows[i][0]);
    close(right.length / count, metrics.accuracy);
  }
});

for (
  const [call, text, target] of [
    ["spiral(examples=60,", "fc(2,3) -> cross_entropy", "class"],
    ["moons(examples=40,", "fc(2,1) -> hinge", "class"],
    ["regression-line(examples=40,", "fc(1,1) -> mse", "y"],
  ] as const
) {
  Deno.test(`a generator and the table that it writes are the same data: ${call}`, async () => {
    const learned = await run([
      ...["train", text, "--data", `${call}seed=3)`, "--epochs", "3"],
      ...["--out", "net.safetensors"],
    ]);
    const net = learned.bytes["net.safetensors"];
    const data = `${call}seed=5)`;
    const { out } = await run(["generate", data]);
    const files = { net, "t.csv": out };
    const made = await record(["evaluate", "net", "--data", data], files);
    const written = await record(
      ["evaluate", "net", "--data", "t.csv", "--target", target],
      files,
    );
    assertEquals(written, made);
  });
}
