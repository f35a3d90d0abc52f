import {
  assert,
  assertAlmostEquals,
  assertEquals,
  assertMatch,
} from "@std/assert";
import { checkClaim } from "../../../lib/claims/claim.ts";
import { createLayer } from "../../../lib/layer/define_layer.ts";
import type { Formula, OwnFunction } from "../../../lib/layer/formula.ts";
import { builtins } from "../../../lib/layers/builtins.ts";
import { zh } from "../../../words/zh.ts";
import { spoken } from "../../helpers/languages.ts";

const layers = new Map(
  builtins.map(({ definition }) => [definition.name, definition]),
);

/** `["mul", "x", ["sigmoid", "x"]]` */
type Tree = string | number | readonly [string, ...Tree[]];

function formulaOf(tree: Tree): Formula {
  if (typeof tree === "string") return { kind: "name", name: tree };
  if (typeof tree === "number") {
    return { kind: "number", value: tree, text: `${tree}` };
  }
  const [name, ...operands] = tree;
  const definition = layers.get(name);
  assert(definition !== undefined, name);
  return {
    kind: "gate",
    layer: createLayer(definition, []),
    operands: operands.map(formulaOf),
  };
}

function functionOf(name: string, tree: Tree, parameter = "x"): OwnFunction {
  return { name, parameters: [parameter], body: formulaOf(tree) };
}

function marked(f: Tree, claim: Tree, others: readonly OwnFunction[] = []) {
  return checkClaim({
    function: functionOf("f", f),
    derivative: functionOf("f'", claim),
  }, { others });
}

const s: Tree = ["sigmoid", "x"];
const swish: Tree = ["mul", "x", s];
const inverse: Tree = ["div", 1, ["add", 1, ["exp", "x"]]];

for (
  const [f, claim] of [
    [["square", "x"], ["mul", 2, "x"]],
    [swish, ["add", s, ["mul", swish, ["sub", 1, s]]]],
    [["log", "x"], ["div", 1, "x"]],
    [["log", ["sub", "x", 40]], ["div", 1, ["sub", "x", 40]]],
    [["sqrt", ["sub", 1, ["square", "x"]]], [
      "div",
      ["neg", "x"],
      ["sqrt", ["sub", 1, ["square", "x"]]],
    ]],
    // A kink: the derivative of |x| is x/|x|, and not defined at 0.
    [["abs", "x"], ["div", "x", ["abs", "x"]]],
    [["mul", 3, "x"], 3],
  ] as readonly (readonly [Tree, Tree])[]
) {
  Deno.test(`the derivative of ${JSON.stringify(f)} is ${JSON.stringify(claim)}`, () => {
    const report = marked(f, claim);
    assertEquals([report.verdict, report.wrong], ["pass", 0]);
    assert(report.checked >= 8);
  });
}

for (
  const [f, claim, kind, operand] of [
    [inverse, ["mul", inverse, ["sub", 1, inverse]], "sign"],
    [s, s, "itself"],
    [["sqrt", "x"], ["div", 1, ["sqrt", "x"]], "factor"],
    [swish, s, "term missing", 1],
    [swish, ["mul", swish, ["sub", 1, s]], "term missing", 0],
    [swish, ["sub", s, ["mul", swish, ["sub", 1, s]]], "term sign", 1],
    [swish, ["mul", s, ["sub", 1, s]], "product of derivatives", 0],
    [["sin", ["square", "x"]], ["cos", ["square", "x"]], "inner missing", 0],
    [["exp", ["square", "x"]], ["mul", 2, "x"], "outer missing", 0],
    [
      ["div", "x", ["exp", "x"]],
      ["div", ["sub", ["exp", "x"], ["mul", "x", ["exp", "x"]]], ["exp", "x"]],
      "denominator not squared",
      0,
    ],
    [["square", "x"], ["add", ["mul", 2, "x"], 1], "constant"],
    [swish, 0.5, "only at zero"],
  ] as readonly (readonly [Tree, Tree, string, number?])[]
) {
  Deno.test(`${kind}: ${JSON.stringify(claim)} is no derivative of ${JSON.stringify(f)}`, () => {
    const { verdict, wrong, mistake } = marked(f, claim);
    assertEquals([verdict, mistake?.kind], ["fail", kind]);
    assert(wrong > 0);
    if (operand !== undefined && mistake !== undefined && "gate" in mistake) {
      assertEquals(mistake.operand, operand);
    }
  });
}

Deno.test("a wrong claim has the place where it is furthest off, with both numbers", () => {
  const { worst } = marked(swish, s);
  assert(worst !== undefined);
  const { point, claimed, right } = worst;
  const at = 1 / (1 + Math.exp(-point));
  assertAlmostEquals(claimed, at, 1e-12);
  assertAlmostEquals(right, at + point * at * (1 - at), 1e-12);
});

Deno.test("a report holds every number where it is asked to, and says which are wrong", () => {
  const falling: Tree = ["sub", 0, ["square", "x"]];
  const claim = {
    function: functionOf("f", falling),
    derivative: functionOf("f'", ["mul", 2, ["relu", "x"]]),
  };
  assertEquals(checkClaim(claim).numbers, undefined);
  const { numbers = [], wrong } = checkClaim(claim, { keepNumbers: true });
  assertEquals(numbers.length, 16);
  assertEquals(numbers.filter(({ isWrong }) => isWrong).length, wrong);
  for (const { point, claimed, right, isWrong } of numbers) {
    assertAlmostEquals(right, -2 * point, 1e-12);
    assertAlmostEquals(claimed, 2 * Math.max(point, 0), 1e-12);
    assertEquals(isWrong, point !== 0);
  }
  const same = { ...claim, derivative: functionOf("f'", ["mul", -2, "x"]) };
  const passed = checkClaim(same, { keepNumbers: true });
  assertEquals([passed.verdict, passed.numbers?.length], ["pass", 16]);
  assert(passed.numbers?.every(({ isWrong }) => !isWrong));
});

Deno.test("a claim that gives no number is wrong there", () => {
  const { verdict, worst } = marked(["square", "x"], ["log", "x"]);
  assertEquals([verdict, worst?.claimed], ["fail", NaN]);
});

Deno.test("the derivative of another function of the text is known as such", () => {
  const others = [functionOf("g", ["tanh", "x"])];
  const claim: Tree = ["sub", 1, ["square", ["tanh", "x"]]];
  assertEquals(marked(s, claim, others).mistake, {
    kind: "other function",
    name: "g",
  });
});

Deno.test("a function that is defined nowhere leaves its claim open", () => {
  const never: Tree = ["log", ["sub", -1, ["square", "x"]]];
  const { verdict, checked, reason } = marked(never, "x");
  assertEquals([verdict, checked, reason], [
    "inconclusive",
    0,
    "f is not defined at any of the numbers tried",
  ]);
});

Deno.test("a claim that is wrong beyond a number is told by the number, not by where the compared ones lie", () => {
  // Twice what it should be where x > 1.
  const claim: Tree = ["mul", "x", ["add", 3, ["sign", ["sub", "x", 1]]]];
  const told = () => {
    const { mistake } = marked(["square", "x"], claim);
    return mistake?.kind === "other" ? mistake.words : "";
  };
  assertMatch(
    told(),
    /^where x is above some [\d.]+ it is twice what it should be$/,
  );
  assertMatch(spoken(zh, told), /^在 x 约大于 [\d.]+ 处，是正确值的 2 倍$/);
});
