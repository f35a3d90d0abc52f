/**
 * What a worker takes from itself before it runs code of others.
 *
 * @module
 */

import { say } from "../../../words/say.ts";
import process from "node:process";
import { system } from "./system/system.ts";

/** Where code finds the end of its process, and its outputs. */
const owners: readonly object[] = "Deno" in globalThis
  ? [Deno, process]
  : [process];

/**
 * Takes what Deno grants without a
 * permission: its inner workings, and a cache that it writes to the disk.
 */
export function hideInternals() {
  const { internal } = Deno as unknown as { internal: symbol };
  Reflect.deleteProperty(Deno, internal);
  Reflect.deleteProperty(globalThis, "caches");
}

/**
 * Has code of others throw where it would end its worker, of which nobody hears: whoever
 * waits for an answer would wait for ever.
 */
export function forbidEnding(): void {
  const value = () => {
    throw new Error(say("code in a worker may not end it"));
  };
  for (
    const [owner, name] of [
      [globalThis, "close"],
      ...owners.map((owner) => [owner, "exit"] as const),
      [process, "reallyExit"],
      [process, "abort"],
    ] as const
  ) {
    Object.defineProperty(owner, name, { value });
  }
}

/**
 * Has what code of others prints in a worker go to `say`: a terminal that it wrote to
 * by itself would obey it.
 */
export function divertOutput(say: (text: string) => void): void {
  const names = ["log", "info", "debug", "warn", "error", "trace"];
  const told = ["dir", "dirxml", "table", ...names].map((name) =>
    [
      name,
      (...values: unknown[]) => {
        const words = values.map((each) =>
          typeof each === "string" ? each : system.inspect(each)
        );
        say(`${words.join(" ")}\n`);
      },
    ] as const
  );
  const others = Object.keys(console).map((name) => [name, () => {}] as const);
  Object.assign(console, Object.fromEntries([...others, ...told]));
  const decoder = new TextDecoder();
  const write = (data: Uint8Array | string) => {
    say(typeof data === "string" ? data : decoder.decode(data));
    return data.length;
  };
  const stream = {
    isTerminal: () => false,
    writeSync: write,
    write: (data: Uint8Array | string) => Promise.resolve(write(data)),
    writable: new WritableStream({ write: (data) => void write(data) }),
  };
  for (const owner of owners) {
    for (const name of ["stdout", "stderr"]) {
      Object.defineProperty(owner, name, { value: stream });
    }
  }
}

/** Takes what code in a worker throws while nobody waits for it, which Deno would print. */
export function hearFailures(take: (error: unknown) => void): void {
  addEventListener("error", (event) => {
    event.preventDefault();
    take(event.error);
  });
  addEventListener("unhandledrejection", (event) => {
    event.preventDefault();
    take(event.reason);
  });
}
