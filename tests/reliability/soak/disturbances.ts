/**
 * What happens to commands in a soak: kills, signals, system calls that fail, files
 * that are away, a second run.
 *
 * @module
 */

import type { Random } from "../../../mod.ts";
import { kill } from "../kills/killing.ts";
import type { Disturb, Subject } from "../kills/subjects.ts";
import { drawPlace, failingAt } from "../kills/system_calls.ts";
import { type Ended, nabla } from "../processes.ts";

/** What is wrong with the end of a command; statuses that are right, beside those of an undisturbed run. */
function faultsOf(
  { status, text }: Ended,
  { status: usual }: Subject,
  ...right: readonly number[]
): readonly string[] {
  const faults: string[] = [];
  if (![usual, ...right].includes(status)) faults.push(`status ${status}`);
  if (/^\s+at .*:\d+:\d+|panicked/m.test(text)) faults.push("a stack trace");
  return faults.length === 0 ? [] : [...faults, text];
}

/** Waits nothing: leaves the command alone. */
const calm: Disturb = async (subject, folder) => {
  const ended = await nabla(subject.words, { folder });
  // A worksheet that is there is not written again.
  return { told: "left alone", wrong: faultsOf(ended, subject, 2) };
};

const signalNames = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;

const signal: Disturb = async (subject, folder, random) => {
  const name = pick(["SIGINT", "SIGTERM", "SIGHUP"] as const, random);
  const after = 50 + random.uniform() * subject.took;
  const ended = await nabla(subject.words, { folder, signal: { name, after } });
  const told = `${name} at ${after.toFixed(0)} ms`;
  return { told, wrong: faultsOf(ended, subject, 2, signalNames[name]) };
};

const errors = ["ENOSPC", "EIO", "EMFILE", "EACCES", "EINTR", "EDQUOT"];

/** Needs strace. */
const failure: Disturb = async (subject, folder, random) => {
  const place = drawPlace(subject.counts, random, "telling");
  if (place === undefined) return {};
  const error = pick(errors, random);
  const under = failingAt(place, error);
  const ended = await nabla(subject.words, { folder, under });
  const told = `${error} at ${place.call} ${place.number}`;
  return { told, wrong: faultsOf(ended, subject, 2) };
};

const absence: Disturb = async (subject, folder, random) => {
  const files = [];
  for await (const { name, isFile } of Deno.readDir(folder)) {
    if (isFile && subject.words.includes(name)) files.push(name);
  }
  if (files.length === 0) return {};
  const name = pick(files.sort(), random);
  await Deno.rename(`${folder}/${name}`, `${folder} ${name}`);
  const ended = await nabla(subject.words, { folder });
  await Deno.rename(`${folder} ${name}`, `${folder}/${name}`);
  return { told: `${name} was away`, wrong: faultsOf(ended, subject, 2) };
};

const company: Disturb = async (subject, folder) => {
  const ended = await Promise.all(
    [1, 2].map(() => nabla(subject.words, { folder })),
  );
  return {
    told: "two at once",
    wrong: ended.flatMap((each) => faultsOf(each, subject, 2)),
  };
};

/** What a soak does, by kind. */
export const disturbances: ReadonlyMap<string, Disturb> = new Map([
  ["left alone", calm],
  ["killed", kill],
  ["signals", signal],
  ["failed calls", failure],
  ["files away", absence],
  ["two at once", company],
]);

export function pick<T>(items: readonly T[], random: Random): T {
  return items[Math.floor(random.uniform() * items.length)];
}
