// What a file gives and expects. Numbers are worked out by hand beside the case.
import { assert, assertEquals, assertMatch, assertThrows } from "@std/assert";
import {
  decimalsOf,
  writtenPrecision,
} from "../../../dsl/compiler/written_arrays.ts";
import { gradcheck, NablaError } from "../../../mod.ts";
import {
  compile,
  isCompiled,
  judgeNumbers,
  renderDiagnostics,
  runExercise,
  TextError,
} from "../../../text.ts";
import { zh } from "../../../words/zh.ts";
import { languageFiles } from "../../helpers/language_files.ts";
import { mixed, spoken } from "../../helpers/languages.ts";

function judged(text: string) {
  const compiled = compile(text);
  assert(isCompiled(compiled), JSON.stringify(compiled.diagnostics));
  return judgeNumbers(compiled, runExercise(compiled));
}

/** Gradients of larger networks are checked by hand: that takes a minute. */
const mostChecked = 50_000;

for (const [name, text] of Object.entries(languageFiles)) {
  const compiled = compile(text);
  Deno.test(`the language's file ${name} runs and agrees`, () => {
    assert(isCompiled(compiled), JSON.stringify(compiled.diagnostics));
    const judgements = judgeNumbers(compiled, runExercise(compiled));
    assertEquals(judgements.filter(({ agrees }) => !agrees), []);
    const expects = text.match(/^expect/gm) ?? [];
    assertEquals(judgements.length, expects.length);
  });

  const { network } = compiled;
  if (network === undefined || network.parameterCount > mostChecked) continue;
  Deno.test(`the language's file ${name} has right gradients`, () => {
    assertEquals(gradcheck(network).verdict, "pass");
  });
}

const precise: readonly (readonly [text: string, within: number])[] = [
  ["0.73", 0.005],
  ["0.730", 0.0005],
  ["7", 1e-9],
  ["-7", 1e-9],
  ["7.", 0.5],
  ["1.5e-3", 0.00005],
  ["1e-3", 0.0005],
  [".5", 0.05],
  ["-1/4", 0.25e-9],
  ["7/2", 1e-9],
];
for (const [text, within] of precise) {
  Deno.test(`${text} is written to within ${within}`, () => {
    assert(Math.abs(writtenPrecision(text) / within - 1) < 1e-12);
  });
}

Deno.test("decimals count the exponent", () => {
  assertEquals(["0.73", "7", "1.5e-3", "1.25e1", "1.5/2"].map(decimalsOf), [
    2,
    0,
    4,
    1,
    0,
  ]);
});

// σ(1) = 0.7310585786…, so 0.73 and 0.731 hold, 0.732 and 0.74 do not.
const sigmoidOfOne: readonly (readonly [text: string, holds: boolean])[] = [
  ["0.73", true],
  ["0.731", true],
  ["0.7311", true],
  ["0.73106", true],
  ["0.732", false],
  ["0.74", false],
  ["1", false],
];
for (const [text, holds] of sigmoidOfOne) {
  Deno.test(`expect 0.7310… = ${text} ${holds ? "holds" : "fails"}`, () => {
    const [{ agrees }] = judged(
      `given x = 1\nx -> sigmoid\nexpect y = ${text}`,
    );
    assertEquals(agrees, holds);
  });
}

const matrix = `fc(2,2)
given x = [[1, 2], [3, 4]]
given y.grad = [[1, 0], [0, 2]]
given fc1.weight = [[1, 2], [3, 4]]
given fc1.bias = [0, 0]
`;

// y = x·Wᵀ = [[5, 11], [11, 25]]; dW = dyᵀ·x = [[1, 2], [6, 8]];
// dx = dy·W = [[1, 2], [6, 8]]; db = [1, 2].
const explained:
  readonly (readonly [what: string, text: string, note: string])[] = [
    [
      "the sign",
      `${matrix}expect fc1.weight.grad = [[1, 2], [-6, 8]]`,
      "3 of 4 numbers agree; this one differs only in sign",
    ],
    [
      "the sign of several",
      `${matrix}expect fc1.weight.grad = [[1, 2], [-6, -8]]`,
      "2 of 4 numbers agree; these differ only in sign",
    ],
    [
      "a factor of 2",
      `${matrix}expect fc1.bias.grad = [2, 4]`,
      "0 of 2 numbers agree; these are twice what is computed",
    ],
    [
      "a factor of ½",
      `${matrix}expect fc1.bias.grad = [1, 1]`,
      "1 of 2 numbers agrees; this one is half of what is computed",
    ],
    [
      "a sum over the examples",
      "input(1) -> mse\ngiven x = [[1], [2], [3]]\ngiven target = [[0], [0], [0]]\nexpect loss = 14",
      "it is 3 times what is computed: a sum over the 3 examples in place of their mean",
    ],
    [
      "a mean over the examples",
      "fc(1,1)\ngiven x = [[1], [2], [6]]\ngiven fc1.weight = [[1]]\ngiven fc1.bias = [0]\nexpect fc1.weight.grad = [[3]]",
      "it is 1/3 of what is computed: a mean over the 3 examples in place of their sum",
    ],
    [
      "the transpose",
      `${matrix}expect fc1.weight.grad = [[1, 6], [2, 8]]`,
      "2 of 4 numbers agree; you wrote the transpose",
    ],
    [
      "the value",
      `${matrix}expect fc1.weight.grad = [[1, 2], [3, 4]]`,
      "2 of 4 numbers agree; these are half of what is computed",
    ],
    [
      "the value of one number",
      "given x = 5\nx -> square\nexpect x.grad = 5",
      "it is half of what is computed",
    ],
    [
      "the value in place of the gradient",
      "given x = 5\nx -> exp -> log -> sin\nexpect x.grad = 5",
      "it is the value, not its gradient",
    ],
    [
      "another node's gradient",
      "given x = 3\na: x -> square -> b: scale(5)\nexpect a.grad = 1",
      "it is the gradient of `b`",
    ],
    // 1/(1 + e) = 0.2689, and (0.2689 - 1)² = 0.5344.
    [
      "the sign inside an exponential",
      "given x = 1\nx -> sigmoid\nexpect y = 0.2689",
      "it has the wrong sign inside the exponential of `sigmoid1`: `exp(x)` in place of `exp(-x)`",
    ],
    [
      "a sign inside an exponential that was left out",
      "given x = 1\nx -> B: neg -> C: exp -> shift(1) -> F: recip\nexpect F = 0.2689",
      "it has the wrong sign inside the exponential of `C`: `exp(-B)` in place of `exp(B)`",
    ],
    [
      "what comes of a sign inside an exponential",
      "input(1) -> sigmoid -> mse\ngiven x = 1\ngiven target = 1\nexpect loss = 0.5344",
      "it has the wrong sign inside the exponential of `sigmoid1`: `exp(x)` in place of `exp(-x)`",
    ],
    [
      "nothing near",
      "given x = 3\nx -> square\nexpect y = 10.5",
      "it is off by 1.5",
    ],
    [
      "some decimals",
      "given x = 1\nx -> sigmoid\nexpect y = 0.7300",
      "it agrees to 2 decimals",
    ],
  ];
for (const [what, text, note] of explained) {
  Deno.test(`a mismatch is explained by ${what}`, () => {
    const [judgement] = judged(text);
    assertEquals(judgement.diagnostic?.code, "E201");
    assertEquals(judgement.diagnostic?.notes, [note]);
  });

  Deno.test(`a mismatch is explained in Chinese by ${what}`, () => {
    const said = spoken(zh, () => {
      const [{ diagnostic }] = judged(text);
      assert(diagnostic);
      return renderDiagnostics([diagnostic], { name: "a.nn", text });
    });
    assertMatch(said, /所填的值不一致[^]*计算得 [^]*(?:个数|它)/);
    assertEquals(mixed(said), [], said);
  });
}

Deno.test("every path has a value and a gradient", () => {
  // 3·2 + 1 = 7; y = 49, dy/dh = 14, dy/dx = 42.
  const text = `fc(1,1) -> h: id -> square
given x = [2]
given fc1.weight = [[3]]
given fc1.bias = [1]
expect x = [2]
expect fc1 = [7]
expect h = [7]
expect y = [49]
expect square1 = [49]
expect y.grad = [1]
expect h.grad = [14]
expect fc1.weight.grad = [[28]]
expect fc1.bias.grad = [14]
expect x.grad = [42]`;
  assertEquals(judged(text).filter(({ agrees }) => !agrees), []);
});

Deno.test("blocks and their parameters have paths", () => {
  const text = `let block(n) = fc(n) -> h: square
input(1) -> block(1)*2
given x = [1]
given block1.fc1.weight = [[2]]
given block1.fc1.bias = [0]
given block2.fc1.weight = [[3]]
given block2.fc1.bias = [1]
expect block1.h = [4]
expect block2.fc1 = [13]
expect y = [169]
expect block1.h.grad = [78]`;
  assertEquals(judged(text).filter(({ agrees }) => !agrees), []);
});

Deno.test("an array of three axes is given and expected", () => {
  const text = `input(2,2) -> square
given x = [[[1, 2], [3, 4]], [[5, 6], [7, 8]]]
given y.grad = [[[1, 1], [1, 1]], [[1, 1], [1, 1]]]
expect y = [[[1, 4], [9, 16]], [[25, 36], [49, 64]]]
expect x.grad = [[[2, 4], [6, 8]], [[10, 12], [14, 16]]]`;
  assertEquals(judged(text).filter(({ agrees }) => !agrees), []);
});

Deno.test("class numbers and distributions are targets", () => {
  // Logits 0 and 0: the loss is log 2 either way.
  for (const target of ["1", "[0, 1]"]) {
    const text = `input(2) -> cross_entropy
given x = [0, 0]
given target = ${target}
expect loss = 0.6931`;
    assertEquals(judged(text).map(({ agrees }) => agrees), [true]);
  }
});

Deno.test("a library's lets are used, and its mistakes shown at the use", () => {
  const libraries = ["let block(n) = fc(n) -> relu"];
  const { network } = compile("input(2) -> block(3)*2", { libraries });
  assertEquals(network?.steps.map(({ name }) => name), [
    "block1.fc1",
    "block1.relu1",
    "block2.fc1",
    "block2.relu1",
  ]);
  const text = "input(2) -> wide";
  const { diagnostics } = compile(text, {
    libraries: ["# a library\nlet wide = fc(3,4) -> relu"],
  });
  assertEquals(diagnostics.map(({ code }) => code), ["E110"]);
  const { labels: [{ span }] } = diagnostics[0];
  assertEquals(text.slice(span.start, span.end), "wide");
  assertThrows(
    () => compile(text, { libraries: ["fc(2,1)"] }),
    NablaError,
    "it must be a text of lets",
  );
});

Deno.test("a number that depends on what was drawn is not explained, but what was drawn is said", () => {
  const [first, second] = judged(
    "fc(2,1) -> h: sigmoid -> fc(1) -> mse\ngiven x = [1, 2]\ngiven target = 1\ngiven fc1.bias = 0\nexpect h = 0.9\nexpect h.grad = 7",
  );
  assertEquals(first.diagnostic?.notes.slice(1), [
    "it depends on `fc1.weight`, which the text does not give: it was drawn from seed 0",
  ]);
  assertEquals(second.diagnostic?.notes.slice(1), [
    "it depends on `fc1.weight`, `fc2.weight` and `fc2.bias`, which the text does not give: they were drawn from seed 0",
  ]);
  assert(/^it is off by/.test(first.diagnostic?.notes[0] ?? ""));
});

Deno.test("a number stands for an array of a single number", () => {
  const text = `fc(1,1) -> mse
given x = 3
given target = 1/2
given fc1.weight = 2
given fc1.bias = -1
expect y = 5
expect fc1.bias.grad = 9
expect fc1.weight.grad = 27
expect x.grad = 18`;
  assertEquals(judged(text).filter(({ agrees }) => !agrees), []);
  const batch = compile("fc(1,1)\ngiven x = [[1], [2]]\nexpect y = 1");
  assertEquals(batch.diagnostics.map(({ code }) => code), ["E121"]);
});

/** Texts with a number that a layer does not take, with `⟦ ⟧` round the place that is marked. */
const refusedNumbers: readonly (readonly [text: string, message: string])[] = [
  [
    "fc(2,3) -> cross_entropy\ngiven x = [[1, 2], [3, 4]]\ngiven target = [1, ⟦3⟧]",
    "3 is not a class number from 0 to 2",
  ],
  [
    "input(2) -> embedding(4,3)\ngiven x = [1, ⟦5⟧]",
    "5 is not a token number from 0 to 3",
  ],
  [
    "given i = [0, ⟦-3⟧]\ninput(2) -> gather(id, i)\ngiven x = [[1, 5], [2, 6]]",
    "-3 is not a whole number from 0 to 1, or from -2 to -1 from the last",
  ],
  [
    "h: fc(2,1)\nh -> mse\nh -> l: poisson\ngiven x = [1, 2]\ngiven mse1.target = [-1]\ngiven l.target = [⟦-1⟧]",
    "-1 is not a number of at least 0",
  ],
  // What is computed is marked where it comes in.
  [
    "given i = [0, 1]\nj = i*2\ninput(2) -> ⟦gather(id, j)⟧\ngiven x = [1, 5]",
    "2 is not a whole number from 0 to 1, or from -2 to -1 from the last",
  ],
];
for (const [marked, message] of refusedNumbers) {
  const [before, place, after] = marked.split(/[⟦⟧]/);
  const text = before + place + after;
  Deno.test(`${message}: told once, at its place`, () => {
    const compiled = compile(text);
    assert(isCompiled(compiled), JSON.stringify(compiled.diagnostics));
    const { diagnostics } = assertThrows(
      () => runExercise(compiled),
      TextError,
    );
    assertEquals(diagnostics.map((each) => [each.code, each.message]), [
      ["E205", message],
    ]);
    const [{ labels: [{ span }], helps }] = diagnostics;
    assertEquals(text.slice(span.start, span.end), place);
    assertEquals(span.start, before.length);
    assert(helps.length > 0);
  });
}
