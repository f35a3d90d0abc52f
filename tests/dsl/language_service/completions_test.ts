import { assert, assertEquals } from "@std/assert";
import { applyEdit } from "../../../dsl/diagnostics/diagnostic.ts";
import { compile } from "../../../dsl/compiler/compiler.ts";
import { type Completion, languageService } from "../../../language_service.ts";
import { createRandom } from "../../../mod.ts";
import { exampleTexts } from "./texts.ts";

/** What is offered where a text has `|`, and what it takes the place of. */
function offered(marked: string): {
  readonly items: readonly Completion[];
  readonly replaced: string | undefined;
} {
  const offset = marked.indexOf("|");
  const text = marked.replace("|", "");
  const found = languageService(text).completionsAt(offset);
  const span = found?.span;
  return {
    items: found?.items ?? [],
    replaced: span && text.slice(span.start, span.end),
  };
}

function labelsAt(marked: string): readonly string[] {
  return offered(marked).items.map(({ label }) => label);
}

/** Texts with all that is offered at `|`, in order. */
const whole: readonly (readonly [string, readonly string[]])[] = [
  // Named arguments, without those that are there by place or by name.
  ["fc(|", ["in=", "out=", "init=", "bias="]],
  ["fc(2, |", ["in=", "init=", "bias="]],
  ["fc(2,3,bias=none,|)", ["init="]],
  ["fc(2,3,in|)", ["init="]],
  ["fc(2,3,b|ias=none)", ["bias="]],
  // The choices of an argument.
  ["fc(2,3,bias=|)", ["zeros", "ones", "normal", "uniform", "none"]],
  ["input(9,9,1) -> pad(1,mode=|", ["constant", "reflect", "edge", "circular"]],
  // The parameters of a `let` stand for numbers, or for steps.
  ["let block(n) = fc(n) -> relu*|\nblock(3)", ["n"]],
  ["let f(n) = fc(n)\nlet g(m) = f(|", ["m", "n="]],
  ["let f(n) = fc(n)\ninput(3) -> f(|", ["n="]],
  // Paths: what can be given, what can be expected, without what is there.
  [
    "fc(2,1) -> mse\ngiven |",
    ["x", "target", "fc1.weight", "fc1.bias"],
  ],
  ["fc(2,1) -> mse\ngiven x = [1, 2]\ngiven fc1.|", ["fc1.weight", "fc1.bias"]],
  [
    "fc(2,1) -> mse\nexpect fc1.w| = 2",
    ["fc1.weight", "fc1.weight.grad"],
  ],
  [
    "let block = h: fc(2)\ninput(2) -> block*2\nexpect block2.|",
    [
      "block2.h",
      "block2.h.weight",
      "block2.h.bias",
      "block2.h.grad",
      "block2.h.weight.grad",
      "block2.h.bias.grad",
    ],
  ],
  // Labels.
  ["input(2) -> h: fc(2) -> fc(2) -> same(|", ["h", "label="]],
  // Behind a step comes an arrow.
  ["fc(2,3) |", ["->"]],
  ["fc(2,3) | -> relu", []],
  // The beginning of a line.
  ["fc(2,1) -> mse\ngi|ven x = 3", ["given"]],
  // Nothing can be offered for a new name, a number or a comment.
  ["let |", []],
  ["he|re: fc(2,3)", []],
  ["given x = |", []],
  ["given x = [1, |", []],
  ["fc(1|", []],
  ["fc(2,3) # f|", []],
  ["f(t) = |2*t", []],
];

for (const [text, labels] of whole) {
  Deno.test(`${JSON.stringify(text)} is offered ${labels.join(" ") || "nothing"}`, () => {
    assertEquals(labelsAt(text), labels);
  });
}

/** Texts with some of what is offered at `|`, and some of what is not. */
const parts: readonly (readonly [
  text: string,
  offered: readonly string[],
  left: readonly string[],
])[] = [
  // A loss is the last step, outside of brackets.
  ["fc(2,3) -> |", ["relu", "mse", "fc", "residual"], ["input", "same"]],
  ["fc(2,3) -> | -> fc(1)", ["relu"], ["mse", "cross_entropy"]],
  ["input(3) -> residual(fc(3) -> |)", ["relu"], ["mse"]],
  ["input(3) -> f|(4) -> relu", ["fc"], ["flatten", "focal"]],
  // What does not take what comes in is left out.
  ["input(8,8,1) -> |", ["flatten", "global_avgpool"], ["positional"]],
  ["input(8) -> |", ["flatten"], ["global_avgpool", "conv"]],
  ["input(8,8,1) -> add(conv(1,2), flatten -> |", ["fc"], ["global_avgpool"]],
  // The first layer says what comes in.
  ["|", ["input", "fc", "given"], ["relu", "mse", "x"]],
  // Values begin pipelines and branches.
  ["input(3) -> h: fc(3) -> add(|", ["h", "x", "id"], ["mse"]],
  ["input(3) -> h: fc(3) -> |", ["relu"], ["h", "x"]],
  ["given a = 2\n|", ["a", "expect"], ["relu"]],
  ["fc(2,1) -> mse\ngi|", ["given"], ["let", "sigmoid"]],
  // A name is known from its line on.
  [
    "let f = fc(3)\n|\nlet g = fc(2)",
    ["f", "let"],
    ["g"],
  ],
  // Formulas: values and functions, but no layer with weights, chance or loss.
  [
    "given a = 2\nswish(t) = t*exp(t)\nb = |",
    ["a", "swish", "exp", "sum", "pi", "e"],
    ["fc", "mse", "dropout", "batchnorm", "b", "input"],
  ],
  ["given a = 2\nf(t) = t + |", ["t", "exp"], ["a", "f"]],
  ["given a = [1, 2]\nb = sum(a, |", ["axis=", "keep=", "a"], []],
  // A derivative can be claimed.
  ["f(t) = t^2\n|", ["f'(t)"], []],
  ["f(t) = t^2\nf'(t) = 2*t\n|", [], ["f'(t)"]],
];
for (const [text, some, left] of parts) {
  Deno.test(`${JSON.stringify(text)} is offered ${some.join(" ")}, not ${left.join(" ") || "others"}`, () => {
    const labels = labelsAt(text);
    assertEquals(some.filter((each) => !labels.includes(each)), []);
    assertEquals(left.filter((each) => labels.includes(each)), []);
  });
}

Deno.test("the whole word or path at the caret is replaced", () => {
  assertEquals(offered("fc(2,3) -> si|gm -> mse").replaced, "sigm");
  assertEquals(
    offered("fc(2,1) -> mse\nexpect fc1.we|ight = 2").replaced,
    "fc1.weight",
  );
});

Deno.test("activations come first behind weights, and weights behind activations", () => {
  const [first] = labelsAt("fc(2,3) -> |");
  assertEquals(first, "sigmoid");
  assertEquals(labelsAt("fc(2,3) -> relu -> |")[0], "fc");
});

Deno.test("what begins with the letters comes first, then words within and other names", () => {
  const labels = labelsAt("fc(2,3) -> soft|");
  const isFirst = (label: string) => label.startsWith("soft");
  const count = labels.filter(isFirst).length;
  assert(labels.slice(0, count).every(isFirst), labels.join());
  assert(labels.includes("log_softmax"));
});

Deno.test("a layer that needs arguments is written with brackets, the caret in them", () => {
  const [{ text, caret, isOpen, detail }] = offered("input(3) -> fc|").items;
  assertEquals({ text, caret, isOpen, detail }, {
    text: "fc()",
    caret: 3,
    isOpen: true,
    detail: "fc(out)",
  });
  assertEquals(offered("input(3) -> fc|(2)").items[0].text, "fc");
});

/** What is said of a network that is not finished. */
const unfinished = new Set(["E019", "E020", "E145"]);

/** A branch of `residual` may change the shape within it. */
const withinBranch = new Set(["E126"]);

Deno.test("what is offered as complete has no mistake where it is written, in every example", () => {
  const random = createRandom(1);
  let count = 0;
  for (const text of exampleTexts()) {
    const first = random.integer(11);
    for (let offset = first; offset <= text.length; offset += 11) {
      for (const cut of [text, text.slice(0, offset)]) {
        const found = languageService(cut).completionsAt(offset);
        const items = (found?.items ?? []).filter(({ isOpen }) => !isOpen);
        if (found === undefined || items.length === 0) continue;
        const { start, end } = found.span;
        // What takes other arguments is not complete.
        if (/^\s*\(/.test(cut.slice(end))) continue;
        const item = items[random.integer(items.length)];
        const edited = applyEdit(cut, { span: found.span, text: item.text });
        const wrong = compile(edited).diagnostics.filter(({ code, labels }) =>
          !unfinished.has(code) && !withinBranch.has(code) &&
          labels[0].span.start >= start &&
          labels[0].span.start <= start + item.text.length
        ).map(({ message }) => message);
        assertEquals(wrong, [], edited);
        count++;
      }
    }
  }
  assert(count > 500, String(count));
});
