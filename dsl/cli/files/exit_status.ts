import { Stopped } from "../words/stopped.ts";
import type { Io } from "../world/io.ts";
import { reportMistake } from "./mistakes.ts";
import { system } from "../world/system/system.ts";

/**
 * The exit status of a command's work; a mistake of the user that ends it is printed.
 */
export async function exitStatusOf(
  work: () => Promise<number>,
  io: Io,
): Promise<number> {
  try {
    return await work();
  } catch (error) {
    // The program that reads the results has closed the pipe.
    if (error instanceof system.errors.BrokenPipe) return 141;
    const silent = { error: (text: string) => tell(text, io) };
    if (!(error instanceof Stopped)) return reportMistake(error, silent);
    silent.error(`nabla: ${error.message}\n`);
    return error.status;
  }
}

/** Prints a message; where nobody can be told, the status says it. */
function tell(text: string, io: Io): void {
  try {
    io.error(text);
  } catch {
    return;
  }
}
