import { UsageError } from "../words/command.ts";
import type { Io } from "../world/io.ts";
import { orUsageError } from "./source.ts";

/**
 * Checks that files can be written, before the work for them: each is begun beside
 * its place and removed again. None may be a file that is read.
 *
 * @param outputs the files by the options that name them.
 * @param inputs what the command reads; not all need be paths.
 * @throws {UsageError} if one cannot be written, or would overwrite another.
 */
export async function requireOutputs(
  outputs: Readonly<Record<string, string | undefined>>,
  inputs: readonly (string | undefined)[],
  io: Io,
): Promise<void> {
  const plain = (path: string) => path.replace(/^(\.[\\/])+/, "");
  const taken = new Map<string, string>();
  for (const input of inputs) {
    if (input !== undefined) taken.set(plain(input), "which is read");
  }
  for (const [option, path] of Object.entries(outputs)) {
    if (path === undefined) continue;
    const owner = taken.get(plain(path));
    if (owner !== undefined) {
      throw new UsageError(
        `--${option} ${path} would overwrite a file ${owner}`,
        `Give --${option} another name.`,
      );
    }
    taken.set(plain(path), `of --${option}`);
    const file = await orUsageError("write", path, io.createFile(path));
    await file.abandon();
  }
}
