import { namesGenerator } from "../../../lib/fitting/generated_data.ts";
import { isFile } from "../files/source.ts";
import type { InputSource } from "../words/sources.ts";
import type { Io } from "../world/io.ts";

/** The call of a generator that a source is, as `spiral(classes=3)`; undefined where it is a file. */
export async function generatorIn(
  source: InputSource,
  io: Io,
): Promise<string | undefined> {
  if (source.kind !== "named") return undefined;
  const { name } = source;
  const isCall = namesGenerator(name) &&
    (name.includes("(") || !await isFile(name, io));
  return isCall ? name : undefined;
}
