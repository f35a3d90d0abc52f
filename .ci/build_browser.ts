// Builds the library for pages, in one file: `deno task build:browser` writes
// dist/nabla.js. The kernels and the worker of `gradcheckAsync` are in it, packed.
import { libraryModules } from "./browser/libraries.ts";
import { fileURLToPath } from "node:url";
import { deflateRawSync } from "node:zlib";
import config from "../deno.json" with { type: "json" };
import imports from "./import_map.json" with { type: "json" };
import { packedKernels } from "./kernel_pack.ts";
import { newestIn, timeOf } from "./newest.ts";

const root = new URL("../", import.meta.url);

/** What it is built from. */
const sources = [
  ...["lib", "dsl", "words", "mod.ts", "define.ts", "data.ts", "text.ts"],
  ...[
    "plots.ts",
    "deno.json",
    ".ci/browser",
    ".ci/build_browser.ts",
    ".ci/kernel_pack.ts",
  ],
];

/** What stands in a page for modules of the library. */
const twins: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    libraryModules.map((path) => [path, ".ci/browser/no_library.ts"]),
  ),
  "lib/kernels/wasm/compiled.ts": ".ci/browser/compiled.ts",
  "lib/gradcheck_async/start_checker.ts": ".ci/browser/start_checker.ts",
  "dsl/cli/world/system/runtime.ts": ".ci/browser/runtime.ts",
};

/** The worker runs functions that the page computes: it has no use for kernels, and speaks English. */
const twinsOfWorker: Readonly<Record<string, string>> = {
  "lib/kernels/wasm/compiled.ts": "no_kernels.ts",
  "words/languages.ts": "no_languages.ts",
};

const banner =
  `/*! nabla ${config.version}, MIT licence; with fflate, Copyright (c) 2023 Arjun Barrett, MIT licence */\n`;

/** Writes `nabla.js` into a folder. */
export async function buildBrowser(folder: URL): Promise<void> {
  const work = new URL("building/", folder);
  await Deno.mkdir(work, { recursive: true });
  try {
    const write = (name: string, text: string) =>
      Deno.writeTextFile(new URL(name, work), text);
    await write("no_kernels.ts", "export const kernelModule = () => {};\n");
    await write("no_languages.ts", "export const speak = () => {};\n");
    const checker = await bundle(
      "lib/gradcheck_async/worker.ts",
      map(twinsOfWorker, work),
      work,
    );
    const packed = deflateRawSync(checker, { level: 9 }).toString("base64");
    await write(
      "packed.ts",
      `${packedKernels()}export const checker = "${packed}";\n`,
    );
    const own = {
      ...map(twins, root),
      ...map({ ".ci/browser/packed.ts": "packed.ts" }, work),
    };
    const library = await bundle(".ci/browser/nabla.ts", own, work);
    await Deno.writeTextFile(new URL("nabla.js", folder), banner + library);
  } finally {
    await Deno.remove(work, { recursive: true });
  }
}

/** An import map's lines that put modules of a place where those of the library stand. */
function map(
  twins: Readonly<Record<string, string>>,
  place: URL,
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(twins).map(([path, twin]) => [
      new URL(path, root).href,
      new URL(twin, place).href,
    ]),
  );
}

/** The script of a module and all that it imports. */
async function bundle(
  path: string,
  replaced: Record<string, string>,
  work: URL,
): Promise<string> {
  const mapFile = new URL("import_map.json", work);
  const output = fileURLToPath(new URL("output.js", work));
  const all = { imports: { fflate: imports.imports.fflate, ...replaced } };
  await Deno.writeTextFile(mapFile, JSON.stringify(all));
  const { success, stderr } = await new Deno.Command(Deno.execPath(), {
    args: [
      "bundle",
      "--quiet",
      `--import-map=${mapFile.href}`,
      "--platform=browser",
      "--minify",
      `--output=${output}`,
      path,
    ],
    cwd: root,
    stdin: "null",
  }).output();
  if (!success) throw new Error(new TextDecoder().decode(stderr));
  return await Deno.readTextFile(output);
}

if (import.meta.main) {
  const folder = new URL("dist/", root);
  const file = new URL("nabla.js", folder);
  const built = timeOf(file);
  const newest = newestIn(
    sources.map((path) => fileURLToPath(new URL(path, root))),
  );
  if (
    !Deno.args.includes("--if-older") || built === undefined || built < newest
  ) {
    await buildBrowser(folder);
    const { size } = await Deno.stat(file);
    console.log(`dist/nabla.js: ${Math.round(size / 1000)} KB`);
  }
}
