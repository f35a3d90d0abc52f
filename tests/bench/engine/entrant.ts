// A process that measures one subject on kernels of one kind. It says in a line
// of JSON that it is ready or what is missing, and answers each line that it
// then receives with a line of JSON: a sample of each thing there is to do.
import { type Sampler, sampler, threadsStarted } from "../sampler.ts";
import type { Answer, Assignment, Greeting } from "./contest.ts";
import { linesOf } from "./lines.ts";
import type { Doings } from "./topic.ts";
import { topicOf } from "./topics.ts";

/** So many samples must do of what is slow. */
const slowSamples = 3;

const assignment: Assignment = JSON.parse(Deno.args[0]);
const doings = prepare(assignment);
if (doings !== undefined) {
  await threadsStarted();
  const samplers = new Map<string, Sampler>();
  for (const [row, run] of doings) {
    samplers.set(
      row,
      await sampler((times) => {
        for (let i = 0; i < times; i++) run();
      }),
    );
  }
  say({ isReady: true });
  let round = 0;
  for await (const _ of linesOf(Deno.stdin.readable)) {
    const answer: Record<string, number> = {};
    for (const [row, { isSlow, sample }] of samplers) {
      if (!isSlow || round < slowSamples) answer[row] = await sample();
    }
    round++;
    say(answer);
  }
}
// Threads of some kernels would keep the process alive.
Deno.exit();

function prepare({ topic, subject, setup }: Assignment): Doings | undefined {
  try {
    return topicOf(topic).prepare(subject, setup);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    say({ isReady: false, missing: error.message });
  }
}

function say(message: Greeting | Answer): void {
  console.log(JSON.stringify(message));
}
