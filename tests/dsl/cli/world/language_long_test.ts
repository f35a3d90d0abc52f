// The language of the system, in processes of their own.
import { assert, assertEquals } from "@std/assert";

const path = (name: string) => new URL(`../../../../${name}`, import.meta.url);
const standIns = import.meta.resolve("@std/cli/parse-args").startsWith("file:")
  ? [`--import-map=${path(".ci/import_map.json").pathname}`]
  : [];

/** The environment, and nothing of a language. */
const elsewhere = Object.fromEntries(
  Object.entries(Deno.env.toObject())
    .filter(([name]) => !/^(LC_|LANG)/.test(name)),
);

/** What `nabla` prints with nothing granted but what flags say, and the status. */
async function printed(
  words: readonly string[],
  env: Readonly<Record<string, string>>,
  flags: readonly string[] = [],
): Promise<string> {
  const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: [
      ...["run", "--quiet", "--no-prompt", "--cached-only"],
      ...standIns,
      ...flags,
      path("dsl/cli/main.ts").pathname,
      ...words,
    ],
    clearEnv: true,
    env: { ...elsewhere, NO_COLOR: "1", ...env },
  }).output();
  const decoder = new TextDecoder();
  return `${code}\n${decoder.decode(stdout)}${decoder.decode(stderr)}`;
}

const isChinese = (text: string) => /[\u4e00-\u9fff]/.test(text);

const systems: readonly (readonly [
  env: Readonly<Record<string, string>>,
  speaksChinese: boolean,
])[] = [
  [{}, false],
  [{ LANG: "zh_CN.UTF-8" }, true],
  [{ LANG: "zh_TW" }, true],
  [{ LANG: "de_DE.UTF-8" }, false],
  [{ LC_MESSAGES: "zh_CN.UTF-8", LANG: "en_US.UTF-8" }, true],
  [{ LC_ALL: "C", LC_MESSAGES: "zh_CN.UTF-8", LANG: "zh_CN.UTF-8" }, false],
  [{ LC_ALL: "zh_CN.UTF-8", LANG: "en_US.UTF-8" }, true],
];
for (const [env, speaksChinese] of systems) {
  const words = Object.entries(env).map((pair) => pair.join("=")).join(" ");
  Deno.test(`with ${words || "no language"} nabla speaks ${speaksChinese ? "Chinese" : "English"}, and asks for no permission`, async () => {
    const help = await printed(["--help"], env);
    assertEquals(help.split("\n")[0], "0");
    assertEquals(isChinese(help), speaksChinese, help);
    const chosen = speaksChinese ? "en" : "zh";
    const other = await printed(["--lang", chosen, "fmt", "--help"], env);
    assertEquals(isChinese(other), !speaksChinese, other);
  });
}

Deno.test("threads and modules of layers speak the language of their command", async () => {
  const flags = ["--allow-read", "--unstable-worker-options"];
  const check = ["gradcheck", "fc(2,1) -> sigmoid", "--lang", "zh"];
  const alone = await printed(check, {}, flags);
  assert(isChinese(alone), alone);
  assertEquals(await printed([...check, "--workers", "2"], {}, flags), alone);
  const layers = ["--layers", path("tests/fixtures/own_layer.ts").pathname];
  const confined = await printed(
    ["gradcheck", "fc(2,1) -> owm", ...layers, "--lang", "zh"],
    {},
    flags,
  );
  assertEquals(confined.split("\n")[0], "2", confined);
  assert(/^错误\[E100\]/m.test(confined), confined);
});
