// What reports say of numbers that could not be told, from records made by hand.
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { defineLayer } from "../../../define.ts";
import { reportToHtml } from "../../../dsl/reports/gradcheck_html.ts";
import type { GradientCheck } from "../../../lib/gradcheck/comparison/comparison.ts";
import {
  gradcheck,
  type GradcheckReport,
  nn,
  renderReport,
} from "../../../mod.ts";

const passed = gradcheck(nn`fc(2,3) -> tanh`);

/** The report with one gradient of the network changed. */
function reportWith(
  change: Partial<GradientCheck>,
  rest: Partial<GradcheckReport> = {},
): GradcheckReport {
  const checks = passed.checks.map((check) =>
    check.scope !== "network" ? check : {
      ...check,
      verdict: change.verdict ?? check.verdict,
      gradients: check.gradients.map((gradient) =>
        gradient.path === "fc1.weight" ? { ...gradient, ...change } : gradient
      ),
    }
  );
  const { skipped = 0 } = change;
  const totals = {
    ...passed.totals,
    skipped,
    checked: passed.totals.checked - skipped,
  };
  const verdict = change.verdict ?? "pass";
  return { ...passed, checks, verdict, totals, ...rest };
}

const kink = "the function has a kink there";
const rounded =
  "large and small steps contradict each other: some inner value is rounded";
const doubtful = reportWith({
  verdict: "inconclusive",
  checked: 1,
  skipped: 5,
  reason: kink,
  skippedFor: [
    { doubt: "kink", reason: kink, count: 3 },
    { doubt: "contradiction", reason: rounded, count: 2 },
  ],
  mistake: "the sign is flipped",
});
const tooSmall = { tooSmall: 2, bound: 2.1e-17 };

function pageOf(report: GradcheckReport): string {
  return reportToHtml([{ title: "net.nn", text: "fc(2,3) -> tanh", report }]);
}

/** Without line breaks. */
function flat(text: string): string {
  return text.replace(/\s+/g, " ");
}

Deno.test("each reason stands with its count, and what it means once", () => {
  const text = flat(renderReport(doubtful));
  assertStringIncludes(
    text,
    "INCONCLUSIVE 5 of 39 numbers could not be compared",
  );
  assertStringIncludes(
    text,
    `network: 5 of 6 numbers of fc1.weight not compared 3 numbers: ${kink} 2 numbers: ${rounded}`,
  );
  assertEquals(text.split("at a kink a number has two slopes").length, 2);
  assertStringIncludes(text, "to look elsewhere, set seed: 1");
  const page = pageOf(doubtful);
  assertStringIncludes(page, `<li>3 numbers: ${kink}</li>`);
  assertStringIncludes(page, `not compared: 2 numbers: ${rounded}`);
});

Deno.test("a layer alone and a function are told how to look elsewhere", () => {
  const log = defineLayer({ name: "my_log", f: Math.log, df: (x) => 1 / x });
  const layer = gradcheck(log(), { inputs: [[1]], seed: 0 });
  assertStringIncludes(
    flat(renderReport(layer)),
    "to look elsewhere, set seed: 1 or set scale: 0.1",
  );
  const recip = (x: number) => ({
    f: (a: Float64Array) => a.map((t) => 1 / t),
    vjp: (dy: Float64Array, a: Float64Array) => [
      dy.map((d, i) => -d / (a[i] * a[i])),
    ],
    at: [[x]],
  });
  const at0 = gradcheck(recip(0));
  assertEquals(at0.verdict, "inconclusive");
  assertStringIncludes(flat(renderReport(at0)), "give other arguments in `at`");
  assertEquals(gradcheck(recip(2)).verdict, "pass");
});

Deno.test("a likely mistake is not printed where nothing is wrong for sure", () => {
  for (const text of [renderReport(doubtful), pageOf(doubtful)]) {
    assert(!/mistake|flipped/.test(text), text);
  }
});

Deno.test("numbers too small to see are not counted among those that agree", () => {
  const text = renderReport(reportWith(tooSmall));
  assertStringIncludes(text, "PASS  37 of 39 numbers of 7 gradients agree");
  assertStringIncludes(
    text,
    "2 numbers are too small to see: below 2e-17, their rounding",
  );
  assert(/^ok {4}fc1\.weight .* 2\/6 /m.test(text), text);
  const one = renderReport(reportWith({ tooSmall: 1, bound: 3e-12 }));
  assertStringIncludes(
    one,
    "1 number is too small to see: below 3e-12, its rounding",
  );
  assertStringIncludes(
    pageOf(reportWith(tooSmall)),
    "2 too small to see: below 2e-17",
  );
  const strict = reportWith({ ...tooSmall, verdict: "inconclusive" });
  assertStringIncludes(
    renderReport(strict),
    "INCONCLUSIVE  2 of 39 numbers cannot be seen; all others agree",
  );
  assert(!renderReport(passed).includes("unseen"));
});

Deno.test("gradients that are 0 in every number are named, those of a step together", () => {
  const text = flat(renderReport(gradcheck(nn`fc(2,1) -> softmax`)));
  assertStringIncludes(
    text,
    "every number is 0 in these gradients, so nothing is learned from them here: x of softmax1; x, fc1.weight and fc1.bias of the network",
  );
  assert(!renderReport(passed).includes("every number is 0"));
});

Deno.test("sentences fit into 40 columns as into 80", () => {
  const report = {
    ...doubtful,
    given: ["x"],
    drawn: ["fc1.weight", "fc1.bias"],
  };
  const origins = new Map([["x", "net.nn"]]);
  for (const columns of [40, 80]) {
    const text = renderReport(report, {
      columns,
      origins,
      isDrawable: true,
      command: "nabla gradcheck net.nn",
    });
    const sentences = text.slice(text.indexOf("INCONCLUSIVE")).split("\n");
    for (const line of sentences) assert(line.length <= columns, line);
    assertStringIncludes(
      flat(text),
      "the place is that of net.nn; to look elsewhere, give other numbers, add --drawn or add --seed 1",
    );
  }
});

Deno.test("the first number that could not be compared is named, unless it was all", () => {
  const open = (count: number) =>
    flat(renderReport(reportWith({
      verdict: "inconclusive",
      checked: 6 - count,
      skipped: count,
      reason: kink,
      skippedFor: [{ doubt: "kink", reason: kink, count, first: [1, 0] }],
    })));
  const title = "numbers of fc1.weight not compared";
  assertStringIncludes(open(1), `1 of 6 ${title}, fc1.weight[1,0]: ${kink}`);
  assertStringIncludes(
    open(2),
    `2 of 6 ${title}, the first fc1.weight[1,0]: ${kink}`,
  );
  assertStringIncludes(open(6), `6 of 6 ${title}: ${kink}`);
});

Deno.test("the place of a number that cannot be told is that of its zero", () => {
  const root = gradcheck({
    f: (a: Float64Array) => a.map(Math.sqrt),
    vjp: (dy: Float64Array, a: Float64Array) => [
      dy.map((d, i) => d / (2 * Math.sqrt(a[i]))),
    ],
    at: [[4, 1, 0, 9]],
    shapes: [[2, 2]],
  });
  assertEquals(root.checks[0].gradients[0].skippedFor?.[0].first, [1, 0]);
});

Deno.test("on a narrow terminal a row of numbers takes two lines", () => {
  const wide = renderReport(passed);
  const narrow = renderReport(passed, { columns: 40 });
  for (const line of narrow.split("\n")) assert(line.length <= 40, line);
  const words = (text: string) => text.split(/\s+/).toSorted();
  assertEquals(words(narrow), words(wide));
  assertStringIncludes(narrow, "\nok    fc1.weight   3×2    [");
});

Deno.test("a report on a function speaks of no batch, and of a number alone without an index", () => {
  const square = gradcheck({
    f: (a: Float64Array) => a[0] ** 2,
    vjp: ([d]: Float64Array, a: Float64Array) => [[a[0] * d]],
    at: [[3]],
    shapes: [[]],
  });
  const text = renderReport(square);
  assertStringIncludes(text, "seed 0, float64, adaptive steps");
  assertStringIncludes(text, "FAIL  the fault is in `f`\n");
  assertStringIncludes(text, "worst at x: analytic");
  assert(!text.includes("[]"), text);
});

Deno.test("a gradient that was computed once is called right here and wrong around", () => {
  const cube = {
    f: (x: Float64Array) => x.map((t) => t ** 3),
    vjp: (dy: Float64Array) => [dy.map((d) => 12 * d)],
    at: [[2]],
  };
  assertStringIncludes(
    flat(renderReport(gradcheck(cube, { order: 2 }))),
    "the gradient of x is right at this place, but does not change around it as it should",
  );
});

Deno.test("a page counts the questions of each step once", () => {
  const page = pageOf(passed);
  assertEquals(page.match(/behaviour checks: \d+ of \d+ passed/g)?.length, 2);
});

Deno.test("a difference of one fixed step accuses with a warning, adaptive steps do not accuse", () => {
  const softmax = nn`fc(3,3) -> softmax`;
  const words = "one fixed step errs by truncation and rounding";
  const fixed = gradcheck(softmax, { scheme: "forward", step: 1e-3 });
  assertEquals(fixed.verdict, "fail");
  assertStringIncludes(flat(renderReport(fixed)), words);
  assertEquals(gradcheck(softmax).verdict, "pass");
});

Deno.test("questions that are waived are counted, so that none is missing", () => {
  const text = renderReport(gradcheck(nn`fc(2,3) -> dropout(0.5)`));
  assertStringIncludes(text, "behaviour checks: 20 of 22 passed, 2 waived");
});

Deno.test("the step whose domain was left is named", () => {
  const report = gradcheck(nn`input(1) -> neg -> shift(-9) -> log`);
  assertStringIncludes(
    flat(renderReport(report)),
    "differences need finite outputs, so numbers within the domain of log1",
  );
});

Deno.test("of a single number the report speaks in the singular", () => {
  const double = gradcheck({
    f: (a: Float64Array) => 2 * a[0],
    vjp: ([d]: Float64Array) => [[2 * d]],
    at: [[3]],
  });
  assertStringIncludes(
    renderReport(double),
    "PASS  the 1 number of 1 gradient agrees\n",
  );
});

Deno.test("a number that could not be compared is grey in the map, and no point", () => {
  const report = gradcheck(
    {
      f: (a: Float64Array) => a.map(Math.sqrt),
      vjp: (dy: Float64Array, a: Float64Array) => [
        dy.map((d, i) => d / (2 * Math.sqrt(a[i]))),
      ],
      at: [[4, 0, 9]],
    },
    { keepNumbers: true },
  );
  const page = pageOf(report);
  assertEquals(page.match(/<rect [^>]*fill="#d9d9d9"/g)?.length, 1);
  assertEquals(page.match(/<rect [^>]*fill="hsl\(140/g)?.length, 2);
  assertEquals(page.match(/<circle/g)?.length, 2);
});
