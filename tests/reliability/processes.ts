/**
 * Commands in processes of their own, to be killed and looked at.
 *
 * @module
 */

const root = new URL("../../", import.meta.url);

/** A process that has ended. */
export interface Ended {
  readonly status: number;
  readonly signal: Deno.Signal | null;
  /** What it printed. */
  readonly text: string;
  /** Milliseconds. */
  readonly took: number;
}

export interface RunOptions {
  /** The folder that it runs in, the only one that it may read and write. */
  readonly folder: string;
  /** A program that runs it, with its words: `["strace", "-f"]`. */
  readonly under?: readonly string[];
  /** A program that is started beside it with its number as the last word, and after how many milliseconds. */
  readonly beside?: {
    readonly words: readonly string[];
    readonly after: number;
  };
  /** A signal to send, and after how many milliseconds. */
  readonly signal?: { readonly name: Deno.Signal; readonly after: number };
}

/** What the tasks give Deno where JSR cannot be reached. */
async function importMap(): Promise<readonly string[]> {
  const { stdout } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "--quiet", "--no-prompt", ".ci/std.ts"],
    cwd: root,
  }).output();
  const words = new TextDecoder().decode(stdout).trim().split(/\s+/);
  return words.filter((word) => word !== "").map((word) =>
    word.replace(/(?<=^|=)\.ci\//, `${root.pathname}.ci/`)
  );
}

let found: Promise<readonly string[]> | undefined;

/** Runs `nabla` with some words. */
export async function nabla(
  words: readonly string[],
  { folder, under = [], beside, signal }: RunOptions,
): Promise<Ended> {
  found ??= importMap();
  const [program, ...args] = [
    ...under,
    ...[Deno.execPath(), "run", "--quiet", "--no-check", "--no-prompt"],
    ...await found,
    ...[`--allow-read=${folder}`, `--allow-write=${folder}`],
    new URL("dsl/cli/main.ts", root).pathname,
    ...words,
  ];
  const start = performance.now();
  const options = { cwd: folder, stdout: "piped", stderr: "piped" } as const;
  const child = new Deno.Command(program, {
    args,
    stdin: "null",
    env: { NO_COLOR: "1" },
    ...options,
  }).spawn();
  const timer = signal && setTimeout(() => {
    try {
      child.kill(signal.name);
    } catch {
      // It has just ended.
    }
  }, signal.after);
  const joined = beside && setTimeout(() => {
    const [program, ...args] = [...beside.words, String(child.pid)];
    const quiet = { stdin: "null", stdout: "null", stderr: "null" } as const;
    new Deno.Command(program, { args, ...quiet }).spawn().unref();
  }, beside.after);
  const ended = await child.output();
  clearTimeout(timer);
  clearTimeout(joined);
  const decoder = new TextDecoder();
  return {
    status: ended.code,
    signal: ended.signal,
    text: decoder.decode(ended.stdout) + decoder.decode(ended.stderr),
    took: performance.now() - start,
  };
}

/** The files of a folder by path, without what a killed writer left, which the next one removes after a minute. */
export async function filesIn(
  folder: string,
): Promise<ReadonlyMap<string, string>> {
  const files = new Map<string, string>();
  for await (const { name, isDirectory } of Deno.readDir(folder)) {
    if (name.endsWith(".tmp")) continue;
    const path = `${folder}/${name}`;
    if (isDirectory) {
      for (const [inner, text] of await filesIn(path)) {
        files.set(`${name}/${inner}`, text);
      }
    } else files.set(name, comparable(name, await Deno.readFile(path)));
  }
  return new Map([...files].sort(([a], [b]) => a < b ? -1 : 1));
}

/** A file's bytes as a text; of a log and a report, what does not depend on the clock. */
function comparable(name: string, bytes: Uint8Array): string {
  const text = new TextDecoder("latin1").decode(bytes);
  if (name.endsWith(".xml")) return text.replaceAll(/ time="[^"]*"/g, "");
  return name.endsWith(".jsonl")
    ? text.split("\n").flatMap(timelessLine).join("\n")
    : text;
}

/** A line of a log; none for a warning, which a training that goes on says again. */
function timelessLine(line: string): readonly string[] {
  try {
    const { examplesPerSecond: _, steps: __, ...rest } = JSON.parse(line);
    return rest.event === "warning" ? [] : [JSON.stringify(rest)];
  } catch {
    return [line];
  }
}

/** What differs between two folders. */
export function differences(
  a: ReadonlyMap<string, string>,
  b: ReadonlyMap<string, string>,
): readonly string[] {
  return [...new Set([...a.keys(), ...b.keys()])]
    .filter((path) => a.get(path) !== b.get(path))
    .map((path) => `${path} differs: ${lineOf(a.get(path), b.get(path))}`);
}

/** The first line that differs, in both forms. */
function lineOf(a = "not there", b = "not there"): string {
  const [left, right] = [a.split("\n"), b.split("\n")];
  const at = left.findIndex((line, i) => line !== right[i]);
  return [left, right].map((lines) =>
    JSON.stringify((lines[at] ?? "no more").slice(0, 300))
  ).join(" and ");
}

/** Copies the files of a folder to a new one. */
export async function copyFolder(from: string, to: string): Promise<void> {
  await Deno.mkdir(to, { recursive: true });
  for await (const { name, isDirectory } of Deno.readDir(from)) {
    if (isDirectory) await copyFolder(`${from}/${name}`, `${to}/${name}`);
    else await Deno.copyFile(`${from}/${name}`, `${to}/${name}`);
  }
}
