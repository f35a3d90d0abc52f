/**
 * A worker that carries out a command which runs code of others.
 *
 * @module
 */

import { speak } from "../../words/languages.ts";
import { say } from "../../words/say.ts";
import { commands } from "./commands.ts";
import {
  type Beginning,
  type FromCommand,
  type ToCommand,
  toErrorRecord,
} from "./confined/messages.ts";
import { type RemoteWorld, remoteWorld } from "./confined/remote_world.ts";
import { exitStatusOf } from "./files/exit_status.ts";
import { speaking } from "./files/refusals.ts";
import { readCommandLine } from "./words/arguments.ts";
import { UsageError } from "./words/command.ts";
import { everywhere } from "./words/language.ts";
import type { Io } from "./world/io.ts";
import {
  divertOutput,
  forbidEnding,
  hearFailures,
  hideInternals,
} from "./world/confined_globals.ts";

/** What a worker sees of the world. */
interface WorkerScope {
  addEventListener(
    type: "message",
    listener: (event: MessageEvent<ToCommand>) => void,
  ): void;
  postMessage(message: FromCommand): void;
}

/**
 * A command that hears its process, from the first message on.
 *
 * @param begin is given its world before it begins.
 */
export function confinedCommand(
  post: (message: FromCommand) => void,
  begin: (io: Io) => void = () => {},
): (message: ToCommand) => void {
  let world: RemoteWorld | undefined;
  return (message) => {
    if (message.kind !== "begin") return world?.hear(message);
    world = remoteWorld(message, post);
    begin(world.io);
    void carryOut(message, world.io, post);
  };
}

async function carryOut(
  { words: [name, ...rest], language }: Beginning,
  io: Io,
  post: (message: FromCommand) => void,
) {
  try {
    await speak(language);
    const command = await commands.get(name)?.load();
    if (command === undefined) return;
    const args = readCommandLine(rest, [
      ...command.options,
      ...everywhere,
    ]);
    const work = () => command.run(args, speaking(io));
    post({ kind: "end", status: await exitStatusOf(work, io) });
  } catch (error) {
    post({ kind: "fault", error: toErrorRecord(error) });
  }
}

if ("WorkerGlobalScope" in globalThis) {
  const scope = self as unknown as WorkerScope;
  hideInternals();
  forbidEnding();
  const post = scope.postMessage.bind(scope);
  const hear = confinedCommand(post, ({ error }) => divertOutput(error));
  hearFailures((error) =>
    post({
      kind: "fault",
      error: toErrorRecord(
        error instanceof Error ? error : new UsageError(
          say("a module of layers threw {error}", { error: String(error) }),
        ),
      ),
    })
  );
  scope.addEventListener("message", ({ data }) => hear(data));
}
