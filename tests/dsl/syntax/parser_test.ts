import { assert, assertEquals } from "@std/assert";
import type {
  Argument,
  Data,
  Expression,
  Path,
  Pipeline,
  Statement,
  Step,
} from "../../../dsl/syntax/ast.ts";
import { lex } from "../../../dsl/syntax/words/lexer.ts";
import { parse } from "../../../dsl/syntax/parser.ts";
import { languageFiles } from "../../helpers/language_files.ts";

// Trees in short: a pipeline is (a b), a step label:atom*repeat, a call
// name[arguments], a group {…}, data as in the text without blanks. Every
// operation of a formula stands in brackets.
function show(statement: Statement): string {
  switch (statement.kind) {
    case "let": {
      const parameters = statement.parameters.map((p) => p.text).join(" ");
      return `let ${statement.name.text}<${parameters}> ${
        showPipeline(statement.pipeline)
      }`;
    }
    case "network":
      return showPipeline(statement.pipeline);
    case "formula":
      return `${statement.name.text} = ${showExpression(statement.expression)}`;
    case "function": {
      const { name, isClaim, parameters, expression } = statement;
      const list = parameters.map((each) => each.text).join(" ");
      return `${name.text}${isClaim ? "'" : ""}<${list}> = ${
        showExpression(expression)
      }`;
    }
    default:
      return `${statement.kind} ${showPath(statement.path)} ${
        showData(statement.data)
      }`;
  }
}
function showExpression(expression: Expression): string {
  switch (expression.kind) {
    case "number":
      return expression.text;
    case "path":
      return showPath(expression.path);
    case "function-call": {
      const { name, operands, named } = expression;
      const words = [
        ...operands.map(showExpression),
        ...named.map(showArgument),
      ];
      return `${name.text}[${words.join()}]`;
    }
    case "negation":
      return `-${showExpression(expression.operand)}`;
    case "operation": {
      const { operator, left, right } = expression;
      return `(${showExpression(left)}${operator}${showExpression(right)})`;
    }
  }
}
const showPath = (path: Path) => path.names.map((name) => name.text).join("/");
const showData = (data: Data): string =>
  data.kind === "number" ? data.text : `[${data.items.map(showData).join()}]`;
const showPipeline = ({ steps }: Pipeline): string =>
  `(${steps.map(showStep).join(" ")})`;
function showStep({ label, atom, repeat }: Step): string {
  const body = atom.kind === "group"
    ? `{${showPipeline(atom.pipeline)}}`
    : atom.name.text +
      (atom.brackets ? `[${atom.arguments.map(showArgument).join()}]` : "");
  return `${label ? `${label.text}:` : ""}${body}${
    repeat ? `*${repeat.text}` : ""
  }`;
}
const showArgument = ({ name, value }: Argument) =>
  (name ? `${name.text}=` : "") +
  (value.kind === "pipeline" ? showPipeline(value) : showData(value));

const trees: readonly (readonly [text: string, ...statements: string[]])[] = [
  ["fc(2,1) -> sigmoid", "(fc[2,1] sigmoid)"],
  ["relu", "(relu)"],
  ["relu()", "(relu[])"],
  ["fc(2,1,)", "(fc[2,1])"],
  ["a\n  -> b\n  # between\n\n  -> c", "(a b c)"],
  ["a ->\n\n b", "(a b)"],
  ["a(\n1\n,\n2\n)", "(a[1,2])"],
  ["a\n*3", "(a*3)"],
  ["a *\n 3 -> b * n", "(a*3 b*n)"],
  ["h:\n fc(4)", "(h:fc[4])"],
  ["(a -> b)*2 -> c", "({(a b)}*2 c)"],
  ["k: (a)", "(k:{(a)})"],
  ["add(id, h: a -> b)", "(add[(id),(h:a b)])"],
  ["conv(3,128,pad=1)", "(conv[3,128,pad=1])"],
  ["conv([3,5], 16, pad=same)", "(conv[[3,5],16,pad=(same)])"],
  ["let f = a -> b", "let f<> (a b)"],
  ["let f(d, e) =\n a(d)", "let f<d e> (a[(d)])"],
  ["given x = -2", "given x -2"],
  [
    "given fc1.weight = [[1, -.5], [2., 1e-3],]",
    "given fc1/weight [[1,-.5],[2.,1e-3]]",
  ],
  [
    "expect block2.fc1.weight.grad = [\n1,\n2\n]",
    "expect block2/fc1/weight/grad [1,2]",
  ],
  ["given x = []", "given x []"],
  ["given x =\n\n[1, 2]\nx", "given x [1,2]", "(x)"],
  ["given x = -1/4", "given x -1/4"],
  ["given x = [1 / 3, -.5/1e1]", "given x [1/3,-.5/1e1]"],
  ["leaky_relu(1/100) -> scale(c=-1/3)", "(leaky_relu[1/100] scale[c=-1/3])"],
  ["a\nb", "(a)", "(b)"],
  ["\r\na\r\n\r\nb\r", "(a)", "(b)"],
  ["\ufeff# comment\na # more", "(a)"],
  ["层: fc(1)", "(层:fc[1])"],
  ["letter -> given_name", "(letter given_name)"],
  ["", ...[]],
];
for (const [text, ...statements] of trees) {
  Deno.test(`${JSON.stringify(text)} parses to ${statements.join(" and ") || "nothing"}`, () => {
    const { file, diagnostics } = parse(text);
    assertEquals(diagnostics, []);
    assertEquals(file.statements.map(show), statements);
  });
}

for (const [name, text] of Object.entries(languageFiles)) {
  Deno.test(`the file ${name} of the language's description parses`, () => {
    const { file, diagnostics } = parse(text);
    assertEquals(diagnostics, []);
    assert(file.statements.length > 0);
  });
}

Deno.test("every node knows where it stands", () => {
  const text = "h: fc(2, out=1)*3 -> (relu)\ngiven a.b = [1]";
  const [network, given] = parse(text).file.statements;
  assert(network.kind === "network" && given.kind === "given");
  const at = (span: { start: number; end: number }) =>
    text.slice(span.start, span.end);
  const [fc, group] = network.pipeline.steps;
  assertEquals(at(network.span), "h: fc(2, out=1)*3 -> (relu)");
  assertEquals(at(fc.span), "h: fc(2, out=1)*3");
  assertEquals(at(fc.atom.span), "fc(2, out=1)");
  assertEquals(at(group.atom.span), "(relu)");
  assert(fc.atom.kind === "call" && fc.atom.brackets !== undefined);
  assertEquals(at(fc.atom.brackets), "(2, out=1)");
  assertEquals(fc.atom.arguments.map(({ span }) => at(span)), ["2", "out=1"]);
  assertEquals([at(given.span), at(given.path.span), at(given.data.span)], [
    "given a.b = [1]",
    "a.b",
    "[1]",
  ]);
});

Deno.test("comments are kept with their places", () => {
  const text = "# one\nfc(2,1) # two\n";
  assertEquals(
    parse(text).file.comments.map(({ text, span }) => [text, span.start]),
    [["# one", 0], ["# two", 14]],
  );
});

Deno.test("every statement's mistake is found in one run, and the good ones are kept", () => {
  const text =
    "let = a\nfc(2,1\ngiven x = [1\nexpect y = 1\nlet f = )\nrelu ->";
  const { file, diagnostics } = parse(text);
  assertEquals(diagnostics.map(({ code }) => code), [
    "E021",
    "E012",
    "E012",
    "E014",
    "E010",
  ]);
  assertEquals(file.statements.map(show), ["given x ", "expect y 1"]);
});

Deno.test("a text with hundreds of mistakes is read to its end, and the first 100 are collected", () => {
  const { tokens, diagnostics } = lex("§ ".repeat(600) + "fc(2,1)");
  assertEquals(
    diagnostics.map(({ labels }) => labels[0].span.start),
    Array.from({ length: 100 }, (_, i) => 2 * i),
  );
  assertEquals(
    tokens.map(({ text }) => text),
    ["fc", "(", "2", ",", "1", ")", ""],
  );
});

Deno.test("half of a character at the end of a text cut from a longer one takes one place", () => {
  // Only once it is optimized does V8 read on behind such a text.
  for (let i = 0; i < 20_000; i++) {
    const text = `fc(2,1) # ${i}\n👧👧`.slice(0, -1);
    const last = lex(text).diagnostics.at(-1)?.labels[0].span;
    assertEquals(last?.end, text.length);
  }
});

Deno.test("a named branch with arguments of its own is no formula, wherever its line ends", () => {
  for (
    const text of ["attend(2, memory=fc(3))\n  -> fc(1)", "f(g(h(1)), v=fc(3))"]
  ) {
    const { file, diagnostics } = parse(text);
    assertEquals(diagnostics, []);
    assertEquals(file.statements.map(({ kind }) => kind), ["network"]);
  }
});

Deno.test("a layer before a sign is no pipeline, whether or not a line ends at the sign", () => {
  for (const sign of ["+", "-", "*", "/", "^"]) {
    const codes = [
      `h = max ${sign} a`,
      `h = max\n  ${sign} a`,
      `h = max ${sign}\n  a`,
    ].map((text) => parse(text).diagnostics.map(({ code }) => code));
    assertEquals(codes, [[], [], []], sign);
  }
});

Deno.test("a layer that is named with `=` lacks its `let`, whatever spaces and line ends are in its call", () => {
  const calls = [
    "fc(2,1)",
    "fc (2,1)",
    "fc(\n2,1)",
    "fc(2,1,)",
    "fc( # sizes\n2, 1\n)",
    "fc(2,init=he)*3",
    "fc(2, init =\nhe) *\n3",
    "fc(2,1)\n\n * 3",
  ];
  for (const call of calls) {
    const { diagnostics } = parse(`h = ${call}\ninput(2) -> h`);
    assertEquals(diagnostics.map(({ code }) => code), ["E015"], call);
  }
  assertEquals(parse("h = softplus\n (2)").diagnostics.at(0)?.code, "E015");
  assertEquals(parse("h = softplus (2)").diagnostics, []);
});
