import { isPromise } from "../gradcheck/subjects/function_values.ts";

/** What may end the work before its time: the signal, or the worker's death. */
export interface Ending {
  end(reason: unknown): void;
  /** Throws the reason if the work is ended. */
  check(): void;
  /** The value, unless the work is ended before it is there. */
  before<T>(value: T | PromiseLike<T>): T | Promise<T>;
  /** Listens to the signal no more. */
  close(): void;
}

export function createEnding(signal: AbortSignal | undefined): Ending {
  let ended: { readonly reason: unknown } | undefined;
  let interrupt: (reason: unknown) => void = () => {};
  const end = (reason: unknown) => {
    ended ??= { reason };
    interrupt(reason);
  };
  const abort = () => end(signal?.reason);
  signal?.addEventListener("abort", abort);
  const check = () => {
    if (ended !== undefined) throw ended.reason;
  };
  return {
    end,
    check,
    before<T>(value: T | PromiseLike<T>) {
      if (!isPromise(value)) return value;
      return new Promise<T>((resolve, reject) => {
        interrupt = reject;
        value.then(resolve, reject);
        if (ended !== undefined) reject(ended.reason);
      });
    },
    close: () => signal?.removeEventListener("abort", abort),
  };
}
