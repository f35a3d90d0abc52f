import type { TrainResult } from "../../../../lib/training/trainer.ts";
import {
  type NetworkToSave,
  writeNetwork,
} from "../../../network_file/saved_network.ts";
import { divergedPath } from "../../files/checkpoints.ts";
import type { Io } from "../../world/io.ts";

/** Where the network of a training is. */
export interface SavedResult {
  /** Its file, if there is one. */
  readonly path?: string | undefined;
  /** The file of an earlier network, which stays. */
  readonly kept?: string | undefined;
}

/**
 * Writes the network of a training to its place. One that diverged takes the place
 * of none that is there: what was good of it is written beside, if there was any.
 */
export async function saveResult(
  { parameters, reason, epoch }: TrainResult,
  out: string | undefined,
  written: Omit<NetworkToSave, "parameters">,
  io: Io,
): Promise<SavedResult> {
  if (out === undefined) return {};
  const kept = reason === "diverged" && await io.fileExists(out) !== false
    ? out
    : undefined;
  if (kept !== undefined && epoch === 0) return { kept };
  const path = kept === undefined ? out : divergedPath(out);
  await io.writeFile(path, writeNetwork({ ...written, parameters }));
  return { path, kept };
}
