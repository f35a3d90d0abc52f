// The numbers that a check is given, instead of drawing them.
import {
  assert,
  assertAlmostEquals,
  assertEquals,
  assertThrows,
} from "@std/assert";
import { fc, gradcheck, NablaError, nn, sweep } from "../../../mod.ts";
import { assertChineseRefusal } from "../../helpers/languages.ts";

/** The analytic gradients of the whole network, by path. */
function gradientsOf(...[network, options]: Parameters<typeof gradcheck>) {
  const report = gradcheck(network, { ...options, keepNumbers: true });
  const { gradients } = report.checks[report.checks.length - 1];
  return new Map(
    gradients.map(({ path, numbers }) => [path, numbers?.analytic ?? []]),
  );
}

Deno.test("a network is checked at the numbers given, and at no others", () => {
  // y = (w·x + b)², so the gradients by w, x and b are as x : w : 1.
  const found = gradientsOf(nn`fc(1,1) -> square`, {
    numbers: { x: [7], "fc1.weight": [3], "fc1.bias": [-20] },
  });
  const [byBias] = found.get("fc1.bias") ?? [];
  assert(byBias);
  assertAlmostEquals((found.get("fc1.weight")?.[0] ?? NaN) / byBias, 7, 1e-12);
  assertAlmostEquals((found.get("x")?.[0] ?? NaN) / byBias, 3, 1e-12);
});

Deno.test("equal numbers that are given stay equal", () => {
  const found = gradientsOf(nn`input(3) -> square`, {
    numbers: { x: [2, 2, 2, 2, 2, 2] },
  });
  const sizes = found.get("x") ?? [];
  assertEquals(sizes.length, 6);
  const scaled = gradientsOf(nn`input(3) -> scale(4)`, {
    numbers: { x: [2, 2, 2, 2, 2, 2] },
  }).get("x") ?? [];
  for (const [i, each] of sizes.entries()) {
    assertAlmostEquals(each ?? NaN, scaled[i] ?? NaN, 1e-12);
  }
});

Deno.test("the batch is that of the given x, and the report says what was given and what drawn", () => {
  const numbers = { x: [1, 2, 3, 4], "fc1.bias": [0.5] };
  const { batch, given, drawn } = gradcheck(nn`fc(2,1) -> mse`, { numbers });
  assertEquals(batch, 2);
  assertEquals(given, ["x", "fc1.bias"]);
  assertEquals(drawn, ["target", "fc1.weight"]);
  const swept = sweep(nn`fc(2,1) -> mse`, { numbers });
  assertEquals(swept.given, given);
  // 4 of x, 2 of the weight, 1 of the bias.
  assertEquals(swept.entries, 7);
});

Deno.test("a target may be given in each shape that its loss takes", () => {
  const network = nn`input(3) -> cross_entropy`;
  const x = [1, 2, 3, 0, 1, 0];
  // Softmax minus target: for equal logits p = 1/3.
  const byClass = gradientsOf(network, { numbers: { x, target: [2, 1] } });
  const distribution = [0, 0, 1, 0, 1, 0];
  const same = gradientsOf(network, { numbers: { x, target: distribution } });
  for (const [i, each] of (byClass.get("x") ?? []).entries()) {
    assertAlmostEquals(each ?? NaN, same.get("x")?.[i] ?? NaN, 1e-12);
  }
});

const refused: readonly (readonly [
  what: string,
  options: Parameters<typeof gradcheck>[1],
  message: string,
])[] = [
  [
    "a path that names nothing",
    { numbers: { "fc2.weight": [1, 2] } },
    'must be fc1.weight, fc1.bias or x: found "fc2.weight"',
  ],
  [
    "too few numbers",
    { numbers: { "fc1.weight": [1] } },
    "fc1.weight must have 2 numbers: found 1",
  ],
  [
    "a part of an example",
    { numbers: { x: [1, 2, 3] } },
    "x must be examples of 2: found 3 numbers",
  ],
  [
    "another batch than that of x",
    { numbers: { x: [1, 2] }, batch: 3 },
    "x must have 6 numbers: found 2",
  ],
];
for (const [what, options, message] of refused) {
  Deno.test(`${what} is refused`, () => {
    assertThrows(
      () => gradcheck(nn`fc(2,1) -> sigmoid`, options),
      NablaError,
      message,
    );
    assertChineseRefusal(() => gradcheck(nn`fc(2,1) -> sigmoid`, options));
  });
}

Deno.test("a layer alone takes no numbers, and says what does", () => {
  assertThrows(
    () => gradcheck(fc(1), { inputs: [[2]], numbers: { x: [1, 2] } }),
    NablaError,
    "make a network of it",
  );
});

Deno.test("a gradient of zeros alone is marked, others are not", () => {
  const report = gradcheck(nn`fc(2,1) -> softmax`);
  const marked = report.checks.flatMap(({ name, gradients }) =>
    gradients.filter(({ vanishes }) => vanishes).map(({ path }) =>
      `${name} ${path}`
    )
  );
  assertEquals(marked, [
    "softmax1 x",
    "network x",
    "network fc1.weight",
    "network fc1.bias",
  ]);
  assertEquals(report.verdict, "pass");
});

Deno.test("what could not be compared is counted by its reason", () => {
  const report = gradcheck(nn`input(2) -> recip`, { numbers: { x: [0, 1] } });
  assertEquals(report.verdict, "inconclusive");
  const [{ gradients: [x] }] = report.checks;
  assertEquals(x.skippedFor, [{
    doubt: "outside",
    reason: "the output is not a finite number there",
    count: 2,
    first: [0, 0],
  }]);
  assertEquals(x.reason, "the output is not a finite number there");
});
