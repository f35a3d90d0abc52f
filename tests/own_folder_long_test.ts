import { assert, assertEquals, assertMatch } from "@std/assert";

Deno.test("a folder beside a clone needs the README's lines, and downloads nothing", async () => {
  const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: [
      "run",
      "--quiet",
      "--no-config",
      "--allow-read",
      "--allow-write",
      "--allow-run",
      new URL("helpers/own_folder.ts", import.meta.url).href,
    ],
    env: { NO_COLOR: "1" },
  }).output();
  const decoder = new TextDecoder();
  const said = decoder.decode(stdout) + decoder.decode(stderr);
  assertEquals(code, 0, said);
  assertMatch(said, /ok \| [6-9] passed \| 0 failed/);
  assert(!said.includes("Download"), said);
});
