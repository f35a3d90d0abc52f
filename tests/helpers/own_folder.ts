/**
 * Runs tests as a user does whose folder lies beside a clone: makes such a folder,
 * with the `deno.json` that the README gives and the tests that it and the page of
 * layers by hand show, and runs `deno test` and `deno task nabla` there with an empty
 * cache. A program of its own, as tests may not write.
 */

const root = new URL("../../", import.meta.url);
const [readme, page] = await Promise.all(
  ["README.md", "docs/layers-by-hand.md"].map((path) =>
    Deno.readTextFile(new URL(path, root))
  ),
);
const [, config] = /```json\r?\n([^`]*)```/.exec(readme) ?? [];
if (config === undefined) throw new Error("the README has no deno.json");
const blocks = [readme, page].flatMap((text) => [
  ...text.matchAll(/```ts\r?\n([^]*?)```/g),
]);

const place = await Deno.makeTempDir({ prefix: "nabla-own-" });
try {
  const own = `${place}/own`;
  await Deno.mkdir(own);
  await Deno.symlink(root, `${place}/nabla`, { type: "dir" });
  await Deno.writeTextFile(`${own}/deno.json`, config);
  for (const [i, [, code]] of blocks.entries()) {
    await Deno.writeTextFile(`${own}/shown${i}_test.ts`, code);
  }
  for (
    const args of [
      ["test", "--quiet", "--no-check"],
      ["task", "--quiet", "nabla", "gradcheck", "fc(2,1) -> sigmoid"],
    ]
  ) {
    const { code } = await new Deno.Command(Deno.execPath(), {
      args,
      cwd: own,
      env: { NO_COLOR: "1", DENO_DIR: `${place}/cache`, INIT_CWD: own },
    }).spawn().status;
    Deno.exitCode ||= code;
  }
} finally {
  await Deno.remove(place, { recursive: true });
}
