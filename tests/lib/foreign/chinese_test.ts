// What is said of programs of other languages, in Chinese.
import { assert, assertEquals, assertRejects } from "@std/assert";
import { formatAdvice } from "../../../lib/base/advice.ts";
import { foreignFunction, NablaError, pythonArguments } from "../../../mod.ts";
import { zh } from "../../../words/zh.ts";
import { mixed, spoken, spokenLater } from "../../helpers/languages.ts";
import { pythonTest } from "../../helpers/python.ts";

const program = pythonArguments({ file: "a.py", name: "f" })[1];
const sentences = [...program.matchAll(/\bsay\(([^)"]*)"([^"]+)"/g)];

Deno.test("each sentence of the program in Python has its Chinese", () => {
  const known = new Set(Object.keys(zh.sentences));
  assertEquals(
    sentences.map(([, , sentence]) => sentence)
      .filter((each) => !known.has(each)),
    [],
  );
  assert(sentences.length > 30);
  // What it says is all between the quotes, so that it is found there.
  assertEquals(sentences.filter(([, before]) => before.trim() !== ""), []);
  const refusals = [...program.matchAll(/\bRefusal\(\s*(?!rule\b|say\()\S+/g)];
  assertEquals(refusals.map(([words]) => words), ["Refusal(Exception):"]);
});

Deno.test("words go to the program only where they are not English, and in ASCII", () => {
  const own = { file: "a.py", name: "f" };
  assertEquals(pythonArguments(own).length, 3);
  const words = spoken(zh, () => pythonArguments(own))[3];
  assert(/^[ -~]+$/.test(words));
  assertEquals(
    JSON.parse(words)["the file has no {name}"],
    "文件中没有 {name}",
  );
});

await pythonTest(
  "a file of Python is refused in Chinese",
  undefined,
  async (python) => {
    const refusal = (file: string, name: string) =>
      spokenLater(zh, async () => {
        const child = new Deno.Command(python, {
          args: pythonArguments({ file, name }),
          stdin: "piped",
          stdout: "piped",
          stderr: "null",
        }).spawn();
        const pipes = { readable: child.stdout, writable: child.stdin };
        const { message, help = "" } = await assertRejects(
          () => foreignFunction(pipes),
          NablaError,
        );
        await child.status;
        return `${message}\n${formatAdvice(help)}`;
      });
    const plain = "tests/fixtures/python/plain.py";
    const found = [
      await refusal(plain, "cubee"),
      await refusal("tests/fixtures/none.py", "f"),
    ];
    assertEquals(found, [
      "无法检验该程序的函数：文件中没有 cubee\n是否想写 cube？",
      "无法检验该程序的函数：没有这个文件\n",
    ]);
    assertEquals(mixed(found.join("\n")), []);
  },
);
