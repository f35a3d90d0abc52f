/**
 * Node's own modules. To import them takes some milliseconds more: all that they have
 * is looked at, and the standard streams are opened.
 *
 * @module
 */

/** Node's process. */
export const { process } = globalThis as unknown as {
  process: typeof import("node:process");
};

export const fs: typeof import("node:fs") = process.getBuiltinModule("node:fs");

export const tty: typeof import("node:tty") = process.getBuiltinModule(
  "node:tty",
);
