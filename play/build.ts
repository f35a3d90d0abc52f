/**
 * Builds the page: `deno task build:play` writes `play/dist/`, a folder that any
 * server can serve, from any path. With `--if-older` it does so only if a source is
 * newer; then and only then it says so.
 *
 * @module
 */

import { brotliCompressSync } from "node:zlib";
import { libraryModules } from "../.ci/browser/libraries.ts";
import { newestIn, timeOf } from "../.ci/newest.ts";
import { simdBinary } from "../lib/kernels/wasm/binaries.ts";
import { noSentences, sentencesFor } from "./catalogue.ts";
import config from "./page/deno.json" with { type: "json" };

const root = new URL("../", import.meta.url);
const site = new URL("site/", import.meta.url);
const dist = new URL("dist/", import.meta.url);

/** The scripts; each becomes a file of the site beside pieces that they share. */
const entries = [
  "page/page.ts",
  "worker/worker.ts",
  "worker/check_worker.ts",
  "worker/service_worker.ts",
];

/** The kernels in WebAssembly. */
const kernels = "kernels.wasm";

/** The page of one exercise, which `nabla trace --html` fills in. */
const exercisePage = "exercise.html";

/** What the page is made from. */
const sources = [
  ...["play", "lib", "dsl", "words", "examples", "deno.json", ".ci/browser"],
];

async function build(): Promise<void> {
  await emptyFolder();
  const sentences = await sentencesOfPage();
  await emptyFolder();
  await bundle(sentences);
  for (const { name } of Deno.readDirSync(site)) {
    if (name.endsWith(".css")) {
      await Deno.writeTextFile(new URL(name, dist), await plainStyles(name));
    } else await Deno.copyFile(new URL(name, site), new URL(name, dist));
  }
  await preloadPieces();
  await nameFiles();
  await buildExercise(sentences);
}

async function emptyFolder(): Promise<void> {
  await Deno.remove(dist, { recursive: true }).catch(() => {});
  await Deno.mkdir(dist);
}

/** The Chinese of the page, and of that of one exercise. */
async function sentencesOfPage(): Promise<string> {
  await bundle(noSentences);
  await bundleExercise(noSentences);
  return sentencesFor(
    [...Deno.readDirSync(dist)].filter(({ name }) => name.endsWith(".js"))
      .map(({ name }) => Deno.readTextFileSync(new URL(name, dist))),
  );
}

async function bundle(sentences: string): Promise<void> {
  await writeImportMap(fetchedKernels, sentences);
  await Deno.writeFile(
    new URL(kernels, dist),
    Uint8Array.from(atob(simdBinary), (char) => char.charCodeAt(0)),
  );
  await bundleEntries(entries, "--code-splitting");
}

/** Bundles scripts into `dist`, where each has the name that it has in its folder. */
async function bundleEntries(
  entries: readonly string[],
  ...flags: string[]
): Promise<void> {
  // Scripts that begin in one folder end in one.
  const starts = entries.map((path) => path.replace(/.*\//, ""));
  for (const [i, path] of entries.entries()) {
    await Deno.writeTextFile(
      new URL(starts[i], dist),
      `import "../${path}";\n`,
    );
  }
  const { code, stderr } = await new Deno.Command(Deno.execPath(), {
    args: [
      "bundle",
      "--quiet",
      "--import-map=play/dist/import_map.json",
      "--platform=browser",
      "--minify",
      ...flags,
      "--outdir=play/dist",
      ...starts.map((name) => `play/dist/${name}`),
    ],
    cwd: root,
  }).output();
  for (
    const name of [
      ...["compiled.ts", "calls.js", "sentences.js", "import_map.json"],
      ...starts,
    ]
  ) {
    await Deno.remove(new URL(name, dist));
  }
  if (code === 0) return;
  console.error(new TextDecoder().decode(stderr));
  console.error("The page could not be built.");
  Deno.exit(1);
}

/** What stands for `compiled.ts` in a worker: a file of the site compiles, which is smaller than its base64; without it plain kernels compute. The page itself has small networks to run, at which plain ones are as quick, and is there sooner without it. */
const fetchedKernels = `
async function fetched() {
  try {
    const file = await fetch(new URL("${kernels}", import.meta.url));
    const module = await WebAssembly.compile(await file.arrayBuffer());
    return { module, isRelaxed: false };
  } catch {
    return undefined;
  }
}
const compiled = "document" in globalThis ? undefined : await fetched();
export const kernelModule = () => compiled;
`;

/** Where the calls of the kernels stand. */
const calls = new URL("lib/kernels/wasm/wasm.ts", root).href;

/** What stands for them: what has a document runs small networks and has no use for them. */
const callsWithoutDocument = `
const calls = "document" in globalThis
  ? undefined
  : await import(${JSON.stringify(calls)});
export const wasmKernels = (...given) => calls.wasmKernels(...given);
`;

/** Writes an import map: the packages of the page, its sentences, and of the two builds of the kernels the one that every browser runs. */
async function writeImportMap(
  compiled: string,
  sentences: string,
): Promise<void> {
  const ours = new URL("compiled.ts", dist);
  await Deno.writeTextFile(ours, compiled);
  const ownSentences = new URL("sentences.js", dist);
  await Deno.writeTextFile(ownSentences, sentences);
  const ownCalls = new URL("calls.js", dist);
  await Deno.writeTextFile(ownCalls, callsWithoutDocument);
  const replaced = new URL("lib/kernels/wasm/compiled.ts", root);
  const noLibrary = new URL(".ci/browser/no_library.ts", root).href;
  const imports = {
    ...config.imports,
    [replaced.href]: ours.href,
    [calls]: ownCalls.href,
    [new URL("words/zh/sentences.ts", root).href]: ownSentences.href,
    ...Object.fromEntries(
      libraryModules.map((path) => [new URL(path, root).href, noLibrary]),
    ),
  };
  await Deno.writeTextFile(
    new URL("import_map.json", dist),
    JSON.stringify({
      imports,
      scopes: { [ownCalls.href]: { [calls]: calls } },
    }),
  );
}

/** What stands for it in a file of its own, whose networks are small: plain kernels. */
const noKernels = `export const kernelModule = () => {};\n`;

async function bundleExercise(sentences: string): Promise<void> {
  await writeImportMap(noKernels, sentences);
  await bundleEntries(["page/exercise/exercise.ts"]);
}

/** Writes the page of one exercise: style and script are in it, known by their digests, and nothing else runs. */
async function buildExercise(sentences: string): Promise<void> {
  await bundleExercise(sentences);
  const bundled = new URL("exercise.js", dist);
  const script = (await Deno.readTextFile(bundled))
    .replace(/<(?=\/script|!--)/gi, "\\x3c");
  await Deno.remove(bundled);
  const style = await plainStyles("styles.css");
  const page = await Deno.readTextFile(
    new URL(exercisePage, import.meta.url),
  );
  await Deno.writeTextFile(
    new URL(exercisePage, dist),
    page
      .replace("'SCRIPT'", await digestOf(script))
      .replace("'STYLE'", await digestOf(style))
      .replace("<style></style>", () => `<style>${style}</style>`)
      .replace('"module"></script>', () => `"module">${script}</script>`),
  );
}

/** A style sheet without comments, and without the blanks that begin a line. */
async function plainStyles(name: string): Promise<string> {
  const text = await Deno.readTextFile(new URL(name, site));
  return text.replace(/\/\*[\s\S]*?\*\//g, "").replace(/\s*\n\s*/g, "\n");
}

/** How a policy names a script or a style by what it is. */
async function digestOf(text: string): Promise<string> {
  const bytes = new TextEncoder().encode(text);
  const digest = await crypto.subtle.digest("SHA-256", bytes);
  return `'sha256-${new Uint8Array(digest).toBase64()}'`;
}

/** Has the browser fetch the pieces of the page's script at once, not one after the other. */
async function preloadPieces(): Promise<void> {
  const page = new URL("index.html", dist);
  const pieces = new Set<string>();
  const collect = (name: string) => {
    const text = Deno.readTextFileSync(new URL(name, dist));
    for (const [, piece] of text.matchAll(/\bfrom"\.\/([\w.-]+\.js)"/g)) {
      if (pieces.has(piece)) continue;
      pieces.add(piece);
      collect(piece);
    }
  };
  collect("page.js");
  const links = [...pieces].map((name) =>
    `    <link rel="modulepreload" href="${name}">\n`
  );
  const text = await Deno.readTextFile(page);
  await Deno.writeTextFile(
    page,
    text.replace("  </head>", `${links.join("")}  </head>`),
  );
}

/** Tells the service worker, and the command `play`, which files there are. */
async function nameFiles(): Promise<void> {
  const worker = new URL("service_worker.js", dist);
  const all = filesOfSite().map(({ name }) => name).sort();
  const names = all.filter((name) => name !== "service_worker.js");
  const contents = names.map((name) => Deno.readFileSync(new URL(name, dist)));
  const digest = await crypto.subtle.digest(
    "SHA-256",
    await new Blob(contents).arrayBuffer(),
  );
  const mark = new Uint8Array(digest).toHex().slice(0, 16);
  await Deno.writeTextFile(
    worker,
    `const siteFiles=${JSON.stringify(names)},siteMark="${mark}";\n` +
      await Deno.readTextFile(worker),
  );
  await Deno.writeTextFile(new URL("files.json", dist), JSON.stringify(all));
}

/** The files of the site; the page of one exercise is none of them. */
function filesOfSite() {
  const names = Array.from(Deno.readDirSync(dist), ({ name }) => name)
    .filter((name) => name !== exercisePage);
  return names.map((name) => {
    const bytes = Deno.readFileSync(new URL(name, dist));
    return {
      name,
      size: bytes.length,
      compressed: brotliCompressSync(bytes).length,
    };
  }).sort((a, b) => b.compressed - a.compressed);
}

function printSizes(): void {
  const files = filesOfSite();
  const kilobytes = (bytes: number) => `${(bytes / 1000).toFixed(1)} KB`;
  for (const { name, size, compressed } of files) {
    console.log(
      `${kilobytes(compressed).padStart(9)} of ${
        kilobytes(size).padStart(9)
      }  ${name}`,
    );
  }
  const total = files.reduce((sum, { compressed }) => sum + compressed, 0);
  console.log(`${kilobytes(total).padStart(9)} in all, compressed`);
}

/** Whether the site is missing, or older than one of its sources. */
function isOlder(): boolean {
  const built = timeOf(new URL("files.json", dist));
  return built === undefined ||
    newestIn(sources.map((path) => `${import.meta.dirname}/../${path}`)) >
      built;
}

if (import.meta.main) {
  if (!Deno.args.includes("--if-older")) {
    await build();
    printSizes();
  } else if (isOlder()) {
    console.error("building the page …");
    await build();
  }
}
