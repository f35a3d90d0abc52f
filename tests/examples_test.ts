// Every example runs as the README says: by `deno run` without a permission,
// or by `nabla gradcheck`.
import {
  assert,
  assertEquals,
  assertMatch,
  assertStringIncludes,
} from "@std/assert";
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
