/**
 * Kinds of kernels that are measured side by side: each in a process of its
 * own, a sample of each in turn, so that what disturbs one disturbs all.
 *
 * @module
 */

import type { Precision } from "../../../mod.ts";
import { progress } from "../progress.ts";
import { median } from "../sampler.ts";
import { linesOf } from "./lines.ts";
import type { Contender, Setup, Times, Topic } from "./topic.ts";

/** What a process is to measure. */
export interface Assignment {
  readonly topic: string;
  readonly subject: string;
  readonly setup: Setup;
}

/** The first line of a process. */
export type Greeting =
  | { readonly isReady: true }
  | { readonly isReady: false; readonly missing: string };

/** Its answer to each line it receives: milliseconds by row. */
export type Answer = Readonly<Record<string, number>>;

/** Samples of each. */
const rounds = 7;

/** A process that is ready. */
interface Entrant {
  sample(): Promise<Answer>;
  leave(): Promise<void>;
}

/**
 * Measures all subjects of a topic, but for contenders that are known to be
 * missing.
 */
export async function contest(
  topic: Topic,
  precision: Precision,
  missing: ReadonlyMap<Contender, string>,
  signal: AbortSignal,
): Promise<Times> {
  const times = new Map(
    topic.contenders.map((contender) => [contender, new Map<string, number>()]),
  );
  const present = topic.contenders.filter((one) => !missing.has(one));
  for (const subject of topic.subjects) {
    progress.show(`${precision}: ${topic.name}, ${subject}`);
    const entrants = await Promise.all(present.map(async (contender) => {
      const setup = { ...contender, precision };
      const entrant = await enter(
        { topic: topic.name, subject, setup },
        signal,
      );
      if (typeof entrant === "string") throw new RangeError(entrant);
      return { entrant, rows: times.get(contender), samples: new Map() };
    }));
    for (let round = 0; round < rounds; round++) {
      for (const { entrant, samples } of entrants) {
        for (const [row, sample] of Object.entries(await entrant.sample())) {
          samples.set(row, [...samples.get(row) ?? [], sample]);
        }
      }
    }
    for (const { entrant, rows, samples } of entrants) {
      for (const [row, values] of samples) rows?.set(row, median(values));
      await entrant.leave();
    }
  }
  progress.clear();
  return times;
}

/** The contenders of a topic that cannot be had, with the reason. */
export async function missingOf(
  topic: Topic,
  signal: AbortSignal,
): Promise<Map<Contender, string>> {
  const missing = new Map<Contender, string>();
  for (const contender of topic.contenders) {
    const setup = { ...contender, precision: "float32" as const };
    const [subject] = topic.subjects;
    const entrant = await enter({ topic: topic.name, subject, setup }, signal);
    if (typeof entrant === "string") missing.set(contender, entrant);
    else await entrant.leave();
  }
  return missing;
}

/** Starts a process; a text tells why it cannot measure. */
async function enter(
  assignment: Assignment,
  signal: AbortSignal,
): Promise<Entrant | string> {
  const { kernels } = assignment.setup;
  const script = new URL("./entrant.ts", import.meta.url).pathname;
  const process = new Deno.Command("deno", {
    args: [
      "run",
      "--quiet",
      "--no-prompt",
      ...kernels === "blas" ? ["--allow-ffi"] : [],
      script,
      JSON.stringify(assignment),
    ],
    stdin: "piped",
    stdout: "piped",
    signal,
  }).spawn();
  const lines = linesOf(process.stdout);
  const writer = process.stdin.getWriter();

  async function next<Message>(): Promise<Message> {
    const { value, done } = await lines.next();
    if (!done) return JSON.parse(value);
    const { code } = await process.status;
    throw new Error(
      `Cannot go on as the process that measures ${kernels} kernels ended: exit status ${code}`,
    );
  }

  async function leave() {
    await writer.close();
    await process.status;
  }

  const greeting = await next<Greeting>();
  if (!greeting.isReady) {
    await leave();
    return greeting.missing;
  }
  return {
    async sample() {
      await writer.write(new Uint8Array([10]));
      return await next<Answer>();
    },
    leave,
  };
}
