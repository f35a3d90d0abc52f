/**
 * Kinds of kernels that are measured side by side: each in a process of its
 * own, a sample of each in turn, so that what disturbs one disturbs all.
 *
 * @module
 */

import type { Precision } from "../../../mod.ts";
import { type BenchNetwork, networks } from "../networks.ts";
import { progress } from "../progress.ts";
import { median } from "../sampler.ts";
import { linesOf } from "./lines.ts";
import { type Contender, type Times, titleOf, type Topic } from "./topic.ts";

/** What a process is to measure. */
export interface Assignment {
  readonly topic: string;
  readonly subject: string;
  readonly setup: Contender & { readonly precision: Precision };
  readonly batch?: number;
  /** What the subject is, if it is one of the networks, for PyTorch. */
  readonly network?: BenchNetwork;
}

/** The first line of a process. */
export type Greeting =
  | { readonly isReady: true }
  | { readonly isReady: false; readonly missing: string };

/** Its answer to each line it receives: milliseconds by row. */
export type Answer = Readonly<Record<string, number>>;

/** Samples of each. */
const rounds = 7;

/** Milliseconds after which threads that wait busily for more to do have fallen asleep; those of OpenBLAS wait for some 110. */
const restLength = 150;

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
    const reasons = new Set<string>();
    const entered = await Promise.all(present.map(async (contender) => {
      const entrant = await enter(topic, subject, contender, precision, signal);
      if (typeof entrant === "string") {
        reasons.add(entrant);
        return [];
      }
      const { threads } = contender;
      const rows = times.get(contender);
      return [{ entrant, threads, rows, samples: new Map() }];
    }));
    const entrants = entered.flat();
    if (reasons.size > 0) {
      progress.clear();
      console.log(`${subject}: missing: ${[...reasons].join("; ")}`);
    }
    for (let round = 0; round < rounds; round++) {
      for (const { entrant, threads, samples } of entrants) {
        for (const [row, sample] of Object.entries(await entrant.sample())) {
          samples.set(row, [...samples.get(row) ?? [], sample]);
        }
        if (threads > 1) await rest();
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
    const [subject] = topic.subjects;
    const entrant = await enter(topic, subject, contender, "float32", signal);
    if (typeof entrant === "string") missing.set(contender, entrant);
    else await entrant.leave();
  }
  return missing;
}

/** Starts a process; a text tells why it cannot measure. */
async function enter(
  topic: Topic,
  subject: string,
  contender: Contender,
  precision: Precision,
  signal: AbortSignal,
): Promise<Entrant | string> {
  const { name, batch } = topic;
  const setup = { ...contender, precision };
  const network = networks.find(({ name }) => name === subject);
  const assignment: Assignment = {
    topic: name,
    subject,
    setup,
    batch,
    network,
  };
  const started = start(
    contender,
    network !== undefined,
    JSON.stringify(assignment),
    signal,
  );
  if (typeof started === "string") return started;
  const { stdin, stdout, status } = started;
  const lines = linesOf(stdout);
  const writer = stdin.getWriter();

  async function next<Message>(): Promise<Message> {
    const { value, done } = await lines.next();
    if (!done) return JSON.parse(value);
    const { code } = await status;
    throw new Error(
      `Cannot go on as the process that measures ${
        titleOf(contender)
      } ended: exit status ${code}`,
    );
  }

  async function leave() {
    await writer.close();
    await status;
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

function rest(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, restLength));
}

/** Starts the program that measures; a text tells that there is none. */
function start(
  { kernels }: Contender,
  ofNetworks: boolean,
  assignment: string,
  signal: AbortSignal,
): Deno.ChildProcess | string {
  const place = (path: string) => new URL(path, import.meta.url).pathname;
  const permissions = kernels === "blas" ? ["--allow-ffi"] : [];
  const options = ["run", "--quiet", "--no-prompt", ...permissions];
  const [program, ...args] = kernels === "PyTorch"
    ? [
      "/usr/bin/python3",
      place(ofNetworks ? "../steps_torch.py" : "../layers_torch.py"),
    ]
    : ["deno", ...options, place("./entrant.ts")];
  try {
    return new Deno.Command(program, {
      args: [...args, assignment],
      stdin: "piped",
      stdout: "piped",
      signal,
    }).spawn();
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
    return `there is no ${program}`;
  }
}
