/**
 * A machine that has too little memory, or cannot start workers: the constructors of
 * arrays, memories and workers are wrapped while a command runs.
 *
 * @module
 */

/** Told of each try; what it throws is thrown instead. */
export type Watcher = (
  call: "allocate" | "memory" | "worker",
  what: string,
) => "dies" | undefined;

const arrays = [
  "Float64Array",
  "Float32Array",
  "Int32Array",
  "Uint8Array",
  "ArrayBuffer",
] as const;

/** Runs work on such a machine. */
export async function onFaultyMachine<T>(
  watch: Watcher,
  work: () => Promise<T>,
): Promise<T> {
  const undo: (() => void)[] = [];
  const wrap = (
    place: object,
    name: string,
    construct: (words: unknown[], make: () => object) => object,
  ) => {
    const own: new (...words: unknown[]) => object = Reflect.get(place, name);
    const wrapped: object = new Proxy(own, {
      construct: (target, words, newTarget) =>
        construct(
          words,
          () =>
            Reflect.construct(
              target,
              words,
              newTarget === wrapped ? target : newTarget,
            ),
        ),
    });
    Reflect.set(place, name, wrapped);
    undo.push(() => Reflect.set(place, name, own));
  };
  for (const name of arrays) {
    wrap(globalThis, name, ([size], make) => {
      if (typeof size === "number") watch("allocate", name);
      return make();
    });
  }
  wrap(WebAssembly, "Memory", (_, make) => {
    watch("memory", "WebAssembly.Memory");
    return make();
  });
  const { grow } = WebAssembly.Memory.prototype;
  WebAssembly.Memory.prototype.grow = function (pages) {
    watch("memory", "grow");
    return grow.call(this, pages);
  };
  wrap(globalThis, "Worker", (_, make) => {
    const fate = watch("worker", "Worker");
    const worker = make() as Worker;
    if (fate === "dies") {
      setTimeout(() => {
        worker.terminate();
        worker.onerror?.(new ErrorEvent("error", { message: "it died" }));
      });
    }
    return worker;
  });
  try {
    return await work();
  } finally {
    WebAssembly.Memory.prototype.grow = grow;
    for (const each of undo) each();
  }
}
