import { assertEquals, assertRejects, assertThrows } from "@std/assert";
import {
  csvTable,
  jsonTable,
  learnSchema,
  type LearnSchemaOptions,
  tableExamples,
} from "../../../data.ts";
import { formatAdvice } from "../../../lib/base/advice.ts";
import { examplesOf } from "../../../lib/data/examples/examples.ts";
import { generators } from "../../../lib/data/generators/generators.ts";
import { NablaError } from "../../../mod.ts";
import { zh } from "../../../words/zh.ts";
import { mixed, spoken, spokenLater } from "../../helpers/languages.ts";
import { source } from "../../helpers/text_sources.ts";

/** A refusal and its help, in Chinese. */
async function refusal(work: () => Promise<unknown>): Promise<string[]> {
  const { message, help = "" } = await spokenLater(
    zh,
    () => assertRejects(work, NablaError),
  );
  return [message, formatAdvice(help)];
}

async function learn(text: string, options: LearnSchemaOptions = {}) {
  const table = await csvTable(source(text));
  const learned = await learnSchema(table, options);
  return { table, learned };
}

Deno.test("a cell that cannot be read is refused in Chinese", async () => {
  assertEquals(
    await refusal(() => learn("w,kind\n1,a\n2,\n", { target: "kind" })),
    [
      't.csv:3，列 "kind"：缺少值，实际为 ""',
      '用 missing: "skip" 略去这样的行。',
    ],
  );
  assertEquals(
    await refusal(() =>
      learn("w,kind\n1,a\nx,b\n2,a\n3,b\n", { target: "kind" })
    ),
    [
      't.csv:3，列 "w"：输入必须是数，实际为 "x"',
      '若它表示缺失值，用 missingNames: ["x"] 和 missing: "skip" 说明。',
    ],
  );
});

Deno.test("mistakes of several columns are refused in one Chinese sentence for each", async () => {
  const found = await refusal(() =>
    learn("w,color,kind\n1,red,a\n,blue,b\n3,red,a\n", { target: "kind" })
  );
  assertEquals(found, [
    't.csv：有单元格无法使用，且有值缺失\n  第 2 行，列 "color"：输入必须是数，实际为 "red"；还有 2 处类似\n  缺少 1 个值，第一个在第 3 行，位于列 "w"',
    '用 classes: ["color"] 把文本作为类别；用 missing: "skip" 略去缺值的行，或用 missing: "mean" 以其余值的均值代替。',
  ]);
});

Deno.test("what a table may hide is told in Chinese", async () => {
  const rows = Array.from({ length: 12 }, (_, i) => `${i},${"ab"[i % 2]}`);
  const { table, learned } = await spokenLater(
    zh,
    () =>
      learn(`A list of things\nid,kind\n${rows.join("\n")}\n12,A\n13,-\n`, {
        target: "kind",
      }),
  );
  const notes = [
    ...table.notes ?? [],
    ...table.columnNotes ?? [],
    ...learned.notes,
  ].map((each) => formatAdvice(each));
  assertEquals(notes, [
    "第 1 行在表格之前，已略去；若有误，用 skip: 0",
    '列 id 是行的编号，可能泄露行的顺序；用 without: ["id"] 去掉它',
    '"-" 在列 "kind" 中出现一次；若它表示缺失值，用 missingNames: ["-"] 和 missing: "skip"',
    '列 "kind" 的 "A" 和 "a" 看起来相同，却是不同的类别',
  ]);
  assertEquals(mixed(notes.join("\n")), []);
});

Deno.test("files that are no table are refused in Chinese", async () => {
  const found = [
    ...await refusal(() => csvTable(source(""))),
    ...await refusal(async () => {
      const table = await csvTable(source("a,b\n1,2\n3\n"));
      await learnSchema(table, { target: "b" });
    }),
    ...await refusal(async () => {
      const table = await jsonTable(source("[1,2]\n{}\n", "t.jsonl"));
      await learnSchema(table, { target: "2" });
    }),
    ...await refusal(() => learn("a,b\n1,2\n", { target: "c" })),
  ];
  assertEquals(found, [
    "t.csv：内容为空",
    "",
    "t.csv:3：一行必须像第一行那样有 2 个字段，实际有 1 个",
    "",
    "t.jsonl:2：一行必须像第一个那样是有 2 项的数组，实际是对象",
    "",
    't.csv：必须有列 "c"，实际有 "a"、"b"',
    "",
  ]);
});

Deno.test("numbers that make no examples are refused in Chinese", async () => {
  const { message } = spoken(zh, () =>
    assertThrows(
      () => examplesOf([1, 2, 3], { inputShape: [2] }),
      NablaError,
    ));
  assertEquals(
    message,
    "无法创建样本：输入（2）的长度必须是 2 的倍数，实际为 3",
  );
  const { table, learned } = await learn("a,b\n1,2\n", { target: "b" });
  const [sentence] = await refusal(() =>
    tableExamples(table, learned.schema, { inputShape: [2, 2] })
  );
  assertEquals(
    sentence,
    "t.csv：形状为 2×2 的输入必须有 4 个数，各列实际共有 1 个",
  );
});

Deno.test("each generator and each of its arguments is summed up in Chinese", () => {
  const english = [...generators.values()].flatMap(({ definition }) => [
    definition.summary,
    ...Object.values(definition.arguments).map(({ summary }) => summary),
  ]);
  const known = new Set(Object.keys(zh.sentences));
  assertEquals(english.filter((each) => !known.has(each)), []);
});
