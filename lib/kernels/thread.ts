/**
 * What a worker of {@linkcode threadsOver} runs. It is handed over as text, so
 * that no file is read and no permission asked for.
 *
 * @module
 */

/** What a worker is told between its tasks. */
export type Task =
  | {
    readonly memory: WebAssembly.Memory;
    readonly module: WebAssembly.Module;
    readonly id: number;
  }
  | { readonly drop: number };

/** What a worker is told first. */
interface Setup {
  readonly shared: SharedArrayBuffer;
  readonly kernelNames: readonly string[];
  readonly places: {
    readonly generation: number;
    readonly failure: number;
    readonly state: number;
    readonly done: number;
    readonly tasks: number;
    readonly taskLength: number;
  };
}

/** The source of the worker's module. */
export const threadSource = `(${work.toString()})();`;

function work(): void {
  type Run = (...words: number[]) => void;
  const instances = new Map<number, Record<string, Run>>();
  let setup: Setup | undefined;
  let latest = 0;
  let handled = 0;

  function receive(message: Setup | Task): void {
    if ("shared" in message) {
      setup = message;
      return;
    }
    handled++;
    if ("drop" in message) instances.delete(message.drop);
    else {
      const { memory, module, id } = message;
      const instance = new WebAssembly.Instance(module, { env: { memory } });
      instances.set(id, instance.exports as Record<string, Run>);
      latest = id + 1;
    }
    if (setup !== undefined) loop(setup);
  }

  /** Carries out tasks until it is told to listen. */
  function loop({ shared, kernelNames, places }: Setup): void {
    const control = new Int32Array(shared, 0, places.tasks >> 2);
    const task = new Float64Array(shared, places.tasks, places.taskLength);
    let last = Atomics.load(control, places.generation);
    // The state is minus the messages so far, or what shows readiness: one more
    // than the latest memory. A message that came meanwhile is heard first.
    const isReady = Atomics.compareExchange(
      control,
      places.state,
      -handled,
      latest,
    ) === -handled;
    while (isReady) {
      // Tasks follow each other within microseconds, or not for long.
      for (let i = 0; i < 100_000; i++) {
        if (Atomics.load(control, places.generation) !== last) break;
      }
      Atomics.wait(control, places.generation, last);
      last = Atomics.load(control, places.generation);
      if (Atomics.load(control, places.state) < 0) return;
      const kernel = task[0];
      if (kernel >= 0) {
        try {
          const run = instances.get(task[1])?.[kernelNames[kernel]];
          if (run === undefined) throw new Error("no such kernel");
          run(...task.subarray(3, 3 + task[2]));
        } catch {
          Atomics.store(control, places.failure, 1);
        }
        Atomics.store(control, places.done, last);
        Atomics.notify(control, places.done);
      }
    }
  }

  interface Port {
    on(event: "message", listener: (message: Setup | Task) => void): void;
  }
  const { process } = globalThis as {
    process?: { getBuiltinModule?(name: string): unknown };
  };
  const node = process?.getBuiltinModule?.("node:worker_threads") as {
    parentPort: Port | null;
  } | undefined;
  if (node?.parentPort) node.parentPort.on("message", receive);
  else {
    globalThis.addEventListener(
      "message",
      (event) => receive((event as MessageEvent<Setup | Task>).data),
    );
  }
}
