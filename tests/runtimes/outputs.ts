// What commands print and write under Node and Bun, from the npm package, beside
// what they do under Deno: the same but for times and rates. `deno task
// test:runtimes` builds the package and runs this; with `-- --core` for the Node of
// this machine and a call or two of each command.
import { assertEquals } from "@std/assert";
import { calls, files } from "../dsl/cli/calls.ts";
import { testModules } from "./code.ts";
import {
  deno,
  findRuntimes,
  installPackage,
  type Runtime,
} from "./runtimes.ts";

const isCore = Deno.args.includes("--core");

/** Calls beside those whose lines are measured. */
const more: readonly (readonly string[])[] = [
  ["--help"],
  [],
  ["frobnicate"],
  ["gradcheck", "fc(2,1) -> sigmoid", "--json"],
  ["check", "homework.nn", "wrong.nn", "--json"],
  ["run", "homework.nn", "--json"],
  ["show", "net.safetensors", "--json"],
  ["predict", "net.safetensors", "--data", "flowers.csv"],
  ["predict", "net.safetensors", "--data", "-"],
  ["evaluate", "net.safetensors", "--data", "flowers.csv", "--json"],
  ["fmt", "-"],
  ["fmt", "homework.nn"],
  ["generate", "spiral(classes=3)", "--seed", "1", "--out", "spiral.csv"],
  ["worksheet", "homework.nn", "--out", "sheet.nn"],
  ["show", "fc(2,1)", "--lang", "zh"],
  ["show", "folder"],
  ["show", "gone/net.nn"],
  ["worksheet", "homework.nn", "--out", "gone/sheet.nn"],
  ["worksheet", "homework.nn", "--out", "folder"],
  ["train", "net.nn", "--data", "flowers.csv", "--target", "gone"],
];

/** What is compared of what a call leaves. */
interface Outcome {
  readonly status: number;
  readonly out: string;
  readonly error: string;
  readonly written: Readonly<Record<string, string>>;
}

/** Times and rates: of a sentence, and in the last column of a table of epochs. */
const times = /\d[\d.,]*(?= (?:ms|s|examples\/s)\b)|(?<=^ +\d+ .*) +[\d.,]+$/gm;

/** A call of each command, and what is beside. */
function chosenCalls(): (readonly string[])[] {
  const own = Object.entries(calls).flatMap(([command, all]) =>
    (isCore ? all.slice(0, 1) : all).map((words) => [command, ...words])
  );
  return [...own, ...more].filter((words) =>
    // The page is packed in the whole package only.
    !isCore || !words.includes("--export") && !words.includes("--html")
  );
}

async function outcomeOf(
  runtime: Runtime,
  words: readonly string[],
): Promise<Outcome> {
  const folder = await Deno.makeTempDir({ prefix: "nabla-runtimes-" });
  try {
    const home = `${folder}/home`;
    const work = `${folder}/work`;
    for (const each of [home, work, `${work}/folder`]) await Deno.mkdir(each);
    for (const [name, content] of Object.entries(files)) {
      const bytes = typeof content === "string"
        ? new TextEncoder().encode(content)
        : content;
      await Deno.writeFile(`${work}/${name}`, bytes);
    }
    const [program, ...before] = runtime.command;
    const child = new Deno.Command(program, {
      args: [...before, ...words],
      cwd: work,
      stdin: "piped",
      stdout: "piped",
      stderr: "piped",
      env: {
        LC_ALL: "C",
        NO_COLOR: "1",
        TMPDIR: folder,
        // What Deno has cached is not what is compared.
        ...runtime === deno ? {} : { HOME: home },
      },
    }).spawn();
    const writer = child.stdin.getWriter();
    const input = words.includes("--data") ? files["flowers.csv"] : "fc(2,1)\n";
    await writer.write(new TextEncoder().encode(input)).catch(() => {});
    await writer.close().catch(() => {});
    const { code, stdout, stderr } = await child.output();
    const text = (bytes: Uint8Array) => {
      const all = new TextDecoder().decode(bytes);
      return words[0] === "train" ? all.replaceAll(times, "N") : all;
    };
    return {
      status: code,
      out: words[0] === "kernels" ? "" : text(stdout),
      error: text(stderr),
      written: await digestsIn(work),
    };
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

/** The files of a folder and those in it, by what they hold. */
async function digestsIn(folder: string): Promise<Record<string, string>> {
  const found: Record<string, string> = {};
  for await (const { name, isDirectory } of Deno.readDir(folder)) {
    const path = `${folder}/${name}`;
    if (isDirectory) {
      for (const [inner, digest] of Object.entries(await digestsIn(path))) {
        found[`${name}/${inner}`] = digest;
      }
      continue;
    }
    const bytes = await Deno.readFile(path);
    const digest = await crypto.subtle.digest("SHA-256", bytes);
    found[name] = new Uint8Array(digest).toHex();
  }
  return found;
}

const folder = await Deno.makeTempDir({ prefix: "nabla-runtimes-" });
const command = await installPackage(folder);
const runtimes = await findRuntimes(command, folder, !isCore);
globalThis.addEventListener(
  "unload",
  () => Deno.removeSync(folder, { recursive: true }),
);

for (const words of chosenCalls()) {
  const [name = ""] = words;
  Deno.test(`nabla ${words.join(" ")}: the same everywhere`, async () => {
    const expected = await outcomeOf(deno, words);
    for (const runtime of runtimes) {
      // An engine without the instruction rounds twice: it is asked for what all have.
      const isFine = runtime.isRelaxed || !/^(?:train|evaluate)$/.test(name);
      const found = await outcomeOf(runtime, words);
      assertEquals(
        isFine ? found : { ...found, written: expected.written },
        expected,
        runtime.name,
      );
    }
  });
}

for (const runtime of runtimes) {
  Deno.test(
    `modules that nabla export --js writes compute under ${runtime.name}`,
    () => testModules(runtime),
  );
}
