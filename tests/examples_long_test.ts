// Every example runs as its first lines say: by `deno run` with no permission but
// those, or by `nabla gradcheck`.
import {
  assert,
  assertAlmostEquals,
  assertEquals,
  assertMatch,
  assertStringIncludes,
} from "@std/assert";
import { regressionLine } from "../data.ts";
import { rms_norm } from "../examples/rms_norm.ts";
import { format, nn, type Values } from "../mod.ts";
import { exerciseTests } from "../testing.ts";
import { worksheet } from "../text.ts";
import { run } from "./helpers/memory_io.ts";
import { assertWellFormed, wordsOf } from "./helpers/pictures.ts";
import { exampleText, runExample } from "./helpers/run_example.ts";

const folder = new URL("../examples/", import.meta.url);

/** Runs a script that needs no network and says nothing on standard error. */
async function runScript(
  path: string,
  args: readonly string[] = [],
): Promise<string> {
  const { code, stdout, stderr } = await runExample(
    path,
    ["--cached-only"],
    args,
  );
  assertEquals([code, stderr], [0, ""]);
  return stdout;
}

/** The numbers that follow some words, wherever they do. */
function numbersAfter(words: string, out: string): number[] {
  const found = out.matchAll(new RegExp(`${words} +(-?\\d[\\d.]*)`, "g"));
  return Array.from(found, ([, number]) => Number(number));
}

function assertFalls(losses: readonly number[], out: string): void {
  assert(losses.length > 1, out);
  for (let i = 1; i < losses.length; i++) {
    assert(losses[i] < losses[i - 1], out);
  }
}

for await (const { name } of Deno.readDir(folder)) {
  if (!name.endsWith(".nn")) continue;
  Deno.test(`examples/${name} has right gradients`, async () => {
    const text = await Deno.readTextFile(new URL(name, folder));
    const { status, out } = await run(["gradcheck", name], {
      files: { [name]: text },
    });
    assertEquals(status, 0, out);
  });
}

const course = new URL("course/", folder);
for await (const { name } of Deno.readDir(course)) {
  if (!name.endsWith(".nn")) continue;
  await exerciseTests(new URL(name, course));
  Deno.test(`the worksheet of ${name} is that exercise without its answers`, async () => {
    const key = await Deno.readTextFile(new URL(name, course));
    const sheet = await Deno.readTextFile(
      new URL(`worksheets/${name}`, course),
    );
    assertEquals(sheet, worksheet(key));
    assertMatch(key, /^# \d(\.\d)? \S/);
    const files = { "key.nn": key, "sheet.nn": sheet };
    const words = ["grade", "sheet.nn", "--key", "key.nn"];
    const { status, out } = await run(words, { files });
    assertEquals(status, 1);
    assertMatch(out, /^sheet\.nn: 0 of \d+\n/);
    const full = await run(["grade", "key.nn", "--key", "key.nn"], { files });
    assertEquals(full.status, 0, full.out);
  });
}

Deno.test("the layer sigmoid equals the lesson's graph to 1e-15, in value and gradient", () => {
  const layer = nn`input(1) -> sigmoid`.bind();
  const graph = nn`input(1) -> neg -> exp -> shift(1) -> recip`.bind();
  for (const x of [-700, -37, -5, -1, -1e-9, 0, 0.1, 1, 3, 20, 36, 700]) {
    for (const net of [layer, graph]) {
      net.x[0] = x;
      net.forward();
      net.backward();
    }
    assert(Math.abs(layer.y[0] - graph.y[0]) <= 1e-15, `${x}`);
    assert(Math.abs(layer.dx[0] - graph.dx[0]) <= 1e-15, `${x}`);
  }
});

Deno.test("the lesson's sigmoid has not the derivative that its program claims", async () => {
  const text =
    "sigma(x) = 1/(1 + exp(x))\nsigma'(x) = sigma(x)*(1 - sigma(x))\n";
  const { status, out } = await run(["check", "lesson.nn"], {
    files: { "lesson.nn": text },
  });
  assertEquals(status, 1);
  assertStringIncludes(out, "it has the opposite sign");
});

Deno.test("examples/course/lesson_bug.ts: the checker reports each of the lesson's mistakes", async () => {
  const out = await runScript("course/lesson_bug.ts");
  assertEquals(out.match(/^\d\. .*: FAIL$/gm)?.length, 4);
  // The first differs exactly in sign.
  const [, analytic, numeric] =
    /^1\.[^\n]*\n[^\n]*\] (\S+) where differences give (\S+)/.exec(out) ?? [];
  assertEquals(Number(analytic), -Number(numeric));
});

Deno.test("examples/xor.ts trains to an error under 0.01", async () => {
  const out = await runScript("xor.ts");
  const loss = Number(/step 2000: loss ([\d.]+)/.exec(out)?.[1]);
  assert(loss < 0.01, out);
  for (const [a, b] of [[0, 0], [0, 1], [1, 0], [1, 1]]) {
    const y = Number(new RegExp(`${a} xor ${b} = ([\\d.]+)`).exec(out)?.[1]);
    assert(Math.abs(y - (a ^ b)) < 0.05, out);
  }
});

Deno.test("examples/custom_layer.ts passes the right layer and names the wrong one", async () => {
  const out = await runScript("custom_layer.ts");
  assertMatch(out, /-> swish ->[\s\S]*PASS[\s\S]*-> hasty_swish ->[\s\S]*FAIL/);
  assertStringIncludes(out, "the fault is in `hasty_swish1`");
});

Deno.test("examples/rms_norm.ts has right gradients, and computes what rmsnorm does", async () => {
  const out = await runScript("rms_norm.ts");
  assertMatch(out, /rms_norm1\.weight[\s\S]*PASS/);
  const text = "input(3,4) -> NAME";
  const [own, built] = ["rms_norm", "rmsnorm"].map((name) => {
    const net = nn(text.replace("NAME", name), { layers: [rms_norm] })
      .bind({ batch: 2, seed: 5 });
    for (let i = 0; i < net.x.length; i++) net.x[i] = Math.sin(i + 1);
    net.forward();
    for (let i = 0; i < net.dy.length; i++) net.dy[i] = Math.cos(i);
    net.backward();
    const [{ gradient }] = net.parameters;
    return [...net.y, ...net.dx, ...gradient];
  });
  assert(own.length === 2 * 24 + 4);
  own.forEach((value, i) => assertAlmostEquals(value, built[i], 1e-12));
});

Deno.test("examples/course/bp.ts prints the lesson's five things, and they are consistent", async () => {
  const out = await runScript("course/bp.ts");
  const list = (name: string) => {
    const [, numbers = ""] =
      new RegExp(`${name}:? \\[([^\\]]*)\\]`).exec(out) ?? [];
    return numbers.split(", ").map(Number);
  };
  const [w1, w2] = list("weights");
  const [bias] = list("bias");
  assertEquals(list("input"), [1, 2]);
  // The lesson's own formulas, on the printed numbers.
  const h1 = 1 / (1 + Math.exp(-(w1 + 2 * w2 + bias)));
  const d = h1 * (1 - h1);
  const near = (name: string, expected: readonly number[]) =>
    expected.forEach((value, i) =>
      assert(Math.abs(list(name)[i] - value) < 3e-6, `${name}\n${out}`)
    );
  near("forward result", [h1]);
  near("dw", [d, 2 * d]);
  near("db", [d]);
  near("dx", [w1 * d, w2 * d]);
});

Deno.test("examples/course/lab1.ts: its first step is what formulas give, and the loss falls", async () => {
  const out = await runScript("course/lab1.ts", ["--short"]);
  const data = [[0, 0, 0], [0, 1, 1], [1, 0, 1], [1, 1, 1]];
  const outputOf = ([w1, w2, b]: readonly number[], [x1, x2]: number[]) =>
    1 / (1 + Math.exp(-(w1 * x1 + w2 * x2 + b)));
  const steps = [
    ...out.matchAll(
      /^\S+ +(\S+) − 2 · +(\S+) = +(\S+) {2}optimizer: +(\S+)$/gm,
    ),
  ].map((match) => match.slice(1).map(Number));
  const before = steps.map(([value]) => value);
  const slopes = [0, 0, 0];
  let loss = 0;
  for (const row of data) {
    const y = outputOf(before, row);
    const apart = y - row[2];
    loss += apart ** 2 / 4;
    // (y − t)² by y, σ by its input, and that by w1, w2 and b.
    for (const [i, x] of [row[0], row[1], 1].entries()) {
      slopes[i] += 2 * apart / 4 * y * (1 - y) * x;
    }
  }
  const near = (found: number, expected: number) =>
    assertAlmostEquals(found, expected, 3e-6, out);
  assertEquals(steps.length, 3, out);
  for (const [i, [value, slope, byHand, taken]] of steps.entries()) {
    near(slope, slopes[i]);
    near(byHand, value - 2 * slopes[i]);
    assertEquals(taken, byHand);
  }
  const losses = [0, 1, 10, 100].flatMap((step) =>
    numbersAfter(`\n +${step}`, out)
  );
  assertEquals(losses.length, 4, out);
  near(losses[0], loss);
  assertFalls(losses, out);
  const after = [...out.matchAll(/^fc1\S+ +(-?[\d.]+) +(-?[\d.]+)$/gm)];
  assertEquals(after.map(([, value]) => Number(value)), before);
  const learned = after.map(([, , value]) => Number(value));
  for (const row of data) {
    const [y] = numbersAfter(`${row[0]} or ${row[1]} =`, out);
    assertAlmostEquals(y, outputOf(learned, row), 6e-4, out);
    assertEquals(Math.round(y), row[2], out);
  }
});

Deno.test("examples/spiral.ts tells the arms apart, and draws where it may", async () => {
  const script = "spiral.ts";
  const [plain, drawn, refused] = await Promise.all([
    runScript(script, ["--short"]),
    runScript(script, ["--short", "--svg", "-"]),
    runScript(script, ["--short", "--svg", "no/such.svg"]),
  ]);
  const losses = numbersAfter("loss", plain);
  assertEquals(losses.length, 6, plain);
  assert(losses[5] < losses[0] / 2, plain);
  const [accuracy] = numbersAfter("not seen:", plain);
  assert(accuracy > 0.97, plain);
  assertWellFormed(drawn.trim());
  const words = wordsOf(drawn);
  assertStringIncludes(words[0], "fc(2,32) -&gt; tanh");
  const wrong = words.find((each) => each.startsWith("wrong")) ?? "";
  const [, count] = /^wrong: (\d+) of 450$/.exec(wrong) ?? [];
  assert(Number(count) < 0.03 * 450, wrong);
  // The same in words, and why there is no picture.
  assertEquals(refused.slice(0, plain.length), plain);
  assertMatch(refused.slice(plain.length), /^no picture, as no\/such\.svg /);
});

Deno.test("examples/regression.ts finds the line of least squares, and a curve", async () => {
  const out = await runScript("regression.ts", ["--short"]);
  const { x, target, length } = regressionLine({ examples: 200 }).memory;
  const meanOf = (list: Values) =>
    Array.from(list).reduce((sum, each) => sum + each, 0) / length;
  const [mx, my] = [meanOf(x), meanOf(target)];
  const slope = meanOf(x.map((each, i) => (each - mx) * (target[i] - my))) /
    meanOf(x.map((each) => (each - mx) ** 2));
  const found = /y = ([\d.]+)x \+ ([\d.]+)\n/.exec(out.slice(30)) ?? [];
  assertAlmostEquals(Number(found[1]), slope, 0.02, out);
  assertAlmostEquals(Number(found[2]), my - slope * mx, 0.02, out);
  assert(numbersAfter("R²", out)[0] > 0.97, out);
  const rows = [...out.matchAll(/^ *(-?[\d.]+) +(-?[\d.]+) +(-?[\d.]+)$/gm)]
    .map((row) => row.slice(1).map(Number));
  assertEquals(rows.length, 9);
  for (const [x, real, predicted] of rows) {
    assertAlmostEquals(real, Math.sin(Math.PI * x) + x / 2, 0.006);
    assertAlmostEquals(predicted, real, 0.3, out);
  }
});

Deno.test("examples/data/flowers.csv is what make_flowers.ts makes", async () => {
  const made = await runScript("data/make_flowers.ts");
  assertEquals(await exampleText("data/flowers.csv"), made);
});

Deno.test("examples/flowers.ts knows unseen flowers, and counts confusions", async () => {
  const out = await runScript("flowers.ts", ["--short"]);
  assertMatch(out, /^150 flowers: bluebell, corn poppy, rose "Alba"\n/);
  assertFalls(numbersAfter("loss", out), out);
  const rows = ["bluebell", "corn poppy", 'rose "Alba"'].map((kind) =>
    new RegExp(`^ *${kind} +(\\d+) +(\\d+) +(\\d+)$`, "m").exec(out)
      ?.slice(1).map(Number) ?? []
  );
  const right = rows.reduce((sum, row, i) => sum + row[i], 0);
  assertEquals(rows.flat().reduce((sum, count) => sum + count, 0), 45, out);
  const [accuracy] = numbersAfter("accuracy", out);
  assertAlmostEquals(accuracy, right / 45, 6e-4, out);
  assert(accuracy > 0.9, out);
});

Deno.test("the command lines of examples/flowers.ts train and evaluate the same network", async () => {
  const text = await exampleText("flowers.ts");
  const lines = text.replaceAll("\\\n//", "")
    .matchAll(/^\/\/ {3}nabla (.*)$/gm);
  let files: Readonly<Record<string, string | Uint8Array>> = {
    "examples/flowers.nn": await exampleText("flowers.nn"),
    "examples/data/flowers.csv": await exampleText("data/flowers.csv"),
  };
  const outs: string[] = [];
  for (const [, line] of lines) {
    const ran = await run(line.split(/ +/), { files });
    assertEquals([ran.status, ran.error], [0, ""]);
    files = ran.bytes;
    outs.push(ran.out);
  }
  assertEquals(outs.length, 2);
  assert(numbersAfter("accuracy", outs[1])[0] > 0.9, outs[1]);
});

Deno.test("examples/digits.ts reads digits that it has not seen", async () => {
  const out = await runScript("digits.ts", ["--short"]);
  assertFalls(numbersAfter("loss", out), out);
  assert(numbersAfter("unseen digits:", out)[0] > 0.95, out);
  const lines = out.trimEnd().split("\n");
  const images = lines.slice(-9, -1);
  assertEquals(images.map((line) => line.length), Array(8).fill(6 * 12 + 5));
  assertMatch(images.join(""), /^[ ░▒▓█]+$/);
  const answers = lines.at(-1)?.trim().split(/ +/) ?? [];
  const truths = ["3", "1", "4", "1", "5", "9"];
  assertEquals(answers.length, 6, out);
  assert(answers.filter((each, i) => each === truths[i]).length >= 5, out);
});

Deno.test("examples/transformer.ts learns letters of its tale, and tells with no others", async () => {
  const tale = await exampleText("data/chain.txt");
  const out = await runScript("transformer.ts", ["--short"]);
  const alphabet = new Set(tale);
  assertStringIncludes(
    out,
    `${tale.length} letters of ${alphabet.size} kinds\n`,
  );
  const [read] = numbersAfter("perplexity", out);
  const [held] = numbersAfter("validation", out);
  // Who counts letters, and no more, has a perplexity of that.
  const counts = [...alphabet].map((letter) => tale.split(letter).length - 1);
  const entropy = counts.reduce((sum, count) => {
    const share = count / tale.length;
    return sum - share * Math.log(share);
  }, 0);
  assert(read > 1 && read < alphabet.size, out);
  assert(held > 1 && held < Math.exp(entropy), out);
  const told = out.slice(out.indexOf("The chain "), -1);
  assertEquals(told.length, 500);
  assertEquals(new Set(told).difference(alphabet), new Set());
  assert(new Set(told).size > 10, told);
});

Deno.test("examples/train_like_the_command.ts prints what its command lines print", async () => {
  const text = await exampleText("train_like_the_command.ts");
  const calls = [...text.matchAll(/^\/\/ {3}nabla ((?:.*\\\n)*.*)$/gm)].slice(
    0,
    2,
  );
  let files: Record<string, string | Uint8Array> = {
    "examples/data/flowers.csv": await exampleText("data/flowers.csv"),
  };
  let printed = "";
  for (const [, call] of calls) {
    const words = call.replaceAll(/\\\n\/\/ */g, "").match(/"[^"]*"|\S+/g);
    const plain = (words ?? []).map((word) => word.replaceAll('"', ""));
    const { status, out, bytes } = await run(plain, { files });
    assertEquals(status, 0);
    files = bytes;
    printed = out;
  }
  assertEquals(await runScript("train_like_the_command.ts"), printed);
});

for (const name of ["xor", "spiral", "flowers", "digits"]) {
  Deno.test(`examples/${name}.ts and ${name}.nn say the same network`, async () => {
    const [, text] = /nn`([^`]*)`/.exec(await exampleText(`${name}.ts`)) ?? [];
    assertEquals(
      format(nn(text)),
      format(nn(await exampleText(`${name}.nn`))),
    );
  });
}
