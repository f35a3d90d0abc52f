/**
 * Workers that share the numbers of a gradient check.
 *
 * @module
 */

import { say } from "../../../../words/say.ts";
import { type OpenWorker, openWorker } from "../../../../lib/base/worker.ts";
import { plural } from "../../../../lib/base/words.ts";
import type {
  ComparedPart,
  GradcheckPart,
} from "../../../../lib/gradcheck/parts.ts";
import { UsageError } from "../../words/command.ts";
import { startWorker } from "../../world/confinement.ts";
import type { WorkerAnswer, WorkerTask } from "./gradcheck_worker.ts";

export interface WorkerPool {
  /** Compares parts; the results come in the parts' order. */
  compare(parts: readonly GradcheckPart[]): AsyncIterable<ComparedPart>;
  /** Ends the workers. */
  close(): void;
}

/** Starts workers with one thread each: together they use the cores. */
export function openWorkers(count: number, task: WorkerTask): WorkerPool {
  const workers: OpenWorker[] = [];
  const close = () => workers.forEach((worker) => worker.terminate());
  const death = Promise.withResolvers<never>();
  // There may be nobody yet who awaits it.
  death.promise.catch(() => {});
  const url = new URL("./gradcheck_worker.ts", import.meta.url);
  const options = { ...task.options, threads: 1 };
  try {
    while (workers.length < count) {
      // Where layers of a module run, this thread may do no more than they may.
      const worker = task.layers.length > 0
        ? openWorker((Worker) => new Worker(url, { type: "module" }))
        : startWorker(url);
      workers.push(worker);
      worker.onerror = (event) => {
        event.preventDefault();
        death.reject(failed(event.message));
      };
      worker.onmessageerror = () =>
        death.reject(failed(say("its answer cannot be read")));
      worker.postMessage({ ...task, options });
    }
  } catch (error) {
    close();
    const reason = error instanceof Error ? error.message : String(error);
    throw new UsageError(
      say("cannot start {workers}: {reason}", {
        workers: plural(count, "worker"),
        reason,
      }),
      say("Take fewer, or leave --workers out."),
    );
  }
  return {
    async *compare(parts) {
      const results = parts.map(() => Promise.withResolvers<ComparedPart>());
      // A result that is not awaited yet may be rejected.
      for (const { promise } of results) promise.catch(() => {});
      let next = 0;
      for (const worker of workers) void work(worker);
      for (const { promise } of results) yield await promise;

      async function work(worker: OpenWorker) {
        while (next < parts.length) {
          const own = next++;
          try {
            const answer = ask(worker, parts[own]);
            results[own].resolve(await Promise.race([answer, death.promise]));
          } catch (error) {
            for (const { reject } of results) reject(error);
          }
        }
      }
    },
    close,
  };
}

function ask(worker: OpenWorker, part: GradcheckPart): Promise<ComparedPart> {
  return new Promise((resolve, reject) => {
    worker.onmessage = ({ data }: MessageEvent<WorkerAnswer>) =>
      "part" in data ? resolve(data.part) : reject(failed(data.error));
    worker.postMessage(part);
  });
}

function failed(reason: string): UsageError {
  return new UsageError(say("a worker failed: {reason}", { reason }));
}
