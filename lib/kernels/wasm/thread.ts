/**
 * What a worker of the pool runs. It is passed as text, which needs no file and no
 * permission.
 *
 * @module
 */

/** What a worker is told first: where it looks for its work. */
export interface Setup {
  readonly kind: "setup";
  readonly shared: SharedArrayBuffer;
  readonly functionNames: readonly string[];
  /** Places in the control array. */
  readonly generation: number;
  readonly sleepers: number;
  readonly rest: number;
  readonly state: number;
  readonly pending: number;
  /** Where its task begins, in bytes. */
  readonly task: number;
}

/** What a worker is told between its tasks. */
export type Task =
  | {
    readonly kind: "memory";
    readonly memory: WebAssembly.Memory;
    readonly module: WebAssembly.Module;
    readonly id: number;
    readonly scratch: number;
    /** How large the memory is. */
    readonly bytes: number;
  }
  | { readonly kind: "drop"; readonly memory: number }
  | { readonly kind: "stop" };

export const maxWorkers = 63;

/** How many numbers of the control array lie on one cache line. */
export const controlLine = 16;

export const controlLength = controlLine * (3 + 2 * maxWorkers);

/** The words of a kernel after its part. */
export const taskWords = 10;

/** Numbers of a task: the kernel, the memory, the part, and the words. */
export const taskLength = 16;

/** The source of the worker's module. */
export const threadSource = `(${work.toString()})();`;

function work(): void {
  type Run = (...words: number[]) => void;
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
      const { memory, module, id, scratch, bytes } = message;
      const { exports } = new WebAssembly.Instance(module, { env: { memory } });
      const functions = exports as Record<string, Run>;
      functions.setScratch(scratch);
      const names = setup?.functionNames ?? [];
      instances.set(id, names.map((name) => functions[name]));
      counted.set(id, new ArrayBuffer(bytes));
      newest = id;
    }
    if (setup !== undefined) loop(setup);
  }

  /** Runs tasks until it is told to listen. */
  function loop(
    { shared, generation, sleepers, rest, state, pending, task: start }: Setup,
  ): void {
    const control = new Int32Array(shared, 0, start >> 2);
    const task = new Float64Array(shared, start, 16);
    // A message that arrived in the meantime comes first.
    const isReady =
      Atomics.compareExchange(control, state, -heard, newest) === -heard;
    while (isReady) {
      const last = Atomics.load(control, generation);
      if (Atomics.load(control, pending) === 1) {
        let outcome = 0;
        try {
          // The kernel, the memory, the part, and the words; see pool.ts.
          const run = instances.get(task[1])?.[task[0]];
          if (run === undefined) outcome = -1;
          else {
            run(
              task[2],
              task[3],
              task[4],
              task[5],
              task[6],
              task[7],
              task[8],
              task[9],
              task[10],
              task[11],
              task[12],
              task[13],
            );
          }
        } catch {
          outcome = -1;
        }
        Atomics.store(control, pending, outcome);
        Atomics.notify(control, pending);
        continue;
      }
      if (Atomics.load(control, state) < 0) return;
      // The next task comes within microseconds or much later; do not look while
      // others need the core.
      let looks = 60_000;
      while (Atomics.load(control, generation) === last && looks > 0) {
        looks = Atomics.load(control, rest) === 1 ? 0 : looks - 1;
      }
      if (Atomics.load(control, generation) !== last) continue;
      Atomics.add(control, sleepers, 1);
      Atomics.wait(control, generation, last);
      Atomics.sub(control, sleepers, 1);
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
