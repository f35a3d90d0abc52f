// Every example runs as the README says: by `deno run` without a permission,
// or by `nabla gradcheck`.
import {
  assert,
  assertEquals,
  assertMatch,
  assertStringIncludes,
} from "@std/assert";
import { nn, worksheet } from "../mod.ts";
import { exerciseTests } from "../testing.ts";
import { run } from "./dsl/cli/memory_io.ts";

const folder = new URL("../examples/", import.meta.url);

async function runScript(path: string): Promise<string> {
  const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: [
      "run",
      "--quiet",
      "--no-prompt",
      "--cached-only",
      new URL(path, folder).href,
    ],
    env: { NO_COLOR: "1" },
  }).output();
  const decoder = new TextDecoder();
  assertEquals([code, decoder.decode(stderr)], [0, ""]);
  return decoder.decode(stdout);
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
