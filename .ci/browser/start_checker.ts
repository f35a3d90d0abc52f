// Stands for lib/gradcheck_async/start_checker.ts: the worker's script is in the file,
// since a page may start none of another site.
import { checker } from "./packed.ts";
import { unpacked } from "./unpacked.ts";

/** Starts the worker that runs checks. */
export async function startChecker(): Promise<Worker> {
  const text = new Blob([await unpacked(checker)], { type: "text/javascript" });
  return new Worker(URL.createObjectURL(text), { type: "module" });
}
