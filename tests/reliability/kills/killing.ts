import { nabla } from "../processes.ts";
import type { Disturb } from "./subjects.ts";
import { drawPlace, killingAt } from "./system_calls.ts";

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
  const place = drawPlace(counts, random);
  const under = killingAt(place);
  const { signal, status } = await nabla(words, { folder, under });
  return signal === "SIGKILL" || status === 137
    ? { told: `killed at ${place.call} ${place.number}` }
    : {};
};
