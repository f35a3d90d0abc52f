/**
 * The checkpoint of a training: a file beside the network's, from which the same
 * command goes on.
 *
 * @module
 */

import {
  differenceOfRuns,
  type RunIdentity,
  type TrainingSetting,
} from "../../../lib/fitting/run_identity.ts";
import type { TrainProgress } from "../../../lib/training/progress.ts";
import {
  type NetworkToSave,
  writeNetwork,
} from "../../network_file/saved_network.ts";
import { UsageError } from "../words/command.ts";
import type { Io } from "../world/io.ts";
import { orUsageError, writeFile } from "./source.ts";

/** The checkpoint's place: that of the network, with `.checkpoint` before its ending. */
export function checkpointPath(out: string): string {
  return `${out.replace(/\.safetensors$/, "")}.checkpoint.safetensors`;
}

/** What helps where a checkpoint is of no use. */
export const restartHelp =
  "Begin anew with --restart, or train to another --out.";

/** After how many steps or seconds a checkpoint is written. */
export type SaveEvery = { readonly steps: number } | {
  readonly seconds: number;
};

/** Writes checkpoints. */
export interface Checkpoints {
  /** Writes one where it is time for it. */
  at(progress: TrainProgress): Promise<void>;
  /** Writes one now. */
  write(progress: TrainProgress): Promise<void>;
  /** Removes the last one: the training is over. */
  remove(): Promise<void>;
}

/** Begins to write checkpoints of a network that is trained. */
export function writeCheckpoints(
  path: string,
  saved: Omit<NetworkToSave, "state">,
  saveEvery: SaveEvery,
  io: Io,
): Checkpoints {
  let lastTime = io.now();
  let lastStep = 0;

  function isDue({ step }: TrainProgress): boolean {
    return "seconds" in saveEvery
      ? io.now() - lastTime >= saveEvery.seconds * 1000
      : step - lastStep >= saveEvery.steps;
  }

  async function write(progress: TrainProgress): Promise<void> {
    const state = progress.save();
    await writeFile(path, writeNetwork({ ...saved, state }), io);
    lastTime = io.now();
    lastStep = progress.step;
  }

  return {
    async at(progress) {
      if (progress.phase !== "validation" && isDue(progress)) {
        await write(progress);
      }
    },
    write,
    remove: () => orUsageError("write", path, io.removeFile(path)),
  };
}

/**
 * Sees to it that a checkpoint is of the run that is to go on.
 *
 * @param saved how that was trained.
 * @param wanted how this one is to be.
 * @throws {UsageError} if they differ in what decides on the outcome.
 */
export function requireSameRun(
  path: string,
  saved: RunIdentity,
  wanted: RunIdentity,
): void {
  const difference = differenceOfRuns(saved, wanted);
  if (difference === undefined) return;
  const short = (setting: TrainingSetting | undefined) => {
    const text = setting === undefined ? "none" : JSON.stringify(setting);
    return text.length > 60 ? `${text.slice(0, 59)}…` : text;
  };
  const { name, before, now } = difference;
  throw new UsageError(
    `${path} is the checkpoint of another run: its ${name} is ${
      short(before)
    }, and now ${short(now)}`,
    "Train as before to go on with it, with --restart to begin anew, or with another --out.",
  );
}
