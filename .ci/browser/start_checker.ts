// Stands for lib/gradcheck_async/start_checker.ts: the worker's script is in the file,
// since a page may start none of another site.
import type { OpenWorker } from "../../lib/base/worker.ts";
import { checker } from "./packed.ts";
import { unpacked } from "./unpacked.ts";

/** Starts the worker that runs checks. */
export async function startChecker<T>(
  use: (worker: OpenWorker) => T,
): Promise<T> {
  const text = new Blob([await unpacked(checker)], { type: "text/javascript" });
  return use(new Worker(URL.createObjectURL(text), { type: "module" }));
}
