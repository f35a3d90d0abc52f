/**
 * Kills at the Nth system call of a kind, by strace.
 *
 * @module
 */

import type { Random } from "../../../mod.ts";
import { nabla } from "../processes.ts";

/** The calls that change or read files, which strace stops at. */
const names = [
  ...["openat", "write", "read", "close", "fsync", "rename", "unlink"],
  ...["chmod", "flock", "ftruncate", "lseek", "statx", "readlink"],
  ...["getdents64", "mmap", "munmap", "clone3"],
];

/** Those that most depends on; they are taken half of the time. */
const telling = ["fsync", "rename", "unlink", "ftruncate", "flock", "chmod"];

/** How often a thread of a command makes each call. */
export type CallCounts = ReadonlyMap<string, number>;

const strace = ["strace", "-f", "-qq"];

/** Stops at the calls that are asked for alone; not where it joins late. */
const bpf = "--seccomp-bpf";

export async function hasStrace(): Promise<boolean> {
  try {
    const { success } = await new Deno.Command("strace", {
      args: ["-V"],
      stdout: "null",
      stderr: "null",
    }).output();
    return success;
  } catch {
    return false;
  }
}

/** Runs a command and counts its calls. */
export async function countCalls(
  words: readonly string[],
  folder: string,
  trace: string,
): Promise<CallCounts> {
  const under = [...strace, bpf, `--trace=${names.join()}`, "-o", trace];
  const { status, text } = await nabla(words, { folder, under });
  if (status > 1) throw new Error(text);
  const counts = new Map<string, number>();
  const byThread = new Map<string, number>();
  for (const line of (await Deno.readTextFile(trace)).split("\n")) {
    const [, thread, call] = /^(\d+) +(\w+)\(/.exec(line) ?? [];
    if (call === undefined) continue;
    const key = `${thread} ${call}`;
    const count = (byThread.get(key) ?? 0) + 1;
    byThread.set(key, count);
    counts.set(call, Math.max(counts.get(call) ?? 0, count));
  }
  return counts;
}

/** A call at which to kill. */
export interface KillPlace {
  readonly call: string;
  readonly number: number;
}

/** Draws a place of a command; of telling calls alone, there may be none. */
export function drawPlace(counts: CallCounts, random: Random): KillPlace;
export function drawPlace(
  counts: CallCounts,
  random: Random,
  which: "telling",
): KillPlace | undefined;
export function drawPlace(
  counts: CallCounts,
  random: Random,
  which?: "telling",
): KillPlace | undefined {
  const all = [...counts.keys()];
  const most = all.filter((call) => telling.includes(call));
  const isTelling = which === "telling" || random.uniform() < 0.5;
  const from = isTelling && (which || most.length > 0) ? most : all;
  if (from.length === 0) return undefined;
  const call = from[Math.floor(random.uniform() * from.length)];
  const count = counts.get(call) ?? 1;
  return { call, number: 1 + Math.floor(random.uniform() * count) };
}

/** The program under which a command is killed there. */
export function killingAt(place: KillPlace): readonly string[] {
  return injecting(place, "signal=KILL");
}

/** The program under which the call fails. */
export function failingAt(place: KillPlace, error: string): readonly string[] {
  return injecting(place, `error=${error}`);
}

/** The program that kills a command, whose number is its next word, at its next such call. */
export function killingNext(call: string): readonly string[] {
  const inject = `--inject=${call}:signal=KILL`;
  return [...strace, `--trace=${call}`, inject, "-o", "/dev/null", "-p"];
}

function injecting({ call, number }: KillPlace, what: string) {
  const inject = `--inject=${call}:${what}:when=${number}`;
  return [...strace, bpf, `--trace=${call}`, inject, "-o", "/dev/null"];
}
