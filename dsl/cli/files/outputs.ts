import { list } from "../../../lib/base/words.ts";
import { say } from "../../../words/say.ts";
import type { Io } from "../world/io.ts";
import {
  type Arguments,
  type Option,
  type Output as Declared,
  UsageError,
} from "../words/command.ts";

/** A file that a command will write. */
interface Output {
  /** The option that names it. */
  readonly option: string;
  readonly path: string;
}

/** Endings that say what a file holds, ours and others. */
const known =
  /\.(safetensors|np[yz]|nn|md|markdown|csv|tsv|txt|jsonl?|ndjson|xml|tap|html?|svg|png|jpe?g|gif|webp|pdf|gz|idx|ts|js|py)$/i;

/**
 * Checks that the files of a command can be written, before the work for them: each
 * is begun beside its place and removed again. None may be another's, or one that
 * any other word of the command line names.
 *
 * @throws {UsageError} if one cannot be written, or would overwrite another.
 */
export async function requireOutputs(
  options: readonly Option[],
  args: Arguments,
  io: Io,
): Promise<void> {
  // By the option that writes it; undefined: it is read.
  const owners = new Map<string, string | undefined>();
  for (const path of pathWordsIn(options, args)) {
    if (await io.fileExists(path) === false) continue;
    owners.set(await io.identity(path), undefined);
  }
  for (const { name, output } of options) {
    const path = args.text(name);
    if (output?.beside === undefined || path === undefined) continue;
    if (!await io.isDevice(path)) continue;
    throw new UsageError(
      say(
        "{option} must be a file, as others are written beside it: found {path}",
        { option: `--${name}`, path },
      ),
      say("Write {code}.", { code: `--${name} FILE${output.endings[0]}` }),
    );
  }
  for (const { option, path } of writtenFiles(options, args)) {
    const place = await io.identity(path);
    if (owners.has(place)) {
      throw overwrites(`--${option} ${path}`, owners.get(place));
    }
    owners.set(place, `--${option}`);
    await io.removeLeftovers(path);
    const file = await io.createFile(path);
    await file.abandon();
  }
}

/**
 * Tries whether so many bytes more can be written at a place.
 *
 * @throws {UsageError} if they cannot.
 */
export async function requireSpace(
  path: string,
  bytes: number,
  io: Io,
): Promise<void> {
  const file = await io.createFile(path);
  try {
    for (let left = bytes; left > 0; left -= piece.length) {
      const part = left < piece.length ? piece.slice(0, left) : piece;
      await file.write(part);
    }
  } finally {
    await file.abandon();
  }
}

/** A mebibyte. */
const piece = "\0".repeat(2 ** 20);

/** The refusal to write over a file that is in use. */
function overwrites(what: string, owner?: string): UsageError {
  const [option] = /^--\S+/.exec(what) ?? [say("the output")];
  return new UsageError(
    owner === undefined
      ? say("{what} would overwrite a file which is read", { what })
      : say("{what} would overwrite a file of {option}", {
        what,
        option: owner,
      }),
    say("Give {option} another name.", { option }),
  );
}

/** The words of a command line that may be paths of what is read. */
export function pathWordsIn(
  options: readonly Option[],
  args: Arguments,
): string[] {
  const values = options.flatMap(({ name, output, repeated }) =>
    output !== undefined
      ? []
      : repeated
      ? args.texts(name)
      : args.text(name) ?? []
  );
  // `--python FILE:NAME` is a path and a name.
  return [...args.positional, ...values].flatMap((word) => {
    const path = word.replace(/(?<=.):[^:\\/]*$/, "");
    return path === word ? [word] : [word, path];
  }).filter((word) => word !== "" && word !== "-");
}

/**
 * A world in which nothing that a command has read is written over: what a folder,
 * a pattern or a file led to, which no word of the command line names. Its own
 * outputs, which a command reads to continue them, are no inputs; only
 * {@linkcode Io.rewriteFile} writes on what was read.
 */
export function guardInputs(
  io: Io,
  options: readonly Option[],
  args: Arguments,
): Io {
  const own = new Set(writtenFiles(options, args).map(({ path }) => path));
  const read = new Map<string, string>();
  /** Whether it is read. What was removed is not: the system gives its number to new files. */
  async function isRead(place: string): Promise<boolean> {
    for (const [path, before] of read) {
      if (before === place && await io.identity(path) === place) return true;
    }
    return false;
  }
  async function reading<T>(path: string, work: () => Promise<T>): Promise<T> {
    const place = own.has(path) ? undefined : await io.identity(path);
    const found = await work();
    if (found !== undefined && place !== undefined) read.set(path, place);
    return found;
  }
  async function writing<T>(path: string, work: () => Promise<T>): Promise<T> {
    if (await isRead(await io.identity(path))) {
      throw overwrites(path);
    }
    return await work();
  }
  return Object.assign(
    Object.create(io) as Io,
    {
      readFile: (path, most) => reading(path, () => io.readFile(path, most)),
      openFile: (path) => reading(path, () => io.openFile(path)),
      importModule: (path) => reading(path, () => io.importModule(path)),
      writeFile: (path, content) =>
        writing(path, () => io.writeFile(path, content)),
      createFile: (path) => writing(path, () => io.createFile(path)),
      appendTo: (path) => writing(path, () => io.appendTo(path)),
    } satisfies Partial<Io>,
  );
}

/**
 * Carries out work that nobody else may do on the same files at the same time.
 *
 * @param files by the option that names them; undefined where the work has none.
 * @throws {UsageError} if another process is at one of them.
 */
export async function holding<T>(
  files: Readonly<Record<string, string | undefined>>,
  io: Io,
  work: () => Promise<T>,
): Promise<T> {
  const [[option, path] = [], ...others] = Object.entries(files);
  if (option === undefined) return await work();
  const rest = () => holding(Object.fromEntries(others), io, work);
  if (path === undefined) return await rest();
  const hold = await io.hold(path);
  if (!hold.isHeld) {
    throw new UsageError(
      say("another run, process {process}, is writing {path}", {
        process: hold.process,
        path,
      }),
      say("Wait until it has ended, or give another {option}.", {
        option: `--${option}`,
      }),
    );
  }
  try {
    return await rest();
  } finally {
    await hold.release();
  }
}

/** The files that a command's options name, and those written with them. */
export function writtenFiles(
  options: readonly Option[],
  args: Arguments,
): Output[] {
  return options.flatMap(({ name: option, output }) => {
    const path = args.text(option);
    if (output === undefined || path === undefined) return [];
    requireName(option, path, output);
    const beside = output.beside?.map((placeOf) => placeOf(path)) ?? [];
    return [path, ...beside].map((path) => ({ option, path }));
  });
}

/** @throws {UsageError} if a name says that the file holds something else, or nothing. */
function requireName(option: string, path: string, { endings }: Declared) {
  // Elsewhere `-` is standard input, and nobody means a file of this name.
  if (path.trim() === "" || path === "-") {
    throw new UsageError(
      say("{option} needs the name of a file: found {path}", {
        option: `--${option}`,
        path: JSON.stringify(path),
      }),
      say("Write {code}.", { code: `--${option} FILE${endings[0]}` }),
    );
  }
  const [ending] = known.exec(path) ?? [];
  if (ending === undefined || endings.includes(ending.toLowerCase())) return;
  const better = path.slice(0, -ending.length) + endings[0];
  throw new UsageError(
    say("{option} writes {endings}: found {path}", {
      option: `--${option}`,
      endings: list(endings, "or"),
      path,
    }),
    say("Give it a name such as {name}.", { name: better }),
  );
}
