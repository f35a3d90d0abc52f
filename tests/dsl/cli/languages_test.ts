import { assertEquals, assertStringIncludes } from "@std/assert";
import { textWidth } from "../../../dsl/typesetting/width.ts";
import { mixed } from "../../helpers/languages.ts";
import { run, type World } from "../../helpers/memory_io.ts";
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

/** Words of data: classes, and the title of a column in CSV. */
const names = [...classes, "predicted kind"];

/** What is printed for programs has words of theirs. */
const forPrograms = /--(json|dot|mermaid)\b/;

/** A call that prints something in English, or a line that is too wide. */
interface Finding {
  readonly call: string;
  readonly english: readonly string[];
  readonly wide: readonly string[];
}

async function findingsOf(
  call: readonly string[],
  world: World,
): Promise<Finding[]> {
  const words = call.join(" ");
  if (forPrograms.test(words)) return [];
  // A server would go on.
  const interrupts = call[0] === "play";
  const { out, error } = await run(["--lang", "zh", ...call], {
    ...world,
    interrupts,
  });
  const english = mixed(out + error, names);
  const wide = tooWide(out + error, world.columns ?? Infinity);
  return english.length + wide.length === 0
    ? []
    : [{ call: words, english, wide }];
}

for (const columns of [80, 40]) {
  Deno.test(`what nabla prints in ${columns} columns is Chinese`, async () => {
    for (const words of [[], ["--help"], ["frob"], ["fc(2,1) -> relu"]]) {
      assertEquals(await findingsOf(words, { columns }), []);
    }
  });

  for (const [command, own] of Object.entries(calls)) {
    Deno.test(`what ${command} prints in ${columns} columns is Chinese`, async () => {
      for (const words of [["--help"], ...misused, ...own]) {
        const call = [command, ...words];
        assertEquals(await findingsOf(call, { files, columns }), []);
      }
    });
  }
}

for (const [command, own] of Object.entries(hostile.calls)) {
  Deno.test(`what ${command} prints of hostile names is Chinese`, async () => {
    for (const words of own) {
      const { english = [] } =
        (await findingsOf([command, ...words], hostile.world))[0] ?? {};
      assertEquals(english, []);
    }
  });
}

/** Work that is watched, stopped or asks for answers. */
const live: readonly (readonly [words: string, world: World])[] = [
  [
    "train net.nn --data flowers.csv --target kind --validation 0.3 --epochs 3 --patience 1 --metrics accuracy,f1",
    {
      showsProgress: true,
      color: true,
    },
  ],
  [
    "train net.nn --data flowers.csv --target kind --epochs 9 --resume --out o.safetensors",
    {
      interrupts: 3,
    },
  ],
  ["train net.nn --data flowers.csv --target kind --epochs 9", {
    interrupts: true,
  }],
  ["gradcheck homework.nn --watch", {
    changes: [{ "homework.nn": "fc(2,1)" }],
  }],
  ["check homework.nn", { interrupts: true, showsProgress: true }],
  ["self-test --faulty 1", { interrupts: true }],
  ["trace homework.nn --step", { keys: ["\r", "b", "q"] }],
  ["play homework.nn --open --port 5", { taken: 5 }],
  ["play homework.nn --open", {}],
];

for (const [words, world] of live) {
  Deno.test(`nabla ${words} is Chinese while it goes on`, async () => {
    const call = words.split(" ");
    const { interrupts = call[0] === "play" } = world;
    const { out, error } = await run(["--lang", "zh", ...call], {
      files,
      columns: 80,
      ...world,
      interrupts,
    });
    assertEquals(mixed(out + error, names), []);
  });
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
