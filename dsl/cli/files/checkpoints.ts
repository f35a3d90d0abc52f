/**
 * The checkpoint of a training: a file beside the network's, from which the same
 * command continues.
 *
 * @module
 */

import {
  differenceOfRuns,
  digestIn,
  type RunIdentity,
  type TrainingSetting,
} from "../../../lib/fitting/run_identity.ts";
import type { TrainProgress } from "../../../lib/training/progress.ts";
import { say } from "../../../words/say.ts";
import {
  type NetworkToSave,
  writeNetwork,
} from "../../network_file/saved_network.ts";
import { UsageError } from "../words/command.ts";
import type { Io } from "../world/io.ts";
import { requireSpace } from "./outputs.ts";

/** The checkpoint's place: that of the network, with `.checkpoint` before its ending. */
export function checkpointPath(out: string): string {
  return `${out.replace(/\.safetensors$/, "")}.checkpoint.safetensors`;
}

/** The place of what was good of a training that diverged, where a network is at its own. */
export function divergedPath(out: string): string {
  return `${out.replace(/\.safetensors$/, "")}.diverged.safetensors`;
}

/** What helps where a checkpoint cannot be used. */
export function restartHelp(): string {
  return say("Start again with --restart, or train to another --out.");
}

/** How often a checkpoint is written. */
export type SaveEvery =
  | { readonly steps: number }
  | { readonly seconds: number };

export interface Checkpoints {
  readonly path: string;
  /** Writes one if it is time for it, or the training is over but for its network. */
  at(progress: TrainProgress): Promise<void>;
  /** Writes one now. */
  write(progress: TrainProgress): Promise<void>;
  /** Whether there is one of this training, as far as one may look. */
  isThere(): Promise<boolean>;
  /** Why the last could not be written. */
  failure(): unknown;
  /** Removes the last one: the training is over. */
  remove(): Promise<void>;
}

export function writeCheckpoints(
  { path, saved, saveEvery, isThere }: {
    readonly path: string;
    readonly saved: Omit<NetworkToSave, "state">;
    readonly saveEvery: SaveEvery;
    /** Whether there is one of an earlier run. */
    readonly isThere: boolean;
  },
  io: Io,
): Checkpoints {
  let lastTime = io.now();
  let lastStep = 0;
  let hasRoom = false;
  let failure: unknown;

  function isDue({ step }: TrainProgress): boolean {
    return "seconds" in saveEvery
      ? io.now() - lastTime >= saveEvery.seconds * 1000
      : step - lastStep >= saveEvery.steps;
  }

  const contentOf = (progress: TrainProgress) =>
    writeNetwork({ ...saved, state: progress.save() });

  async function write(progress: TrainProgress): Promise<void> {
    try {
      await io.writeFile(path, contentOf(progress));
    } catch (error) {
      failure = error;
      throw error;
    }
    isThere = true;
    failure = undefined;
    lastTime = io.now();
    lastStep = progress.step;
  }

  /** A training must not fail for want of space that could be known at its start: there are two checkpoints while one replaces the other. */
  async function requireRoom(progress: TrainProgress): Promise<void> {
    let bytes = 0;
    for (const { length } of contentOf(progress)) bytes += length;
    await requireSpace(path, isThere ? bytes : 2 * bytes, io);
    hasRoom = true;
  }

  return {
    path,
    async at(progress) {
      if (!hasRoom) await requireRoom(progress);
      if (progress.isLast) {
        // The network may fit where this does not.
        await write(progress).catch(() => {});
      } else if (progress.phase !== "validation" && isDue(progress)) {
        await write(progress);
      }
    },
    write,
    isThere: async () => isThere && await io.fileExists(path) !== false,
    failure: () => failure,
    remove: () => io.removeFile(path),
  };
}

/** @throws {UsageError} if the run of a checkpoint and this one differ in what decides on the outcome. */
export function requireSameRun(
  path: string,
  saved: RunIdentity,
  wanted: RunIdentity,
): void {
  if (digestIn(`${saved.data}`) === undefined) {
    throw new UsageError(
      say(
        "{path} was written by an earlier version, which did not keep the content of what its run depends on",
        { path },
      ),
      restartHelp(),
    );
  }
  const difference = differenceOfRuns(saved, wanted);
  if (difference === undefined) return;
  const { name, before, now } = difference;
  throw new UsageError(
    say(
      /[^s]s$/.test(name)
        ? "{path} is the checkpoint of another run: its {name} were {before}, now {now}"
        : "{path} is the checkpoint of another run: its {name} was {before}, now {now}",
      { path, name, before: short(before), now: short(now) },
    ),
    say(
      "Train as before to continue it, with --restart to start again, or with another --out.",
    ),
  );
}

/** A setting that fits in a line; of a digest its first digits. */
function short(setting: TrainingSetting | undefined): string {
  if (typeof setting === "string") {
    const digest = digestIn(setting);
    if (digest !== undefined) {
      return setting.replace(digest, `${digest.slice(0, 8)}…`);
    }
  }
  const text = setting === undefined ? say("none") : JSON.stringify(setting);
  return text.length > 60 ? `${text.slice(0, 59)}…` : text;
}
