/**
 * A worker that carries out a command which runs code of others.
 *
 * @module
 */

import { commands } from "./commands.ts";
import {
  type FromCommand,
  type ToCommand,
  toErrorRecord,
} from "./confined/messages.ts";
import { type RemoteWorld, remoteWorld } from "./confined/remote_world.ts";
import { exitStatusOf } from "./files/exit_status.ts";
import { speaking } from "./files/refusals.ts";
import { readCommandLine } from "./words/arguments.ts";
import type { Io } from "./world/io.ts";
import { divertOutput, hideInternals } from "./world/confinement.ts";

/** What a worker sees of the world. */
interface WorkerScope {
  addEventListener(
    type: "message",
    listener: (event: MessageEvent<ToCommand>) => void,
  ): void;
  postMessage(message: FromCommand): void;
}
const scope = self as unknown as WorkerScope;
const post = scope.postMessage.bind(scope);

let world: RemoteWorld | undefined;
scope.addEventListener("message", ({ data }) => {
  if (data.kind !== "begin") return world?.hear(data);
  hideInternals();
  world = remoteWorld(data, post);
  divertOutput(world.io.error);
  void carryOut(data.words, world.io);
});

async function carryOut([name, ...rest]: readonly string[], io: Io) {
  try {
    const command = await commands.get(name)?.();
    if (command === undefined) return;
    const args = readCommandLine(rest, command.options);
    const status = await exitStatusOf(
      () => command.run(args, speaking(io)),
      io,
    );
    post({ kind: "end", status });
  } catch (error) {
    post({ kind: "fault", error: toErrorRecord(error) });
  }
}
