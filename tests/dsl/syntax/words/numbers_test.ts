// How numbers are written, and what is said of those of other notations.
import { assert, assertEquals } from "@std/assert";
import { calculate } from "../../../../dsl/syntax/words/arithmetic.ts";
import { applyEdit } from "../../../../dsl/diagnostics/diagnostic.ts";
import { format } from "../../../../mod.ts";
import { compile, parse } from "../../../../text.ts";
import type { Data } from "../../../../dsl/syntax/ast.ts";

const valuesIn = (data: Data): readonly number[] =>
  data.kind === "number" ? [data.value] : data.items.flatMap(valuesIn);

function given(written: string) {
  const { file: { statements: [statement] }, diagnostics } = parse(
    `given x = ${written}\nx -> square`,
  );
  assert(statement.kind === "given");
  return { data: statement.data, diagnostics };
}

for (
  const [written, ...values] of [
    ["1/3", 1 / 3],
    ["-1/4", -0.25],
    ["1 / 8", 0.125],
    ["-.5/1e1", -0.05],
    ["[1/5]", 0.2],
    ["[[1/2, -2], [3., 4/4]]", 0.5, -2, 3, 1],
  ] as const
) {
  Deno.test(`${written} is ${values.join(", ")}`, () => {
    const { data, diagnostics } = given(written);
    assertEquals(diagnostics, []);
    assertEquals(valuesIn(data), values);
  });
}

Deno.test("a quotient stands wherever a number does", () => {
  const { network } = compile("input(2) -> leaky_relu(1/4) -> scale(-1/2)");
  assert(network !== undefined);
  assertEquals(format(network), "input(2) -> leaky_relu(0.25) -> scale(-0.5)");
});

/** What is written, its code, and what is to be written instead where that is sure. */
const foreign: readonly (readonly [
  written: string,
  code: string,
  instead?: string,
])[] = [
  ["0.5*2", "E005", "1"],
  ["(1-0.1978)^2", "E005", "0.6435"],
  ["0.1978*(1-0.1978)", "E005", "0.1587"],
  ["1-0.3", "E005", "0.7"],
  ["1 - 0.3", "E005", "0.7"],
  ["2^3", "E005", "8"],
  ["2**-1", "E005", "0.5"],
  ["-2^2", "E005", "-4"],
  ["sqrt(4)", "E005", "2"],
  ["1/(1+exp(0))", "E005", "0.5"],
  ["1/2/4", "E005", "0.125"],
  ["-(1/4)", "E005", "-0.25"],
  ["1/-3", "E005", "-1/3"],
  ["[2*w]", "E030"],
  ["[foo(2)]", "E030"],
  ["1/0", "E005"],
  ["1/0.0", "E005"],
  ["10^999", "E005"],
  ["10^999-10^999", "E005"],
  ["20%", "E005", "0.2"],
  ["-12.5 %", "E005", "-0.125"],
  ["1.5 × 10^-3", "E005", "0.0015"],
  ["1.5×10⁻³", "E005", "0.0015"],
  ["1.5x10^3", "E005", "1500"],
  ["10^-2", "E005", "0.01"],
  ["{1, 2}", "E001", "[1, 2]"],
  ["(1, -1/2)", "E001", "[1, -1/2]"],
  ["{{1, 2}, {3, 4}}", "E001", "[[1, 2], [3, 4]]"],
  ["[0,5; 1,5]", "E001", "[0.5, 1.5]"],
  ["[1 2; 3 4]", "E001", "[[1, 2], [3, 4]]"],
  ["0,5", "E005", "0.5"],
  ["-3,25", "E005", "-3.25"],
  ["1.234,5", "E005", "1234.5"],
  ["1,234.5", "E005", "1234.5"],
  ["1, 2", "E026", "[1, 2]"],
  ["1 -2", "E026", "[1, -2]"],
  ["0.5,", "E026", "0.5"],
  ["+0.5", "E005", "0.5"],
  ["½", "E002", "1/2"],
  ["−¾", "E002", "-3/4"],
  ["1½", "E005", "1.5"],
  ["NaN", "E005"],
  ["-inf", "E005"],
  ["∞", "E005"],
  ["0.5f", "E005", "0.5"],
  ["0x1F", "E005", "31"],
  ["0.5 cm", "E005", "0.5"],
  ['"0.5"', "E006", "0.5"],
  ["'half'", "E006"],
  ["half", "E021"],
  ["?", "E005"],
  ["…", "E005"],
  ["", "E021"],
  ["[1, half]", "E025"],
  ["[1, ?]", "E005"],
  ["[1, , 2]", "E025"],
  ["[1, 2^3]", "E005", "[1, 8]"],
  ["[[1, 20%], [2, 3]]", "E005", "[[1, 0.2], [2, 3]]"],
];
for (const [written, code, instead] of foreign) {
  Deno.test(`${written || "nothing"} is one mistake, ${code}${instead ? `: ${instead} is meant` : ""}`, () => {
    const text = `given x = ${written}\nx -> square`;
    const { diagnostics } = compile(text);
    assertEquals(diagnostics.map((each) => each.code), [code]);
    const [{ helps }] = diagnostics;
    assert(helps.length > 0);
    const [edit] = helps.flatMap(({ edit }) => edit ?? []);
    assertEquals(
      edit && applyEdit(text, edit),
      instead && `given x = ${instead}\nx -> square`,
    );
    if (edit === undefined) return;
    assertEquals(compile(applyEdit(text, edit)).diagnostics, []);
  });
}

Deno.test("each kind of number says why it is none, and what to write", () => {
  const kinds: readonly (readonly [
    written: string,
    label: string,
    advice: string,
  ])[] = [
    [
      "0.5*2",
      "only a quotient of two numbers, such as `1/3`, is worked out",
      "write `1`",
    ],
    ["1/-3", "the sign of a quotient stands before it", "write `-1/3`"],
    ["1/0", "nothing can be divided by 0", "write a finite number"],
    ["20%", "percent are hundredths", "write `0.2`"],
    ["10^-2", "a power of ten is written like `1.5e-3`", "write `0.01`"],
    ["{1, 2}", "an array is written in square brackets", "write `[1, 2]`"],
    [
      "[0,5; 1,5]",
      "the decimal separator is a point, and commas separate numbers",
      "write `[0.5, 1.5]`",
    ],
    [
      "[1 2; 3 4]",
      "each row has brackets of its own, and commas separate numbers",
      "write `[[1, 2], [3, 4]]`",
    ],
    ["0,5", "the decimal separator is a point", "write `0.5`"],
    [
      "1.234,5",
      "a number has no separators between its digits",
      "write `1234.5`",
    ],
    ["1 2", "an array is written in square brackets", "write `[1, 2]`"],
    ["+0.5", "a number has no plus sign", "write `0.5`"],
    ["½", "these are other characters", "write `1/2`"],
    ["∞", "a value must be finite", "write a finite number"],
    ["0.5f", "a number has no suffix", "write `0.5`"],
    ["0x1F", "numbers are decimal", "write `31`"],
    ["0.5 cm", "a number has no unit", "write `0.5`"],
    [
      "3 inputs (rows)",
      "leave out the words behind the number, or begin them with `#`",
      "write `3`",
    ],
    ["'half'", "a number is written without quotes", "write the number itself"],
    [
      "?",
      "a number is written 2, -0.5, 1e-3 or 1/3",
      "write the number; the blank of a worksheet is `_`",
    ],
    [
      "2*w",
      "a number is wanted here",
      "a formula has no `given` before it",
    ],
    [
      "[1; a]",
      "each row has brackets of its own, and commas separate numbers",
      "write an array like `[[1, 2], [3, 4]]`",
    ],
    [
      "(1, a)",
      "an array is written in square brackets",
      "write an array like `[1, 2]`",
    ],
  ];
  for (const [written, label, advice] of kinds) {
    const { diagnostics: [{ labels, helps }] } = given(written);
    assertEquals([labels[0].text, helps[0].text], [label, advice], written);
  }
});

Deno.test("other mistakes of a statement are what they were", () => {
  for (
    const [text, code] of [
      ["given x = [1, 2\nfc(2,1)", "E012"],
      ["given x = [1\nfc(2)", "E012"],
      ["given x = [1 2]\nx -> sum", "E024"],
      ["given x = [1 -2]\nx -> sum", "E024"],
      ["given x =\nfc(2,1)", "E021"],
      ["fc(2,1) / sigmoid", "E003"],
      ["fc(2,1) % note", "E004"],
    ]
  ) {
    const { diagnostics: [first] } = parse(text);
    assertEquals(first?.code, code, text);
  }
});

Deno.test("a statement whose value cannot be read stays, without its value", () => {
  const text =
    "expect a = ?\nexpect b = [1, half, 3]\nexpect c 4\nexpect d = 5";
  assertEquals(
    parse(text).file.statements.map((each) =>
      each.kind === "expect" &&
      [each.path.text, ...valuesRead(each.data)]
    ),
    [["a", "unread"], ["b", 1, "unread", 3], ["c", "unread"], ["d", 5]],
  );
});

const valuesRead = (data: Data): readonly (number | string)[] =>
  data.kind === "array"
    ? data.items.flatMap(valuesRead)
    : [data.isUnread ? "unread" : data.value];

for (
  const [text, value] of [
    ["1+2*3^2", 19],
    ["(1+2)*3", 9],
    ["2^-1", 0.5],
    ["2^3^2", 512],
    ["10 - 4 - 3", 3],
    ["ln(e)", 1],
    ["cos(pi)", -1],
    ["√4·2", 4],
    ["(1+2", undefined],
    ["2 3", undefined],
    ["a+1", undefined],
    ["", undefined],
  ] as const
) {
  Deno.test(`${text || "nothing"} comes to ${value ?? "nothing"}`, () => {
    assertEquals(calculate(text), value);
  });
}

Deno.test("long data is read in time, whatever it is", () => {
  for (
    const text of [
      `given x = [${"1 ".repeat(50_000)}]`,
      `given x = [${";".repeat(25_000)}]`,
      `given x = ${"(".repeat(50_000)}`,
      `given x = ${"1+".repeat(50_000)}1`,
      `given x = [${"2^3,".repeat(5_000)}1]`,
      `expect x = ${"0,5,".repeat(10_000)}`,
    ]
  ) {
    const start = performance.now();
    parse(text);
    const time = performance.now() - start;
    assert(time < 5000, `${text.slice(0, 20)} took ${time} ms`);
  }
});

Deno.test("an array that is not closed does not make the next value an array", () => {
  const text = "given x = [1, 2\nexpect y = 0,5\nx -> square";
  const edits = parse(text).diagnostics.map(({ code, helps: [help] }) =>
    [code, help.edit?.text] as const
  );
  assertEquals(edits, [["E012", "]"], ["E005", "0.5"]]);
});

Deno.test("a calculation is worked out to 15 digits", () => {
  const { diagnostics: [{ helps: [help] }] } = given("1/3+1/3");
  assertEquals(help.text, "write `0.666666666666667`");
});

Deno.test("rows of two whole numbers are no decimal commas", () => {
  const text = (upstream: string) =>
    `fc(2,2)\ngiven x = [1, 2]\ngiven y.grad = ${upstream}\n`;
  const advice = (upstream: string) =>
    compile(text(upstream)).diagnostics.flatMap(({ helps }) =>
      helps.map((help) => help.text)
    );
  assertEquals(advice("[[1,0],[0,1]]"), ["write it like `[0, 0]`"]);
  assertEquals(advice("[1,0, 0,1]"), ["write decimal points"]);
});
