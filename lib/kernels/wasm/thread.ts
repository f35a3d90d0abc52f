/**
 * What a worker of the pool runs. It is passed as text, which needs no file and no
 * permission.
 *
 * @module
 */

import {
  type Library,
  libraryFunctions,
  type LibrarySymbols,
  openLibrary,
} from "../contract/library.ts";

/** What a worker is told first: where it looks for its work. */
export interface Setup {
  readonly kind: "setup";
  readonly shared: SharedArrayBuffer;
  readonly functionNames: readonly string[];
  /** Which worker it is, from 0; its own part of a task is the one after that. */
  readonly index: number;
  /** Places in the control array. */
  readonly generation: number;
  readonly waiting: number;
  readonly state: number;
  readonly asleep: number;
  /** That of part 0; the others follow, a line each. */
  readonly parts: number;
  /** Where the task begins, in bytes. */
  readonly task: number;
}

/** What a worker is told between its tasks. */
export type Task =
  | {
    readonly kind: "memory";
    readonly memory: WebAssembly.Memory;
    readonly module: WebAssembly.Module;
    readonly id: number;
    readonly library: Library | undefined;
    readonly scratch: number;
    /** How large the memory is. */
    readonly bytes: number;
  }
  | { readonly kind: "drop"; readonly memory: number }
  | { readonly kind: "stop" };

export const maxWorkers = 63;

/** How many numbers of the control array lie on one cache line. */
export const controlLine = 16;

/** Two lines for all, two for each worker, one for each part. */
export const controlLength = controlLine * (2 + 3 * maxWorkers + 1);

/** The words of a kernel after its part. */
export const taskWords = 10;

/** Numbers of a task: the kernel, the memory, start, end, the size of a part, how many parts, and the words. */
export const taskLength = 6 + taskWords;

/** The source of the worker's module. */
export const threadSource =
  `(${work.toString()})(${takeParts.toString()}, ${openLibrary.toString()}, ${libraryFunctions.toString()});`;

type Run = (...words: number[]) => void;

/**
 * Runs the parts of the task that nobody else takes, the worker's own first.
 *
 * @param instances the kernels of each memory that the worker knows.
 * @returns whether there was one.
 */
function takeParts(
  { index, parts, waiting }: Setup,
  control: Int32Array,
  task: Float64Array,
  instances: ReadonlyMap<number, readonly Run[]>,
): boolean {
  const others = task[5] - 1;
  let isUseful = false;
  // Who has no part of its own leaves the cores to others.
  for (let i = 0; i < others && index < others; i++) {
    const part = 1 + (index + i) % others;
    const place = parts + 16 * part;
    const offer = Atomics.load(control, place);
    if (offer <= 0 || offer % 2 === 1) continue;
    // The task stays as it is from the offer of a part to its end. Who may not open a
    // library takes no part in what it does.
    const run = instances.get(task[1])?.[task[0]];
    if (
      run === undefined ||
      Atomics.compareExchange(control, place, offer, offer + 1) !== offer
    ) continue;
    isUseful = true;
    let outcome = 0;
    try {
      const from = task[2] + part * task[4];
      run(
        from,
        Math.min(from + task[4], task[3]),
        task[6],
        task[7],
        task[8],
        task[9],
        task[10],
        task[11],
        task[12],
        task[13],
        task[14],
        task[15],
      );
    } catch {
      outcome = -1;
    }
    Atomics.store(control, place, outcome);
    if (Atomics.load(control, waiting) === 1) Atomics.notify(control, place);
  }
  return isUseful;
}

function work(
  take: typeof takeParts,
  open: typeof openLibrary,
  functionsOf: typeof libraryFunctions,
): void {
  const mostLooks = 60_000;
  interface Port {
    on(event: "message", listener: (message: Setup | Task) => void): void;
  }
  const { process } = globalThis as {
    process?: { getBuiltinModule?(name: string): unknown };
  };
  const node = process?.getBuiltinModule?.("node:worker_threads") as {
    parentPort: Port | null;
  } | undefined;
  const port = node?.parentPort ?? undefined;
  const instances = new Map<number, readonly Run[]>();
  const opened = new Map<string, LibrarySymbols | undefined>();
  // So that the collector counts the memories; see memory.ts.
  const counted = new Map<number, ArrayBuffer>();
  let setup: Setup | undefined;
  let newest = 0;
  let heard = 0;

  function receive(message: Setup | Task): void {
    if (message.kind === "setup") {
      setup = message;
      return;
    }
    heard++;
    if (message.kind === "stop") return;
    if (message.kind === "drop") {
      instances.delete(message.memory);
      counted.delete(message.memory);
    } else {
      const { memory, module, id, scratch, bytes, library } = message;
      const { exports } = new WebAssembly.Instance(module, { env: { memory } });
      const functions = exports as Record<string, Run>;
      functions.setScratch(scratch);
      const names = setup?.functionNames ?? [];
      const own = names.map((name) => functions[name]);
      const symbols = library && symbolsOf(library);
      instances.set(
        id,
        symbols ? [...own, ...functionsOf(symbols, memory, own)] : own,
      );
      counted.set(id, new ArrayBuffer(bytes));
      newest = id;
    }
    if (setup !== undefined) loop(setup);
  }

  /** The functions of a library, if it may be called. */
  function symbolsOf(library: Library): LibrarySymbols | undefined {
    const { path } = library;
    if (!opened.has(path)) opened.set(path, open(library));
    return opened.get(path);
  }

  /** Runs parts of tasks until it is told to listen. */
  function loop(setup: Setup): void {
    const { shared, generation, state, asleep } = setup;
    const control = new Int32Array(shared, 0, setup.task >> 2);
    const task = new Float64Array(shared, setup.task, 16);
    // A message that arrived in the meantime comes first.
    const isReady =
      Atomics.compareExchange(control, state, -heard, newest) === -heard;
    // The next task comes within microseconds or much later; do not look while
    // others need the core.
    let looks = mostLooks;
    while (isReady) {
      const last = Atomics.load(control, generation);
      if (take(setup, control, task, instances)) looks = mostLooks;
      if (Atomics.load(control, state) < 0) return;
      while (Atomics.load(control, generation) === last && looks > 0) looks--;
      if (looks > 0) continue;
      Atomics.store(control, asleep, 1);
      if (
        Atomics.load(control, generation) === last &&
        Atomics.load(control, state) >= 0
      ) Atomics.wait(control, asleep, 1);
      Atomics.store(control, asleep, 0);
      looks = mostLooks;
    }
  }

  if (port !== undefined) port.on("message", receive);
  else {
    globalThis.addEventListener(
      "message",
      (event) => receive((event as MessageEvent<Setup | Task>).data),
    );
  }
}
