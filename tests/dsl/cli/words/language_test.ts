import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { main } from "../../../../dsl/cli/main.ts";
import { currentLanguage } from "../../../../words/say.ts";
import { open, run, type World } from "../../../helpers/memory_io.ts";

const unknownLayer = ["check", "fc(2,1) -> sigmiod"];
const isChinese = (text: string) => /[\u4e00-\u9fff]/.test(text);

Deno.test("a command speaks the language of the system, or the one it is given", async () => {
  const cases: readonly (readonly [
    system: string | undefined,
    before: readonly string[],
    after: readonly string[],
    speaksChinese: boolean,
  ])[] = [
    [undefined, [], [], false],
    [undefined, [], ["--lang", "zh"], true],
    [undefined, ["--lang", "zh"], [], true],
    [undefined, ["--lang=zh"], [], true],
    [undefined, [], ["--lang=zh-TW"], true],
    ...["zh", "zh-CN", "zh-Hans-CN", "zh-TW", "zh_HK.UTF-8", "ZH"]
      .map((system) => [system, [], [], true] as const),
    ...["en", "en-US", "en-US-u-va-posix", "de-DE", "zhx", "C", ""]
      .map((system) => [system, [], [], false] as const),
    ["zh-CN", [], ["--lang", "en"], false],
    ["de", [], ["--lang", "zh"], true],
    ["zh-CN", [], ["--json"], false],
    ["zh-CN", [], ["--json", "--lang", "zh"], false],
    // A word behind -- is no option.
    [undefined, [], ["--", "--lang", "zh"], false],
  ];
  for (const [language, before, after, speaksChinese] of cases) {
    const { out, error } = await run(
      [...before, "frob", ...after],
      language === undefined ? {} : { language },
    );
    const what = `${language} ${[...before, ...after].join(" ")}`;
    assertEquals(isChinese(out + error), speaksChinese, what + out + error);
  }
});

Deno.test("no language is left behind, however a command ends", async () => {
  const worlds: readonly World[] = [{}, { language: "zh" }, { language: "de" }];
  for (const words of [[], ["--help"], unknownLayer, ["check", "--lang"]]) {
    for (const world of worlds) {
      await run(words, world);
      assertEquals(currentLanguage(), undefined);
      await run(["--lang", "zh", ...words], world);
      assertEquals(currentLanguage(), undefined);
    }
  }
});

Deno.test("a language that there is not is refused with those there are", async () => {
  for (
    const words of [
      ["--lang", "fr"],
      ["--lang", "fr", "--help"],
      ["check", "fc(2,1)", "--lang", "fr"],
      ["check", "fc(2,1)", "--lang=fr", "--json"],
    ]
  ) {
    const { status, error } = await run(words);
    assertEquals(
      [status, error],
      [2, "nabla: --lang must be en or zh: found fr\n"],
    );
  }
  const { error } = await run(["--lang", "fr"], { language: "zh" });
  assert(isChinese(error), error);
});

Deno.test("a language is given once, and with its name", async () => {
  for (
    const [words, message] of [
      [["--lang"], "--lang needs a value"],
      [["check", "--lang"], "--lang needs a value"],
      [["check", "--lang", "zh", "--lang", "en"], "--lang 给出了两次"],
    ] as const
  ) {
    const { status, error } = await run(words);
    assertEquals(status, 2);
    assertStringIncludes(error, message);
  }
});

Deno.test("every help names the language", async () => {
  const { out } = await run(["--help"]);
  assertStringIncludes(out, "--lang LANGUAGE");
  assertStringIncludes((await run(["fmt", "--help"])).out, "--lang LANGUAGE");
});

Deno.test("a record is the same whatever the system speaks", async () => {
  const words = ["check", "fc(2,1) -> sigmiod", "gone.nn", "--json"];
  const plain = await run(words);
  for (const language of ["zh-CN", "de"]) {
    assertEquals((await run(words, { language })).out, plain.out);
  }
});

Deno.test("a world that says nothing of a language keeps the one in force", async () => {
  const { io, ended } = open();
  assertEquals("language" in io && io.language, undefined);
  const { error } = ended(await main(["check"], io));
  assert(!isChinese(error), error);
});

Deno.test("files that programs read are the same in every language", async () => {
  const rows = Array.from({ length: 30 }, (_, i) => `${i % 5},${i % 7},${i}`);
  const files = {
    "t.csv": ["a,b,c", ...rows, ""].join("\n"),
  };
  /** What the commands leave, one after the other. */
  async function left(language: string) {
    let all: Readonly<Record<string, string | Uint8Array>> = files;
    for (
      const words of [
        "train fc(2,3)->relu->fc(1)->mse --data t.csv --target c --epochs 3 --validation 0.3 --out n.safetensors --log l.jsonl",
        "predict n.safetensors --data t.csv --out p.csv",
        "export n.safetensors --out n.npz",
        "generate spiral --out s.csv",
      ]
    ) {
      const { bytes } = await run(words.split(" "), { files: all, language });
      all = bytes;
    }
    const { ["l.jsonl"]: log, ...others } = all;
    return { ...others, log: new TextDecoder().decode(log as Uint8Array) };
  }
  const chinese = await left("zh-CN");
  assert("n.npz" in chinese && "p.csv" in chinese && "s.csv" in chinese);
  assertEquals(chinese, await left("en-US"));
});
