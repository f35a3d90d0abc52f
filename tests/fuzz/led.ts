/**
 * The loop of every fuzzer: inputs are made or changed, examined, and kept where
 * something came of them that none before had. What is kept is changed further,
 * so that the inputs reach ever more of the code. A seed fixes all of it.
 *
 * @module
 */

import process from "node:process";
import { DataError } from "../../mod.ts";
import { createRandom, type Random } from "../../lib/base/random.ts";
import type { FileSeed } from "./corpus.ts";

/** What is fuzzed. */
export interface Target<Input> {
  /** What its inputs are called: `texts`. */
  readonly name: string;
  /** Inputs to begin with. */
  readonly seeds: readonly Input[];
  /** The next input: a new one, or a kept one with changes. */
  next(random: Random, kept: readonly Input[]): Input;
  /** Tries an input. */
  examine(input: Input, random: Random): Seen | Promise<Seen>;
  /** An input as it is shown where it failed. */
  show(input: Input): string;
  /** Whether an input is small enough to be changed further. */
  isSmall(input: Input): boolean;
  /** The most memory that examining one may take besides what there was, in bytes. */
  readonly mostBytes?: number;
  /** The most that one input may take of the processor, in milliseconds. Default: a second. */
  readonly mostTime?: number;
  /** The file that an input is kept in, unless it is a text. */
  keep?(input: Input): FileSeed;
  /** Smaller inputs that may fail in the same way. */
  smaller?(input: Input): Iterable<Input>;
}

/** What came of an input. */
export interface Seen {
  /** What is wrong with the code, where anything is. */
  readonly failure?: string | undefined;
  /** Whether the input could be used. */
  readonly isRead: boolean;
  /** What happened, in words: an input with new ones is kept. */
  readonly features: Iterable<string>;
}

/** What to run. */
export interface FuzzOptions {
  /** How many inputs are made, besides the seeds. */
  readonly count: number;
  /** Where chance begins. */
  readonly seed: number;
  /** Called now and then with the number of inputs done. */
  readonly progress?: (done: number) => void;
}

/** What came of a run. */
export interface Fuzzed<Input> {
  /** What went wrong with which input, where anything did. */
  readonly failure?: string;
  readonly read: number;
  readonly refused: number;
  /** How often each feature came up. */
  readonly features: ReadonlyMap<string, number>;
  /** The inputs that were kept, without the seeds. */
  readonly kept: readonly Input[];
  /** The longest time for one input, in milliseconds; other programs may have had the processor. */
  readonly slowest: number;
}

/** The most memory that reading a small file may take besides what there was. */
export const mostBytes = 100e6;

/** What comes of an input that a reader refuses: only words about its data will do. */
export function refused(error: unknown, isValid: boolean, of: string): Seen {
  if (!(error instanceof DataError)) throw error;
  const { message } = error;
  const failure = isValid
    ? `a right file is refused: ${message}`
    : message.length > 5000
    ? "a message without end"
    : undefined;
  return { failure, isRead: false, features: [`${of} ${skeleton(message)}`] };
}

/** Examines the seeds, then `count` inputs, or as many as it takes to find a failure. */
export async function fuzz<Input>(
  target: Target<Input>,
  { count, seed, progress }: FuzzOptions,
): Promise<Fuzzed<Input>> {
  const random = createRandom(seed).fork(target.name);
  const features = new Map<string, number>();
  const pool: Input[] = [...target.seeds];
  const { mostBytes = Infinity, mostTime = 1000 } = target;
  const held = () => mostBytes < Infinity ? used() : 0;
  let read = 0;
  let left = 0;
  let slowest = 0;
  for (let i = -target.seeds.length; i < count; i++) {
    const isSeed = i < 0;
    const input = isSeed
      ? target.seeds[i + target.seeds.length]
      : target.next(random, pool);
    // Examined again, it meets the same chance.
    const own = seed + i + target.seeds.length;
    const again = () => examined(target, input, createRandom(own));
    const before = held();
    const start = performance.now();
    const seen = await again();
    const time = performance.now() - start;
    slowest = Math.max(slowest, time);
    let { failure } = seen;
    if (time > mostTime) {
      failure ??= await slowness(again, mostTime);
    }
    const taken = held() - before;
    if (taken > mostBytes) failure ??= `it takes ${taken} bytes`;
    if (seen.isRead) read++;
    else left++;
    let isNew = false;
    for (const feature of seen.features) {
      const times = features.get(feature) ?? 0;
      features.set(feature, times + 1);
      isNew ||= times === 0;
    }
    if (isNew && !isSeed && target.isSmall(input)) pool.push(input);
    const kept = () => pool.slice(target.seeds.length);
    if (failure !== undefined) {
      const least = await shrunk(target, input, failure, own);
      failure = `${target.name} ${i}: ${failure}\n${target.show(least)}`;
      return {
        failure,
        read,
        refused: left,
        features,
        kept: kept(),
        slowest,
      };
    }
    if (i % 1000 === 999) progress?.(i + 1);
  }
  const kept = pool.slice(target.seeds.length);
  return { read, refused: left, features, kept, slowest };
}

/** What comes of an input; whatever is thrown is a failure. */
async function examined<Input>(
  target: Target<Input>,
  input: Input,
  random: Random,
): Promise<Seen> {
  try {
    return await target.examine(input, random);
  } catch (error) {
    const failure = error instanceof Error
      ? error.stack ?? error.message
      : String(error);
    return { failure, isRead: false, features: [] };
  }
}

/** What is wrong where an input takes long each of three times, other programs not counted: once, the memory of earlier ones may have been collected. */
async function slowness(
  again: () => Promise<Seen>,
  mostTime: number,
): Promise<string | undefined> {
  let time = Infinity;
  for (let i = 0; i < 3; i++) {
    const start = processorTime();
    await again();
    time = Math.min(time, processorTime() - start);
    if (time <= mostTime) return undefined;
  }
  return `it takes ${time.toFixed(0)} ms`;
}

/** The smallest input found within some seconds that fails in the same way. */
async function shrunk<Input>(
  target: Target<Input>,
  input: Input,
  failure: string,
  seed: number,
): Promise<Input> {
  const end = performance.now() + 5000;
  const kind = (words = "") => skeleton(words.split("\n")[0]);
  const fails = async (each: Input) =>
    kind((await examined(target, each, createRandom(seed))).failure) ===
      kind(failure);
  let least = input;
  if (!target.smaller || !await fails(input)) return input;
  search: while (performance.now() < end) {
    for (const each of target.smaller(least)) {
      if (performance.now() > end) break search;
      if (!await fails(each)) continue;
      least = each;
      continue search;
    }
    break;
  }
  return least;
}

/** The milliseconds that the processor was at work for this thread: others do not count. */
export function processorTime(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
}

/** The bytes of the heap, and those that it holds elsewhere. */
function used(): number {
  const { heapUsed, external } = Deno.memoryUsage();
  return heapUsed + external;
}

/** A message without what is particular of its input: its names, its numbers. */
export function skeleton(message: string): string {
  return message
    .replaceAll(/`[^`]*`|"(?:[^"\\]|\\.)*"|“[^”]*”/g, "…")
    .replaceAll(/[-+]?\d[\d.,×e]*/g, "0")
    .slice(0, 120);
}
