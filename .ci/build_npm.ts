// Builds the npm package into dist/npm, and packs it as dist/nabla-VERSION.tgz: ES
// modules in pieces that commands load when they need them, types, source maps, and
// the page. `--without-page` leaves the page out, which takes most of the time.
import config from "../deno.json" with { type: "json" };
import { writeDeclarations } from "./npm/declarations.ts";
import { exported, nameOf, writeModules } from "./npm/modules.ts";
import { packPage } from "./npm/page.ts";

const root = new URL("../", import.meta.url);
const out = new URL("dist/npm/", root);

/** What `npx nabla` starts. V8 keeps what it has compiled, where Node can tell it to. */
const command = `#!/usr/bin/env node
process.getBuiltinModule("node:module").enableCompileCache?.();
const { runProcess } = await import("./cli.js");
runProcess();
`;

await Deno.remove(out, { recursive: true }).catch(() => {});
await Deno.mkdir(new URL("dist/", out), { recursive: true });
await writeModules(out);
await Deno.writeTextFile(new URL("dist/nabla.js", out), command);
await Deno.chmod(new URL("dist/nabla.js", out), 0o755).catch(() => {});
await writeDeclarations(exported, root, out);
if (!Deno.args.includes("--without-page")) await packPage(root, out);
for (const name of ["LICENSE", "README.md"]) {
  await Deno.copyFile(new URL(name, root), new URL(name, out));
}
await Deno.writeTextFile(new URL("package.json", out), manifest());
await pack();

function manifest(): string {
  const { name, version, license } = config;
  const exports = Object.keys(config.exports).map((entry) => [
    entry,
    {
      types: `./types/${nameOf(entry)}.d.ts`,
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
        // A page reads no files by name, and has no Node to inflate the kernels.
        browser: {
          "./dist/node_system.js": false,
          "./dist/inflated_node.js": "./dist/inflated.js",
        },
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
