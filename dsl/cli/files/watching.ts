import { say } from "../../../words/say.ts";
import { series } from "../../../lib/base/words.ts";
import { UsageError } from "../words/command.ts";
import type { TextChoice } from "../words/options.ts";
import { pathsIn } from "../words/sources.ts";
import type { Io } from "../world/io.ts";
import { reportMistake } from "./mistakes.ts";
import { isFile } from "./source.ts";

/**
 * Runs a command, and again at every change of its texts, libraries and modules of
 * layers. A mistake in them is printed.
 *
 * @returns the last status, where nothing can change any more.
 */
export async function watching(
  { sources, use, layers }: Pick<TextChoice, "sources" | "use" | "layers">,
  run: () => Promise<number>,
  io: Io,
): Promise<number> {
  const paths: string[] = [];
  for (const name of [...pathsIn([...sources, ...use]), ...layers]) {
    if (await isFile(name, io)) paths.push(name);
  }
  if (paths.length === 0) {
    throw new UsageError(
      say("there is no file to watch"),
      say(
        "Give a .nn file, --layers with a TypeScript module, or --python with a file of Python.",
      ),
    );
  }
  for (;;) {
    let status: number;
    try {
      status = await run();
    } catch (error) {
      status = reportMistake(error, io);
    }
    const words = say("watching {paths}; Ctrl-C ends it", {
      paths: series(paths),
    });
    io.error(`\n${words}\n\n`);
    if (await io.nextChange(paths) === undefined) return status;
  }
}
