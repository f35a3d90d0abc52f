// Builds the npm package and tries it under every runtime: `deno task test:runtimes`.
// With --core the page is left out, which takes longest, and all but the Node of this
// machine.
const isCore = Deno.args.includes("--core");
const env = { LC_ALL: "C" };
const std = await new Deno.Command(Deno.execPath(), {
  args: ["run", "--quiet", "--no-prompt", "--allow-import", ".ci/std.ts"],
}).output();
const map = new TextDecoder().decode(std.stdout).trim();
const build = [
  ...["task", "--quiet", "build:npm"],
  ...isCore ? ["--without-page"] : [],
];
const test = [
  ...["test", "--quiet", "--no-check", "--allow-all"],
  ...map === "" ? [] : [map],
  ...["tests/runtimes/package.ts", "tests/runtimes/outputs.ts"],
  ...isCore ? ["--", "--core"] : ["tests/play/package.ts"],
];
for (const args of [build, test]) {
  const { code } = await new Deno.Command(Deno.execPath(), { args, env })
    .spawn().status;
  if (code !== 0) Deno.exit(code);
}
