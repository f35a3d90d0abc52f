// Builds the npm package into dist/npm, and packs it as dist/nabla-VERSION.tgz: ES
// modules in pieces that commands load when they need them, types, source maps, and
// the page. `--without-page` leaves the page out, which takes most of the time.
import * as esbuild from "npm:esbuild@0.28.2";
import { dirname, fromFileUrl } from "./npm/paths.ts";
import config from "../deno.json" with { type: "json" };
import { writeDeclarations } from "./npm/declarations.ts";
import { linesOnly } from "./npm/lines_only.ts";
import { packPage } from "./npm/page.ts";

const root = new URL("../", import.meta.url);
const out = new URL("dist/npm/", root);

/** The modules of the package by their names in it: what `deno.json` exports, workers, and what Node alone loads. */
const entries: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    Object.entries(config.exports).map(([name, path]) => [
      nameOf(name),
      path.replace("./", ""),
    ]),
  ),
  gradcheck_worker: "dsl/cli/commands/gradcheck/gradcheck_worker.ts",
  kernel_speeds_worker: "dsl/cli/commands/kernels/kernel_speeds_worker.ts",
  async_worker: "lib/gradcheck_async/worker.ts",
  node_system: "dsl/cli/world/system/node.ts",
};

/** Where modules find what lies beside them: all pieces lie in one folder of the package. */
const places: Readonly<Record<string, readonly [from: string, to: string]>> = {
  "dsl/cli/commands/gradcheck/workers.ts": [
    "./gradcheck_worker.ts",
    "./gradcheck_worker.js",
  ],
  "dsl/cli/commands/kernels/kernel_speeds.ts": [
    "./kernel_speeds_worker.ts",
    "./kernel_speeds_worker.js",
  ],
  "lib/gradcheck_async/start_checker.ts": ["./worker.ts", "./async_worker.js"],
  "dsl/cli/world/page_world.ts": ["../../../play/dist/", "../page/"],
  "dsl/cli/world/confinement.ts": ["../../../", "../"],
};

/** What bundlers know a worker by. */
const workerWords = `new Worker(new URL("./async_worker.js",import.meta.url),`;

/** What Node 20 has not yet, and what stands for it in the package. */
const define = {
  "Array.fromAsync": "arrayFromAsync",
  "Map.groupBy": "mapGroupBy",
  "Promise.try": "promiseTry",
  "Promise.withResolvers": "promiseWithResolvers",
};

/** What `npx nabla` starts. V8 keeps what it has compiled, where Node can tell it to. */
const command = `#!/usr/bin/env node
process.getBuiltinModule("node:module").enableCompileCache?.();
const { runProcess } = await import("./cli.js");
runProcess();
`;

await Deno.remove(out, { recursive: true }).catch(() => {});
await Deno.mkdir(new URL("dist/", out), { recursive: true });
await writeModules();
await Deno.writeTextFile(new URL("dist/nabla.js", out), command);
await Deno.chmod(new URL("dist/nabla.js", out), 0o755).catch(() => {});
await writeDeclarations(Object.values(config.exports), root, out);
if (!Deno.args.includes("--without-page")) await packPage(root, out);
for (const name of ["LICENSE", "README.md", "CHANGELOG.md"]) {
  await Deno.copyFile(new URL(name, root), new URL(name, out));
}
await Deno.writeTextFile(new URL("package.json", out), manifest());
await pack();

function nameOf(exported: string): string {
  return exported === "." ? "mod" : exported.replace("./", "");
}

async function writeModules(): Promise<void> {
  const std = await stdModule();
  try {
    await esbuild.build({
      absWorkingDir: fromFileUrl(root),
      entryPoints: entries,
      outdir: fromFileUrl(new URL("dist/", out)),
      bundle: true,
      splitting: true,
      format: "esm",
      platform: "node",
      target: "node20.16",
      charset: "utf8",
      minifySyntax: true,
      minifyWhitespace: true,
      // So that the place of a line says enough.
      lineLimit: 400,
      sourcemap: "linked",
      sourcesContent: false,
      external: ["fflate"],
      alias: { "@std/cli/parse-args": std },
      define,
      inject: [fromFileUrl(new URL(".ci/npm/older_engines.ts", root))],
      plugins: [{ name: "places", setup: setPlaces }],
      logLevel: "warning",
    });
  } finally {
    await esbuild.stop();
    await Deno.remove(dirname(std), { recursive: true });
  }
  let hasWorker = false;
  for await (const { name } of Deno.readDir(new URL("dist/", out))) {
    const file = new URL(`dist/${name}`, out);
    if (name.endsWith(".map")) await linesOnly(file);
    else hasWorker ||= (await Deno.readTextFile(file)).includes(workerWords);
  }
  // A line that ends within the words hides them.
  if (!hasWorker) throw new Error(`bundlers do not find ${workerWords}`);
}

/** Has modules look for what lies beside them where it lies in the package. */
function setPlaces(build: esbuild.PluginBuild): void {
  build.onLoad({ filter: /\.ts$/ }, async ({ path }) => {
    const own = path.slice(fromFileUrl(root).length).replaceAll("\\", "/");
    const place = places[own];
    if (place === undefined) return undefined;
    const [from, to] = place.map((url) => `new URL("${url}", import.meta.url)`);
    const text = await Deno.readTextFile(path);
    if (!text.includes(from)) throw new Error(`${own} has no ${from}`);
    return { contents: text.replace(from, to), loader: "ts" };
  });
}

/** What the command line takes of `@std`, in one file: of JSR, or the stand-in where JSR does not answer. */
async function stdModule(): Promise<string> {
  const folder = await Deno.makeTempDir({ prefix: "nabla-std-" });
  const path = `${folder}/std.js`;
  const entry = `${folder}/entry.ts`;
  await Deno.writeTextFile(entry, `export * from "@std/cli/parse-args";\n`);
  const option = (await deno("run", "--quiet", ".ci/std.ts")).trim();
  const map = option === "" ? ["--config=deno.json"] : [option];
  await deno("bundle", "--quiet", ...map, `--output=${path}`, entry);
  return path;
}

/** What Deno prints. */
async function deno(...args: readonly string[]): Promise<string> {
  const { success, stdout, stderr } = await new Deno.Command(
    Deno.execPath(),
    { args: [...args], cwd: root },
  ).output();
  if (!success) throw new Error(new TextDecoder().decode(stderr));
  return new TextDecoder().decode(stdout);
}

function manifest(): string {
  const { name, version, license } = config;
  const exports = Object.entries(config.exports).map(([entry, path]) => [
    entry,
    {
      types: path.replace("./", "./types/").replace(/\.ts$/, ".d.ts"),
      default: `./dist/${nameOf(entry)}.js`,
    },
  ]);
  return `${
    JSON.stringify(
      {
        name,
        version,
        description:
          "Write a network as one line of text, train it, and prove each of its gradients right",
        license,
        type: "module",
        bin: { nabla: "dist/nabla.js" },
        exports: {
          ...Object.fromEntries(exports),
          "./package.json": "./package.json",
        },
        // A page reads no files by name.
        browser: { "./dist/node_system.js": false },
        engines: { node: ">=20.16" },
        sideEffects: false,
        dependencies: { fflate: config.imports.fflate.replace(/.*@/, "") },
      },
      null,
      2,
    )
  }\n`;
}

/** Packs it as npm does, under a name without the scope. */
async function pack(): Promise<void> {
  const { success, stdout, stderr } = await new Deno.Command(
    Deno.build.os === "windows" ? "npm.cmd" : "npm",
    { args: ["pack", "--json", "--pack-destination=.."], cwd: out },
  ).output();
  const text = new TextDecoder().decode(stdout);
  if (!success) throw new Error(new TextDecoder().decode(stderr));
  const [{ filename, size, entryCount }] = Object.values(JSON.parse(text)) as {
    filename: string;
    size: number;
    entryCount: number;
  }[];
  const name = `nabla-${config.version}.tgz`;
  await Deno.rename(
    new URL(`../${filename}`, out),
    new URL(`../${name}`, out),
  );
  console.log(
    `dist/${name}: ${(size / 1000).toFixed(0)} KB, ${entryCount} files`,
  );
}
