/**
 * Kills trainings on the command line at random moments, runs the same command
 * again each time, and compares the bytes of the network with those of a run that
 * nobody killed: `deno task kill [count] [seed]`.
 *
 * @module
 */

import { createRandom, type Random } from "../../../../../mod.ts";

const count = Number(Deno.args[0] ?? 50);
const seed = Number(Deno.args[1] ?? 1);

const out = "net.safetensors";
const common = ["--out", out, "--log", "log.jsonl", "--save-every", "0.02s"];

/** Trainings that remember all that there is to remember; each takes a second or two. */
const trainings: readonly (readonly [name: string, words: string[]])[] = [
  [
    "dropout, batchnorm, average, cosine",
    [
      "fc(2,64) -> batchnorm -> relu -> dropout(0.2) -> fc(3) -> cross_entropy",
      "--data",
      "blobs.csv",
      "--target",
      "class",
      "--average",
      "0.99",
      "--schedule",
      "cosine",
      "--validation",
      "0.2",
      "--epochs",
      "1500",
    ],
  ],
  [
    "lbfgs",
    [
      "fc(2,32) -> tanh -> fc(3) -> cross_entropy",
      "--data",
      "blobs.csv",
      "--target",
      "class",
      "--optimizer",
      "lbfgs(max-iterations=8)",
      "--weights",
      "start.safetensors",
      "--epochs",
      "800",
    ],
  ],
  [
    "streamed CSV",
    [
      "fc(2,16) -> tanh -> fc(3) -> cross_entropy",
      "--data",
      "blobs.csv",
      "--target",
      "class",
      "--stream",
      "--validation",
      "0.2",
      "--optimizer",
      "sgd(momentum=0.9)",
      "--schedule",
      "plateau(patience=3)",
      "--epochs",
      "800",
    ],
  ],
  [
    "accumulate, clipping, one cycle",
    [
      "fc(2,32) -> gelu -> dropout(0.5) -> fc(3) -> cross_entropy",
      "--data",
      "blobs.csv",
      "--target",
      "class",
      "--accumulate",
      "3",
      "--batch",
      "16",
      "--clip-norm",
      "1",
      "--optimizer",
      "adamw",
      "--schedule",
      "one-cycle",
      "--epochs",
      "800",
    ],
  ],
];

/** What the tasks give Deno where JSR cannot be reached. */
async function importMap(): Promise<string[]> {
  const root = new URL("../../../../../", import.meta.url);
  const { stdout } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "--quiet", "--no-prompt", ".ci/std.ts"],
    cwd: root,
  }).output();
  const words = new TextDecoder().decode(stdout).trim().split(/\s+/);
  return words.filter((word) => word !== "").map((word) =>
    word.replace(/(?<=^|=)\.ci\//, `${root.pathname}.ci/`)
  );
}

const flags = await importMap();
const main =
  new URL("../../../../../dsl/cli/main.ts", import.meta.url).pathname;

/** Runs a command, and kills it after so many milliseconds where they are given. */
async function nabla(
  words: readonly string[],
  cwd: string,
  after?: number,
): Promise<{ status: number; isKilled: boolean; text: string; took: number }> {
  const start = performance.now();
  const child = new Deno.Command(Deno.execPath(), {
    args: [
      "run",
      "--quiet",
      "--no-check",
      "--no-prompt",
      ...flags,
      `--allow-read=${cwd}`,
      `--allow-write=${cwd}`,
      main,
      ...words,
    ],
    cwd,
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  const timer = after === undefined ? undefined : setTimeout(() => {
    try {
      child.kill("SIGKILL");
    } catch {
      // It has just ended.
    }
  }, after);
  const { code, signal, stdout, stderr } = await child.output();
  clearTimeout(timer);
  const decoder = new TextDecoder();
  return {
    status: code,
    isKilled: signal === "SIGKILL",
    text: decoder.decode(stdout) + decoder.decode(stderr),
    took: performance.now() - start,
  };
}

/** What a folder must hold at the end; what a writer left that was killed is taken away after a minute. */
async function leftIn(folder: string): Promise<string[]> {
  const names: string[] = [];
  for await (const { name } of Deno.readDir(folder)) names.push(name);
  return names.filter((name) => !name.endsWith(".tmp")).toSorted();
}

/** A folder with the data. */
async function folderOf(root: string, name: string): Promise<string> {
  const folder = `${root}/${name}`;
  await Deno.mkdir(folder);
  for (const file of ["blobs.csv", "start.safetensors"]) {
    await Deno.copyFile(`${root}/${file}`, `${folder}/${file}`);
  }
  return folder;
}

/** The lines of a log without what depends on the clock. */
async function logOf(folder: string): Promise<string> {
  const text = await Deno.readTextFile(`${folder}/log.jsonl`);
  return text.trimEnd().split("\n").map((line) => JSON.parse(line))
    .filter(({ event }) => event !== "warning")
    .map(({ examplesPerSecond: _, steps: __, ...rest }) => JSON.stringify(rest))
    .join("\n");
}

function fail(message: string): never {
  console.error(message);
  Deno.exit(1);
}

/** A training, killed once, twice or three times, then left alone. Returns what there is to tell. */
async function killed(
  words: readonly string[],
  folder: string,
  took: number,
  random: Random,
): Promise<string> {
  const times: string[] = [];
  do {
    const after = 100 + random.uniform() * took;
    const { isKilled, status, text } = await nabla(words, folder, after);
    if (!isKilled && status !== 0) fail(text);
    times.push(`${isKilled ? "" : "over before "}${after.toFixed(0)} ms`);
  } while (times.length < 3 && random.uniform() < 0.4);
  const last = await nabla(words, folder);
  if (last.status !== 0) fail(last.text);
  const [gone] = /resuming at step [\d,]+/.exec(last.text) ?? ["starts again"];
  return `killed at ${times.join(", ")}; ${gone}`;
}

const root = await Deno.makeTempDir({ prefix: "nabla-kill-" });
try {
  await nabla(["generate", "blobs", "--out", "blobs.csv"], root);
  await nabla(
    [
      "train",
      "fc(2,32) -> tanh -> fc(3) -> cross_entropy",
      "--data",
      "blobs.csv",
      "--target",
      "class",
      "--epochs",
      "1",
      "--out",
      "start.safetensors",
    ],
    root,
  );
  const random = createRandom(seed).fork("kill");
  const wholes: { folder: string; took: number }[] = [];
  for (const [i, [, words]] of trainings.entries()) {
    const folder = await folderOf(root, `whole ${i}`);
    const call = ["train", ...words, ...common];
    const { status, text, took } = await nabla(call, folder);
    if (status !== 0) fail(text);
    wholes.push({ folder, took });
  }
  for (let i = 0; i < count; i++) {
    const kind = i % trainings.length;
    const [name, words] = trainings[kind];
    const { folder: whole, took } = wholes[kind];
    const folder = await folderOf(root, `${i}`);
    const call = ["train", ...words, ...common];
    const told = await killed(call, folder, took, random);
    const [a, b] = await Promise.all(
      [whole, folder].map((each) => Deno.readFile(`${each}/${out}`)),
    );
    if (a.length !== b.length || a.some((byte, j) => byte !== b[j])) {
      fail(`${i + 1}  ${name}: ${told}; the networks differ`);
    }
    if (await logOf(whole) !== await logOf(folder)) {
      fail(`${i + 1}  ${name}: ${told}; the logs differ`);
    }
    if (String(await leftIn(whole)) !== String(await leftIn(folder))) {
      fail(`${i + 1}  ${name}: ${told}; left: ${await leftIn(folder)}`);
    }
    await Deno.remove(folder, { recursive: true });
    console.log(`${i + 1}  ${name}: ${told}; the same bytes`);
  }
} finally {
  await Deno.remove(root, { recursive: true });
}
