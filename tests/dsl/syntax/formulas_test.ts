// Formulas: what is read as which tree, whatever stands around it.
import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import type { Expression } from "../../../dsl/syntax/ast.ts";
import { formatText, parse } from "../../../text.ts";
import {
  evaluateText,
  evaluateTree,
  type Meanings,
} from "../../helpers/evaluate_formula.ts";
import { formulaText } from "../../helpers/random_formulas.ts";

/** A tree in short: every operation stands in brackets. */
function show(tree: Expression): string {
  switch (tree.kind) {
    case "number":
      return tree.text;
    case "path":
      return tree.path.text;
    case "negation":
      return `(-${show(tree.operand)})`;
    case "operation":
      return `(${show(tree.left)} ${tree.operator} ${show(tree.right)})`;
    case "function-call":
      return `${tree.name.text}(${
        [
          ...tree.operands.map(show),
          ...tree.named.map(({ name, value }) =>
            `${name?.text}=${
              value.kind === "number"
                ? value.text
                : value.kind === "array"
                ? "[]"
                : "word"
            }`
          ),
        ].join(", ")
      })`;
  }
}

/** The statements of a text in short. */
function statementsOf(text: string): readonly string[] {
  const { file, diagnostics } = parse(text);
  assertEquals(diagnostics, [], text);
  return file.statements.map((each) => {
    if (each.kind === "formula") {
      return `${each.name.text} = ${show(each.expression)}`;
    }
    if (each.kind !== "function") return each.kind;
    const parameters = each.parameters.map(({ text }) => text).join(", ");
    const prime = each.isClaim ? "'" : "";
    return `${each.name.text}${prime}(${parameters}) = ${
      show(each.expression)
    }`;
  });
}

const trees: readonly (readonly [text: string, ...statements: string[]])[] = [
  ["b = w*a", "b = (w * a)"],
  [
    "b1 = w11*a1 + w12*a2 + bias1",
    "b1 = (((w11 * a1) + (w12 * a2)) + bias1)",
  ],
  ["swish(x) = x*sigmoid(x)", "swish(x) = (x * sigmoid(x))"],
  ["f(a, b) = a - b", "f(a, b) = (a - b)"],
  ["f'(t) = 2*t", "f'(t) = (2 * t)"],
  ["f ' ( t ) = 2", "f'(t) = 2"],
  ["x = 3", "x = 3"],
  ["x = -3", "x = (-3)"],
  ["y = x -1", "y = (x - 1)"],
  ["y = x-1", "y = (x - 1)"],
  ["y = a - -b", "y = (a - (-b))"],
  ["y = a--b", "y = (a - (-b))"],
  ["y = a*-b", "y = (a * (-b))"],
  ["y = a/-b/c", "y = ((a / (-b)) / c)"],
  ["y = 2^-1", "y = (2 ^ (-1))"],
  ["y = -x^2", "y = (-(x ^ 2))"],
  ["y = (-x)^2", "y = ((-x) ^ 2)"],
  ["y = -x*a", "y = ((-x) * a)"],
  ["y = 2^3^2", "y = (2 ^ (3 ^ 2))"],
  ["y = 2^-3^2", "y = (2 ^ (-(3 ^ 2)))"],
  ["y = a - b - c", "y = ((a - b) - c)"],
  ["y = a - (b - c)", "y = (a - (b - c))"],
  ["y = a/b*c", "y = ((a / b) * c)"],
  ["y = a + b*c^d", "y = (a + (b * (c ^ d)))"],
  ["y = 1/3", "y = (1 / 3)"],
  ["y = 1e-3 - .5", "y = (1e-3 - .5)"],
  ["y = e^x + pi", "y = ((e ^ x) + pi)"],
  ["y = block1.h*fc1.weight", "y = (block1.h * fc1.weight)"],
  [
    "y = sum(a, axis=0) + max(a, b)",
    "y = (sum(a, axis=0) + max(a, b))",
  ],
  [
    "y = sum(a*b, axis=[0, -1], keep=axes)",
    "y = sum((a * b), axis=[], keep=word)",
  ],
  ["y = f(a, axis=-1, s=1/3)", "y = f(a, axis=-1, s=1/3)"],
  ["y = f(\n a,\n b = 2\n)", "y = f(a, b=2)"],
  // Line breaks.
  ["y = a +\n\n b", "y = (a + b)"],
  ["y = a\n  + b\n  *c\n  ^2", "y = (a + (b * (c ^ 2)))"],
  ["y = a\n-b", "y = (a - b)"],
  ["y = a ^\n -\n b", "y = (a ^ (-b))"],
  ["y =\n a", "y = a"],
  ["y = (a\n\n+ b\n) # why\n", "y = (a + b)"],
  ["y = a # a remark\n  + b", "y = (a + b)"],
  ["y = a\nz = b", "y = a", "z = b"],
  ["y = a\r\nz = b\r\n", "y = a", "z = b"],
  ["y = a\nrelu -> tanh\nz = b", "y = a", "network", "z = b"],
  ["y = a\n(relu)*2", "y = a", "network"],
  ["given a = -2\ny = a", "given", "y = a"],
  ["y = a\nexpect y = -1/4", "y = a", "expect"],
  ["let f = relu\ny = a", "let", "y = a"],
  // An argument with a name on a line of its own is no formula.
  ["conv(3,\npad=same)", "network"],
  ["add(\n  fc(2),\n  id)", "network"],
  ["given x = [\n1,\n2]", "given"],
  ["ö = ß*层", "ö = (ß * 层)"],
];
for (const [text, ...statements] of trees) {
  Deno.test(`${JSON.stringify(text)} is read as ${statements.join(" and ")}`, () => {
    assertEquals(statementsOf(text), statements);
  });
}

Deno.test("every part of a formula knows where it stands, its brackets included", () => {
  const text = "y = -(a + f(2, s=1))^b";
  const [statement] = parse(text).file.statements;
  const parts: string[] = [];
  const at = ({ start, end }: { start: number; end: number }) =>
    text.slice(start, end);
  const visit = (tree: Expression) => {
    parts.push(at(tree.span));
    if (tree.kind === "negation") visit(tree.operand);
    if (tree.kind === "operation") {
      parts.push(at(tree.sign));
      visit(tree.left);
      visit(tree.right);
    }
    if (tree.kind === "function-call") {
      parts.push(at(tree.name.span), at(tree.brackets), at(tree.named[0].span));
      tree.operands.forEach(visit);
    }
  };
  assert(statement.kind === "formula");
  visit(statement.expression);
  assertEquals([at(statement.span), ...parts], [
    text,
    "-(a + f(2, s=1))^b",
    "(a + f(2, s=1))^b",
    "^",
    "(a + f(2, s=1))",
    "+",
    "a",
    "f(2, s=1)",
    "f",
    "(2, s=1)",
    "s=1",
    "2",
    "b",
  ]);
});

const meanings: Meanings = {
  values: new Map([
    ["a", 1.25],
    ["b", -0.75],
    ["c1", 3],
    ["block.h", 0.1],
    ["π", 3.2],
    ["e1", -2],
  ]),
  functions: new Map<string, (...values: number[]) => number>([
    ["f", (x) => x / 2],
    ["exp", (x) => Math.exp(x)],
    ["sin", (x) => Math.sin(x)],
    ["g", (x, y) => 3 * x - y],
  ]),
};

function treeOf(text: string): Expression {
  const { file: { statements }, diagnostics } = parse(text);
  assertEquals(diagnostics, [], text);
  assertEquals(statements.length, 1);
  const [statement] = statements;
  assert(statement.kind === "formula");
  return statement.expression;
}

Deno.test("the tree of a formula comes to what its text comes to by two stacks", () => {
  let numbers = 0;
  fc.assert(
    fc.property(formulaText, (text) => {
      const value = evaluateTree(treeOf(`y = ${text}`), meanings);
      assertEquals(value, evaluateText(text, meanings), text);
      if (Number.isFinite(value)) numbers++;
    }),
    { numRuns: 5000 },
  );
  assert(numbers > 2000);
});

/** A tree without places. */
function bare(tree: Expression): unknown {
  return JSON.parse(
    JSON.stringify(
      tree,
      (key, value) => /^(span|sign|brackets)$/.test(key) ? undefined : value,
    ),
  );
}

Deno.test("a tree that is printed with all its brackets is read as itself", () => {
  fc.assert(
    fc.property(formulaText, (text) => {
      const tree = treeOf(`y = ${text}`);
      assertEquals(bare(treeOf(`y = ${show(tree)}`)), bare(tree));
    }),
    { numRuns: 1000 },
  );
});

Deno.test("formatting a formula keeps its tree and its comments, and is done after once", () => {
  fc.assert(
    fc.property(formulaText, (text) => {
      const formula = `y = ${text}`;
      const formatted = formatText(formula);
      assertEquals(bare(treeOf(formatted)), bare(treeOf(formula)), formula);
      assertEquals(formatText(formatted), formatted, formula);
      assertEquals(
        formatted.match(/# why/g)?.length,
        formula.match(/# why/g)?.length,
      );
      assert(!/[ \t]$/m.test(formatted));
    }),
    { numRuns: 1000 },
  );
});

const many = (text: string, n = 1000) => text.repeat(n);
const deep: readonly (readonly [what: string, text: string])[] = [
  ["1,000 terms", `y = ${many("w*x + ", 999)}b`],
  ["1,000 brackets", `y = ${many("(")}a${many(")")}`],
  ["1,000 calls", `y = ${many("sin(")}a${many(")")}`],
  ["1,000 sums in one another", `y = ${many("(1 + ")}a${many(")")}`],
  ["1,000 calls of sums", `y = ${many("sin(1 + ")}a${many(")")}`],
  ["1,000 minus signs", `y = ${many("-(")}a${many(")")}`],
  ["1,000 powers", `y = ${many("a^", 999)}b`],
  ["1,000 negative powers", `y = a${many("^-a", 999)}`],
];
for (const [what, text] of deep) {
  Deno.test(`a formula of ${what} is read and formatted`, () => {
    assertEquals(parse(text).diagnostics, []);
    assertEquals(formatText(formatText(text)), formatText(text));
  });
}

Deno.test("a formula that is nested deeper than 2,000 and some is one mistake, never an overflow", () => {
  const n = 50_000;
  for (
    const text of [
      many("a + ", n) + "b",
      many("(", n) + "a" + many(")", n),
      many("(", n),
      many("1 + 2*f(3, ", n),
      many("-(", n) + "a",
      many("a^", n) + "b",
      many("a^-", n) + "b",
      many("|", n) + "a",
      many("√", n) + "a",
      many("sin ", n) + "a",
      many("2^√(", n) + "a",
    ]
  ) {
    const { diagnostics } = parse(`y = ${text}`);
    assertEquals(
      diagnostics.slice(0, 1).map(({ code }) => code),
      ["E017"],
      text.slice(0, 20),
    );
  }
});

Deno.test("what stands side by side may be more than may stand within one another", () => {
  for (const part of ["a^2", "-a", "(a)", "f(a)", "a*b", "-(a^-2)"]) {
    const text = `y = f(${many(`${part}, `, 3000)}a)`;
    assertEquals(parse(text).diagnostics, [], part);
  }
});

Deno.test("operations count within the values of a call as around it", () => {
  const terms = many("a + ", 1100);
  for (
    const text of [
      `${terms}f(${terms}a, b)`,
      `f(${terms}a, b)${many(" + a", 1100)}`,
    ]
  ) {
    const { diagnostics } = parse(`y = ${text}`);
    const isDeep = text.startsWith("f");
    assertEquals(diagnostics.map(({ code }) => code), isDeep ? ["E017"] : []);
  }
});
