/**
 * The system by Node's API, which Bun has too.
 *
 * @module
 */

import { process } from "./node_parts.ts";
import { say } from "../../../../words/say.ts";
import type { System } from "./contract.ts";
import { nodeErrors } from "./node_errors.ts";
import { nodeFiles } from "./node_files.ts";
import { nodePrograms } from "./node_programs.ts";
import { nodeStreams } from "./node_streams.ts";

export function nodeSystem(): System {
  const { bun, node, v8 } = process.versions;
  const { platform } = process;
  return {
    ...nodeFiles,
    ...nodeStreams,
    ...nodePrograms,
    runtime: bun === undefined
      ? `Node.js ${node} (V8 ${v8})`
      : `Bun ${bun} (JavaScriptCore)`,
    args: process.argv.slice(2),
    build: { os: platform === "win32" ? "windows" : platform as "linux" },
    env: { get: (name) => process.env[name] },
    errors: nodeErrors,
    inspect: (value) => process.getBuiltinModule("node:util").inspect(value),
    language: languageOf(process.env),
    noColor: (process.env.NO_COLOR ?? "") !== "",
    // Node says itself what its permission model refuses.
    permissions: {
      querySync: () => status("granted"),
      requestSync: () => status("granted"),
      revokeSync: () => status("granted"),
    },
    pid: process.pid,
    cwd: () => process.cwd(),
    // At the first message of a channel Node loads all that `fetch` needs.
    turn: () => new Promise((resolve) => setImmediate(resolve)),
    confines: false,
    callsLibraries: false,
    importHelp,
  };
}

/** The language of the environment. Intl, which knows it elsewhere, takes ten milliseconds to load. */
function languageOf(
  { LC_ALL, LC_MESSAGES, LANG }: Readonly<Record<string, string | undefined>>,
): string {
  const [name] = (LC_ALL || LC_MESSAGES || LANG || "").split(/[.@]/);
  if (/^[a-z]{2,3}([-_]|$)/i.test(name)) return name.replaceAll("_", "-");
  return name === "" && ["darwin", "win32"].includes(process.platform)
    ? Intl.DateTimeFormat().resolvedOptions().locale
    : "en-US";
}

function status(state: Deno.PermissionState): Deno.PermissionStatus {
  return Object.assign(new EventTarget(), {
    state,
    partial: false,
    onchange: null,
  });
}

/** What helps where a module cannot be imported. */
function importHelp(error: unknown): string | undefined {
  if (!(error instanceof Error) || !("code" in error)) return undefined;
  switch (error.code) {
    case "ERR_UNKNOWN_FILE_EXTENSION":
      return say(
        "Node.js runs TypeScript from version 22.18 on: found {version}. Take a newer one, or write the module in JavaScript, as .mjs.",
        { version: process.versions.node },
      );
    case "ERR_MODULE_NOT_FOUND":
      return say(
        "Install what it imports in its folder: npm install @nabla/nabla.",
      );
    case "ERR_UNSUPPORTED_TYPESCRIPT_SYNTAX":
      return say(
        "Node.js leaves types out and translates nothing: write it without enum, namespace and parameter properties.",
      );
  }
  return undefined;
}
