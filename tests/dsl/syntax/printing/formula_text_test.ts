import { assertEquals } from "@std/assert";
import {
  formatFormula,
  gateTexts,
} from "../../../../dsl/syntax/printing/formula_text.ts";
import { operatorLayers } from "../../../../dsl/syntax/words/token.ts";
import type { Formula } from "../../../../lib/layer/formula.ts";
import type { Layer } from "../../../../lib/layer/layer.ts";
import { builtins, format, mul, neg, nn, sub } from "../../../../mod.ts";
import { defineLayer } from "../../../../define.ts";

const [a, b]: readonly Formula[] = ["a", "b"].map((name) => ({
  kind: "name",
  name,
}));

const ownProduct = defineLayer({
  name: "mul",
  summary: "another thing of this name",
  examples: [],
  outputShape: (x) => x,
  bind: () => ({ forward() {}, backward() {} }),
});

Deno.test("a formula writes a sign for layers that say so, whatever their names are", () => {
  const cases = [
    [mul(1, 2).layer, [a, b], "a*b"],
    [sub(1, 2).layer, [a, b], "a - b"],
    [neg(), [a], "-a"],
    [ownProduct(), [a, b], "mul(a, b)"],
  ] as const;
  for (const [layer, operands, text] of cases) {
    assertEquals(formatFormula({ kind: "gate", layer, operands }), text);
  }
});

Deno.test("each operator is read as the layer that is written with it", () => {
  for (const [operator, name] of Object.entries(operatorLayers)) {
    const layer = builtins.find(({ definition }) => definition.name === name);
    assertEquals(layer?.definition.traits?.operator, operator);
  }
});

const canonical = [
  "-a",
  "-a^2",
  "(-a)^2",
  "-(a + b)",
  "a*-b",
  "a - -b",
  "2^-a",
  "-2",
  "(-2)^a",
  "2*-3 + a",
  "neg(2)*a",
  "a + b - c",
  "a - (b - c)",
  "a - (b + c)",
  "(a + b)*c",
  "a/b/c",
  "a/(b*c)",
  "a*(b/c)",
  "a^b^c",
  "(a^b)^c",
  "(a*b)^c",
  "add(a, b, c)",
  "max(a, b)",
  "sum(a, axis=0)",
  "sum(a, axis=[0,1])",
  "sigmoid(a + b)*pi",
];
for (const text of canonical) {
  Deno.test(`${text} has the brackets that it needs, and no others`, () => {
    const used = ["a", "b", "c"].filter((name) =>
      new RegExp(`\\b${name}\\b`).test(text)
    );
    const given = used.map((name) => `given ${name} = [[1, 2], [3, 4]]\n`);
    const network = nn(`${given.join("")}y = (((${text})))`);
    assertEquals(format(network).split("\n").at(-1), `y = ${text}`);
  });
}

Deno.test("numbers that are put in stand in brackets behind a sign", () => {
  const put = (value: number): Formula => {
    const text = String(value);
    return { kind: "number", value, text };
  };
  const text = (layer: Layer, ...operands: readonly Formula[]) =>
    formatFormula({ kind: "gate", layer, operands }, { isPutIn: true });
  const [product, difference] = [mul(1, 2).layer, sub(1, 2).layer];
  assertEquals(text(product, put(2), put(-3)), "2*(-3)");
  assertEquals(text(product, put(-2), put(3)), "-2*3");
  assertEquals(text(difference, put(2), put(-3)), "2 - (-3)");
  assertEquals(text(neg(), put(2)), "-2");
  assertEquals(text(neg(), put(-2)), "-(-2)");
});

Deno.test("the gates of formulas have texts by their names", () => {
  const network = nn("given a = 2\ny = a*a + 1\ny -> square");
  assertEquals(
    [...gateTexts(network)],
    [["y.mul1", "a*a"], ["y", "y.mul1 + 1"]],
  );
});
