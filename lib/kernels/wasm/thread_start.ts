/** What the pool uses of a worker of the web or of Node. */
export interface ThreadWorker {
  postMessage(message: unknown): void;
  terminate(): unknown;
  unref?(): void;
}

let startOwn: ((source: URL) => ThreadWorker) | undefined;

/**
 * Sets how threads are started, for programs that give them fewer permissions than
 * their own. Such workers may keep the process alive.
 */
export function startThreadsBy(start: (source: URL) => ThreadWorker): void {
  startOwn = start;
}

/** Starts a thread; one that does not keep the process alive, if the platform has such workers. */
export function startThread(source: string): ThreadWorker {
  const url = new URL(`data:text/javascript,${encodeURIComponent(source)}`);
  if (startOwn !== undefined) return startOwn(url);
  const { process } = globalThis as {
    process?: { getBuiltinModule?(name: string): unknown };
  };
  const node = process?.getBuiltinModule?.("node:worker_threads") as {
    Worker: new (url: URL) => ThreadWorker;
  } | undefined;
  if (node === undefined) return new Worker(url, { type: "module" });
  const worker = new node.Worker(url);
  worker.unref?.();
  return worker;
}
