// Bundles the command line into dsl/cli/dist, some modules for each command: most
// of the time that a start takes goes by with its modules, of which there are
// hundreds. The task `nabla` starts it there until a source changes, and it is what
// is published as `./cli`. With --if-older it is built only where a source is newer.
//
// Layers of others run in a worker of the sources, since they import these.
import { dist, isBuilt, mark } from "./command.ts";

const root = new URL("../", import.meta.url);
/** The modules that are started, as they lie in `dsl/cli/`. */
const main = "main";
const workers = [
  "commands/gradcheck/gradcheck_worker",
  "commands/kernels/kernel_speeds_worker",
];
/** The worker of functions in other programs is beside the library. */
const libraryWorker = "lib/gradcheck_async/worker.ts";

if (!Deno.args.includes("--if-older") || !isBuilt()) await build();

async function build(): Promise<void> {
  await Deno.remove(dist, { recursive: true }).catch(() => {});
  await Deno.mkdir(dist);
  const begun = new Date();
  const { code, stderr } = await new Deno.Command(Deno.execPath(), {
    args: [
      "bundle",
      "--quiet",
      "--import-map=.ci/import_map.json",
      "--platform=deno",
      "--code-splitting",
      // It stays what the lock holds.
      "--external=fflate",
      "--outdir=dsl/cli/dist",
      ...[main, ...workers].map((path) => `dsl/cli/${path}.ts`),
    ],
    cwd: root,
  }).output();
  if (code !== 0) {
    await Deno.remove(dist, { recursive: true });
    console.error(new TextDecoder().decode(stderr));
    console.error("The command line could not be built.");
    Deno.exit(1);
  }
  for (const { name } of Deno.readDirSync(dist)) {
    if (name.endsWith(".js")) await repoint(new URL(name, dist));
  }
  await describeEntry();
  await Deno.writeTextFile(mark, "");
  // What is changed while it is built is newer.
  await Deno.utime(mark, begun, begun);
}

/** Gives the entry the types and the documentation of its source. */
async function describeEntry(): Promise<void> {
  const source = await Deno.readTextFile(new URL("dsl/cli/main.ts", root));
  const about = source.slice(0, source.indexOf("*/") + 2);
  await Deno.writeTextFile(
    new URL("main.d.ts", dist),
    `${about}\n\nexport * from "../main.ts";\n`,
  );
  const entry = new URL("main.js", dist);
  await Deno.writeTextFile(
    entry,
    `/* @ts-self-types="./main.d.ts" */\n${await Deno.readTextFile(entry)}`,
  );
}

/** Makes a piece find the workers. */
async function repoint(piece: URL): Promise<void> {
  let text = await Deno.readTextFile(piece);
  for (const path of workers) {
    const name = path.replace(/.*\//, "./");
    text = text.replaceAll(
      `new URL("${name}.ts", import.meta.url)`,
      `new URL("./${path}.js", import.meta.url)`,
    );
  }
  text = text.replaceAll(
    `new URL("./worker.ts", import.meta.url)`,
    `new URL("../../../${libraryWorker}", import.meta.url)`,
  );
  await Deno.writeTextFile(piece, text);
}
