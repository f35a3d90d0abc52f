// Publishes to JSR a copy of the package whose command line is the built one, which
// starts sooner. With --dry-run it tries what that would do. If JSR does not answer,
// the copy's `@std` imports are the stand-ins: a dry run still shows slow types,
// missing files and what would be in the package, but not whether JSR has the
// versions that `deno.json` names.
import config from "../deno.json" with { type: "json" };
import stand from "./import_map.json" with { type: "json" };

/** What is built before it is published: by which script, and a file of it. */
const builds = [
  ["play/build.ts", "play/dist/page.js"],
  [".ci/build_command.ts", "dsl/cli/dist/main.js"],
] as const;

/** Options that are handed on to `deno publish`. */
const options = Deno.args;

const root = new URL("../", import.meta.url);
for (const [script] of builds) {
  const permissions = ["--allow-read", "--allow-write", "--allow-run"];
  const built = await run(
    ["run", "--quiet", ...permissions, script, "--if-older"],
    root,
  );
  if (built.code !== 0) {
    console.error(built.stderr);
    Deno.exit(1);
  }
}
const copy = await Deno.makeTempDir({ prefix: "nabla-publish-" });
try {
  await copyTree(".", copy);
  await Deno.writeTextFile(`${copy}/deno.json`, await configText());
  Deno.exitCode = await publish(copy);
} finally {
  await Deno.remove(copy, { recursive: true });
}

/** What `deno.json` says where it is published from. */
async function configText(): Promise<string> {
  const exports = { ...config.exports, "./cli": "./dsl/cli/dist/main.js" };
  const published = { ...config, exports };
  const std = await run(["run", "--quiet", ".ci/std.ts"], root);
  if (std.stdout.trim() === "") return JSON.stringify(published);
  if (!options.includes("--dry-run")) {
    console.error("JSR does not answer.");
    Deno.exit(1);
  }
  console.error(
    "The dry run is with the stand-ins for @std: versions on JSR were not looked up.",
  );
  const imports = Object.fromEntries(
    Object.entries(stand.imports).map(([name, target]) => [
      name,
      target.replace("./std/", "./.ci/std/"),
    ]),
  );
  const exclude = config.publish.exclude.filter((path) => path !== ".ci");
  return JSON.stringify({ ...published, imports, publish: { exclude } });
}

async function publish(folder: string): Promise<number> {
  const words = ["publish", "--allow-dirty", ...options];
  const { code, stdout, stderr } = await run(words, folder);
  if (code !== 0 || !options.includes("--dry-run")) {
    console.error(stdout + stderr);
  }
  for (const [, file] of builds) {
    if (code === 0 && !stderr.includes(file)) {
      console.error(`The package lacks ${file}.`);
      return 1;
    }
  }
  if (options.includes("--dry-run")) {
    console.error(
      code === 0 ? "The dry run succeeded." : "The dry run failed.",
    );
  }
  return code;
}

async function run(args: string[], cwd: string | URL) {
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
