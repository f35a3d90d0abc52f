// Builds the fast kernels from lib/kernels/assembly: once with relaxed vector
// instructions and once without, each as a .wasm in lib/kernels/wasm, and both as
// text in binaries.ts beside them, which any engine can import. kernel_sources.ts
// makes what follows from the kernels' signatures. `--check` builds and compares
// instead of writing.
// deno-lint-ignore no-import-prefix -- a tool of this one task
import asc from "npm:assemblyscript@0.28.20/asc";
import { withHoistedConstants } from "./hoisted_constants.ts";
import { kernelSources } from "./kernel_sources.ts";

const kernels = new URL("../lib/kernels/", import.meta.url);
const builds = [
  { name: "fast", flags: ["--enable", "relaxed-simd"] },
  { name: "fast_simd", flags: [] },
];
const common = [
  "index.ts",
  "--outFile=out.wasm",
  "--runtime=stub",
  "--noAssert",
  "--optimizeLevel=3",
  "--importMemory",
  "--sharedMemory",
  "--initialMemory=1",
  "--maximumMemory=65536",
  "--enable=simd,threads",
];

const sources = kernelSources((path) =>
  Deno.readTextFileSync(new URL(path, kernels))
);

async function compile(flags: readonly string[]): Promise<Uint8Array> {
  let binary: Uint8Array | undefined;
  const { error, stderr } = await asc.main([...common, ...flags], {
    readFile(name: string) {
      const path = `assembly/${name}`;
      try {
        return sources.get(path) ??
          Deno.readTextFileSync(new URL(path, kernels));
      } catch {
        return null;
      }
    },
    writeFile(_name: string, contents: string | Uint8Array) {
      if (typeof contents !== "string") binary = contents;
    },
    listFiles: () => [],
  });
  if (error !== null || binary === undefined) {
    throw new Error(`cannot compile the kernels:\n${stderr}`);
  }
  return withHoistedConstants(binary);
}

// The sources in the assembly are for the compiler alone.
const files = new Map<string, Uint8Array>();
for (const [path, text] of sources) {
  if (path.startsWith("assembly/")) continue;
  files.set(path, new TextEncoder().encode(text));
}
let module = `/**
 * The fast kernels as WebAssembly, in base64: built from \`assembly/\` by
 * \`deno task build:kernels\`. Do not edit.
 *
 * @module
 */
`;
const words = ["with relaxed vector instructions", "without them"];
for (const [i, { name, flags }] of builds.entries()) {
  const binary = await compile(flags);
  files.set(`wasm/${name}.wasm`, binary);
  const constant = ["relaxedBinary", "simdBinary"][i];
  module += `
/** The kernels ${words[i]}. */
export const ${constant} =
  "${binary.toBase64()}";
`;
}
files.set("wasm/binaries.ts", new TextEncoder().encode(module));

const isCheck = Deno.args.includes("--check");
let differs = false;
for (const [name, bytes] of files) {
  const url = new URL(name, kernels);
  if (!isCheck) {
    await Deno.writeFile(url, bytes);
    console.log(`lib/kernels/${name}: ${bytes.length} bytes`);
    continue;
  }
  const found = await Deno.readFile(url);
  if (found.length === bytes.length && found.every((b, i) => b === bytes[i])) {
    continue;
  }
  differs = true;
  console.error(
    `lib/kernels/${name} is not what its sources give: run deno task build:kernels`,
  );
}
if (differs) Deno.exit(1);
if (isCheck) console.log("The kernels are what their sources give.");
