import { type OpenWorker, openWorker } from "../base/worker.ts";

/**
 * Starts the worker that runs checks.
 *
 * @param use is given it at once: how it fails is told to who listens by then.
 */
export function startChecker<T>(use: (worker: OpenWorker) => T): Promise<T> {
  const worker = openWorker((Worker) =>
    new Worker(new URL("./worker.ts", import.meta.url), { type: "module" })
  );
  return Promise.resolve(use(worker));
}
