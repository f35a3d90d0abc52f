/**
 * Processes of Python that train together.
 *
 * @module
 */

import {
  torchInstall,
  torchLauncher,
  torchProbe,
} from "../../../../lib/bridges/pytorch/launching.ts";
import { say } from "../../../../words/say.ts";
import { UsageError } from "../../words/command.ts";
import type { Io, StartedProgram } from "../../world/io.ts";

/** What a process tells on a line. */
export type TorchEvent = Readonly<Record<string, unknown>> & {
  readonly event: string;
};

/** A PyTorch that was found. */
export interface FoundTorch {
  readonly version: string;
  /** A port of this machine that is free. */
  readonly port: number;
}

/**
 * Looks for PyTorch.
 *
 * @throws {UsageError} if Python cannot be started, or does not have it.
 */
export async function findTorch(
  interpreter: string,
  io: Io,
): Promise<FoundTorch> {
  const program = io.startProgram(interpreter, ["-c", torchProbe]);
  const [out, errors] = await Promise.all([
    textOf(program.readable),
    textOf(program.errors),
  ]);
  await program.end();
  const found = eventIn(out.trim());
  if (found !== undefined) return found as unknown as FoundTorch;
  throw new UsageError(
    say("{interpreter} has no PyTorch: {reason}", {
      interpreter,
      reason: lastLine(errors) ?? say("it printed nothing"),
    }),
    say(
      "Install it, as with {command}, or give another Python with --interpreter.",
      { command: torchInstall(interpreter) },
    ),
  );
}

/** Processes that run. */
export interface TorchProcesses {
  /** What the first of them tells, until it ends. */
  readonly events: AsyncIterable<TorchEvent>;
  /** Ends all that have not ended; returns the last lines that they wrote to standard error. */
  end(): Promise<string | undefined>;
}

/** Starts a program in several processes. */
export function startTorch(
  { interpreter, program, processes, port, options }: {
    readonly interpreter: string;
    readonly program: string;
    readonly processes: number;
    readonly port: number;
    readonly options: readonly string[];
  },
  io: Io,
): TorchProcesses {
  const all: StartedProgram[] = [];
  for (let rank = 0; rank < processes; rank++) {
    const words = [program, `${rank}`, `${processes}`, `${port}`, ...options];
    all.push(io.startProgram(interpreter, ["-c", torchLauncher, ...words]));
  }
  const errors = all.map(({ errors }) => textOf(errors));
  // Only the first one tells anything.
  const others = all.slice(1).map(({ readable }) => textOf(readable));
  return {
    events: eventsOf(all[0].readable),
    async end() {
      await Promise.all(all.map((each) => each.end()));
      await Promise.all(others);
      const said = await Promise.all(errors);
      return said.map(lastLine).find((line) => line !== undefined);
    },
  };
}

async function* eventsOf(
  bytes: ReadableStream<Uint8Array>,
): AsyncGenerator<TorchEvent> {
  const decoder = new TextDecoder();
  let rest = "";
  for await (const piece of bytes) {
    const lines = (rest + decoder.decode(piece, { stream: true })).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) {
      const event = eventIn(line);
      if (event !== undefined) yield event;
    }
  }
}

function eventIn(line: string): TorchEvent | undefined {
  try {
    const found: unknown = JSON.parse(line);
    return typeof found === "object" && found !== null
      ? found as TorchEvent
      : undefined;
  } catch {
    return undefined;
  }
}

/** The most that is kept of what a process writes. */
const mostText = 20_000;

async function textOf(bytes: ReadableStream<Uint8Array>): Promise<string> {
  const decoder = new TextDecoder();
  let text = "";
  try {
    for await (const piece of bytes) {
      text = (text + decoder.decode(piece, { stream: true })).slice(-mostText);
    }
  } catch {
    // It was ended.
  }
  return text;
}

function lastLine(text: string): string | undefined {
  return text.trim().split("\n").at(-1)?.trim() || undefined;
}
