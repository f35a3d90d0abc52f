import { type OpenWorker, openWorker } from "../base/worker.ts";

/** Starts the worker that runs checks. */
export function startChecker(): Promise<OpenWorker> {
  return Promise.resolve(
    openWorker((Worker) =>
      new Worker(new URL("./worker.ts", import.meta.url), { type: "module" })
    ),
  );
}
