// How Deno starts the command line: from its sources, or from what is built of them.
import { newestIn, timeOf } from "./newest.ts";

const root = new URL("../", import.meta.url);

/** The folder of what is built. As many folders below the root as `dsl/cli/world/`, it finds all that the modules there find. */
export const dist = new URL("dsl/cli/dist/", root);

/** A file of the time when a build began. */
export const mark = new URL("begun", dist);

/** What it is built from. */
const sources = [
  ...["lib", "dsl", "words", "deno.json"],
  ...[".ci/import_map.json", ".ci/std", ".ci/build_command.ts"],
].map((path) => `${import.meta.dirname}/../${path}`);

/** Modules are read when they are imported, not all that a module could import before it starts. */
const reading = "--unstable-lazy-dynamic-imports";

/** Options and module of Deno, for the sources. */
export const fromSources: readonly string[] = [
  reading,
  new URL("dsl/cli/main.ts", root).href,
];

/**
 * Options and module of Deno, for what is built. Deno keeps the code that V8 has
 * compiled, but only of functions that are compiled at once, as all are here.
 */
export const fromBuilt: readonly string[] = [
  reading,
  "--v8-flags=--no-lazy",
  new URL("main.js", dist).href,
];

/** Whether there is something built, as new as all sources. */
export function isBuilt(): boolean {
  const built = timeOf(mark);
  return built !== undefined && newestIn(sources) <= built;
}
