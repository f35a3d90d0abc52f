/**
 * What the system refuses, in words: which file, what could not be done with it, and
 * why.
 *
 * @module
 */

import { visibleName } from "../../typesetting/visible.ts";
import { NablaError } from "../../../lib/base/nabla_error.ts";
import { type Phrase, say } from "../../../words/say.ts";
import { UsageError } from "../words/command.ts";
import {
  isGuarded,
  isLocal,
  lackedOptions,
  nabla,
} from "../world/confinement.ts";
import { noFile, tooLarge } from "../world/reading.ts";
import type { Io, OpenFile } from "../world/io.ts";
import { system } from "../world/system/system.ts";

/** What fails in no way, or says itself what failed. */
type Silent =
  | "importModule"
  | "columns"
  | "errorColumns"
  | "color"
  | "errorColor"
  | "showsProgress"
  | "now"
  | "pause"
  | "onStop"
  | "stopSignal";

type Action = "read" | "write" | "start" | "watch" | "reach";

/**
 * A world that says what it refuses: whatever it throws is a {@linkcode UsageError}
 * with the file and the reason, at every call, so that no command needs to think of
 * it. Only the end of whoever reads the output stays as it is.
 */
export function speaking(io: Io): Io {
  const print =
    (write: (text: string) => void, what: Phrase) => (text: string) => {
      try {
        write(text);
      } catch (error) {
        if (error instanceof system.errors.BrokenPipe) throw error;
        throw refusal("write", say(what), error);
      }
    };
  const { readKey, page } = io;
  const words = {
    out: print((text) => io.out(text), "the output"),
    data: print((text) => io.data(text), "the output"),
    error: print((text) => io.error(text), "the messages"),
    erase: (stream, rows) =>
      print(() => io.erase(stream, rows), "the terminal")(""),
    readFile: (path, most) =>
      orUsageError("read", path, io.readFile(path, most)),
    fileExists: (path) =>
      orUsageError("read", String(path), io.fileExists(path)),
    listFiles: (path) => orUsageError("read", path, io.listFiles(path)),
    async openFile(path) {
      const file = await orUsageError("read", path, io.openFile(path));
      return file && speakingFile(path, file);
    },
    writeFile: (path, content) =>
      orUsageError("write", path, io.writeFile(path, content)),
    rewriteFile: (path, content) =>
      orUsageError("write", path, io.rewriteFile(path, content)),
    async createFile(path) {
      const file = await orUsageError("write", path, io.createFile(path));
      return {
        write: (text) => orUsageError("write", path, file.write(text)),
        close: () => orUsageError("write", path, file.close()),
        abandon: () => orUsageError("write", path, file.abandon()),
      };
    },
    async appendTo(path) {
      const file = await orUsageError("write", path, io.appendTo(path));
      return {
        add: (text) => orUsageError("write", path, file.add(text)),
        close: () => file.close(),
      };
    },
    isDevice: (path) => orUsageError("read", path, io.isDevice(path)),
    identity: (path) => orUsageError("read", path, io.identity(path)),
    async hold(path) {
      const hold = await orUsageError("write", path, io.hold(path));
      if (!hold.isHeld) return hold;
      const release = () => orUsageError("write", path, hold.release());
      return { isHeld: true, release };
    },
    removeLeftovers: (path) =>
      orUsageError("write", path, io.removeLeftovers(path)),
    removeFile: (path) => orUsageError("write", path, io.removeFile(path)),
    startProgram(program, words) {
      try {
        return io.startProgram(program, words);
      } catch (error) {
        throw refusal("start", program, error);
      }
    },
    nextChange: (paths) =>
      orUsageError("watch", paths.join(", "), io.nextChange(paths)),
    readInput: (most) =>
      orUsageError("read", say("standard input"), io.readInput(most)),
    readKey: readKey && (() => orUsageError("read", say("a key"), readKey())),
    page: page && {
      ...page,
      makeFolder: (path) => orUsageError("write", path, page.makeFolder(path)),
      readSite: () => ofNabla(page.readSite(), "127.0.0.1"),
      readExercisePage: () => ofNabla(page.readExercisePage()),
      serve: (files, port) =>
        orUsageError(
          "reach",
          "127.0.0.1",
          Promise.try(() => page.serve(files, port)),
        ),
    },
  } satisfies Omit<Io, Silent>;
  return Object.assign(Object.create(io) as Io, words);
}

function speakingFile(path: string, file: OpenFile): OpenFile {
  return {
    size: file.size,
    read: (offset, length) =>
      orUsageError("read", path, file.read(offset, length)),
    stream: () => speakingStream(path, file.stream()),
    close: () => file.close(),
  };
}

async function* speakingStream(path: string, bytes: AsyncIterable<Uint8Array>) {
  const pieces = bytes[Symbol.asyncIterator]();
  try {
    for (;;) {
      const { done, value } = await orUsageError("read", path, pieces.next());
      if (done) return;
      yield value;
    }
  } finally {
    await pieces.return?.();
  }
}

/** What an action gives; a refusal of the system becomes a UsageError. */
async function orUsageError<T>(
  action: Action,
  path: string,
  work: Promise<T>,
): Promise<T> {
  try {
    return await work;
  } catch (error) {
    throw refusal(action, path, error);
  }
}

/** A file of nabla itself, which is here or where nabla is. @param others what is reached next. */
async function ofNabla<T>(file: Promise<T>, ...others: string[]): Promise<T> {
  const [action, place] = isLocal
    ? ["read", decodeURIComponent(nabla.pathname)] as const
    : ["reach", [nabla.host, ...others].join()] as const;
  return await orUsageError(action, place, file);
}

function refusal(action: Action, path: string, error: unknown): NablaError {
  if (error instanceof NablaError) return error;
  const what = visibleName(path);
  if (error instanceof system.errors.NotCapable) {
    return notGranted(action, path);
  }
  if (
    error instanceof system.errors.NotFound ||
    error instanceof system.errors.NotADirectory
  ) {
    return action === "start"
      ? new UsageError(
        say("cannot start {program}: there is no such program", {
          program: what,
        }),
        say("Name the Python to take, as in {option}.", {
          option: "--interpreter python",
        }),
      )
      : new UsageError(
        say("cannot {action} {what}: {reason}", {
          action: say(action),
          what,
          reason: say(
            action === "write"
              ? "there is no such folder"
              : "there is no such file",
          ),
        }),
      );
  }
  const reason = error instanceof system.errors.AlreadyExists
    ? say("there is a file of that name")
    : error instanceof Error
    ? error.message
    : String(error);
  const code = error instanceof Error && "code" in error ? error.code : "";
  const way = ways.get(String(code));
  return new UsageError(
    say("cannot {action} {what}: {reason}", {
      action: say(action),
      what,
      reason,
    }),
    way && say(way),
  );
}

/** What helps against a refusal, by the system's code. */
const ways: ReadonlyMap<string, Phrase> = new Map<string, Phrase>([
  ["ENOSPC", "Make room on the disk, then give the same command again."],
  [tooLarge, "Keep numbers in files of their own, for --data or --weights."],
  [noFile, "What comes through a pipe is read from standard input: --data -."],
  ["EMFILE", "Raise the number of files that may be open: ulimit -n 4096."],
]);

function notGranted(action: Action, path: string): UsageError {
  const what = visibleName(path);
  const problem = say("may not {action} {what}", {
    action: say(action),
    what,
  });
  if (action !== "start" && isGuarded(path)) {
    return new UsageError(
      problem,
      say(
        action === "write"
          ? "Name a file; predict, generate and worksheet write to standard output without --out."
          : "Name a file; data comes from standard input with --data -.",
      ),
    );
  }
  const lacked = lackedOptions(accesses[action], path);
  const options = visibleName(lacked.join(" "));
  return new UsageError(
    problem,
    lacked.some((option) => option.includes("="))
      ? say(
        "Run Deno with {options} as well; a command that deno install made is installed anew with it, by deno install -g -f.",
        { options },
      )
      : say(
        "Deno cannot be told of a name with a comma: run it with {options} in place of that with a name.",
        { options },
      ),
  );
}

/** What Deno has to grant for an action. */
const accesses = {
  read: ["read"],
  watch: ["read"],
  // A file is written beside its place and moved there.
  write: ["read", "write"],
  start: ["run"],
  reach: ["net"],
} as const;
