/**
 * Running a command again whenever a file changes that it read.
 *
 * @module
 */

import { UsageError } from "../words/command.ts";
import type { TextChoice } from "../words/options.ts";
import { pathsIn } from "../words/sources.ts";
import type { Io } from "../world/io.ts";
import { reportMistake } from "./layers.ts";
import { isFile } from "./source.ts";

/**
 * Runs a command, and again at every change of the files that it was given, its
 * libraries and its modules of layers. A mistake in them is shown, and the next
 * change awaited.
 *
 * @returns the last status, where nothing can change any more.
 */
export async function watching(
  { sources, use, layers }: TextChoice,
  run: () => Promise<number>,
  io: Io,
): Promise<number> {
  const paths: string[] = [];
  for (const name of [...pathsIn([...sources, ...use]), ...layers]) {
    if (await isFile(name, io)) paths.push(name);
  }
  if (paths.length === 0) {
    throw new UsageError(
      "there is no file to watch",
      "Give a .nn file, or --layers with a TypeScript module.",
    );
  }
  for (;;) {
    let status: number;
    try {
      status = await run();
    } catch (error) {
      status = reportMistake(error, io);
    }
    io.error(`\nwatching ${paths.join(", ")}; Ctrl-C ends it\n\n`);
    const changed = await io.nextChange(paths);
    if (changed === undefined) return status;
  }
}
