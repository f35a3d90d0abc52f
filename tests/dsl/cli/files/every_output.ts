/**
 * Writes every output of every command in a folder of its own, and sees what becomes
 * of what was there: `deno run --allow-read --allow-write every_output.ts`. Prints a
 * line for each thing that is not as it must be.
 *
 * @module
 */

import { writeOnnx } from "../../../../data.ts";
import { initialize, nn } from "../../../../mod.ts";
import { commands } from "../../../../dsl/cli/commands.ts";
import { main } from "../../../../dsl/cli/main.ts";
import type { Command, Option } from "../../../../dsl/cli/words/command.ts";
import type { Io } from "../../../../dsl/cli/world/io.ts";
import { pageWorld } from "../../../../dsl/cli/world/page_world.ts";
import { terminal } from "../../../../dsl/cli/world/terminal.ts";
import { exercisePageOfTests } from "../../../helpers/memory_io.ts";

/** Inputs of the calls below; `net.safetensors` is made by the first. */
const inputs: Readonly<Record<string, string>> = {
  "x.nn": "fc(2,1)  ->  sigmoid\n",
  "sheet.nn":
    "given A = 0\nB = -A\nC = exp(B)\nE = C + 1\nF = 1/E\nexpect B = 0\nexpect C = 1\nexpect E = 2\nexpect F = 0.5\n",
  "lines.csv": "a,b,z\n1,2,3\n2,3,4\n4,1,2\n3,3,1\n",
};
const train = ["train", "fc(2,1) -> mse", "--data", "lines.csv"]
  .concat(
    "--target",
    "z",
    "--epochs",
    "1",
    "--restart",
    "--out",
    "own.safetensors",
  );

/** A call of each command with outputs, and the inputs that its words name. */
const calls: Readonly<
  Record<string, { readonly words: string[]; readonly reads: string[] }>
> = {
  train: { words: train, reads: ["lines.csv"] },
  predict: {
    words: ["predict", "net.safetensors", "--data", "lines.csv"],
    reads: ["net.safetensors", "lines.csv"],
  },
  export: { words: ["export", "net.safetensors"], reads: ["net.safetensors"] },
  "export --pytorch": {
    words: [
      ...["export", "fc(2,1) -> mse", "--data", "lines.csv"],
      ...["--target", "z"],
    ],
    reads: ["lines.csv"],
  },
  import: { words: ["import", "x.onnx"], reads: ["x.onnx"] },
  generate: { words: ["generate", "moons(examples=4)"], reads: [] },
  trace: { words: ["trace", "x.nn"], reads: ["x.nn"] },
  graph: { words: ["graph", "x.nn"], reads: ["x.nn"] },
  check: { words: ["check", "x.nn"], reads: ["x.nn"] },
  gradcheck: { words: ["gradcheck", "x.nn"], reads: ["x.nn"] },
  worksheet: { words: ["worksheet", "x.nn"], reads: ["x.nn"] },
  learn: {
    words: ["learn", "2.2", "--answers", "sheet.nn"],
    reads: ["sheet.nn"],
  },
};

/** The call of a command with one of its outputs. */
function callOf(command: Command, option: Option) {
  return calls[`${command.name} --${option.name}`] ?? calls[command.name];
}

/** Commands that refuse to write over what they did not write. */
const careful: ReadonlySet<string> = new Set(["worksheet", "learn"]);

/** What else an option takes to have an effect. */
const needs: Readonly<Record<string, string[]>> = {
  "gradcheck --svg": ["--sweep"],
};

let said = "";
function quiet(): Io {
  const silent = { out() {}, data() {}, error: (text: string) => said += text };
  // The page need not be built for this.
  const page = {
    ...pageWorld,
    readExercisePage: () => Promise.resolve(exercisePageOfTests),
  };
  return Object.assign(Object.create(terminal()) as Io, silent, { page });
}

async function run(words: readonly string[]): Promise<number> {
  said = "";
  return await main(words, quiet());
}

/** What lies in the folder: each name with the bytes, or where a link leads. */
async function contents(): Promise<Record<string, string>> {
  const found: Record<string, string> = {};
  for await (const { name, isFile, isSymlink } of Deno.readDir(".")) {
    if (isSymlink) found[name] = `-> ${await Deno.readLink(name)}`;
    if (isFile) found[name] = String(await Deno.readFile(name));
  }
  return found;
}

let place = "";
function wrong(what: string): void {
  console.log(`${place}: ${what}${said && ` (${said.trim()})`}`);
}

/** Expects a refusal that leaves everything as it was. */
async function refused(what: string, words: readonly string[]): Promise<void> {
  const before = await contents();
  const status = await run(words);
  if (status !== 2) wrong(`${what}: status ${status}`);
  if (said.includes("    at ")) wrong(`${what}: a stack trace`);
  const after = await contents();
  for (const name of new Set([...Object.keys(before), ...Object.keys(after)])) {
    if (before[name] !== after[name]) wrong(`${what}: ${name} has changed`);
  }
}

/** Expects a file to be written, and nothing to be left beside it. */
async function written(
  what: string,
  words: readonly string[],
  name: string,
  beside: readonly string[] = [],
): Promise<void> {
  const before = Object.keys(await contents());
  const old = await Deno.readFile(name).catch(() => undefined);
  const status = await run(words);
  if (status !== 0) wrong(`${what}: status ${status}`);
  const now = await Deno.readFile(name).catch(() => undefined);
  if (now === undefined || String(now) === String(old)) {
    wrong(`${what}: it is not written`);
  }
  const known = new Set([...before, ...beside, name, "own.safetensors"]);
  // The weights of what is imported.
  for (const each of [name, ...before]) {
    if (each.endsWith(".nn")) known.add(each.replace(/nn$/, "safetensors"));
  }
  for (const each of Object.keys(await contents())) {
    if (!known.has(each)) wrong(`${what}: ${each} is left`);
  }
  for (const each of beside) await Deno.remove(each).catch(() => {});
}

/** The words of a call whose output is of this name. */
function wordsFor(command: Command, option: Option, name: string): string[] {
  const { words } = callOf(command, option);
  const own = words.indexOf(`--${option.name}`);
  const rest = own < 0 ? words : words.toSpliced(own, 2);
  const more = needs[`${command.name} --${option.name}`] ?? [];
  return [...rest, ...more, `--${option.name}`, name];
}

async function tryOutput(command: Command, option: Option): Promise<void> {
  const [ending] = option.output?.endings ?? [""];
  const to = (name: string) => wordsFor(command, option, name);
  const out = `o${ending}`;
  const besides = (name: string) =>
    option.output?.beside?.map((each) => each(name)) ?? [];
  for (const input of callOf(command, option).reads) {
    await Deno.symlink(input, `link${ending}`);
    await Deno.link(input, `hard${ending}`);
    for (
      const name of [
        input,
        `./${input}`,
        `d/../${input}`,
        `link${ending}`,
        `hard${ending}`,
      ]
    ) {
      await refused(`onto its input as ${name}`, to(name));
    }
    await Deno.remove(`link${ending}`);
    await Deno.remove(`hard${ending}`);
  }
  await refused("onto a folder", to("d"));
  await refused("in a folder that is not there", to(`none/${out}`));
  await refused("without a name", to(""));
  await refused("with a blank name", to(" "));
  await refused("with another ending", to("o.png"));
  await refused("with a name that is too long", to("n".repeat(300) + ending));
  for (const other of command.options) {
    if (other.output === undefined || other === option) continue;
    const both = [...to(out), `--${other.name}`, `./${out}`];
    await refused(`and --${other.name} onto one file`, both);
  }
  const old = "2026-01-01";
  await Deno.writeTextFile(`${out}.0123abcd.tmp`, "left by a killed run");
  await Deno.utime(`${out}.0123abcd.tmp`, new Date(old), new Date(old));
  await written("a new file", to(out), out, besides(out));
  if ((await contents())[`${out}.0123abcd.tmp`] !== undefined) {
    wrong("what a killed run left is still there");
  }
  await Deno.remove(out);
  if (!careful.has(command.name)) {
    await Deno.writeTextFile(out, "old", { mode: 0o600 });
    await written("a private file", to(out), out, besides(out));
    const { mode } = await Deno.stat(out);
    if ((mode ?? 0) % 0o1000 !== 0o600) wrong("its mode is not kept");
    await Deno.writeTextFile(out, "old");
    await Deno.symlink(out, `l${ending}`);
    await written(
      "through a link",
      to(`l${ending}`),
      out,
      besides(`l${ending}`),
    );
    if ((await contents())[`l${ending}`] !== `-> ${out}`) {
      wrong("the link is not kept");
    }
    await Deno.remove(`l${ending}`);
    await Deno.writeTextFile(out, "old");
    await Deno.chmod(out, 0o444);
    await refused("onto a file that is read-only", to(out));
    await Deno.remove(out);
  }
  for (
    const name of [
      `a b ${ending}`,
      `new\nline${ending}`,
      `${"é".repeat(115)}${ending}`,
    ]
  ) {
    await written(
      `to ${JSON.stringify(name)}`,
      to(name),
      name,
      besides(name),
    );
    await Deno.remove(name);
  }
}

const folder = await Deno.makeTempDir();
try {
  Deno.chdir(folder);
  await Deno.mkdir("d");
  for (const [name, text] of Object.entries(inputs)) {
    await Deno.writeTextFile(name, text);
  }
  await run([...train.slice(0, -1), "net.safetensors"]);
  const network = nn("fc(2,1) -> sigmoid");
  await Deno.writeFile(
    "x.onnx",
    writeOnnx(network, initialize(network, { precision: "float32" })),
  );
  let count = 0;
  for (const { load } of commands.values()) {
    const command = await load();
    const { name } = command;
    for (const option of command.options) {
      if (option.output === undefined) continue;
      place = `${name} --${option.name}`;
      if (calls[name] === undefined) wrong("there is no call to try it with");
      else await tryOutput(command, option);
      count++;
    }
  }
  console.log(`${count} outputs were tried`);
} finally {
  Deno.chdir("/");
  await Deno.remove(folder, { recursive: true });
}
