// A process that measures one subject on kernels of one kind. It says in a line
// of JSON that it is ready or what is missing, and answers each line that it
// then receives with a line of JSON: a sample of each thing there is to do.
import { TextError } from "../../../text.ts";
import { type Sampler, sampler, threadsStarted } from "../sampler.ts";
import type { Answer, Assignment, Greeting } from "./contest.ts";
import { linesOf } from "./lines.ts";
import type { Doings, Setup } from "./topic.ts";
import { topicOf } from "./topics.ts";

/** So many samples must do of what is slow. */
const slowSamples = 3;

const doings = prepare(JSON.parse(Deno.args[0]));
if (doings !== undefined) await answerLines(doings);
// Threads of some kernels would keep the process alive.
Deno.exit();

/** What there is to do; where something is missing, it says so. */
function prepare(
  assignment: Assignment & { readonly setup: Setup },
): Doings | undefined {
  const { topic, subject, setup } = assignment;
  try {
    return topicOf(topic).prepare(subject, setup);
  } catch (error) {
    // Kernels that cannot be had, or a layer that there is not.
    if (error instanceof TextError) {
      say({ isReady: false, missing: error.diagnostics[0].message });
    } else if (error instanceof RangeError) {
      say({ isReady: false, missing: error.message });
    } else throw error;
  }
}

async function answerLines(doings: Doings): Promise<void> {
  await threadsStarted();
  say({ isReady: true });
  const samplers = new Map<string, Sampler>();
  let round = 0;
  for await (const _ of linesOf(Deno.stdin.readable)) {
    const answer: Record<string, number> = {};
    for (const [row, run] of doings) {
      // Warmed up when it is its turn, not while others are.
      const own = samplers.get(row) ?? await sampler((times) => {
        for (let i = 0; i < times; i++) run();
      });
      samplers.set(row, own);
      if (!own.isSlow || round < slowSamples) answer[row] = await own.sample();
    }
    say(answer);
    round++;
  }
}

function say(message: Greeting | Answer): void {
  console.log(JSON.stringify(message));
}
