import { type Phrase, say } from "../../../words/say.ts";
import { searchOf } from "../files/glob.ts";
import { pathWordsIn, writtenFiles } from "../files/outputs.ts";
import type { Arguments, Option } from "../words/command.ts";
import { system } from "../world/system/system.ts";

/** What of the world a command line names. Whatever else is asked for is refused. */
export interface Grants {
  /** A file that is read. */
  toRead(path: unknown): string;
  /** A folder whose files are listed. */
  toList(path: unknown): string;
  /** Of the files in a folder, which may be read from then on, those that are texts. */
  listed(folder: string, files: readonly string[]): readonly string[];
  /** A file that is written. */
  toWrite(path: unknown): string;
  /** Standard input. */
  readonly readsInput: boolean;
  /** The keys that the user presses. */
  readonly readsKeys: boolean;
}

/**
 * What the words of a command line grant: the files that they name, and the texts in
 * the folders that they name.
 *
 * @param isReadable what may be read in any case.
 */
export function grantsOf(
  options: readonly Option[],
  args: Arguments,
  isReadable: (path: string) => boolean,
): Grants {
  const outputs = new Set(writtenFiles(options, args).map(({ path }) => path));
  const readable = new Set([...pathWordsIn(options, args), ...outputs]);
  const searches = args.positional.map(searchOf);
  const words = [
    ...args.positional,
    ...options.flatMap(({ name }) => args.text(name) ?? args.texts(name)),
  ];
  return {
    toRead: (path) =>
      typeof path === "string" && isReadable(path) ? path : among(
        readable,
        path,
        "the command line names no such file to read",
      ),
    toList: (path) =>
      among(
        new Set(searches.map(({ folder }) => folder)),
        path,
        "the command line names no such file to list",
      ),
    listed(folder, files) {
      const own = searches.filter((search) => search.folder === folder);
      const found = files.filter((path) => own.some(({ has }) => has(path)));
      for (const path of found) readable.add(path);
      return found;
    },
    toWrite: (path) =>
      among(outputs, path, "the command line names no such file to write"),
    readsInput: words.includes("-"),
    readsKeys: args.flag("step"),
  };
}

function among(set: ReadonlySet<string>, path: unknown, rule: Phrase) {
  if (typeof path === "string" && set.has(path)) return path;
  throw new system.errors.NotCapable(say(rule));
}
