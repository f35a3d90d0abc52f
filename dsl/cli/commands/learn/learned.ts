/**
 * The file that keeps which lessons a learner has solved.
 *
 * @module
 */

import { say } from "../../../../words/say.ts";
import { courseLessons } from "../../../course/lessons.ts";
import type { Io } from "../../world/io.ts";
import { UsageError } from "../../words/command.ts";

const mostBytes = 100_000;

/** The lessons that the file names; none where there is no file yet. */
export async function readProgress(
  path: string,
  io: Io,
): Promise<ReadonlySet<string>> {
  const bytes = await io.readFile(path, mostBytes);
  if (bytes === undefined) return new Set();
  try {
    const { solved } = Object(JSON.parse(new TextDecoder().decode(bytes)));
    if (!Array.isArray(solved)) throw new SyntaxError();
    return new Set(
      courseLessons.map(({ id }) => id).filter((id) => solved.includes(id)),
    );
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new UsageError(
      say("{file} does not keep what was solved in the course", { file: path }),
      say("Give --progress another name."),
    );
  }
}

/** Writes the lessons that are solved. */
export async function writeProgress(
  path: string,
  solved: Iterable<string>,
  io: Io,
): Promise<void> {
  const record = { solved: [...new Set(solved)] };
  await io.writeFile(path, `${JSON.stringify(record)}\n`);
}
