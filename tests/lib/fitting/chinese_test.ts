// What is refused where data do not fit a network, in Chinese.
import { assertEquals, assertRejects, assertThrows } from "@std/assert";
import { csvTable, type LearnSchemaOptions } from "../../../data.ts";
import { formatAdvice } from "../../../lib/base/advice.ts";
import { fitArrays } from "../../../lib/fitting/array_data.ts";
import { fingerprinted } from "../../../lib/fitting/fingerprint.ts";
import { fitTable } from "../../../lib/fitting/table_data.ts";
import { examplesOf } from "../../../lib/data/examples/examples.ts";
import { requireOneInput } from "../../../lib/fitting/parts.ts";
import { NablaError, type Network, nn } from "../../../mod.ts";
import { zh } from "../../../words/zh.ts";
import { mixed, spoken, spokenLater } from "../../helpers/languages.ts";
import { source } from "../../helpers/text_sources.ts";

/** A refusal and its help, in Chinese. */
async function refusal(work: () => Promise<unknown>): Promise<string> {
  const { message, help = "" } = await spokenLater(
    zh,
    () => assertRejects(work, NablaError),
  );
  return `${message}\n${formatAdvice(help)}`;
}

function fit(network: Network, text: string, options: LearnSchemaOptions = {}) {
  return refusal(async () =>
    await fitTable(network, await csvTable(source(text)), options)
  );
}

const iris = "w,h,kind\n1,2,a\n3,4,b\n5,6,c\n";

Deno.test("a table that does not fit a network is refused in Chinese", async () => {
  const found = [
    await fit(nn`fc(2,3) -> cross_entropy`, iris),
    await fit(nn`fc(3,3) -> cross_entropy`, iris, { target: "kind" }),
    await fit(nn`fc(2,2) -> cross_entropy`, iris, { target: "kind" }),
    await fit(nn`fc(1,1) -> bce`, "x,y\n1,0\n2,3\n3,1\n", { target: "y" }),
    await fit(nn`fc(2,1) -> mse`, iris, { target: "kind" }),
  ];
  assertEquals(found, [
    "t.csv：必须有目标，实际没有\n用 target 写出目标所在的列；各列是 w、h、kind。",
    "t.csv：网络的输入大小必须是 3，而各列共有 2 个数：w、h\n把它的输入改为 2，或用 inputs 或 without 选择列。",
    't.csv，列 "kind"：网络最多预测 2 个类别，实际有 3 个：a、b、c\n让网络在损失之前以 fc(3) 结尾。',
    't.csv，列 "y"：bce 的目标必须是 0 到 1 之间的数，实际为从 0 到 3 的数\n类别多于两个时，让网络以 fc(N) -> cross_entropy 结尾；若目标是任意数，以 fc(1) -> mse 结尾。',
    't.csv:2，列 "kind"：目标必须是数，实际为 "a"；该列中还有 2 处类似\n用 targetKind: "class" 把其中的文本作为类别。',
  ]);
  assertEquals(mixed(found.join("\n")), []);
});

Deno.test("arrays that do not fit a network are refused in Chinese", async () => {
  const x = { shape: [2, 3], values: new Float64Array(6) };
  const target = { shape: [2], values: new Float64Array([0, 0.5]) };
  const found = [
    await refusal(() => fitArrays(nn`fc(3,2) -> cross_entropy`, { x, target })),
    await refusal(() => fitArrays(nn`fc(4,2) -> cross_entropy`, { x, target })),
  ];
  assertEquals(found, [
    "x，第 2 个样本：目标必须是从 0 到 1 的类别编号，实际为 0.5\n若目标是任意数，让网络以 fc(1) -> mse 结尾。",
    "x：每个样本必须有形状为 4 的数，实际为 3\n",
  ]);
  const { message } = spoken(
    zh,
    () =>
      assertThrows(
        () =>
          requireOneInput(
            nn`
              a: input(2)
              b: input(2)
              concat(a, b) -> fc(1) -> mse
            `,
            "x.npy",
          ),
        NablaError,
      ),
  );
  assertEquals(message, "网络有输入 a 和 b，而 x.npy 只含一个数组");
});

Deno.test("what a checkpoint keeps of its data is the same in all languages", async () => {
  const all = examplesOf([1, 2], { inputShape: [1] });
  const print = () => fingerprinted(all).fingerprint();
  assertEquals(await spokenLater(zh, print), await print());
});
