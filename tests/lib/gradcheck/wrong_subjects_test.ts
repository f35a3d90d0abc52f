// What is given to the checker in place of what has gradients.
import { assertEquals, assertStringIncludes, assertThrows } from "@std/assert";
import { compile } from "../../../text.ts";
import {
  fc,
  gradcheck,
  input,
  NablaError,
  nn,
  pipeline,
  renderReport,
} from "../../../mod.ts";
import { defineLayer, type Site } from "../../../define.ts";
import { differingExamples } from "../../../dsl/reports/gradient_tests.ts";
import { assertGradients, assertGradientsAsync } from "../../../testing.ts";
import { assertChineseRefusal } from "../../helpers/languages.ts";

const rope = defineLayer({ name: "rope", f: (x) => x, df: () => 1 });

/** Checks what TypeScript would refuse, as JavaScript may pass it. */
function refusalOf(subject: unknown, options: object = {}): string {
  return assertThrows(
    () => assertGradients(subject as typeof square, options),
    NablaError,
  ).message;
}
const square = nn`input(2) -> square`;

const wrong:
  readonly (readonly [name: string, given: unknown, words: string])[] = [
    [
      "a kind of layer",
      rope,
      "found the kind of layer rope: call it, as in rope()",
    ],
    ["a function", Math.sin, "found a function alone: add its vector-Jacobian"],
    ["a list", [rope()], "found a list: check its items one by one"],
    ["nothing", undefined, "found undefined: look whether it is imported"],
    ["null", null, "found null: make one with nn"],
    [
      "a text",
      "fc(2,1)",
      'found a text: make a network of it, as in nn("fc(2,1)")',
    ],
    ["a number", 3, "found a number: make one with nn"],
    ["a promise", Promise.resolve(square), "found a promise: await it"],
    ["what compile gives", compile("fc(2,1)"), "give its network"],
    ["an empty record", {}, "`f` must be a function"],
  ];

for (const [name, given, words] of wrong) {
  Deno.test(`${name} has no gradients, and is told the call that was meant`, async () => {
    assertStringIncludes(refusalOf(given), words);
    assertChineseRefusal(() => assertGradients(given as typeof square));
    let thrown: unknown;
    await assertGradientsAsync(given as never).catch((error) => thrown = error);
    assertEquals(thrown instanceof NablaError, true);
    assertStringIncludes(`${thrown}`, words);
  });
}

Deno.test("shapes that are no list of shapes are refused with the list that was meant", () => {
  const cases: readonly (readonly [given: unknown, words: string])[] = [
    [[3, 4], "found the shape 3×4: write inputs: [[3, 4]]"],
    [[[3, 1.5]], "found [[3, 1.5]]: write inputs: [[2, 4]]"],
    [3, "found 3: write inputs: [[2, 4]]"],
    [["3"], 'found ["3"]'],
  ];
  for (const [inputs, words] of cases) {
    assertStringIncludes(refusalOf(fc(2), { inputs }), words);
    assertChineseRefusal(() => gradcheck(fc(2), { inputs: inputs as never }));
  }
  assertEquals(gradcheck(fc(2), { inputs: [[3, 4]] }).verdict, "pass");
});

Deno.test("numbers that are not finite are refused with who gave them", () => {
  const bad = defineLayer({
    name: "bad",
    outputShape: (shape) => shape,
    parameters: () => [{
      name: "weight",
      shape: [2],
      initializer: { name: "bad", fill: (values) => values.fill(NaN, 1) },
    }],
    bind: ({ x, y, dx, dy, parameters: { weight }, gradients }) => ({
      forward: () => y.forEach((_, i) => y[i] = x[i] * weight[i % 2]),
      backward() {
        gradients.weight.fill(0);
        dy.forEach((d, i) => {
          dx[i] = d * weight[i % 2];
          gradients.weight[i % 2] += d * x[i];
        });
      },
    }),
  });
  const ofFill = "must give finite numbers: found NaN in place of number 1";
  assertStringIncludes(
    refusalOf(bad(), { inputs: [[2]] }),
    `the initializer of weight ${ofFill}`,
  );
  const network = pipeline(input(2), bad());
  assertStringIncludes(
    refusalOf(network),
    `the initializer of bad1.weight ${ofFill}`,
  );
  assertStringIncludes(
    refusalOf(square, { numbers: { x: [1, Infinity] } }),
    "the numbers given for x must be finite: found Infinity",
  );
  assertChineseRefusal(() => gradcheck(network));
  assertChineseRefusal(() =>
    gradcheck(square, { numbers: { x: [1, Infinity] } })
  );
  const numbers = { "bad1.weight": [2, 3] };
  assertEquals(gradcheck(network, { numbers }).verdict, "pass");
});

Deno.test("what could not be compared is not said to differ", () => {
  const root = nn`input(2) -> sqrt`;
  const words = (x: number[]) =>
    assertThrows(() => assertGradients(root, { numbers: { x } }), Error)
      .message;
  assertStringIncludes(words([4, 0]), "Gradients could not be compared\n");
});

Deno.test("a report says that a shape was assumed, where nobody gave one and it accuses", () => {
  /** Negates the second half, and is wrong where there is none. */
  const declaration = (name: string) => ({
    name,
    outputShape: (shape: readonly number[]) => shape,
    bind: ({ x, y, dx, dy, inputShapes: [[width]] }: Site) => ({
      forward() {
        for (let i = 0; i < width / 2; i++) {
          y[i] = x[i];
          y[i + width / 2] = -x[i + width / 2];
        }
      },
      backward: () => dx.set(dy),
    }),
  });
  const assumed = defineLayer(declaration("assumed"));
  const told = defineLayer({
    ...declaration("told"),
    examples: [{ arguments: [], inputs: [[3]] }],
  });
  const words = "tried on an input of 3, as assumed has no examples";
  const report = (...given: Parameters<typeof gradcheck>) =>
    renderReport(gradcheck(...given));
  assertStringIncludes(report(assumed()), words);
  assertEquals(report(told()).includes("tried on"), false);
  assertEquals(
    report(assumed(), { inputs: [[3]] }).includes("tried on"),
    false,
  );
  const wrong = defineLayer({ name: "wrong", f: (x) => x * x, df: (x) => x });
  assertEquals(report(wrong()).includes("tried on"), false);
  const [first] = differingExamples(assumed.definition, [0], [1]);
  assertStringIncludes(first, words);
});
