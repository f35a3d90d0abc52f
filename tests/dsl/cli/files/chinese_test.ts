// What a command says of files, in Chinese.
import { assert, assertEquals, assertRejects } from "@std/assert";
import { requireSameRun } from "../../../../dsl/cli/files/checkpoints.ts";
import { reportMistake } from "../../../../dsl/cli/files/mistakes.ts";
import { speaking } from "../../../../dsl/cli/files/refusals.ts";
import { UsageError } from "../../../../dsl/cli/words/command.ts";
import { zh } from "../../../../words/zh.ts";
import { mixed, spoken, spokenLater } from "../../../helpers/languages.ts";
import { open, run, type World } from "../../../helpers/memory_io.ts";

/** What a command prints as an error, in Chinese. */
async function said(words: string, world: World = {}): Promise<string> {
  const { error } = await run([...words.split(" "), "--lang", "zh"], world);
  return error.trimEnd();
}

const files: World["files"] = {
  "x.csv": "a,b\n1,2\n3,4\n",
  "n.nn": "fc(1,1) -> mse\n",
  "n.safetensors": "",
  "d/readme.txt": "",
  "library.nn": "let two = fc(2,2)\n",
};

Deno.test("what cannot be read or written is told in Chinese", async () => {
  const found = [
    await said("check n.safetensors", { files }),
    await said("check d", { files }),
    await said("check *.md", { files }),
    await said("train n.nn --data x.cvs", { files }),
    await said("train n.nn --data x.csv --target b --out x.csv", { files }),
    await said("train n.nn --data x.csv --target c", { files }),
    await said("predict n.safetensors --data x.csv", { files }),
  ];
  assertEquals(found, [
    "nabla: n.safetensors 的内容是数，而该命令处理文本\nnabla show n.safetensors 显示其中网络的文本。",
    "nabla: 文件夹 d 中没有 .nn 文件，也没有含 nn 代码块的 Markdown",
    "nabla: 没有与 *.md 匹配的文件",
    "nabla: 无法读取 x.cvs：没有这个文件",
    "nabla: --out 写入的是 .safetensors，实际为 x.csv\n换一个名称，例如 x.safetensors。",
    'nabla: x.csv：必须有列 "c"，实际有 "a"、"b"',
    "nabla: n.safetensors：safetensors 文件以 8 字节开头，实际为 0",
  ]);
  assertEquals(mixed(found.join("\n")), []);
});

Deno.test("what the system refuses is told in Chinese", async () => {
  const refuse = () => Promise.reject(new Deno.errors.NotCapable("no"));
  const io = speaking({ ...open().io, createFile: refuse, openFile: refuse });
  const refusal = async (work: () => Promise<unknown>) => {
    const { message, help } = await spokenLater(
      zh,
      () => assertRejects(work, UsageError),
    );
    return `${message}\n${help}`;
  };
  assertEquals([
    await refusal(() => io.createFile("../x.csv")),
    await refusal(() => io.openFile("/dev/fd/63")),
  ], [
    "未获准写入 ../x.csv\n运行 Deno 时再加上 --allow-write=.. ；由 deno install 安装的命令，用 deno install -g -f 重新安装时加上它。",
    "未获准读取 /dev/fd/63\n指定一个文件；用 --data - 从标准输入读取数据。",
  ]);
});

Deno.test("a checkpoint of another run, and a fault, are told in Chinese", () => {
  const data = `2 examples, digest ${"0".repeat(32)}`;
  const told: string[] = [];
  const io = { error: (text: string) => void told.push(text) };
  spoken(zh, () => {
    try {
      requireSameRun("a.safetensors", { data, seed: 1 }, { data, seed: 2 });
    } catch (error) {
      reportMistake(error, io);
    }
    reportMistake(new RangeError("Array buffer allocation failed"), io);
    reportMistake(Object.assign(new TypeError("f"), { stack: "" }), io);
  });
  assertEquals(told, [
    "nabla: a.safetensors 是另一次训练的检查点：其 seed 原为 1，现为 2\n按原来的设置训练以继续，用 --restart 重新开始，或换一个 --out。\n",
    "nabla: 内存不足：Array buffer allocation failed\n一次少做一些：改用更小的网络、--batch 或文件。\n",
    "nabla: 这是 nabla 的故障：TypeError: f\n请报告此故障，并附上命令和有关文件。\n",
  ]);
});

Deno.test("a text on standard input has a Chinese name", async () => {
  const input = "fc(2,1) -> sigmoud\n";
  const { out } = await run(["check", "-", "--lang", "zh"], { input });
  assert(out.startsWith("标准输入\n"), out);
  assert(out.includes("--> 标准输入:1:12"), out);
});
