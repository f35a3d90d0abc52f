// Tries what `deno publish` would do. If JSR does not answer, it tries a copy of
// the package whose `@std` imports are the stand-ins: that still shows slow types,
// missing files and what would be in the package, but not whether JSR has the
// versions that `deno.json` names.

/** What is built before it is published: by which script, and a file of it. */
const builds = [
  ["play/build.ts", "play/dist/page.js"],
  [".ci/build_command.ts", "dsl/cli/dist/main.js"],
] as const;

for (const [script] of builds) {
  const permissions = ["--allow-read", "--allow-write", "--allow-run"];
  const built = await run(
    ["run", "--quiet", ...permissions, script, "--if-older"],
    ".",
  );
  if (built.code !== 0) {
    console.error(built.stderr);
    Deno.exit(1);
  }
}
const std = await run(["run", "--quiet", ".ci/std.ts"], ".");
if (std.stdout.trim() === "") {
  Deno.exit(await publish("."));
}
const copy = await Deno.makeTempDir({ prefix: "nabla-publish-" });
try {
  await copyTree(".", copy);
  const config = JSON.parse(await Deno.readTextFile("deno.json"));
  const map = JSON.parse(await Deno.readTextFile(".ci/import_map.json"));
  config.imports = Object.fromEntries(
    Object.entries(map.imports).map(([name, target]) => [
      name,
      String(target).replace("./std/", "./.ci/std/"),
    ]),
  );
  config.publish.exclude = config.publish.exclude.filter((path: string) =>
    path !== ".ci"
  );
  await Deno.writeTextFile(`${copy}/deno.json`, JSON.stringify(config));
  console.error(
    "The dry run is on a copy with the stand-ins: versions on JSR were not looked up.",
  );
  Deno.exitCode = await publish(copy);
} finally {
  await Deno.remove(copy, { recursive: true });
}

async function publish(folder: string): Promise<number> {
  const { code, stdout, stderr } = await run(
    ["publish", "--dry-run", "--allow-dirty"],
    folder,
  );
  if (code !== 0) console.error(stdout + stderr);
  for (const [, file] of builds) {
    if (code === 0 && !stderr.includes(file)) {
      console.error(`The package lacks ${file}.`);
      return 1;
    }
  }
  console.error(code === 0 ? "The dry run succeeded." : "The dry run failed.");
  return code;
}

async function run(args: string[], cwd: string) {
  const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args,
    cwd,
    stdin: "null",
  }).output();
  const decoder = new TextDecoder();
  return {
    code,
    stdout: decoder.decode(stdout),
    stderr: decoder.decode(stderr),
  };
}

async function copyTree(from: string, to: string) {
  await Deno.mkdir(to, { recursive: true });
  for await (const { name, isDirectory, isFile } of Deno.readDir(from)) {
    if (name === ".git" || name === "node_modules") continue;
    if (isDirectory) await copyTree(`${from}/${name}`, `${to}/${name}`);
    if (isFile) await Deno.copyFile(`${from}/${name}`, `${to}/${name}`);
  }
}
