/**
 * The log of a training: a file with a line of JSON for each event.
 *
 * @module
 */

import { toLine } from "../../words/record.ts";
import type { Io } from "../../world/io.ts";

export interface TrainingLog {
  /** Adds a line. */
  add(event: string, body: Readonly<Record<string, unknown>>): Promise<void>;
  /** Closes its file. */
  close(): void;
}

/**
 * Starts a log. A training that is resumed keeps the whole lines of the epochs that
 * it does not run again.
 *
 * @param path its file; undefined: nothing is written.
 * @param epochs how many epochs were done before.
 * @throws {UsageError} if it cannot be written.
 */
export async function openLog(
  path: string | undefined,
  epochs: number,
  io: Io,
): Promise<TrainingLog> {
  if (path === undefined) {
    return { add: () => Promise.resolve(), close: () => {} };
  }
  const kept = epochs === 0 ? "" : await linesUpTo(path, epochs, io);
  await io.writeFile(path, kept);
  // To open it for each line would cost more than a short epoch.
  const file = await io.appendTo(path);
  return {
    add: (event, body) => file.add(toLine({ event, ...body })),
    close: () => file.close(),
  };
}

async function linesUpTo(path: string, epochs: number, io: Io) {
  const bytes = await io.readFile(path);
  if (bytes === undefined) return "";
  const kept: string[] = [];
  for (const line of new TextDecoder().decode(bytes).split("\n")) {
    const epoch = epochOf(line);
    if (epoch === undefined) break;
    if (epoch <= epochs) kept.push(`${line}\n`);
  }
  return kept.join("");
}

/** The epoch of a line; undefined if the line was cut off. */
function epochOf(line: string): number | undefined {
  try {
    const { epoch } = Object(JSON.parse(line));
    return Number(epoch);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
