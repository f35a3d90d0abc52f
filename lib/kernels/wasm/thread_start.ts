/** What the pool uses of a worker of the web or of Node. */
export interface ThreadWorker {
  postMessage(message: unknown): void;
  terminate(): unknown;
  unref?(): void;
  /** The web's way to listen, and Node's. */
  addEventListener?(type: "error", listener: (event: Event) => void): void;
  on?(type: "error", listener: () => void): unknown;
}

let startOwn: ((source: URL) => ThreadWorker) | undefined;

/**
 * Sets how threads are started, for programs that give them fewer permissions than
 * their own. Such workers may keep the process alive.
 */
export function startThreadsBy(start: (source: URL) => ThreadWorker): void {
  startOwn = start;
}

/**
 * Starts a thread; one that does not keep the process alive, if the platform has such
 * workers. Its failure is no end of the program.
 *
 * @param onFailure called where it threw, or never began.
 */
export function startThread(
  source: string,
  onFailure: () => void,
): ThreadWorker {
  const url = new URL(`data:text/javascript,${encodeURIComponent(source)}`);
  const worker: ThreadWorker = startOwn?.(url) ?? startNodes(url) ??
    startPages(source);
  worker.on?.("error", onFailure);
  worker.addEventListener?.("error", (event) => {
    event.preventDefault();
    onFailure();
  });
  return worker;
}

/** A worker of Node, where there are such. */
function startNodes(url: URL): ThreadWorker | undefined {
  const { process } = globalThis as {
    process?: { getBuiltinModule?(name: string): unknown };
  };
  const node = process?.getBuiltinModule?.("node:worker_threads") as {
    Worker: new (url: URL) => ThreadWorker;
  } | undefined;
  if (node === undefined) return undefined;
  const worker = new node.Worker(url);
  worker.unref?.();
  return worker;
}

/** A worker of a page. One of `data:` would be of another origin, and be given no memory of this one. */
function startPages(source: string): ThreadWorker {
  const text = new Blob([source], { type: "text/javascript" });
  return new Worker(URL.createObjectURL(text), { type: "module" });
}
