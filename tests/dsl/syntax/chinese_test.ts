// What is said of texts that cannot be read, in Chinese.
import { assertEquals } from "@std/assert";
import {
  type Code,
  codes,
  isSyntaxCode,
} from "../../../dsl/diagnostics/codes.ts";
import {
  renderDiagnostics,
  renderShort,
} from "../../../dsl/diagnostics/render.ts";
import { readTextSeeds, textOf } from "../../fuzz/corpus.ts";
import { textWidth } from "../../../dsl/typesetting/width.ts";
import { formatText, parse } from "../../../text.ts";
import { zh } from "../../../words/zh.ts";
import { mixed, spoken } from "../../helpers/languages.ts";
import { wrongFormulas } from "../diagnostics/ways_out.ts";

/** Those that only the compiler finds. */
const ofCompiler: readonly Code[] = ["E019", "E020", "E022", "E023"];

Deno.test("whatever is wrong with the spelling of a text is told in Chinese alone", () => {
  const texts = [
    ...readTextSeeds().map(textOf),
    ...wrongFormulas.map(({ text }) => text.replace(/[⟦⟧]/g, "")),
  ];
  const seen = new Set<string>(ofCompiler);
  const english = new Set<string>();
  for (const text of texts) {
    for (const each of spoken(zh, () => parse(text).diagnostics)) {
      seen.add(each.code);
      const words = [
        each.message,
        ...each.labels.map(({ text }) => text).filter((text) => text !== ""),
        ...each.notes,
        ...each.helps.map(({ text }) => text),
      ];
      for (const said of words) {
        const isChinese = /\p{sc=Han}/u.test(said.replace(/`[^`]*`/g, ""));
        if (!isChinese || mixed(said).length > 0) english.add(said);
      }
    }
  }
  assertEquals([...english], []);
  const all = Object.keys(codes) as Code[];
  assertEquals(all.filter(isSyntaxCode).filter((code) => !seen.has(code)), []);
});

Deno.test("a diagnostic stands in a Chinese frame", () => {
  const text = "fc(2,1) sigmoid\ngiven x = 0,5";
  const source = { name: "net.nn", text };
  const rendered = spoken(
    zh,
    () => renderDiagnostics(parse(text).diagnostics, source),
  );
  assertEquals(rendered.split("\n"), [
    "错误[E011]：`sigmoid` 前缺少箭头",
    " --> net.nn:1:9",
    "  |",
    "1 | fc(2,1) sigmoid",
    "  |         ^^^^^^^ 两个步骤之间必须是 `->`",
    "  |",
    "  = 建议：在两者之间加上箭头  fc(2,1) -> sigmoid",
    "",
    "错误[E005]：`0,5` 不是数",
    " --> net.nn:2:11",
    "  |",
    "2 | given x = 0,5",
    "  |           ^^^ 小数点写作 `.`",
    "  |",
    "  = 建议：写成 `0.5`  given x = 0.5",
    "",
    "2 个错误",
  ]);
  assertEquals(
    spoken(zh, () => renderShort(parse(text).diagnostics, source)).split("\n"),
    [
      "net.nn:1:9: 错误[E011]：`sigmoid` 前缺少箭头",
      "net.nn:2:11: 错误[E005]：`0,5` 不是数",
    ],
  );
});

Deno.test("in a narrow terminal no Chinese line is too wide, begins with a comma or ends with an opening bracket", () => {
  for (const { text: marked } of wrongFormulas) {
    const text = marked.replace(/[⟦⟧]/g, "");
    for (const columns of [30, 50]) {
      const rendered = spoken(
        zh,
        () =>
          renderDiagnostics(parse(text).diagnostics, { name: "net.nn", text }, {
            columns,
          }),
      );
      const wrong = rendered.split("\n").filter((line) =>
        textWidth(line) > columns || /^[ |]*[，。：；！？、）]|（$/.test(line)
      );
      assertEquals(wrong, []);
    }
  }
});

Deno.test("a text that cannot be formatted is refused in Chinese", () => {
  const refused = spoken(zh, () => {
    try {
      return formatText("fc(2,1) ->");
    } catch (error) {
      return error instanceof Error ? error.message : "";
    }
  });
  assertEquals(refused.split("\n").slice(0, 3), [
    "无法格式化网络文本",
    "错误[E010]：箭头后没有内容",
    " --> 文本:1:9",
  ]);
  assertEquals(mixed(refused), []);
});
