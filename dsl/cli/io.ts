/**
 * What a command needs of the world, so that a test can stand in for it.
 *
 * @module
 */

/** Reading and writing. */
export interface Io {
  /** Writes to standard output. */
  out(text: string): void;
  /** Writes to standard error. */
  error(text: string): void;
  /** The bytes of a file, or undefined where there is no such file. */
  readFile(path: string): Promise<Uint8Array | undefined>;
  /** The bytes of standard input. */
  readInput(): Promise<Uint8Array>;
  /** Whether results go to a terminal that shows colours. */
  readonly color: boolean;
  /** Whether standard error is a terminal, which can show progress. */
  readonly showsProgress: boolean;
  /** Milliseconds since some moment. */
  now(): number;
  /** Lets signals and timers have their turn. */
  pause(): Promise<void>;
  /** Calls `listener` when the user presses Ctrl-C, until the returned function is called. */
  onInterrupt(listener: () => void): () => void;
}

/** The real world. */
export function terminal(): Io {
  const encoder = new TextEncoder();
  const base = userFolder();
  return {
    out: (text) => writeAll(Deno.stdout, encoder.encode(text)),
    error: (text) => writeAll(Deno.stderr, encoder.encode(text)),
    async readFile(path) {
      try {
        return await Deno.readFile(isAbsolute.test(path) ? path : base + path);
      } catch (error) {
        if (isMissing(error)) return undefined;
        throw error;
      }
    },
    readInput: () => new Response(Deno.stdin.readable).bytes(),
    color: Deno.stdout.isTerminal() && !Deno.noColor,
    showsProgress: Deno.stderr.isTerminal() && !Deno.noColor,
    now: () => performance.now(),
    pause: () => new Promise((resolve) => setTimeout(resolve, 0)),
    onInterrupt(listener) {
      Deno.addSignalListener("SIGINT", listener);
      return () => Deno.removeSignalListener("SIGINT", listener);
    },
  };
}

const isAbsolute = /^([A-Za-z]:)?[\\/]/;

/**
 * The folder from which relative paths count, where it is not the current one:
 * `deno task` runs in the project's folder, wherever its user stands, and our
 * task says where that is.
 */
function userFolder(): string {
  const name = "env" as const;
  const variable = "NABLA_FOLDER";
  const { state } = Deno.permissions.querySync({ name, variable });
  const folder = state === "granted" ? Deno.env.get(variable) : undefined;
  return folder ? `${folder}/` : "";
}

/** A text too long or too odd to be the name of a file is one that does not exist. */
function isMissing(error: unknown): boolean {
  return error instanceof Deno.errors.NotFound ||
    error instanceof Deno.errors.FilesystemLoop ||
    error instanceof TypeError ||
    (error instanceof Error &&
      /ENAMETOOLONG|os error (36|63|123|206)\b|Not a directory/.test(
        error.message,
      ));
}

function writeAll(
  stream: { writeSync(bytes: Uint8Array): number },
  bytes: Uint8Array,
): void {
  for (let sent = 0; sent < bytes.length;) {
    sent += stream.writeSync(bytes.subarray(sent));
  }
}
