import { Stopped } from "../words/stopped.ts";
import type { Io } from "../world/io.ts";
import { reportMistake } from "./layers.ts";

/**
 * The exit status of a command's work; a mistake of the user that ends it is printed.
 *
 * @throws what is a fault of nabla.
 */
export async function exitStatusOf(
  work: () => Promise<number>,
  io: Io,
): Promise<number> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Stopped) {
      io.error(`nabla: ${error.message}\n`);
      return error.status;
    }
    // The program that reads the results has closed the pipe.
    if (error instanceof Deno.errors.BrokenPipe) return 141;
    return reportMistake(error, io);
  }
}
