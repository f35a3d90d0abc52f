import { fs, isTerminal, process } from "./node_parts.ts";
import type { SystemStreams } from "./contract.ts";
import { systemError } from "./node_errors.ts";

/** Standard input and outputs, by Node. */
export const nodeStreams: SystemStreams = {
  stdin: {
    isTerminal: () => isTerminal(0),
    get readable() {
      const { Readable } = process.getBuiltinModule("node:stream");
      return Readable.toWeb(process.stdin) as ReadableStream<
        Uint8Array<ArrayBuffer>
      >;
    },
    setRaw: (isRaw) => void process.stdin.setRawMode(isRaw),
    async read(buffer) {
      const bytes = rest ?? await nextInput();
      if (bytes === undefined) return null;
      const length = Math.min(bytes.length, buffer.length);
      buffer.set(bytes.subarray(0, length));
      rest = length < bytes.length ? bytes.subarray(length) : undefined;
      return length;
    },
  },
  stdout: output(1),
  stderr: output(2),
  consoleSize() {
    const stream = [process.stdout, process.stderr].find(({ isTTY }) => isTTY);
    const [columns = 0] = stream?.getWindowSize() ?? [];
    return { columns };
  },
};

/** What was typed and not yet read. */
let rest: Uint8Array | undefined;

/** The next piece of standard input; undefined at its end. */
function nextInput(): Promise<Uint8Array | undefined> {
  const { stdin } = process;
  return new Promise((resolve) => {
    const settle = (bytes?: Uint8Array) => {
      stdin.off("data", settle).off("end", end).pause();
      resolve(bytes);
    };
    const end = () => settle();
    stdin.on("data", settle).on("end", end).resume();
  });
}

function output(fd: number): SystemStreams["stdout"] {
  return {
    isTerminal: () => isTerminal(fd),
    writeSync(bytes) {
      for (;;) {
        try {
          return fs.writeSync(fd, bytes);
        } catch (error) {
          // Whoever reads it is slower than this, and the pipe does not wait.
          if (!isFull(error)) throw systemError(error);
          Atomics.wait(pause, 0, 0, 2);
        }
      }
    },
  };
}

const pause = new Int32Array(new SharedArrayBuffer(4));

function isFull(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "EAGAIN";
}
