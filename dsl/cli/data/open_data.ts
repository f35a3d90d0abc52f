import { closest } from "../../../lib/base/suggest.ts";
import { fromBytes } from "../../../lib/bytes/byte_source.ts";
import { generators } from "../../../lib/data/generators/generators.ts";
import { type DataFile, readDataFile } from "../../../lib/fitting/data_file.ts";
import type { KnownColumns } from "../../../lib/fitting/known_columns.ts";
import type { Tensor } from "../../../lib/tensor_files/tensor.ts";
import { say } from "../../../words/say.ts";
import { series } from "../../../lib/base/words.ts";
import { withFile } from "../files/source.ts";
import { noSuchFile, UsageError } from "../words/command.ts";
import type { DataChoice } from "../words/data_options.ts";
import type { InputSource } from "../words/sources.ts";
import type { Io } from "../world/io.ts";

/**
 * Reads what a source holds; of a table only the first lines.
 *
 * @param known what its columns mean, if that was learned before.
 * @throws {UsageError} if there is no such file.
 * @throws {DataError} if its content is not what its beginning says.
 */
export async function openData(
  source: InputSource,
  choice: DataChoice,
  known: KnownColumns | undefined,
  io: Io,
): Promise<DataFile> {
  if (source.kind === "standard input") {
    const all = fromBytes(say(source.kind), await io.readInput());
    return await readDataFile(all, { csv: choice.csv, known });
  }
  const file = await openFile(source.name, choice, known, io);
  if (file !== undefined) return file;
  throw noSuchFile(source.name, generatorHelp(source.name));
}

function openFile(
  path: string,
  { csv }: DataChoice,
  known: KnownColumns | undefined,
  io: Io,
): Promise<DataFile | undefined> {
  return withFile(path, io, ({ name, size, read, stream }) => {
    // Streams open the file again, when this one is closed.
    const bytes = { name, size, read, open: () => stream() };
    return readDataFile(bytes, { csv, known });
  });
}

/** The word may be a generator's name with a mistake in it. */
function generatorHelp(word: string): string | undefined {
  const [, name] = /^([\w-]+)\s*(?:\(.*)?$/.exec(word) ?? [];
  if (name === undefined) return undefined;
  const names = [...generators.keys()];
  const near = closest(name, names);
  return near === undefined
    ? say("The generators are {names}.", { names: series(names) })
    : say("Did you mean the generator {name}?", { name: near });
}

/** The array of a file of targets. @throws {UsageError} if there is none. */
export async function openTargets(
  name: string,
  choice: DataChoice,
  io: Io,
): Promise<Tensor> {
  const file = await openFile(name, choice, undefined, io);
  if (file === undefined) {
    throw noSuchFile(
      name,
      say("For IDX and .npy, --target is the file of the targets."),
    );
  }
  if (file.kind === "array") return file.tensor;
  throw new UsageError(
    say("{name} holds no array of targets", { name }),
    say("The targets of IDX and .npy are a file of the same kind."),
  );
}
