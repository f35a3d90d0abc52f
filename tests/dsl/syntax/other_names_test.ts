import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import {
  isOfOthers,
  namesOf,
  pipelines,
  unknown,
} from "../../../dsl/syntax/other_names.ts";
import { createRegistry } from "../../../dsl/syntax/registry.ts";
import { applyEdit } from "../../../dsl/diagnostics/diagnostic.ts";
import { compile } from "../../../text.ts";

const registry = createRegistry();

Deno.test("each name of another library stands for one layer of ours, and is none", () => {
  const others = Object.entries(namesOf).flatMap(([own, names]) => {
    assert(registry.has(own), own);
    return names.split(" ");
  });
  const all = [...others, ...pipelines.keys(), ...unknown];
  assertEquals(all.filter((name, i) => all.indexOf(name) !== i), []);
  assertEquals(all.filter((name) => registry.has(name)), []);
});

/** By their definitions in PyTorch's documentation. */
const formulas: Readonly<Record<string, (x: number) => number>> = {
  relusquared: (x) => Math.max(0, x) ** 2,
  rsqrt: (x) => 1 / Math.sqrt(x),
  squaredrelu: (x) => Math.max(0, x) ** 2,
};

/** Of all numbers together: the sum of `softmin`. */
const wholes: Readonly<Record<string, (x: readonly number[]) => number[]>> = {
  softmin: (x) => {
    const e = x.map((each) => Math.exp(-each));
    return e.map((each) => each / e.reduce((a, b) => a + b));
  },
};

const positive = [0.25, 4, 9, 0.5];
const any = [-4, -0.5, 1.5, 5];

for (const [name, text] of pipelines) {
  Deno.test(`what stands for \`${name}\` computes it`, () => {
    const x = name.includes("sqrt") ? positive : any;
    const { network } = compile(`input(4) -> ${text}`);
    const pass = network?.bind();
    pass?.x.set(x);
    pass?.forward();
    const right = wholes[name]?.(x) ?? x.map(formulas[name]);
    assertEquals(pass?.y.length, right.length);
    right.forEach((each, i) =>
      assertAlmostEquals(pass?.y[i] ?? NaN, each, 1e-12)
    );
  });
}

Deno.test("a name of another library is answered with ours, and never with what is a letter away", () => {
  const answers = [
    ["Conv2d(3,8)", "conv(3,8)"],
    ["input(8,8,3) -> MaxPooling2D(2)", "input(8,8,3) -> maxpool(2)"],
    ["fc(2,4) -> CELU(2)", "fc(2,4) -> celu(2)"],
    ["fc(2,4) -> Clamp(0,1)", "fc(2,4) -> clip(0,1)"],
    ["fc(2,4) -> LogSigmoid", "fc(2,4) -> log_sigmoid"],
    ["fc(2,4) -> HardSiLU", "fc(2,4) -> hard_swish"],
    ["fc(2,4) -> ThresholdedReLU(1)", "fc(2,4) -> threshold(1)"],
    ["fc(2,4) -> Softshrink(lambd=1)", "fc(2,4) -> soft_shrink(lambd=1)"],
    ["fc(2,4) -> Rsqrt()*2", "fc(2,4) -> (sqrt -> recip)*2"],
    ["fc(2,4) -> crelu", undefined],
    ["fc(2,4) -> maxout", undefined],
    ["fc(2,4) -> Sigmod", "fc(2,4) -> sigmoid"],
    ["input(5,4) -> Softmin", "input(5,4) -> (neg -> softmax)"],
  ] as const;
  for (const [text, better] of answers) {
    assertEquals(advised(text)[0], better, text);
  }
  assert(isOfOthers("Softmin"));
});

/** What the edits make of a text, in the order of its helps. */
function advised(text: string): string[] {
  return compile(text).diagnostics.flatMap(({ helps }) =>
    helps.flatMap(({ edit }) => edit ? applyEdit(text, edit) : [])
  );
}

Deno.test("arguments of other libraries are answered with ours, words and all", () => {
  const answers = [
    ["input(8,8,3) -> conv(3,8,padding=1)", "input(8,8,3) -> conv(3,8,pad=1)"],
    [
      "input(8,8,3) -> conv(3,8,padding=valid)",
      "input(8,8,3) -> conv(3,8,pad=0)",
    ],
    ["fc(4,2,use_bias=False)", "fc(4,2,bias=none)"],
    ["fc(4,2,bias=false)", "fc(4,2,bias=none)"],
    ["fc(4,2,bias=true)", "fc(4,2,bias=zeros)"],
    ["fc(4,2,init=kaiming)", "fc(4,2,init=he)"],
    ["fc(4,2,init=0)", "fc(4,2,init=zeros)"],
    ["fc(4,2,activation=relu)", "fc(4,2) -> relu"],
    ["input(4) -> fc(out=2,activation=tanh)", "input(4) -> fc(out=2) -> tanh"],
    [
      "input(5,3) -> lstm(4,bidirectional=true)",
      "input(5,3) -> lstm(4,direction=both)",
    ],
    [
      "input(5,3) -> lstm(4,return_sequences=false)",
      "input(5,3) -> lstm(4,returns=last)",
    ],
    ["fc(4,2) -> softmax(dim=1)", "fc(4,2) -> softmax(axis=0)"],
    ["fc(4,2) -> softmax(dim=-1)", "fc(4,2) -> softmax(axis=-1)"],
    ["fc(4,2) -> sum(keepdim=True)", "fc(4,2) -> sum(keep=axes)"],
    ["fc(4,2) -> dropout(rate=0.5)", "fc(4,2) -> dropout(p=0.5)"],
    ["fc(4,2) -> clip(min=0)", "fc(4,2) -> clip(low=0)"],
    ["fc(4,2) -> soft_shrink(lambd=1)", "fc(4,2) -> soft_shrink(threshold=1)"],
  ] as const;
  for (const [text, better] of answers) assertEquals(advised(text), [better]);
});

Deno.test("no advice on an argument leads into the next mistake", () => {
  const texts = [
    "input(4) -> concat(id, id, axis=0)",
    "input(4) -> concat(id, id, 0)",
    "input(4) -> reshape(-1)",
    "input(8) -> reshape(-1,2)",
    "input(8) -> reshape(2.5,2)",
    "input(6) -> pad(-1)",
    "input(8,8,3) -> conv(9.4,8)",
    "input(8,8,3) -> conv(3,8,groups=1.6)",
    "input(6,4) -> attention(2.6)",
    "input(6) -> split(3.6,0)",
    "input(6) -> split(3,-3)",
    "input(6) -> slice(4,0)",
    "input(4) -> positional(sin)",
    "fc(4,units=2)",
    "fc(2,1,bias=same)",
    "input(4) -> permute(0,-1)",
    "input(4,3) -> sum(axis=0)",
  ];
  for (const text of texts) {
    for (const better of advised(text)) {
      assertEquals(
        compile(better).diagnostics.map(({ message }) => message),
        [],
        `${text} becomes ${better}`,
      );
    }
  }
});
