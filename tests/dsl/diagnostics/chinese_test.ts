// Every mistake as it is said in Chinese. The texts are those that are tried in
// English, and the wrong text of each lesson.
import { assert, assertEquals, assertThrows } from "@std/assert";
import { compile } from "../../../dsl/compiler/compiler.ts";
import { defineFunction } from "../../../dsl/compiler/twin.ts";
import { nothingToStartFrom } from "../../../dsl/compiler/upstream.ts";
import { codes, isCode } from "../../../dsl/diagnostics/codes.ts";
import type { Diagnostic } from "../../../dsl/diagnostics/diagnostic.ts";
import { languageService } from "../../../dsl/language_service/language_service.ts";
import { lessonOn } from "../../../dsl/manual/lessons.ts";
import { zh } from "../../../words/zh.ts";
import { mixed, spoken } from "../../helpers/languages.ts";
import { wrongEnds, wrongFormulas, wrongShapes } from "./ways_out.ts";
import { wrongTexts } from "./wrong_texts.ts";

const texts: readonly string[] = [
  ...wrongTexts.map(([, , text]) => text),
  ...[...wrongEnds, ...wrongFormulas, ...wrongShapes].map(({ text }) =>
    text.replace(/[⟦⟧]/g, "")
  ),
  ...Object.keys(codes).filter(isCode).flatMap((code) =>
    lessonOn(code).wrong ?? []
  ),
];

/** Mistakes, warnings and what is wrong with the numbers of a text. */
function diagnose(text: string): readonly Diagnostic[] {
  const service = languageService(text);
  const { diagnostics } = service.compiled();
  return [...diagnostics, ...service.diagnostics(), ...service.judged()];
}

function inChinese(text: string): readonly Diagnostic[] {
  return spoken(zh, () => diagnose(text));
}

/** All that a person reads of a mistake, apart from the text itself. */
function wordsOf({ message, labels, notes, helps }: Diagnostic): string[] {
  return [
    message,
    ...labels.map(({ text }) => text),
    ...notes,
    ...helps.map(({ text }) => text),
  ];
}

Deno.test("what is said of a mistake in Chinese has no English in it", () => {
  const seen = new Set<string>();
  const english: string[] = [];
  for (const text of texts) {
    for (const found of inChinese(text)) {
      seen.add(found.code);
      assert(/[\u4e00-\u9fff]/.test(found.message), found.message);
      for (const words of wordsOf(found)) {
        const all = mixed(words);
        if (all.length > 0) english.push(`${found.code} ${words}: ${all}`);
      }
    }
  }
  assertEquals(english, []);
  const unseen = Object.keys(codes).filter((code) => !seen.has(code));
  // Too long to show, no text at all, or no text of a network.
  assertEquals(unseen, ["E017", "E018", "E022", "E023"]);
});

/** All of a mistake but its words. */
function factsOf({ code, severity, labels, notes, helps }: Diagnostic) {
  return {
    code,
    severity,
    labels: labels.map(({ span, primary }) => ({ span, primary })),
    notes: notes.length,
    edits: helps.map(({ edit }) => edit),
  };
}

Deno.test("a mistake has the same code, places and edits in Chinese", () => {
  for (const text of texts) {
    assertEquals(
      inChinese(text).map(factsOf),
      diagnose(text).map(factsOf),
      text,
    );
  }
});

/** Texts with what is said of the first mistake: the message, the label, the first help. */
const sentences: readonly (readonly [text: string, ...words: string[]])[] = [
  [
    "fc(2,4) -> relu -> fc(3,1)",
    "`fc` 写明接受 3 个输入，实际收到 4 个",
    "此处写明 3 个",
    "去掉输入大小，它是已知的",
  ],
  [
    "fc(2,1) -> sigmod",
    "没有名为 `sigmod` 的层",
    "不是层",
    "是否想写 `sigmoid`？",
  ],
  [
    "fc(2,-3)",
    "`fc` 的 `out` 必须是正整数",
    "不是正整数",
    "写成 `3`",
  ],
  [
    "input(8) -> add(fc(4), fc(6) -> tanh)",
    "`add` 无法相加：4 和 6",
    "所有分支必须以相同的形状结束",
    "让此分支以 6 个数结束",
  ],
  [
    "fc(2,1)\ngiven fc1.weight = [0.5, -1]",
    "`fc1.weight` 必须是一个 1×2 矩阵",
    "实际为一个长度为 2 的向量",
    "括号这样加",
  ],
  [
    "given a = 2\na = 3",
    "`a` 定义了两次",
    "在此又定义为公式",
    "换一个名称",
  ],
  [
    "fc(4,3) -> softmax -> cross_entropy",
    "`softmax` 在 `cross_entropy` 之前",
    "很可能是错误",
    "去掉它",
  ],
];

for (const [text, ...words] of sentences) {
  Deno.test(`${JSON.stringify(text)} is told in good Chinese`, () => {
    const [{ message, labels: [label], helps: [help] }] = inChinese(text);
    assertEquals([message, label.text, help.text], words);
  });
}

Deno.test("what cannot be used from TypeScript is told in Chinese", () => {
  const several = defineFunction("f(a, b) = a*b");
  const calls = [
    () => several(),
    () => compile("fc(2)", { libraries: ["fc(2,1)"] }),
  ];
  assertEquals(
    calls.map((call) => spoken(zh, () => assertThrows(call).message)),
    [
      "无法把 f 用作步骤：它必须有且只有一个参数，实际为 2",
      "无法使用库：它必须是由 `let` 和函数组成的文本：库中只能有 `let` 和函数",
    ],
  );
  const { network } = compile("fc(2,3)");
  assert(network !== undefined);
  assertEquals(spoken(zh, () => nothingToStartFrom(network, 1)), [
    "没有起点：输出是一个长度为 3 的向量，而且没有损失；",
    "加上这一行  given y.grad = [1, 1, 1]",
  ]);
});
