import { assertEquals } from "@std/assert";
import { formatFormula } from "../../../../dsl/syntax/printing/formula_text.ts";
import { operatorLayers } from "../../../../dsl/syntax/words/token.ts";
import type { Formula } from "../../../../lib/layer/formula.ts";
import { builtins, mul, neg, sub } from "../../../../mod.ts";
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
