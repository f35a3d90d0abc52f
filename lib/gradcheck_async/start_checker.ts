/** The platform's, whatever is put in its place later: onnxruntime puts that of Node.js there. */
const PlatformWorker = globalThis.Worker;

/** Starts the worker that runs checks. */
export function startChecker(): Promise<Worker> {
  const url = new URL("./worker.ts", import.meta.url);
  return Promise.resolve(new PlatformWorker(url, { type: "module" }));
}
