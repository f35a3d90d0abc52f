/**
 * Workers of the web, which Node has by other names.
 *
 * @module
 */

/** What is used of a worker. */
export interface OpenWorker {
  onmessage: ((event: MessageEvent) => void) | null;
  onerror: ((event: ErrorEvent) => void) | null;
  onmessageerror: ((event: MessageEvent) => void) | null;
  postMessage(message: unknown): void;
  terminate(): void;
}

/** What a worker sees of whoever started it. */
export interface WorkerScope {
  onmessage: ((event: MessageEvent) => void) | null;
  postMessage(message: unknown): void;
}

/** What is used of Node's module of workers. */
interface NodeWorkers {
  readonly Worker: new (url: URL) => NodePort & { terminate(): unknown };
  readonly parentPort: NodePort | null;
}

interface NodePort {
  postMessage(message: unknown): void;
  on(event: string, listener: (value: unknown) => void): unknown;
}

/** Node's module of workers; undefined where there is none. */
function nodeWorkers(): NodeWorkers | undefined {
  const { process } = globalThis as {
    process?: { getBuiltinModule?(name: string): unknown };
  };
  return process?.getBuiltinModule?.("node:worker_threads") as
    | NodeWorkers
    | undefined;
}

/** The platform's, whatever is put in its place later: onnxruntime puts that of Node.js there. */
const PlatformWorker = globalThis.Worker;

/** Whether there are workers here, now. */
export function hasWorkers(): boolean {
  return globalThis.Worker !== undefined ||
    (PlatformWorker === undefined && nodeWorkers() !== undefined);
}

/** What starts a worker that runs a module, as the web has it. */
type WorkerClass = new (url: URL, options: { type: "module" }) => OpenWorker;

/**
 * Starts a worker that runs a module.
 *
 * @param start calls the class that it is given. Bundlers know a worker by the words
 * `new Worker(new URL("…", import.meta.url), …)`, and take its script along.
 */
export function openWorker(
  start: (Worker: WorkerClass) => OpenWorker,
): OpenWorker {
  return start(PlatformWorker ?? nodeWorker as unknown as WorkerClass);
}

/** A worker of Node, as the web has it. */
function nodeWorker(url: URL): OpenWorker {
  const node = nodeWorkers();
  if (node === undefined) throw new ReferenceError("there are no workers here");
  const worker = new node.Worker(url);
  const own: OpenWorker = {
    onmessage: null,
    onerror: null,
    onmessageerror: null,
    postMessage: (message) => worker.postMessage(message),
    terminate: () => void worker.terminate(),
  };
  worker.on("message", (data) => own.onmessage?.(eventOf("message", { data })));
  worker.on(
    "messageerror",
    (data) => own.onmessageerror?.(eventOf("messageerror", { data })),
  );
  worker.on("error", (error) => {
    const message = error instanceof Error ? error.message : String(error);
    own.onerror?.(eventOf("error", { message, error }));
  });
  return own;
}

/** What a worker that {@linkcode openWorker} started hears and says. */
export function workerScope(): WorkerScope {
  // In Node the global object of a worker hears nothing.
  const port = PlatformWorker === undefined
    ? nodeWorkers()?.parentPort ?? undefined
    : undefined;
  if (port === undefined) return globalThis as unknown as WorkerScope;
  const own: WorkerScope = {
    onmessage: null,
    postMessage: (message) => port.postMessage(message),
  };
  port.on("message", (data) => own.onmessage?.(eventOf("message", { data })));
  return own;
}

function eventOf<T>(type: string, facts: object): T {
  return Object.assign(new Event(type), facts) as T;
}
