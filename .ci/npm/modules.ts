import { type Plugin, rolldown } from "npm:rolldown@1.3.3";
import config from "../../deno.json" with { type: "json" };
import { packedKernels } from "../kernel_pack.ts";
import { dirname, fromFileUrl } from "./paths.ts";
import { piecesOf } from "./pieces.ts";
import { thinned } from "./thinned.ts";

const root = fromFileUrl(new URL("../../", import.meta.url));

/** The modules that `deno.json` exports, by their names in the package. */
export const exported: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(config.exports).map(([name, path]) => [
    nameOf(name),
    path.replace("./", ""),
  ]),
);

/** What is loaded by its name besides: workers, and what Node alone loads. */
const named = {
  gradcheck_worker: "dsl/cli/commands/gradcheck/gradcheck_worker.ts",
  kernel_speeds_worker: "dsl/cli/commands/kernels/kernel_speeds_worker.ts",
  async_worker: "lib/gradcheck_async/worker.ts",
  node_system: "dsl/cli/world/system/node.ts",
  inflated_node: ".ci/npm/inflated_node.ts",
  inflated: ".ci/npm/inflated.ts",
};

/** Where commands begin, the most used first. */
const commands = [
  "dsl/cli/main.ts",
  "dsl/cli/commands/show.ts",
  "dsl/cli/commands/gradcheck/gradcheck.ts",
  "dsl/cli/commands/train/train.ts",
];

/** Where the library begins, its smallest parts first. The last is all of it, which awaits nothing at its start, since older code requires it. */
const importers = [
  ["define.ts"],
  [named.async_worker],
  ["mod.ts"],
  Object.values(exported).filter((path) => path !== exported.cli),
];

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

/** How a worker is started once names are short. */
const shortWorker =
  /(\w+)=>new \1\(new URL\(`(\.\/async_worker\.js)`,import\.meta\.url\),\{type:`module`\}\)/;

/** What bundlers know a worker by. */
const plainWorker =
  `Worker=>new Worker(new URL("$2",import.meta.url),{type:"module"})`;

const older = `${root}.ci/npm/older_engines.ts`;

/** What Node 20 has not yet, and what stands for it in the package. */
const standIns = {
  "Array.fromAsync": "arrayFromAsync",
  "Map.groupBy": "mapGroupBy",
  "Promise.try": "promiseTry",
  "Promise.withResolvers": "promiseWithResolvers",
};

/** The name of an entry point's module in the package. */
export function nameOf(exported: string): string {
  return exported === "." ? "mod" : exported.replace("./", "");
}

/** Writes the modules, with source maps, into `dist/`. */
export async function writeModules(out: URL): Promise<void> {
  const std = await stdModule();
  const imports = new Map<string, readonly string[]>();
  const input = { ...exported, ...named };
  const bundle = await rolldown({
    input: absolute(input),
    platform: "node",
    external: ["fflate"],
    resolve: { alias: { "@std/cli/parse-args": std } },
    transform: {
      target: "node20.16",
      define: standIns,
      inject: Object.fromEntries(
        Object.values(standIns).map((name) => [name, [older, name]]),
      ),
    },
    plugins: [inPackage, {
      name: "imports",
      moduleParsed: ({ id, importedIds }) => void imports.set(id, importedIds),
    }],
  });
  const dir = fromFileUrl(new URL("dist/", out));
  const generate = (groups: ReturnType<typeof piecesOf>) =>
    bundle.generate({
      dir,
      format: "esm",
      minify: true,
      sourcemap: true,
      chunkFileNames: "[name]-[hash].js",
      codeSplitting: { groups },
    });
  try {
    // The first time for what imports what.
    await generate([]);
    const pieces = piecesOf(
      imports,
      commands.map((path) => [root + path]),
      importers.map((paths) => paths.map((path) => root + path)),
    );
    const { output } = await generate(pieces);
    if (!output.some((file) => "code" in file && shortWorker.test(file.code))) {
      throw new Error("no module starts the worker");
    }
    for (const file of output) {
      await Deno.writeTextFile(
        new URL(`dist/${file.fileName}`, out),
        file.type === "asset"
          ? thinned(String(file.source))
          : file.code.replace(shortWorker, plainWorker),
      );
    }
  } finally {
    await bundle.close();
    await Deno.remove(dirname(std), { recursive: true });
  }
}

function absolute(paths: Readonly<Record<string, string>>) {
  return Object.fromEntries(
    Object.entries(paths).map(([name, path]) => [name, root + path]),
  );
}

/** What is different in the package: where modules look for what lies beside them, and how the kernels are packed. */
const inPackage: Plugin = {
  name: "package",
  resolveId: (name) =>
    // A file of its own: a page has another in its place.
    name === "./inflated_node.ts"
      ? { id: "./inflated_node.js", external: true }
      : null,
  load(path) {
    if (path === `${root}.ci/browser/packed.ts`) return packedKernels();
    if (path === `${root}lib/kernels/wasm/compiled.ts`) {
      return `export { kernelModule } from "${root}.ci/npm/compiled.ts";`;
    }
    const own = path.slice(root.length).replaceAll("\\", "/");
    const place = places[own];
    if (place === undefined) return null;
    const [from, to] = place.map((url) => `new URL("${url}", import.meta.url)`);
    const text = Deno.readTextFileSync(path);
    if (!text.includes(from)) throw new Error(`${own} has no ${from}`);
    return { code: text.replace(from, to), moduleType: "ts" };
  },
};

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
