/**
 * Commands beside what an undisturbed run of them leaves, and what must hold when
 * they are disturbed.
 *
 * @module
 */

import type { Random } from "../../../mod.ts";
import { copyFolder, differences, filesIn, nabla } from "../processes.ts";
import { type CallCounts, countCalls } from "./system_calls.ts";
import type { Writer } from "./writers.ts";

export type Files = ReadonlyMap<string, string>;

/** A command with what an undisturbed run of it does. */
export interface Subject extends Writer {
  /** The system calls that it makes, where strace can tell. */
  readonly counts: CallCounts;
  /** The files at its end. */
  readonly whole: Files;
  /** Its exit status. */
  readonly status: number;
  readonly took: number;
}

/** Runs a command undisturbed. */
async function subjectOf(
  writer: Writer,
  start: string,
  folder: string,
  isTraced: boolean,
): Promise<Subject> {
  const { words } = writer;
  await copyFolder(start, folder);
  const { status, text, took } = await nabla(words, { folder });
  if (status > 1) throw new Error(`${writer.name}: ${text}`);
  const whole = await filesIn(folder);
  const traced = `${folder} traced`;
  if (isTraced) await copyFolder(start, traced);
  const counts: CallCounts = isTraced
    ? await countCalls(words, traced, `${folder}.trace`)
    : new Map();
  return { ...writer, counts, whole, status, took };
}

/** Finds the subjects of commands, each when it is first asked for. */
export function subjectsIn(
  root: string,
  isTraced: boolean,
): (writer: Writer) => Promise<Subject> {
  const found = new Map<Writer, Promise<Subject>>();
  return (writer) => {
    const folder = `${root}/whole ${found.size}`;
    const subject = found.get(writer) ??
      subjectOf(writer, `${root}/start`, folder, isTraced);
    found.set(writer, subject);
    return subject;
  };
}

/** What is harmed: each file must have its old or its new content, but what a training keeps on its way. */
export function harmed(
  before: Files,
  now: Files,
  { words, whole }: Pick<Subject, "words" | "whole">,
): readonly string[] {
  const kept = /\.checkpoint\.safetensors$|\.jsonl$|\.lock$/;
  // A training that ends early draws what it has done.
  const isPicture = (path: string, text: string) =>
    words[0] === "train" && path === words[words.indexOf("--plot") + 1] &&
    text.trimEnd().endsWith("</svg>");
  const isSound = (path: string, text: string) =>
    text === before.get(path) || text === whole.get(path) || kept.test(path) ||
    isPicture(path, text);
  return [
    ...[...now].filter(([path, text]) => !isSound(path, text)),
    ...[...before].filter(([path]) => !now.has(path)),
  ].map(([path]) => `${path} is harmed`);
}

/** A disturbance: says what it was, or nothing where the command had ended before. */
export type Disturb = (
  subject: Subject,
  folder: string,
  random: Random,
) => Promise<{ readonly told?: string; readonly wrong?: readonly string[] }>;

export interface Tried {
  /** The disturbances. */
  readonly told: readonly string[];
  readonly wrong: readonly string[];
}

/** Disturbs a command once or more, then leaves it alone. */
export async function tryOne(
  subject: Subject,
  start: string,
  folder: string,
  disturb: Disturb,
  random: Random,
  /** How probable it is that a disturbance is not the last. */
  again = 0.3,
): Promise<Tried> {
  await copyFolder(start, folder);
  const before = await filesIn(folder);
  const all: string[] = [];
  do {
    const { told, wrong = [] } = await disturb(subject, folder, random);
    if (told === undefined) break;
    all.push(told);
    const lost = harmed(before, await filesIn(folder), subject);
    if (lost.length + wrong.length > 0) {
      return { told: all, wrong: [...lost, ...wrong] };
    }
  } while (random.uniform() < again);
  const { text } = await nabla(subject.words, { folder });
  const wrong = differences(subject.whole, await filesIn(folder));
  await Deno.remove(folder, { recursive: true });
  return { told: all, wrong: wrong.length === 0 ? [] : [...wrong, text] };
}
