// The tool that changes the code is itself held to an example whose fates are known.
import { assertEquals } from "@std/assert";
import { fileURLToPath } from "node:url";
import { numberMutants, weave } from "./schemata.ts";
import { equivalents, isEquivalent } from "./equivalents.ts";
import { findMutants } from "./find_mutants.ts";
import { changeOf, type Mutant } from "./mutant.ts";
import { scoreOf, totalOf } from "./score.ts";
import { filesAt, rooms, roomsAt } from "./rooms.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));

/** A change of `text`, found by what it changes. */
function mutantOf(
  text: string,
  original: string,
  replacement: string | undefined,
): Mutant {
  const start = text.indexOf(original);
  return {
    operator: "arithmetic",
    file: "sum.ts",
    start,
    end: start + original.length,
    line: 1,
    original,
    replacement,
  };
}

Deno.test("the example: what tests notice, what hangs, what no test runs, what survives", async () => {
  const imports = import.meta.resolve("@std/assert").startsWith("jsr:")
    ? []
    : ["--import-map=.ci/import_map.json"];
  const { stdout } = await new Deno.Command(Deno.execPath(), {
    args: [
      "run",
      "--quiet",
      "--no-check",
      "--no-prompt",
      ...imports,
      "--allow-read",
      "--allow-write",
      "--allow-run",
      "--allow-env",
      "tests/mutation/example/main.ts",
    ],
    cwd: root,
  }).output();
  const lines = new TextDecoder().decode(stdout).trim().split("\n").sort();
  assertEquals(lines, [
    "killed: 0 → 1",
    "killed: 1 → 0",
    "killed: 2 + 3 → 2 - 3",
    "killed: 2 → 3",
    "killed: 2 → 3",
    "killed: 3 → 4",
    "killed: Math.max(least, Math.min(x, most)) → Math.min(least, Math.min(x, most))",
    "killed: Math.max(least, Math.min(x, most)) → undefined",
    "killed: Math.min(x, most) → Math.max(x, most)",
    "killed: count → undefined",
    "killed: count++ → count--",
    "killed: count++; → (nothing)",
    "killed: x > 1 → !(x > 1)",
    "killed: x > 1 → x >= 1",
    "not reached: x + x → undefined",
    "not reached: x + x → x - x",
    "stopped: x / 2 → x * 2",
    "stopped: x = x / 2; → (nothing)",
    "survived: x > bound → x >= bound",
  ]);
});

Deno.test("woven code does as before, or as its mutant that is on", async () => {
  const text = "export const sum = (a, b) => { a += 1; return a + b * 2; };";
  const mutants = numberMutants([
    mutantOf(text, "a += 1;", undefined),
    mutantOf(text, "a + b * 2", "a - b * 2"),
    mutantOf(text, "a + b * 2", "undefined"),
    mutantOf(text, "b * 2", "b / 2"),
  ]);
  assertEquals(mutants.map(({ site }) => site), [0, 1, 1, 2]);
  const results: unknown[] = [];
  for (const on of [0, 1, 2, 3, 4]) {
    const code = `${weave(text, mutants, 3, on)} // ${on}`;
    const { sum } = await import(
      `data:text/javascript,${encodeURIComponent(code)}`
    );
    results.push(sum(10, 4));
  }
  const { $ran } = globalThis as unknown as { $ran: Uint8Array };
  assertEquals([results, [...$ran]], [[19, 18, 3, undefined, 13], [1, 1, 1]]);
});

Deno.test("what a process stops counts as noticed, what no test runs does not", () => {
  const mutant = mutantOf("a + b", "a + b", "a - b");
  const fates = ["killed", "stopped", "survived", "not reached"] as const;
  const score = scoreOf("parser", 9, fates.map((fate) => ({ mutant, fate })));
  assertEquals(totalOf([score, score]), {
    room: "all",
    all: 18,
    tried: 8,
    killed: 2,
    stopped: 2,
    survived: 2,
    notReached: 2,
  });
});

Deno.test("rooms: their code and tests are there, and paths choose among them", () => {
  for (const { code, tests } of rooms) {
    for (const path of [...code, ...tests]) {
      assertEquals(filesAt(root, [path]).length > 0, true, path);
    }
  }
  assertEquals(
    roomsAt(["dsl/syntax/words/lexer.ts", "dsl/network_file"])
      .map(({ name, code }) => `${name}: ${code.join(" ")}`),
    ["parser: dsl/syntax/words/lexer.ts", "network files: dsl/network_file"],
  );
});

Deno.test("every change that is listed as equivalent is one that is made", () => {
  const files = [...new Set(equivalents.map(({ file }) => file))];
  const made = findMutants(root, files).filter(isEquivalent).map(changeOf);
  assertEquals(
    equivalents.map(({ change }) => change).filter((each) =>
      !made.includes(each)
    ),
    [],
  );
});
