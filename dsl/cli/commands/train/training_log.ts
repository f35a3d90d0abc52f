/**
 * The log of a training: a file with a line of JSON for each event.
 *
 * @module
 */

import type { EpochRecord } from "../../../../lib/training/evaluation/history.ts";
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
 * @param history the epochs that were done before; those that it lacks are added.
 * @throws {UsageError} if it cannot be written.
 */
export async function openLog(
  path: string | undefined,
  history: readonly EpochRecord[],
  io: Io,
): Promise<TrainingLog> {
  if (path === undefined) {
    return { add: () => Promise.resolve(), close: () => {} };
  }
  const kept = history.length === 0
    ? []
    : await linesUpTo(path, history.length, io);
  const known = kept.filter(({ event }) => event === "epoch").length;
  const lines = [
    ...kept.map(({ line }) => `${line}\n`),
    ...history.slice(known).map((each) => toLine({ event: "epoch", ...each })),
  ];
  await io.writeFile(path, lines.join(""));
  // To open it for each line would cost more than a short epoch.
  const file = await io.appendTo(path);
  return {
    add: (event, body) => file.add(toLine({ event, ...body })),
    close: () => file.close(),
  };
}

async function linesUpTo(path: string, epochs: number, io: Io) {
  const bytes = await io.readFile(path) ?? new Uint8Array();
  const kept: LogLine[] = [];
  for (const line of new TextDecoder().decode(bytes).split("\n")) {
    const read = lineIn(line);
    if (read === undefined) break;
    if (read.epoch <= epochs) kept.push(read);
  }
  return kept;
}

interface LogLine {
  readonly line: string;
  readonly event: unknown;
  readonly epoch: number;
}

/** What a line says; undefined if it was cut off. */
function lineIn(line: string): LogLine | undefined {
  try {
    const { event, epoch } = Object(JSON.parse(line));
    return { line, event, epoch: Number(epoch) };
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
