import { assert, assertEquals, assertMatch } from "@std/assert";
import { compile, judgeClaims, renderDiagnostics } from "../../../text.ts";
import { zh } from "../../../words/zh.ts";
import { mixed, spoken } from "../../helpers/languages.ts";
import { run } from "../../helpers/memory_io.ts";

function marked(text: string) {
  const compiled = compile(text);
  const others = compiled.diagnostics.filter(({ code }) => code !== "E019");
  assertEquals(others, []);
  return judgeClaims(compiled);
}

/** A function, a claim, and what the note says of it. */
const cases: readonly (readonly [f: string, claim: string, note: string])[] = [
  [
    "f(x) = x*sigmoid(x)",
    "f'(x) = sigmoid(x)",
    "the product rule gives the derivative of `x*sigmoid(x)` two terms, and the one with the derivative of `sigmoid(x)` is missing",
  ],
  [
    "f(t) = t*sigmoid(t)",
    "f'(u) = u*sigmoid(u)*(1 - sigmoid(u))",
    "the product rule gives the derivative of `t*sigmoid(t)` two terms, and the one with the derivative of `t` is missing",
  ],
  [
    "f(x) = 1/(1 + exp(x))",
    "f'(x) = f(x)*(1 - f(x))",
    "it has the opposite sign",
  ],
  [
    "f(x) = sigmoid(2*x)",
    "f'(x) = f(x)*(1 - f(x))",
    "by the chain rule the derivative of `2*x` is a factor in that of `sigmoid(2*x)`, and it is missing",
  ],
  [
    "f(x) = (3*x - 1)^4",
    "f'(x) = 4*(3*x - 1)^3",
    "by the chain rule the derivative of `3*x - 1` is a factor in that of `(3*x - 1)^4`, and it is missing",
  ],
  [
    "f(x) = x^3",
    "f'(x) = x^2",
    "in the derivative of `x^3` the exponent is missing as a factor",
  ],
  [
    "f(x) = x^3",
    "f'(x) = 3*x^3",
    "in the derivative of `x^3` the exponent must be one less",
  ],
  ["f(x) = tanh(x)", "f'(x) = tanh(x)", "it is `f` itself, not its derivative"],
  ["f(x) = sqrt(x)", "f'(x) = 1/sqrt(x)", "it is twice what it should be"],
  [
    "f(x) = x/(1 + x^2)",
    "f'(x) = (1 + x^2 + 2*x^2)/(1 + x^2)^2",
    "in the derivative of `x/(1 + x^2)` the term with the derivative of `1 + x^2` has the opposite sign",
  ],
  [
    "f(x) = x/(1 + x^2)",
    "f'(x) = (1 + x^2 - 2*x^2)/(1 + x^2)",
    "in the derivative of `x/(1 + x^2)` the denominator `1 + x^2` must be squared",
  ],
  [
    "f(x) = sin(x)*cos(x)",
    "f'(x) = -cos(x)*sin(x)",
    "the derivative of the product `sin(x)*cos(x)` is not the product of the derivatives",
  ],
  [
    "f(x) = cos(x) + x",
    "f'(x) = sin(x) + 1",
    "the derivative of `cos(x)` has the opposite sign",
  ],
  [
    "f(x) = sin(x) + x",
    "f'(x) = cos(x)",
    "in the derivative of `sin(x) + x` that of `x` is missing",
  ],
  [
    "f(x) = x^2 + x",
    "f'(x) = 2*x + 2",
    "it is off by 1 everywhere: a term is missing, or there is one too many",
  ],
  [
    "f(x) = x*sigmoid(x)",
    "f'(x) = 0.5",
    "it is right at x = 0 and nowhere else",
  ],
  [
    "f(x) = sigmoid(x)",
    "f'(x) = 1 - f(x)",
    "the factor f(x) is missing",
  ],
  [
    "f(x) = 2^x",
    "f'(x) = x*2^(x - 1)",
    "the power rule is for an exponent that is a constant; in `2^x` the exponent varies",
  ],
  [
    "f(x) = leaky_relu(x, slope=0.1)",
    "f'(x) = 0.1",
    "it is right where x is below 0, and wrong above",
  ],
  [
    "f(x) = x*relu(x)",
    "f'(x) = 2*x",
    "it is right where x is above 0, and wrong below",
  ],
  // At 0 the claim or the function is infinite, or refuses it: nothing is right there.
  ["f(x) = x^2", "f'(x) = log(x)", "wrong at 16 of 16 numbers"],
  [
    "f(x) = log(x - 100)",
    "f'(x) = 1/x",
    "the derivative is 1/x, and should be 1/exp(f(x))",
  ],
  [
    "f(x) = x^x",
    "f'(x) = x*x^(x - 1)",
    "it is `f` itself, not its derivative",
  ],
  ["f(x) = x^x", "f'(x) = x^x + 1", "wrong at 8 of 8 numbers"],
  [
    "f(x) = (x^2 + x)/2",
    "f'(x) = 2*x + 1",
    "it is twice what it should be",
  ],
  // Differences see nothing of stairs.
  [
    "f(x) = floor(x)",
    "f'(x) = 1",
    "in the derivative of `floor(x)` only that of `x` is there: the derivative of `floor` is missing",
  ],
];

for (const [f, claim, note] of cases) {
  Deno.test(`${f}; ${claim}: ${note}`, () => {
    const [{ report, diagnostic }] = marked(`${f}\n${claim}`);
    assertEquals(report.verdict, "fail");
    assertEquals(diagnostic?.code, "E204");
    assertEquals(diagnostic?.notes, [note]);
  });
}

for (const [f, claim] of cases) {
  Deno.test(`${f}; ${claim}: in Chinese`, () => {
    const text = `${f}\n${claim}`;
    const said = spoken(zh, () => {
      const [{ diagnostic }] = marked(text);
      assert(diagnostic);
      return renderDiagnostics([diagnostic], { name: "f.nn", text });
    });
    assertMatch(said, /不是 `f` 的导数/);
    assertEquals(mixed(said), [], said);
  });
}

for (
  const text of [
    "f(x) = x*sigmoid(x)\nf'(x) = sigmoid(x) + x*sigmoid(x)*(1 - sigmoid(x))",
    "f(x) = log(x)\nf'(x) = 1/x",
    "f(x) = sqrt(1 - x^2)\nf'(x) = -x/f(x)",
    "f(x) = abs(x)\nf'(x) = x/abs(x)",
    "f(x) = relu(x)^2\nf'(x) = 2*relu(x)",
    "f(x) = 3*x + pi\nf'(x) = 3",
    "f(x) = e^(2*x)\nf'(x) = 2*e^(2*x)",
    "f(x) = log(x - 20)\nf'(x) = 1/(x - 20)",
    "f(x) = max(x, 0)\nf'(x) = max(x, 0)/x",
    "f(x) = floor(x)\nf'(x) = 0",
    "f(x) = 3\nf'(x) = 0",
    "f(x) = x^x\nf'(x) = x^x*(1 + log(x))",
    "f(x) = acosh(x)\nf'(x) = 1/sqrt(x^2 - 1)",
  ]
) {
  Deno.test(`right: ${text.replaceAll("\n", "; ")}`, () => {
    const [{ report, diagnostic }] = marked(text);
    assertEquals([report.verdict, diagnostic], ["pass", undefined]);
  });
}

Deno.test("another function that has no derivative at the numbers is left out", () => {
  const [, second] = marked(
    "g(x) = x^x\ng'(x) = x^x*(1 + log(x))\nf(x) = x^2\nf'(x) = x",
  );
  assertEquals(second.diagnostic?.notes, [
    "in the derivative of `x^2` the exponent is missing as a factor",
  ]);
});

Deno.test("the derivative of another function of the text is known as that", () => {
  const [, second] = marked(
    "f(x) = sin(x)\nf'(x) = cos(x)\ng(x) = exp(2*x)\ng'(x) = cos(x)",
  );
  assertEquals(second.diagnostic?.notes, ["it is the derivative of `f`"]);
});

Deno.test("the place of a wrong claim is its formula, and both numbers stand there", () => {
  const text = "f(x) = x^2\nf'(x) = x";
  const [{ report, diagnostic }] = marked(text);
  assert(diagnostic !== undefined && report.worst !== undefined);
  const { point, claimed, right } = report.worst;
  assertEquals([claimed, right], [point, 2 * point]);
  const out = renderDiagnostics([diagnostic], { name: "mine.nn", text });
  assertMatch(out, /mine\.nn:2:9/);
  assertMatch(out, /\^ (\S+) at x = \1, where differences give/);
});

Deno.test("a claim that gives no number for a number is wrong, with the reason", () => {
  const [{ report, diagnostic }] = marked("f(x) = x^2\nf'(x) = softmax(x)");
  assertEquals(report.verdict, "fail");
  assertEquals(
    diagnostic?.labels[0].text,
    "it gives no number for a number `x`",
  );
  assertMatch(diagnostic?.notes[0] ?? "", /^Cannot apply softmax/);
});

const wrong = "f(x) = x*exp(x)\nf'(x) = exp(x)\n";
const right = "f(x) = x*exp(x)\nf'(x) = exp(x) + x*exp(x)\n";

Deno.test("check marks a file of functions and claims alone, and a claim beside a network", async () => {
  const files = {
    "wrong.nn": wrong,
    "right.nn": right,
    "net.nn": `${wrong}input(2) -> f`,
  };
  const checked = await run(["check", "wrong.nn"], { files });
  assertEquals(checked.status, 1);
  assertMatch(checked.out, /FAIL {2}claim f'[\s\S]*error\[E204\]/);
  const good = await run(["check", "right.nn"], { files });
  assertEquals([good.status, good.out.includes("ok    claim f'")], [0, true]);
  const net = await run(["check", "net.nn"], { files });
  assertEquals(net.status, 1);
  assertMatch(net.out, /FAIL {2}claim f'\n {2}ok {4}gradients/);
});

Deno.test("gradcheck marks claims after its report, and in its record", async () => {
  const alone = await run(["gradcheck", wrong.replace("\n", "; ")]);
  assertEquals(alone.status, 1);
  assertMatch(alone.out, /FAIL {2}claim f'[\s\S]*is missing/);
  const both = await run(["gradcheck", `${wrong}input(2) -> f`]);
  assertEquals(both.status, 1);
  assertMatch(both.out, /PASS[\s\S]*FAIL {2}claim f'/);
  const json = await run(["gradcheck", wrong, "--json"]);
  const { networks: [{ claims: [claim] }] } = JSON.parse(json.out);
  assertEquals([claim.name, claim.verdict], ["f'", "fail"]);
  assertEquals(claim.diagnostics[0].code, "E204");
  const tap = await run(["gradcheck", wrong, "--tap"]);
  assertMatch(tap.out, /not ok 1 - .*claim f'/);
  for (const text of [wrong, `${wrong}input(2) -> f`]) {
    const words = ["gradcheck", text, "--html", "page.html"];
    const { files: { "page.html": page } } = await run(words);
    assertMatch(page, /FAIL<\/strong> claim f&#39;<br>.*is not the derivative/);
  }
  const good = await run(["gradcheck", right]);
  assertEquals(good.status, 0);
});

Deno.test("gradcheck calls each gate by its formula", async () => {
  const { out } = await run([
    "gradcheck",
    "swish(x) = x*sigmoid(x); given a = 2; b = swish(a) - 1",
  ]);
  assertEquals(out.match(/^step .*$/gm), [
    "step 1, b.sigmoid1 = sigmoid(a)",
    "step 2, b.mul1 = a*b.sigmoid1",
    "step 3, b = b.mul1 - 1",
  ]);
});
