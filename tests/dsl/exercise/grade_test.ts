// Marks for answers: what is right, and what an answer that cannot be read costs.
import { assert, assertEquals, assertMatch } from "@std/assert";
import {
  compile,
  grade,
  isCompiled,
  judgeNumbers,
  parse,
  runExercise,
  worksheet,
} from "../../../text.ts";
import { run } from "../../helpers/memory_io.ts";
import { applyEdit } from "../../../dsl/diagnostics/diagnostic.ts";
import { withoutWrongAnswers } from "../../../dsl/exercise/wrong_answers.ts";

function marks(answers: string, key: string) {
  const compiled = compile(key);
  assert(isCompiled(compiled), JSON.stringify(compiled.diagnostics));
  return grade(parse(answers), compiled);
}

// σ(1) = 0.7310585786…, σ′(0) = ¼.
const precise: readonly (readonly [
  key: string,
  answer: string,
  isRight: boolean,
])[] = [
  ["0.7311", "0.73", true],
  ["0.7311", "0.731", true],
  ["0.7311", "0.7311", true],
  ["0.7311", "0.73106", true],
  ["0.7311", "0.73105", false],
  ["0.7311", "0.7310586", true],
  ["0.7311", ".73", true],
  ["0.7311", "7.3e-1", true],
  ["0.7311", "0.74", false],
  ["0.7311", "0.732", false],
  ["0.7311", "0.7312", false],
  ["0.7311", "1", false],
  ["0.7311", "3/4", false],
  ["0.7", "0.7", true],
  ["0.7", "0.73", true],
  ["0.7", "0.731", true],
  ["0.7", "0.74", false],
];
for (const [key, answer, isRight] of precise) {
  Deno.test(`beside the key ${key}, ${answer} is ${isRight ? "right" : "wrong"}`, () => {
    const text = (value: string) =>
      `given x = 1\nx -> sigmoid\nexpect y = ${value}\n`;
    const [mark] = marks(text(answer), text(key));
    assertEquals(mark.right, isRight ? 1 : 0);
    assertEquals(mark.diagnostics.length, isRight ? 0 : 1);
  });
}

Deno.test("grade and check hold a number alike, where it has as many digits as the key wants", () => {
  for (const [, answer, isRight] of precise) {
    const compiled = compile(`given x = 1\nx -> sigmoid\nexpect y = ${answer}`);
    assert(isCompiled(compiled));
    const [{ agrees }] = judgeNumbers(compiled, runExercise(compiled));
    assertEquals(agrees, isRight, answer);
  }
});

Deno.test("an answer of fewer digits than two rounds too far, unless the key does", () => {
  const key = "given x = 1\nx -> sigmoid\nexpect y = 0.7311";
  const [mark] = marks("expect y = 0.7", key);
  assertEquals(mark.right, 0);
  assertEquals(mark.diagnostics[0].notes, [
    "it rounds too far: write 2 digits or more",
  ]);
  const exact = "given x = 0\nx -> sigmoid\nexpect y = 0.50";
  assertEquals(marks("expect y = 0.5", exact)[0].right, 1);
  assertEquals(marks("expect y = 0.54", exact)[0].right, 0);
});

Deno.test("a quotient is exact in the key, and an answer may round it", () => {
  const key = "given x = 0\nx -> sigmoid\nexpect x.grad = 1/4";
  const right = (answer: string) =>
    marks(`expect x.grad = ${answer}`, key)[0].right;
  assertEquals(["1/4", "2/8", "0.25", "0.2500"].map(right), [1, 1, 1, 1]);
  assertEquals(["0.3", "1/3", "0.26", "0.250001"].map(right), [0, 0, 0, 0]);
});

const graph = `given x = 0
A: x -> B: neg -> C: exp -> E: shift(1) -> F: recip
expect F = 0.5
expect A.grad = 0.25
expect C = 1
`;
const answers: readonly (readonly [
  answer: string,
  right: number,
  reason?: string,
])[] = [
  ["0.5", 3],
  ["1/2", 3],
  ["+0.5", 3],
  ["½", 3],
  ["0,5", 2, "`0,5` is not a number"],
  ["?", 2, "`?` is not a number"],
  ["1/0", 2, "`1/0` is not a number"],
  ["50%", 2, "`50%` is not a number"],
  ["half", 2, "a number or an array for `F` is missing"],
  ["", 2, "a number or an array for `F` is missing"],
  ["0.5 0.6", 2, "`0.5 0.6` is more than one value"],
  ["[0.5", 2, "this `[` is never closed"],
  ["'0.5'", 2, "there are no strings in this language"],
  ["_", 2, "`F` is not filled in"],
  ["-0.5", 2, "`F`: your value differs"],
];
for (const [answer, right, reason] of answers) {
  Deno.test(`the answer ${answer || "left out"} leaves ${right} of 3 marks`, () => {
    const sheet = graph.replace("F = 0.5", `F = ${answer}`);
    const all = marks(sheet, graph);
    assertEquals(all.reduce((sum, mark) => sum + mark.right, 0), right);
    assertEquals(
      all.flatMap(({ diagnostics }) => diagnostics.map((d) => d.message)),
      reason === undefined ? [] : [reason],
    );
  });
}

Deno.test("in an array, a number that cannot be read costs itself", () => {
  const key = "given x = [1, 2, 3]\nx -> square\nexpect square1 = [1, 4, 9]";
  const [mark] = marks("expect square1 = [1, four, 9]", key);
  assertEquals([mark.right, mark.blanks, mark.open], [2, 3, 0]);
  const [several] = marks("expect square1 = [?, 5, 2^3]", key);
  assertEquals(several.right, 0);
  assertEquals(several.diagnostics.map(({ code }) => code), [
    "E005",
    "E005",
    "E201",
  ]);
});

Deno.test("what a sheet says outside its answers has no effect, readable or not", () => {
  const sheet = graph.replace("neg -> C", "neg ?? C").replace("x = 0", "x = ?");
  const all = marks(sheet, graph);
  assertEquals(all.map((mark) => mark.right), [1, 1, 1]);
});

Deno.test("an answer that is missing is said", () => {
  const all = marks("expct F = 0.5\nexpect C = 1", graph);
  assertEquals(all.map((mark) => mark.right), [0, 0, 1]);
  assertEquals(all[0].diagnostics.map(({ code }) => code), ["E202"]);
});

Deno.test("decimal commas in an array are told from a wrong count", () => {
  const key = "given x = [1, 2]\nx -> scale(1/4)\nexpect scale1 = [0.25, 0.5]";
  const [mark] = marks("expect scale1 = [0,25, 0,5]", key);
  assertEquals(mark.right, 0);
  assertEquals(mark.diagnostics[0].helps[0].edit?.text, "[0.25, 0.5]");
  const [other] = marks("expect scale1 = [0.25, 0.5, 1]", key);
  assertEquals(
    other.diagnostics[0].helps[0].text,
    "write it like `[0, 0]`",
  );
});

// dW[o][i] = x[i] for a sum: every row is x.
const layer = `fc(3,2) -> sum
given x = [1, 2, 1]
given fc1.weight = [[1, 0, 2], [3, 1, 1]]
given fc1.bias = [0, 0]
`;
const shapes: readonly (readonly [
  answer: string,
  right: number,
  message?: string,
  label?: string,
])[] = [
  ["[[1, 2, 1], [1, 2, 1]]", 6],
  [
    "[[1, 1], [2, 2], [1, 1]]",
    0,
    "`fc1.weight.grad` is transposed: it must be a 2×3 matrix",
    "found a 3×2 matrix",
  ],
  [
    "[1, 2, 1, 1, 2, 1]",
    0,
    "`fc1.weight.grad` must be a 2×3 matrix",
    "found a vector of 6",
  ],
  [
    "[[1, 2, 1]]",
    0,
    "`fc1.weight.grad` must be a 2×3 matrix",
    "found a 1×3 matrix",
  ],
  [
    "[[1, 2, 1, 1], [2, 1]]",
    0,
    "the rows of an array must have the same shape",
    "this one is a vector of 2",
  ],
  ["1", 0, "`fc1.weight.grad` must be a 2×3 matrix", "found a number"],
  ["_", 0, "`fc1.weight.grad` is not filled in", "a blank"],
];
for (const [answer, right, message, label] of shapes) {
  Deno.test(`numbers are compared where they stand: of the 2×3 answer ${answer}, ${right} are right`, () => {
    const key = `${layer}expect fc1.weight.grad = [[1, 2, 1], [1, 2, 1]]`;
    const [mark] = marks(`expect fc1.weight.grad = ${answer}`, key);
    assertEquals([mark.right, mark.blanks], [right, 6]);
    assertEquals(mark.open, answer === "_" ? 6 : 0);
    assertEquals(
      mark.diagnostics.map(({ message, labels }) => [message, labels[0].text]),
      message === undefined ? [] : [[message, label]],
    );
    // No place of the key's text is shown in the answers.
    assert(
      mark.diagnostics.every(({ labels }) =>
        labels.every(({ span }) => span.end <= 25 + answer.length)
      ),
    );
  });
}

Deno.test("every answer without marks has its reason, in a line of the sheet, wherever the sheet ends", () => {
  for (const end of ["", "\n", "\n\n\n", " \n", " # none\n", "\n# none\n"]) {
    for (const answer of ["", "?", "[", "_", "I think 1", "(1)"]) {
      const text = `expect C = 1\nexpect F = ${answer}`.trimEnd();
      const [mark] = marks(text + end, graph);
      assertEquals(mark.right, 0);
      assert(mark.diagnostics.length > 0, JSON.stringify(text + end));
      for (const { labels: [{ span }] } of mark.diagnostics) {
        assert(span.start > text.indexOf("F") && span.end <= text.length);
      }
    }
  }
});

const forms: readonly (readonly [
  path: string,
  shape: string,
  likeIt: string,
  wrongForm: readonly string[],
])[] = [
  ["loss", "0.5", "write one number, such as `0.5`", ["0.5 0.6", "0.5, 0.6"]],
  ["fc1", "[1, 2]", "write it like `[0, 0]`", ["0.5 0.6 0.7"]],
  [
    "fc1.weight.grad",
    "[[1, 2, 1], [1, 2, 1]]",
    "write it like `[[0, 0, 0], [0, 0, 0]]`",
    ["1 2 1 1 2 1", "0,5"],
  ],
];
for (const [path, shape, likeIt, wrongForm] of forms) {
  Deno.test(`advice on an unreadable ${path} has its form, in grade and in check`, () => {
    const network = `${layer}given target = [1, 2]`.replace("sum", "mse");
    for (const answer of ["", "I think 0.476", ...wrongForm]) {
      const text = `${network}\nexpect ${path} = ${answer}`;
      const [mark] = marks(text, `${network}\nexpect ${path} = ${shape}`);
      const found = withoutWrongAnswers(compile(text), {});
      for (
        const diagnostics of [
          mark.diagnostics,
          [...found?.wrong.values() ?? []].flat(),
        ]
      ) {
        const helps = diagnostics.flatMap(({ helps }) => helps);
        const texts = helps.map(({ text }) => text);
        assertEquals(
          texts,
          answer === "0,5" ? ["write `0.5`"] : [likeIt],
          answer,
        );
      }
    }
  });
}

const behind: readonly (readonly [answer: string, help: string])[] = [
  ["0.4760 or 0.95", "leave out `or 0.95`"],
  ["0.476 mse (mean)", "write `0.476`"],
  ["[1, 2] (mse)", "leave out `(mse)`"],
  ["0.476 (mse)", "write `0.476`"],
];
for (const [answer, help] of behind) {
  Deno.test(`the answer ${answer} is told: ${help}`, () => {
    const text = `expect loss = ${answer}`;
    const [{ helps }] = parse(text).diagnostics;
    assertEquals(helps.map(({ text }) => text), [help]);
    const { edit } = helps[0];
    assert(edit !== undefined);
    assertEquals(parse(applyEdit(text, edit)).diagnostics, []);
  });
}

// σ(1) = 0.7310585786…
const quotients: readonly (readonly [
  key: string,
  answer: string,
  note: string,
])[] = [
  ["0.7311", "731/1000", "a quotient is exact: write 0.731"],
  ["0.7311", "0.7311/1", "a quotient is exact: write 0.7311"],
  ["0.73", "19/26", "a quotient is exact: write 0.73"],
  ["0.7311", "3/4", "it is off by 0.019"],
];
for (const [key, answer, note] of quotients) {
  Deno.test(`beside the key ${key}, of ${answer} it is said: ${note}`, () => {
    const text = (value: string) =>
      `given x = 1\nx -> sigmoid\nexpect y = ${value}`;
    const [{ right, diagnostics }] = marks(text(answer), text(key));
    assertEquals([right, diagnostics[0].notes], [0, [note]]);
  });
}

Deno.test("of a sheet with hundreds of mistakes, every answer without marks has its reason", () => {
  const key = `given x = ${JSON.stringify(Array.from({ length: 60 }, () => 1))}
x -> a: square -> b: square -> c: square -> d: sum
${
    ["a", "b", "c"].map((each) =>
      `expect ${each} = ${JSON.stringify(Array.from({ length: 60 }, () => 1))}`
    ).join("\n")
  }
expect d = 60`;
  const sheet = key.replaceAll(
    /(expect .*= )(.*)/g,
    (_, begin, numbers) => begin + numbers.replaceAll(/\d+/g, "?"),
  );
  const all = marks(sheet, key);
  assertEquals(all.map(({ right }) => right), [0, 0, 0, 0]);
  assert(all.every(({ diagnostics }) => diagnostics.length > 0));
});

Deno.test("an answer that is not on the sheet is told from a blank", () => {
  const all = marks("expect F = _\nexpect C = 1", graph);
  assertEquals(all.map(({ open, isAbsent }) => [open, isAbsent]), [
    [1, false],
    [1, true],
    [0, false],
  ]);
});

Deno.test("wrong numbers that have no label are counted", () => {
  const key = "given x = [1, 2, 3, 4, 5, 6]\nx -> square\n" +
    "expect square1 = [1, 4, 9, 16, 25, 36]";
  for (
    const [answer, last] of [
      ["[0, 0, 0, 0, 0, 0]", "computed 16, and 2 more"],
      ["[0, 0, 0, 0, 0, 36]", "computed 16, and 1 more"],
      ["[0, 0, 0, 0, 25, 36]", "computed 16"],
    ]
  ) {
    const [{ diagnostics }] = marks(`expect square1 = ${answer}`, key);
    assertEquals(diagnostics[0].labels.at(-1)?.text, last);
  }
});

Deno.test("a path that is asked for twice is answered twice, in order; of more answers the last counts", () => {
  const given = "given x = [1]\ninput(1) -> square\n";
  const right = (answers: string, key: string) =>
    marks(given + answers, given + key).map(({ right }) => right);
  const twice = "expect y = [[1]]\nexpect y = 1";
  assertEquals(right("expect y = [[1]]\nexpect y = 2", twice), [1, 0]);
  assertEquals(right("expect y = 2\nexpect y = [[1]]", twice), [0, 1]);
  assertEquals(right("expect y = [[1]]", twice), [1, 1]);
  const once = "expect y = [[1]]";
  assertEquals(right("expect y = [[2]]\nexpect y = [[1]]", once), [1]);
  assertEquals(right("expect y = [[1]]\nexpect y = [[2]]", once), [0]);
});

Deno.test("a claimed derivative has its place on the sheet, and is graded with the function of the key", async () => {
  const key =
    "f(x) = x*exp(x)\nf'(x) = exp(x) + f(x) # both terms\ngiven a = 2\nb = f(a)\nexpect b = 14.778\n";
  const sheet =
    "f(x) = x*exp(x)\n# f'(x) = … # both terms\ngiven a = 2\nb = f(a)\nexpect b = _\n";
  assertEquals(worksheet(key), sheet);
  const marked = async (claim: string) => {
    const files = {
      "key.nn": key,
      "sheet.nn": sheet.replace("b = _", "b = 14.778").replace(/# f'.*/, claim),
    };
    const { status, out } = await run(
      ["grade", "sheet.nn", "--key", "key.nn"],
      {
        files,
      },
    );
    return { status, out };
  };
  const right = await marked("f'(t) = (1 + t)*exp(t)");
  assertEquals(right.status, 0);
  assertMatch(right.out, /^sheet\.nn: 2 of 2\n/);
  const wrong = await marked("f'(t) = exp(t)");
  assertEquals(wrong.status, 1);
  assertMatch(wrong.out, /1 of 2[\s\S]*f' +0\/1[\s\S]*error\[E204\]/);
  const open = await marked("# f'(x) = …");
  assertMatch(open.out, /f' +0\/1 +left blank/);
  const blank = await marked("f'(x) = _");
  assertMatch(blank.out, /f' +0\/1 +left blank/);
});

Deno.test("a claimed derivative that cannot be read is told why, and is not left blank", async () => {
  const key = "f(x) = x*exp(x)\nf'(x) = exp(x) + f(x)\ngiven a = 2\nb = f(a)\n";
  for (
    const [claim, code, found] of [
      ["f'(t) = 2t", "E031", "an operator is missing before `t`"],
      ["f' = exp(t)*t", "E039", "`f'` needs its parameter in brackets"],
      ["f'(t) = exp(y)", "E138", "`y` is not a parameter of `f'`"],
    ]
  ) {
    const files = { "key.nn": key, "sheet.nn": key.replace(/f'.*/, claim) };
    const { out } = await run(
      ["grade", "sheet.nn", "--key", "key.nn"],
      { files },
    );
    assertEquals(/left blank/.test(out), false);
    assertEquals(out.match(/error\[.*/g), [
      `error[${code}]: ${found}`,
    ]);
  }
});
