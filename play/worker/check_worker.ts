/**
 * The worker that checks a text beside the page. A message begins a check, which ends
 * the one before it; `stop` ends it with what was found so far. Its name is the
 * language that it speaks.
 *
 * @module
 */

import type { CheckRequest, CheckState } from "../model/checking.ts";
import { speak } from "../../words/languages.ts";

/** What the page asks of the worker: a check with a number of its own, or to end it. */
export type CheckMessage = CheckRequest & { readonly id: number } | "stop";

/** What the worker answers: how far the check of a number has come. */
export interface CheckAnswer {
  readonly id: number;
  readonly state: CheckState;
  /** Whether no more will come. */
  readonly isEnd: boolean;
}

/** How long to compute before messages are heard, in milliseconds. */
const slice = 60;

let current = 0;
let isStopped = false;

// What is sent while a module of its own waits for something, a worker never hears:
// the library waits for its kernels, and is loaded later.
const loading = load();

async function load() {
  const [model] = await Promise.all([
    import("../model/checking.ts"),
    speak(self.name),
  ]);
  return model;
}

addEventListener("message", ({ data }: MessageEvent<CheckMessage>) => {
  if (data === "stop") isStopped = true;
  else void check(data);
});

async function check(
  { id, ...request }: CheckRequest & { readonly id: number },
) {
  current = id;
  isStopped = false;
  const { beginCheck } = await loading;
  if (current !== id) return;
  const running = beginCheck(request);
  const answer = (isEnd: boolean) => {
    const state = running.state(isEnd);
    postMessage({ id, state, isEnd } satisfies CheckAnswer);
  };
  let end = performance.now() + slice;
  while (running.next()) {
    if (performance.now() < end) continue;
    answer(false);
    await new Promise((resolve) => setTimeout(resolve));
    if (current !== id) return;
    if (isStopped) break;
    end = performance.now() + slice;
  }
  answer(true);
}
