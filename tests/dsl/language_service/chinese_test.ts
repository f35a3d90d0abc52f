// What an editor shows beside a text, in Chinese.
import { assertEquals } from "@std/assert";
import { createRegistry } from "../../../dsl/syntax/registry.ts";
import {
  type HoverBlock,
  languageService,
  lessonOf,
} from "../../../language_service.ts";
import { codes } from "../../../dsl/diagnostics/codes.ts";
import { zh } from "../../../words/zh.ts";
import { mixed, spoken } from "../../helpers/languages.ts";

/** Texts in which each kind of word stands somewhere. */
const texts: readonly string[] = [
  "let block(n) = h: fc(n,init=he) -> relu*2\ninput(2) -> block(3) -> l: mse\n" +
  "given x = [1, 2]\ngiven target = [0, 1, 2]\nexpect block1.h.weight.grad = _\nexpect loss = 1",
  "f(t) = t^2*pi\nf'(t) = 2*pi*t\ngiven a = 2\nb = f(a) + sum(a, axis=[0])\nexpect b.grad = 1",
  "a: input(2)\nb: input(2)\nadd(a, b) -> residual(fc(2)) -> gru(3,state=id) -> same(h)",
];

/** What looks like words, and is a formula. */
const formulas = ["dq dk dv"];

/** What a person reads of a hover; code stays. */
function wordsOf(block: HoverBlock): readonly string[] {
  switch (block.kind) {
    case "paragraph":
      return [block.text];
    case "code":
      return [];
    case "table":
      return [block.heading, ...block.rows.flat()];
  }
}

/** All that is shown wherever a caret stands in a text. */
function shownIn(text: string): ReadonlySet<string> {
  const service = languageService(text);
  const shown = new Set<string>();
  for (let offset = 0; offset <= text.length; offset++) {
    const { blocks = [] } = service.hoverAt(offset) ?? {};
    const { items = [] } = service.completionsAt(offset) ?? {};
    const signature = service.signatureAt(offset);
    const words = [
      ...blocks.flatMap(wordsOf),
      ...items.flatMap(({ kind, detail, summary }) =>
        kind === "argument" || kind === "choice" ? [detail, summary] : [summary]
      ),
      ...signature === undefined ? [] : [
        signature.summary,
        ...signature.arguments.flatMap(({ summary, wanted }) => [
          summary,
          wanted,
        ]),
      ],
    ];
    for (const each of words) shown.add(each);
  }
  return shown;
}

Deno.test(
  "hovers, completions and signatures in Chinese have no English in them",
  () => {
    const calls = [...createRegistry().keys()].map((name) => `${name}(2,`);
    const shown = spoken(
      zh,
      () => new Set([...texts, ...calls].flatMap((text) => [...shownIn(text)])),
    );
    assertEquals(
      [...shown].filter((words) => mixed(words, formulas).length > 0),
      [],
    );
  },
);

Deno.test("the lesson on a code in Chinese has no English in it", () => {
  const english = spoken(
    zh,
    () =>
      Object.keys(codes).flatMap((code) => lessonOf(code) ?? [])
        .flatMap(wordsOf).filter((words) => mixed(words).length > 0),
  );
  assertEquals(english, []);
});

Deno.test("words and tables beside a text are in good Chinese", () => {
  spoken(zh, () => {
    const service = languageService("given a = 2\nb = 3*a");
    assertEquals(service.hoverAt(1)?.blocks, [
      { kind: "paragraph", text: "给定输入、目标、参数或值的数" },
    ]);
    assertEquals(service.hoverAt(12)?.blocks, [
      { kind: "paragraph", text: "公式" },
      { kind: "code", text: "b = 3*a" },
      {
        kind: "table",
        heading: "此处",
        rows: [["形状", "1"], ["值", "6"], ["梯度", "1"]],
      },
    ]);
    const renamed = (name: string) => service.renameEdits(6, name);
    assertEquals(renamed("let"), { refusal: "`let` 不能作名称" });
    const { items = [] } = languageService("").completionsAt(0) ?? {};
    assertEquals(
      items.find(({ label }) => label === "given")?.summary,
      "给定数",
    );
  });
});
