import {
  assert,
  assertEquals,
  assertMatch,
  assertStringIncludes,
} from "@std/assert";
import { defineLayer } from "../../../../../define.ts";
import { run } from "../../../../helpers/memory_io.ts";

const sigma = (x: number) => 1 / (1 + Math.exp(-x));
const hasty = defineLayer({ name: "hasty", f: sigma, df: (_x, y) => y });
const careful = defineLayer({
  name: "hasty",
  f: sigma,
  df: (_x, y) => y * (1 - y),
});
const faulty = ["gradcheck", "net.nn", "--layers", "mine.ts"];
const world = {
  files: { "net.nn": "fc(3,4) -> hasty -> fc(1)\n", "mine.ts": "" },
  modules: { "mine.ts": { hasty } },
};

Deno.test("a faulty layer of one's own: layer, mistake, place and reproduction", async (t) => {
  const { status, out } = await run(faulty, world);
  assertEquals(status, 1);
  assertStringIncludes(out, "likely mistake: the factor (1 - y) is missing");
  assertStringIncludes(
    out,
    "reproduce: nabla gradcheck net.nn --layers mine.ts --only hasty1",
  );
  await t.assertSnapshot(out);
});

const refused: readonly (readonly [string, Record<string, object>, RegExp])[] =
  [
    ["that is absent", {}, /cannot run mine\.ts: .*Module not found/],
    ["without layers", { "mine.ts": { a: 1 } }, /mine\.ts exports no layer/],
    [
      "with two layers of one name",
      { "mine.ts": { hasty, careful } },
      /hasty/,
    ],
  ];
for (const [what, modules, message] of refused) {
  Deno.test(`a module ${what} is refused`, async () => {
    const { status, error } = await run(faulty, { ...world, modules });
    assertEquals(status, 2);
    assertMatch(error, message);
    assert(!/\n\s+at /.test(error), "no stack trace");
  });
}

Deno.test("a layer that throws is a mistake of the user, told with its place", async () => {
  const modules: Record<string, object> = {
    "mine.ts": {
      hasty: defineLayer({
        name: "hasty",
        f: () => {
          const error = new Error("kaput");
          error.stack =
            "Error: kaput\n    at f (file:///mine.ts?changed=1:2:10)";
          throw error;
        },
        df: () => 1,
      }),
    },
  };
  const { status, error } = await run(faulty, { ...world, modules });
  assertEquals(status, 2);
  assertStringIncludes(error, "a layer threw while it was run: kaput");
  assertStringIncludes(error, "It was thrown at mine.ts:2:10.");
});

Deno.test("--watch checks again at every change, through mistakes", async () => {
  const { out, error } = await run(["gradcheck", "net.nn", "--watch"], {
    files: { "net.nn": "fc(2,1) -> sigmoid" },
    changes: [
      { "net.nn": "fc(2,1) -> sigmod" },
      { "net.nn": "fc(2,1) -> tanh" },
    ],
  });
  const [first, second] = [out.indexOf("sigmoid1"), out.indexOf("tanh1")];
  assert(first >= 0 && second > first, out);
  assertStringIncludes(error, "E100");
  const nothing = await run(["gradcheck", "fc(2,1)", "--watch"]);
  assertEquals(nothing.status, 2);
  assertStringIncludes(nothing.error, "there is no file to watch");
});

Deno.test("any number of workers prints the same bytes", async () => {
  const words = ["gradcheck", "fc(12,20) -> tanh -> fc(3) -> mse"];
  const alone = await run(words);
  const aloneRecord = await run([...words, "--json"]);
  assertEquals(alone.status, 0);
  for (const count of ["1", "2", "8"]) {
    const shared = await run([...words, "--workers", count]);
    assertEquals(shared.out, alone.out, `${count} workers`);
    const record = await run([...words, "--workers", count, "--json"]);
    assertEquals(record.out, aloneRecord.out);
  }
});

Deno.test("workers find a fault as one does alone", async () => {
  const words = [
    "gradcheck",
    "fc(9,9) -> sigmoid",
    "--step",
    "0.5",
    "--relative-tolerance",
    "1e-9",
  ];
  const alone = await run(words);
  const shared = await run([...words, "--workers", "3"]);
  assertEquals([shared.status, shared.out], [1, alone.out]);
});

Deno.test("--tap, --junit and --html tell the same as the report", async (t) => {
  const tap = await run([...faulty, "--tap"], world);
  assertEquals(tap.status, 1);
  await t.assertSnapshot(tap.out);
  const { status, files } = await run([
    ...faulty,
    "--junit",
    "out.xml",
    "--html",
    "out.html",
  ], world);
  assertEquals(status, 1);
  await t.assertSnapshot(files["out.xml"]);

  const page = files["out.html"];
  for (
    const part of [
      "<!DOCTYPE html>",
      "hasty1",
      "the factor (1 - y) is missing",
      "<svg",
      "--only hasty1",
    ]
  ) {
    assertStringIncludes(page, part);
  }
  // One file that loads nothing.
  assert(!/(?:src|href)\s*=\s*["'](?!#)/.test(page));
  assertEquals(
    page.match(/<(svg|table|section|details)\b/g)?.length,
    page.match(/<\/(svg|table|section|details)>/g)?.length,
  );
});

Deno.test("text in a page is text", async () => {
  const evil = "# <script>alert(1)</script>\nfc(2,1)";
  const { files } = await run(["gradcheck", "a.nn", "--html", "out.html"], {
    files: { "a.nn": evil },
  });
  assert(!files["out.html"].includes("<script>alert"));
});

Deno.test("--sweep shows truncation, rounding and the adaptive scheme", async (t) => {
  const { status, out, files } = await run([
    "gradcheck",
    "fc(2,1) -> sigmoid",
    "--sweep",
    "--svg",
    "sweep.svg",
  ]);
  assertEquals(status, 0);
  await t.assertSnapshot(out);
  for (const line of out.split("\n")) assert(line.length <= 80, line);
  const rows = [...out.matchAll(/^1e-(\d+) +(\S+) +(\S+)/gm)].map((
    [, ...cells],
  ) => cells.map(Number));
  assertEquals(rows.length, 15);
  const best = (column: number) =>
    rows.toSorted((a, b) => a[column] - b[column])[0][0];
  // Near the square root of the rounding unit, and near its cube root.
  assert([7, 8, 9].includes(best(1)), `${best(1)}`);
  assert([4, 5, 6].includes(best(2)), `${best(2)}`);
  assertMatch(files["sweep.svg"], /^<svg[\s\S]*<\/svg>\s*$/);
});

Deno.test("options of modes reach the check", async () => {
  const words = ["gradcheck", "fc(9,9) -> tanh"];
  const sampled = await run([...words, "--mode", "sampled", "--samples", "5"]);
  assertStringIncludes(sampled.out, "fc1: a sample of 15 of 117 numbers");
  const single = await run([...words, "--precision", "float32"]);
  assertStringIncludes(single.out, "float32");
  assertEquals(single.status, 0);
  const second = await run([...words, "--order", "2"]);
  assertStringIncludes(second.out, "order 2");
  const only = await run([...words, "--only", "tanh1"]);
  assert(!only.out.includes("fc1"));
  const unknown = await run([...words, "--only", "tahn1"]);
  assertEquals(unknown.status, 2);
  assertStringIncludes(unknown.error, "tanh1");
});
