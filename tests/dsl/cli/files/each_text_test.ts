import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { defineLayer } from "../../../../define.ts";
import { run, type World } from "../../../helpers/memory_io.ts";

/** A layer in whose shape rule nabla itself seems to fail: what it throws is no mistake of the user's. */
const odd = defineLayer({
  name: "odd",
  outputShape: () => {
    const stack = "at rule (file:///nabla/lib/layer/rule.ts:3:5)";
    throw Object.assign(new TypeError("x is not a function"), { stack });
  },
  bind: () => ({ forward() {}, backward() {} }),
});

const mostBytes = 16 * 2 ** 20;
const right = "fc(2,1) -> sigmoid\n";
const world: World = {
  files: {
    "d/a.nn": right,
    "d/huge.nn": "#".repeat(mostBytes + 1),
    "d/odd.nn": "input(2) -> odd\n",
    "d/z.nn": right,
  },
  modules: { "mine.ts": { odd } },
};

const size =
  "nabla: cannot read d/huge.nn: at most 16,777,216 bytes are read: found 16,777,217\nKeep numbers in files of their own, for --data or --weights.\n";
const fault =
  "this is a fault of nabla: TypeError: x is not a function\nReport it, please, with the command and its files: it was met at rule.ts:3:5.\n";

for (const command of ["gradcheck", "lint", "run", "show"]) {
  Deno.test(`${command}: a text that is too large, or met a fault, costs itself alone`, async () => {
    const words = [command, "d", "--layers", "mine.ts"];
    const { status, out, error } = await run(words, world);
    assertEquals(status, 2);
    assertStringIncludes(error, size);
    assertStringIncludes(error, `nabla: ${fault}`);
    if (command === "lint") {
      assertEquals(out, "4 texts, 0 warnings, 2 could not be read\n");
    } else assertEquals(out.match(/sigmoid\n\n/g)?.length, 2);
    const json = JSON.parse((await run([...words, "--json"], world)).out);
    const texts = json.networks ?? json.texts;
    assertEquals(json.status, 2);
    assertEquals(texts.length, 4);
    const errors = texts.map((each: { error?: string }) => each.error);
    assertEquals(errors.filter(Boolean).length, 2);
  });
}

Deno.test("check judges the other texts, in words, TAP and JUnit", async () => {
  const words = ["check", "d", "--layers", "mine.ts", "--junit", "o.xml"];
  const { status, out, files } = await run(words, world);
  assertEquals(status, 2);
  assertStringIncludes(out, "2 passed, 2 could not be checked");
  assertStringIncludes(out, "found 16,777,217");
  assertStringIncludes(out, "rule.ts:3:5");
  assertStringIncludes(files["o.xml"], 'tests="4" failures="0" errors="2"');
  const tap = await run([...words, "--tap"], world);
  assertEquals(tap.out.match(/^ok /gm)?.length, 2);
  assertEquals(tap.out.match(/^not ok /gm)?.length, 2);
});

Deno.test("fmt formats the others", async () => {
  const files = { ...world.files, "d/odd.nn": "fc(2,1)", "d/z.nn": "fc( 2,1)" };
  const { status, out, error, files: left } = await run(["fmt", "d"], {
    files,
  });
  assertEquals([status, error], [2, size]);
  assertStringIncludes(out, "2 texts of 4 changed, 1 could not be read");
  assertEquals(left["d/z.nn"], "fc(2,1)\n");
});

Deno.test("a sweep goes on behind a text with mistakes", async () => {
  const words = ["gradcheck", "--sweep", "fc(2,", "d/huge.nn", "d/a.nn"];
  const { status, out, error } = await run(words, world);
  assertEquals(status, 2);
  assertStringIncludes(error, size);
  assertStringIncludes(out, "sigmoid");
});

Deno.test("a library, a key, answers and standard input have the same bound", async () => {
  const long = "#".repeat(mostBytes + 1);
  const files = { ...world.files, "k.nn": "fc(1,1)\nexpect y = 1\n" };
  for (
    const words of [
      ["check", "d/a.nn", "--use", "d/huge.nn"],
      ["grade", "d/huge.nn", "--key", "k.nn"],
      ["grade", "k.nn", "--key", "d/huge.nn"],
      ["fmt", "-"],
      ["train", "d/huge.nn", "--data", "spiral", "--epochs", "1"],
      ["worksheet", "d/huge.nn"],
    ]
  ) {
    const { status, error } = await run(words, { files, input: long });
    assertEquals(status, 2, words.join(" "));
    assertStringIncludes(error, "found 16,777,217");
    assert(!/\n\s+at /.test(error), "no stack trace");
  }
});

Deno.test("a fault that only one text meets is told with its place, without a trace", async () => {
  const words = ["run", "input(2) -> odd", "--layers", "mine.ts"];
  const { status, error } = await run(words, world);
  assertEquals([status, error], [2, `nabla: ${fault}`]);
});
