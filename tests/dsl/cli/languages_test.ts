import { assertEquals, assertStringIncludes } from "@std/assert";
import { textWidth } from "../../../dsl/typesetting/width.ts";
import { mixed } from "../../helpers/languages.ts";
import { run } from "../../helpers/memory_io.ts";
import { calls, classes, files } from "./calls.ts";
import * as hostile from "./hostile_calls.ts";

/** Words of a command line that make no sense, whatever the command is. */
const misused: readonly (readonly string[])[] = [
  ["--frobnicate"],
  ["--lang"],
  ["--help=yes"],
  ["gone.nn", "more.nn", "most.nn"],
];

/** A line may be wider only where it is one word, such as a path. */
function tooWide(text: string, columns: number): string[] {
  return text.split("\n").filter((line) =>
    textWidth(line) > columns && /\S\s/.test(line)
  );
}

/** Calls that show words of rooms that are still being translated. */
const pending =
  /^explain|^learn|^generate *$|spyral|gone|^fmt fc\(2,|^worksheet fc|^evaluate .* flowers/;

for (const columns of [80, 40]) {
  for (
    const [command, own] of [
      ["", [[], ["--help"], ["frob"]]] as const,
      ...Object.entries(calls),
    ]
  ) {
    Deno.test(`what ${command || "nabla"} prints in ${columns} columns is Chinese`, async () => {
      const found: unknown[] = [];
      const before = command === "" ? [] : [command];
      const all = command === "" ? own : [["--help"], ...misused, ...own];
      for (const words of all) {
        const call = [...before, ...words];
        if (pending.test(call.join(" "))) continue;
        const { out, error } = await run(["--lang", "zh", ...call], {
          files,
          columns,
          interrupts: command === "play",
        });
        const text = out + error;
        const wide = tooWide(text, columns);
        const english = mixed(text, classes);
        if (english.length + wide.length > 0) {
          found.push({ call, english, wide });
        }
      }
      assertEquals(found, []);
    });
  }
}

Deno.test("Chinese is that of a reader: what was asked, and a way out", async () => {
  const sentences: readonly (readonly [call: string, sentence: string])[] = [
    ["frob", "没有命令 frob"],
    ["learn --hint x", "--hint 必须是不小于 0 的整数，实际为 x"],
    ["train net.nn", "没有用来学习的数据"],
    ["gradcheck net.nn --tap --sweep", "--tap 用来写报告，而 --sweep 没有报告"],
    ["check --tpa homework.nn", "没有选项 --tpa\n是否想写 --tap？"],
    ["fmt --check net.nn", "共 1 个，其中 0 个文本会改变"],
    ["grade blank.nn --key homework.nn", "未填"],
    ["evaluate net.safetensors --data spiral(examples=60)", "的 60 个样本"],
    ["export net.safetensors --out n.npz", "已保存 n.npz"],
    ["--help", '用法：nabla COMMAND [FILE | "TEXT"] [选项]'],
  ];
  for (const [call, sentence] of sentences) {
    const { out, error } = await run(call.split(" "), {
      files,
      language: "zh-CN",
    });
    assertStringIncludes(out + error, sentence);
  }
});
