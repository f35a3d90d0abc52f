import { assertEquals } from "@std/assert";
import { hasCode, isLeftOut, leftOut } from "./left_out.ts";
import { formatRuns, parseLcov, percentOf, sumOf } from "./lcov.ts";

const report = `SF:/a/lib/one.ts
FN:1,f
BRDA:2,0,0,3
BRDA:2,0,1,0
BRDA:4,1,0,-
DA:1,1
DA:2,0
DA:3,0
DA:4,7
DA:2,5
LF:4
end_of_record
SF:/a/dsl/two.ts
DA:1,0
end_of_record
`;

Deno.test("a report: lines that are told twice ran if they ran once, branches of lines that did not run are missed", () => {
  assertEquals(parseLcov(report, "/a/"), [
    {
      path: "lib/one.ts",
      lines: 4,
      linesRun: 3,
      branches: 3,
      branchesRun: 1,
      missedLines: [3],
      missedBranches: [2, 4],
    },
    {
      path: "dsl/two.ts",
      lines: 1,
      linesRun: 0,
      branches: 0,
      branchesRun: 0,
      missedLines: [1],
      missedBranches: [],
    },
  ]);
  assertEquals(sumOf(parseLcov(report, "/a/")), {
    lines: 5,
    linesRun: 3,
    branches: 3,
    branchesRun: 1,
  });
});

Deno.test("percents are not rounded up to a floor", () => {
  assertEquals(
    [percentOf(96_999, 100_000), percentOf(97, 100), percentOf(0, 0)],
    [96.99, 97, 100],
  );
});

Deno.test("lines in a row are told by the first and the last", () => {
  assertEquals(formatRuns([3, 4, 5, 9, 11, 12]), "3-5 9 11-12");
});

Deno.test("what is left out of coverage is there, and is not more than it names", async () => {
  for (const path of Object.keys(leftOut)) {
    await Deno.stat(new URL(`../../${path}`, import.meta.url));
    assertEquals([path, `${path}/x.ts`, `${path}x.ts`].map(isLeftOut), [
      true,
      true,
      false,
    ]);
  }
});

Deno.test("a file of types alone has no code", () => {
  const types = "import type { A } from './a.ts';\nexport interface B {}\n";
  assertEquals(
    [types, `${types}export const b = 1;`, `${types}async function f() {}`]
      .map(hasCode),
    [false, true, true],
  );
});
