import { nabla } from "../processes.ts";
import type { Disturb } from "./subjects.ts";
import { drawPlace, killingAt, killingNext } from "./system_calls.ts";

/** Kills a command at a random system call; where strace cannot tell them, at a random moment. */
export const kill: Disturb = async (
  { words, counts, took },
  folder,
  random,
) => {
  if (counts.size === 0) {
    const after = 50 + random.uniform() * took;
    const signal = { name: "SIGKILL", after } as const;
    const ended = await nabla(words, { folder, signal });
    return ended.signal === "SIGKILL"
      ? { told: `killed at ${after.toFixed(0)} ms` }
      : {};
  }
  const { call, number } = drawPlace(counts, random);
  // A thread makes few calls of a kind: the later ones are met by coming late.
  const isLate = random.uniform() < 0.5;
  const after = isLate ? 100 + random.uniform() * took : 0;
  const { signal, status } = await nabla(words, {
    folder,
    ...isLate
      ? { beside: { words: killingNext(call), after } }
      : { under: killingAt({ call, number }) },
  });
  if (signal !== "SIGKILL" && status !== 137) return {};
  const when = isLate ? `after ${after.toFixed(0)} ms` : String(number);
  return { told: `killed at ${call} ${when}` };
};
