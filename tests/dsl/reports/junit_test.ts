// What CI systems read. Their rules: Jenkins' xunit schema (counts, time and a
// classname), GitLab's "Unit test reports" (file, and text of failure or error), and
// testanything.org, version 14.
import { assertEquals, assertStringIncludes } from "@std/assert";
import { toJunit } from "../../../dsl/reports/junit.ts";
import { toTap } from "../../../dsl/reports/tap.ts";
import type { CheckedText } from "../../../dsl/reports/verdicts.ts";

const texts: readonly CheckedText[] = [
  {
    title: "week 1/xor.nn",
    file: "week 1/xor.nn",
    source: { name: "week 1/xor.nn", text: "" },
    items: [
      { name: "expect y", verdict: "pass", milliseconds: 1.25 },
      {
        name: 'expect "y" < 1 & #2 \\',
        verdict: "fail",
        message: "differs:\n3 < 4",
        details: " first\n\n]]> & last",
        milliseconds: 2.75,
      },
      { name: "gradients", verdict: "inconclusive", details: "1 of 3\nmore" },
    ],
  },
  {
    title: "notes.md:5",
    file: "notes.md",
    source: { name: "notes.md", text: "" },
    items: [{ name: "file", verdict: "error", details: "no such file" }],
  },
  {
    title: "text",
    source: { name: "text", text: "" },
    items: [{ name: "gradients", verdict: "pass", milliseconds: 1500 }],
  },
];

Deno.test("JUnit: suites are named by their files, cases have times, and every verdict its element", () => {
  assertEquals(
    toJunit(texts),
    `<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="nabla" tests="5" failures="1" errors="1" skipped="1" time="1.504000">
  <testsuite name="week 1/xor.nn" file="week 1/xor.nn" tests="3" failures="1" errors="0" skipped="1" time="0.004000">
    <testcase name="expect y" classname="week 1.xor" file="week 1/xor.nn" time="0.001250"/>
    <testcase name="expect &quot;y&quot; &lt; 1 &amp; #2 \\" classname="week 1.xor" file="week 1/xor.nn" time="0.002750">
      <failure message="differs: 3 &lt; 4" type="fail"> first

]]&gt; &amp; last</failure>
    </testcase>
    <testcase name="gradients" classname="week 1.xor" file="week 1/xor.nn" time="0.000000">
      <skipped message="1 of 3" type="inconclusive">1 of 3
more</skipped>
    </testcase>
  </testsuite>
  <testsuite name="notes.md:5" file="notes.md" tests="1" failures="0" errors="1" skipped="0" time="0.000000">
    <testcase name="file" classname="notes.5" file="notes.md" time="0.000000">
      <error message="no such file" type="error">no such file</error>
    </testcase>
  </testsuite>
  <testsuite name="text" tests="1" failures="0" errors="0" skipped="0" time="1.500000">
    <testcase name="gradients" classname="text" time="1.500000"/>
  </testsuite>
</testsuites>
`,
  );
});

Deno.test("TAP: a description has no directive of its own, and what went wrong is YAML", () => {
  assertEquals(
    toTap(texts),
    `TAP version 14
1..5
ok 1 - week 1/xor.nn: expect y
  ---
  duration_ms: 1.25
  ...
not ok 2 - week 1/xor.nn: expect "y" < 1 & \\#2 \\\\
  ---
  message: "differs:\\n3 < 4"
  severity: fail
  file: "week 1/xor.nn"
  duration_ms: 2.75
  details: |2
     first
  
    ]]> & last
  ...
ok 3 - week 1/xor.nn: gradients # SKIP 1 of 3
  ---
  message: "1 of 3"
  severity: inconclusive
  file: "week 1/xor.nn"
  details: |2
    1 of 3
    more
  ...
not ok 4 - notes.md:5: file
  ---
  message: "no such file"
  severity: error
  file: "notes.md"
  details: |2
    no such file
  ...
ok 5 - text: gradients
  ---
  duration_ms: 1500
  ...
`,
  );
});

Deno.test("JUnit: paths become classes without dots at the beginning", () => {
  const classes = ["./a.nn", "../b/c.nn", "layer.py:softmax", "C:\\x\\y.nn"]
    .map((title) => {
      const [own] = texts[2].items;
      const xml = toJunit([{ ...texts[2], title, file: title, items: [own] }]);
      return /classname="([^"]*)"/.exec(xml)?.[1];
    });
  assertEquals(classes, ["a", "b.c", "layer.py.softmax", "C.x.y"]);
  assertStringIncludes(toJunit([]), 'tests="0"');
});
